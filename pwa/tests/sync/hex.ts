/** Bytes as lower-case hex, the way vectors write them. */

import type { Bytes } from '../../src/crypto/encoding';

/** Bytes as lower-case hex. */
export function hex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of a hex text. */
export function unhex(digits: string): Bytes {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
