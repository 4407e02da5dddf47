import type { Random } from '../src/crypto/encoding';

/** Bytes that are the same in every run: a source of randomness for tests. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return (n) => Uint8Array.from({ length: n }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 255;
  });
}
