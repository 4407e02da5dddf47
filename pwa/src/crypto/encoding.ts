/** Bytes, labels, hashes, base64url and canonical JSON (SPEC 1.1-1.6). */

import { sha256 } from '@noble/hashes/sha2.js';
import { FormatError } from './errors';

/** Bytes that rest in an ordinary buffer, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A source of randomness: n → n random bytes. Callers pass the system's; tests pass a seeded one. */
export type Random = (n: number) => Uint8Array;

/** What canonical JSON can say (SPEC 1.6). */
export type Value = string | number | boolean | Value[] | { [key: string]: Value };

/** The greatest integer allowed anywhere: both languages hold it exactly (SPEC 1.1, 1.6). */
export const U64_MAX = Number.MAX_SAFE_INTEGER;

/** Arrays and objects inside one another, the outermost counted as 1 (SPEC 1.6). */
export const MAX_DEPTH = 16;

const KEY = /^[A-Za-z0-9_.-]{1,200}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const labels = new Map<string, Bytes>();

/** One unsigned byte. Throws FormatError outside 0-255. */
export function u8(n: number): Bytes {
  return unsigned(n, 1);
}

/** Two bytes, big-endian. Throws FormatError outside 0-65535. */
export function u16(n: number): Bytes {
  return unsigned(n, 2);
}

/** Four bytes, big-endian. Throws FormatError outside 0-(2^32-1). */
export function u32(n: number): Bytes {
  return unsigned(n, 4);
}

/** Eight bytes, big-endian. Throws FormatError outside 0-(2^53-1). */
export function u64(n: number): Bytes {
  return unsigned(n, 8);
}

/** The unsigned byte at offset. Throws FormatError when it is not there. */
export function readU8(data: Uint8Array, offset = 0): number {
  return read(data, offset, 1);
}

/** The big-endian u16 at offset. Throws FormatError when two bytes are not there. */
export function readU16(data: Uint8Array, offset = 0): number {
  return read(data, offset, 2);
}

/** The big-endian u32 at offset. Throws FormatError when four bytes are not there. */
export function readU32(data: Uint8Array, offset = 0): number {
  return read(data, offset, 4);
}

/** The big-endian u64 at offset. Throws FormatError when it is cut or above 2^53-1. */
export function readU64(data: Uint8Array, offset = 0): number {
  const value = read(data, offset, 8);
  if (value > U64_MAX) throw new FormatError('integer_range');
  return value;
}

/** The parts, one after another. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether a and b hold the same bytes. Takes the same time wherever they differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/** The UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** u16(length) followed by the data (SPEC 1.1). Throws FormatError beyond 65535 bytes. */
export function lp(data: Uint8Array): Bytes {
  return concat(u16(data.length), data);
}

/** L(name) of SPEC 1.2: `selfward/v1/`, the name, a zero byte. Names are those of SPEC 3.2. */
export function label(name: string): Bytes {
  let made = labels.get(name);
  if (made === undefined) labels.set(name, (made = utf8(`selfward/v1/${name}\0`)));
  return made;
}

/** H(name, data) of SPEC 1.2: SHA-256 under a label, 32 bytes. */
export function digest(name: string, data: Uint8Array): Bytes {
  return sha256.create().update(label(name)).update(data).digest();
}

/** base64url without padding (SPEC 1.3). */
export function b64(data: Uint8Array): string {
  let text = '';
  for (let i = 0; i < data.length; i += 3) {
    const three = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    text += ALPHABET[three >> 18]! + ALPHABET[(three >> 12) & 63]!;
    if (i + 1 < data.length) text += ALPHABET[(three >> 6) & 63]!;
    if (i + 2 < data.length) text += ALPHABET[three & 63]!;
  }
  return text;
}

/**
 * The bytes behind strict base64url; exactly n of them when n is given.
 *
 * Throws FormatError for padding, white space, another alphabet, spare bits that are not zero,
 * another length, or a value that is not text.
 */
export function unb64(text: unknown, n?: number): Bytes {
  if (typeof text !== 'string' || text.length % 4 === 1) throw new FormatError('b64');
  const data = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let offset = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new FormatError('b64');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      data[offset++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  if (held !== 0) throw new FormatError('b64');
  if (n !== undefined && data.length !== n) throw new FormatError('b64_length');
  return data;
}

/**
 * Canonical JSON of a value, as UTF-8 (SPEC 1.6): equal values give equal bytes.
 *
 * value: object, array, string, boolean or integer, nested at most 16 deep. Lone surrogates in
 * strings become U+FFFD. Throws FormatError for null, fractions, integers beyond 2^53-1, keys
 * outside the alphabet, `__proto__` and anything else JSON does not have.
 */
export function encode(value: unknown): Bytes {
  return utf8(write(value, 0));
}

/**
 * The value behind canonical JSON. Throws FormatError unless encoding it again gives the same bytes.
 *
 * That one comparison refuses duplicate keys, fractions, white space and odd escapes (SPEC 1.6,
 * step 4). It compares texts: strict UTF-8 decoding is one-to-one, so equal texts are equal bytes.
 */
export function decode(data: Uint8Array): Value {
  let text: string;
  let value: Value;
  try {
    text = decoder.decode(data);
    value = JSON.parse(text) as Value;
  } catch {
    throw new FormatError('cj');
  }
  if (write(value, 0) !== text) throw new FormatError('cj');
  return value;
}

function unsigned(n: number, size: number): Bytes {
  if (!Number.isSafeInteger(n) || n < 0 || n >= 256 ** size) throw new FormatError('integer_range');
  const data = new Uint8Array(size);
  for (let i = size - 1, rest = n; i >= 0; i--, rest = Math.floor(rest / 256)) data[i] = rest % 256;
  return data;
}

function read(data: Uint8Array, offset: number, size: number): number {
  if (offset < 0 || data.length < offset + size) throw new FormatError('cut');
  let value = 0;
  for (let i = offset; i < offset + size; i++) value = value * 256 + data[i]!;
  return value;
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(wellFormed(value));
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new FormatError('cj_integer');
    return String(value);
  }
  if (typeof value !== 'object' || value === null) throw new FormatError('cj_value');
  if (depth === MAX_DEPTH) throw new FormatError('cj_depth');
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  return writeObject(value, depth);
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new FormatError('cj_value');
  // Sorted and written by hand: JSON.stringify would put integer-like keys first.
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    if (!KEY.test(key) || key === '__proto__') throw new FormatError('cj_key');
    const comma = text.length > 1 ? ',' : '';
    text += `${comma}"${key}":${write((value as Record<string, unknown>)[key], depth + 1)}`;
  }
  return `${text}}`;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
