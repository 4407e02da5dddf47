import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u32, type Random } from '../../src/crypto/encoding';

/** A source of bytes that looks random and is the same for the same seed. */
export function seeded(seed: number): Random {
  let drawn = 0;
  return (n) => {
    const out = new Uint8Array(n);
    for (let offset = 0; offset < n; offset += 32) {
      out.set(sha256(concat(u32(seed), u32(drawn++))).subarray(0, n - offset), offset);
    }
    return out;
  };
}
