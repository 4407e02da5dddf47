/** Passphrases and PINs: from what a person types to a seed (SPEC 5.2). */

import { concat, digest, lp, readU16, u8, utf8, type Bytes, type Random } from './encoding';
import { FormatError, UnsupportedError } from './errors';
import { normaliseLogin } from './identity';

export const KDF_PASSPHRASE = 1;
export const KDF_PIN = 9;
export const GENERATED_WORDS = 6;
export const MIN_WORD_LIST = 2000;

/** One row of SPEC 5.2: memory in KiB, passes, lanes. */
export interface Profile {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The profiles this version computes, by kdf id. Ids are agreed, numbers are never negotiated. */
export const PROFILES: ReadonlyMap<number, Profile> = new Map([
  [KDF_PASSPHRASE, { memoryKib: 65_536, passes: 3, lanes: 1 }],
  [KDF_PIN, { memoryKib: 19_456, passes: 2, lanes: 1 }],
]);

/**
 * A port for Argon2id (RFC 9106) with 32 bytes of output; argon2.ts has two.
 *
 * onProgress is told the finished part, 0-1, by implementations slow enough to need it.
 */
export type Argon2id = (
  password: Uint8Array,
  salt: Uint8Array,
  memoryKib: number,
  passes: number,
  lanes: number,
  onProgress?: (part: number) => void,
) => Promise<Uint8Array>;

/**
 * The bytes of a passphrase: NFKC, spaces at both ends dropped, UTF-8, 1-1024 bytes (SPEC 5.2).
 *
 * Throws FormatError for control characters, lone surrogates, and nothing or too much typed.
 */
export function normalise(text: string): Bytes {
  const composed = text.normalize('NFKC').replace(/^ +| +$/g, '');
  if (/[\x00-\x1f\x7f]|\p{Surrogate}/u.test(composed)) throw new FormatError('passphrase_character');
  const data = utf8(composed);
  if (data.length < 1 || data.length > 1024) throw new FormatError('passphrase_length');
  return data;
}

/**
 * The 16-byte Argon2id salt of a passphrase slot (SPEC 5.2).
 *
 * login: as the person typed it, normalised (`normaliseLogin`), or empty for a vault without account;
 * never a name a server sent. salt16: the slot's 16-byte salt.
 */
export function saltOf(kdf: number, login: string, salt16: Uint8Array): Bytes {
  if (salt16.length !== 16 || (login !== '' && login !== normaliseLogin(login))) throw new FormatError('salt');
  return digest('salt', concat(u8(kdf), lp(utf8(login)), salt16)).slice(0, 16);
}

/**
 * The 32-byte seed of a passphrase slot. Slow on purpose: 64 MiB, three passes.
 *
 * Throws FormatError for a kdf below the floor (anything but KDF_PASSPHRASE), UnsupportedError for
 * one reserved for a later version.
 */
export async function deriveSeed(
  passphrase: string,
  login: string,
  salt16: Uint8Array,
  kdf: number,
  argon2id: Argon2id,
  onProgress?: (part: number) => void,
): Promise<Uint8Array> {
  checkFloor(kdf);
  return stretch(normalise(passphrase), saltOf(kdf, login, salt16), kdf, argon2id, onProgress);
}

/** Return when kdf may protect a passphrase slot in this version; errors as `deriveSeed`. */
export function checkFloor(kdf: unknown): void {
  if (kdf === 2) throw new UnsupportedError('kdf');
  if (kdf !== KDF_PASSPHRASE) throw new FormatError('kdf');
}

/** Argon2id (RFC 9106) of a secret under a 16-byte salt with the profile's cost; 32 bytes. */
export async function stretch(
  secret: Uint8Array,
  salt: Uint8Array,
  kdf: number,
  argon2id: Argon2id,
  onProgress?: (part: number) => void,
): Promise<Uint8Array> {
  const profile = PROFILES.get(kdf);
  if (profile === undefined) throw new UnsupportedError('kdf');
  return argon2id(secret, salt, profile.memoryKib, profile.passes, profile.lanes, onProgress);
}

/**
 * Six words of the list, drawn evenly and joined by spaces.
 *
 * words: 2 000 to 65 536 different words; 2 000 of them give 65 bits. Throws FormatError for a list
 * too short to be safe.
 */
export function generate(words: readonly string[], random: Random): string {
  if (words.length < MIN_WORD_LIST || words.length > 65_536) throw new FormatError('word_list');
  return Array.from({ length: GENERATED_WORDS }, () => words[below(words.length, random)]!).join(' ');
}

function below(limit: number, random: Random): number {
  // Draws beyond the last whole multiple are thrown away: otherwise early words would come oftener.
  const ceiling = 65_536 - (65_536 % limit);
  for (;;) {
    const drawn = readU16(random(2));
    if (drawn < ceiling) return drawn % limit;
  }
}
