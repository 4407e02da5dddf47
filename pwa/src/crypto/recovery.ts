/** The recovery code: 16 random bytes that a person can write on paper (SPEC 5.4). */

import { digest, readU16, type Bytes } from './encoding';
import { FormatError } from './errors';
import { derive } from './keys';

export const CODE_BYTES = 16;
export const CODE_CHARACTERS = 28;
export const GROUP = 4;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Seven groups of four characters: r (16 bytes) and a 12-bit check, in Crockford base32. */
export function encodeCode(r: Uint8Array): string {
  if (r.length !== CODE_BYTES) throw new FormatError('recovery_length');
  let bits = 0n;
  for (const byte of r) bits = (bits << 8n) | BigInt(byte);
  bits = (bits << 12n) | BigInt(check(r));
  let text = '';
  for (let i = CODE_CHARACTERS - 1; i >= 0; i--) {
    text += ALPHABET[Number((bits >> BigInt(5 * i)) & 31n)]!;
    if (i > 0 && i % GROUP === 0) text += '-';
  }
  return text;
}

/**
 * The 16 bytes behind a code as a person may type it: any case, spaces, hyphens, O, I and L.
 *
 * Throws FormatError: `recovery_character`, `recovery_length`, or `recovery_check` for a typing slip.
 */
export function decodeCode(text: string): Bytes {
  if (!/^[\x00-\x7f]*$/.test(text)) throw new FormatError('recovery_character');
  const plain = text.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  let bits = 0n;
  for (const character of plain) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new FormatError('recovery_character');
    bits = (bits << 5n) | BigInt(value);
  }
  if (plain.length !== CODE_CHARACTERS) throw new FormatError('recovery_length');
  const r = new Uint8Array(CODE_BYTES);
  for (let i = 0; i < CODE_BYTES; i++) r[i] = Number((bits >> BigInt(132 - 8 * i)) & 255n);
  if (Number(bits & 0xfffn) !== check(r)) throw new FormatError('recovery_check');
  return r;
}

/** The 32-byte seed of the recovery slot, from the code's 16 bytes. */
export function seed(r: Uint8Array): Bytes {
  if (r.length !== CODE_BYTES) throw new FormatError('recovery_length');
  return derive(r, 'recovery');
}

function check(r: Uint8Array): number {
  return readU16(digest('recovery-check', r)) >> 4;
}
