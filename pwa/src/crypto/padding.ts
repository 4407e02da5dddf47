/** Buckets: every plaintext is as long as one of a few sizes (SPEC 4.2 step 3, 4.3 step 4). */

import { readU32, u32, type Bytes } from './encoding';
import { DamagedError, FormatError } from './errors';

export const KIND_REMINDER = 6;
export const SMALLEST_BUCKET = 2 ** 10;
export const LARGEST_BUCKET = 2 ** 20;
export const REMINDER_BUCKET = 2 ** 8;
const PREFIX_BYTES = 4;

/**
 * The length in bytes of the padded plaintext of an n-byte payload; kind: SPEC 4.1.
 *
 * Throws FormatError when the payload does not fit the largest bucket of its kind.
 */
export function bucket(n: number, kind: number): number {
  const needed = n + PREFIX_BYTES;
  const largest = kind === KIND_REMINDER ? REMINDER_BUCKET : LARGEST_BUCKET;
  if (needed > largest) throw new FormatError('payload_length');
  let size = kind === KIND_REMINDER ? REMINDER_BUCKET : SMALLEST_BUCKET;
  while (size < needed) size *= 2;
  return size;
}

/** u32(length), the payload, zeros up to the bucket. Throws FormatError when it is too long. */
export function pad(payload: Uint8Array, kind: number): Bytes {
  const plaintext = new Uint8Array(bucket(payload.length, kind));
  plaintext.set(u32(payload.length));
  plaintext.set(payload, PREFIX_BYTES);
  return plaintext;
}

/**
 * The payload of a padded plaintext: a view into it, not a copy.
 *
 * Throws DamagedError when the length prefix does not fit, the bucket is not the smallest allowed
 * one, or any byte of padding is not zero.
 */
export function unpad(plaintext: Bytes, kind: number): Bytes {
  if (plaintext.length < PREFIX_BYTES) throw new DamagedError('padding');
  const end = PREFIX_BYTES + readU32(plaintext);
  if (end > plaintext.length || plaintext.length > LARGEST_BUCKET) throw new DamagedError('padding');
  const payload = plaintext.subarray(PREFIX_BYTES, end);
  if (kind === KIND_REMINDER && plaintext.length !== REMINDER_BUCKET) throw new DamagedError('padding');
  if (plaintext.length !== bucket(payload.length, kind)) throw new DamagedError('padding');
  for (let i = end; i < plaintext.length; i++) {
    if (plaintext[i] !== 0) throw new DamagedError('padding');
  }
  return payload;
}
