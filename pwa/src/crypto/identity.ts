/** Signatures, proofs, names and the digits people compare (SPEC 1.2, 6.1, 6.2, 7.4, 8.8). */

import { b64, concat, digest, equal, label, lp, u8, unb64, utf8, type Bytes } from './encoding';
import { DamagedError, FormatError } from './errors';

export const ACTION_LOGIN = 1;
export const ACTION_SLOTS = 2;
export const ACTION_ROTATE = 3;
export const ACTION_DELETE = 4;
export const ACTION_SESSION = 5;

/** The slot_id of proofs made with log_e (action 5), which belong to no slot. */
export const NO_SLOT: Bytes = new Uint8Array(16);

const LOGIN = /^[a-z0-9][a-z0-9._-]{2,63}$/;
const ORIGIN = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
/** DER of a PKCS #8 Ed25519 key up to the seed (RFC 8410): the only form WebCrypto takes a seed in. */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** A proof of SPEC 6.2 as it travels: base64url of nonce 32, slot_id 16, sig 64 bytes. */
export interface ProofJson {
  nonce: string;
  slot_id: string;
  sig: string;
}

/** A proof of SPEC 6.2 as bytes. */
export interface Proof {
  readonly nonce: Bytes;
  readonly slotId: Bytes;
  readonly sig: Bytes;
}

/** The 32-byte Ed25519 public key of a 32-byte seed (RFC 8032). */
export async function publicKey(seed: Uint8Array): Promise<Bytes> {
  const jwk = await crypto.subtle.exportKey('jwk', await privateKey(seed, true));
  return unb64(jwk.x, 32);
}

/**
 * Sign(seed, name, data) of SPEC 1.2: a 64-byte Ed25519 signature over L(name) and the data.
 *
 * Some engines add randomness: two signatures of the same data may differ.
 */
export async function sign(seed: Uint8Array, name: string, data: Uint8Array): Promise<Bytes> {
  const key = await privateKey(seed, false);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, concat(label(name), data)));
}

/**
 * Return when sig is pub's signature of the data under this label.
 *
 * pub: a key this side derived itself, never one that was sent: engines differ in how they treat
 * bytes that are no point of the curve. Throws FormatError when pub is not a 32-byte key or sig not 64 bytes long, DamagedError otherwise.
 */
export async function verify(
  pub: Uint8Array,
  name: string,
  data: Uint8Array,
  sig: Uint8Array,
): Promise<void> {
  if (pub.length !== 32 || sig.length !== 64) throw new FormatError('signature_length');
  let good: boolean;
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(pub), 'Ed25519', false, ['verify']);
    good = await crypto.subtle.verify('Ed25519', key, new Uint8Array(sig), concat(label(name), data));
  } catch {
    good = false; // some engines refuse a key that is no point of the curve instead of saying no
  }
  if (!good) throw new DamagedError('signature');
}

/**
 * A proof of SPEC 6.2, ready for a request: the holder of the seed permits this one action.
 *
 * seed: the 32-byte login seed of the slot, or log_e for ACTION_SESSION. origin: scheme://host[:port]
 * in lower case. login: as registered. slotId: 16 bytes, NO_SLOT for ACTION_SESSION. nonce: 32 bytes
 * from the server.
 */
export async function makeProof(
  seed: Uint8Array,
  action: number,
  origin: string,
  login: string,
  slotId: Uint8Array,
  nonce: Uint8Array,
): Promise<ProofJson> {
  const sig = await sign(seed, 'proof', proofMessage(action, origin, login, slotId, nonce));
  return { nonce: b64(nonce), slot_id: b64(slotId), sig: b64(sig) };
}

/** The three fields of a proof as bytes. Throws FormatError unless exactly these are there. */
export function readProof(proof: unknown): Proof {
  if (typeof proof !== 'object' || proof === null) throw new FormatError('proof');
  if (Object.keys(proof).sort().join() !== 'nonce,sig,slot_id') throw new FormatError('proof');
  const { nonce, slot_id, sig } = proof as Record<string, unknown>;
  return { nonce: unb64(nonce, 32), slotId: unb64(slot_id, 16), sig: unb64(sig, 64) };
}

/**
 * Return when the proof permits this action for this login at this origin.
 *
 * The caller has found pub by login and slot_id, and has used up the nonce. Throws FormatError for a
 * wrong structure, DamagedError for a signature that was made for anything else.
 */
export async function verifyProof(
  pub: Uint8Array,
  action: number,
  origin: string,
  login: string,
  proof: unknown,
): Promise<void> {
  const read = readProof(proof);
  await verify(pub, 'proof', proofMessage(action, origin, login, read.slotId, read.nonce), read.sig);
}

/** The login as it is registered: ASCII letters in lower case. Throws FormatError (SPEC 6.1). */
export function normaliseLogin(text: string): string {
  const login = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : '';
  if (!LOGIN.test(login)) throw new FormatError('login');
  return login;
}

/** Twelve digits, equal on two devices that hold the same state; headId: 32 bytes (SPEC 8.8). */
export function compareDigits(headId: Uint8Array): string {
  return digits(digest('compare', headId).subarray(0, 8), 12);
}

/** Thirty digits that two people compare; pk 32, s 16, payloadSha256 32 bytes (SPEC 7.4). */
export function safetyDigits(pk: Uint8Array, s: Uint8Array, payloadSha256: Uint8Array): string {
  return digits(digest('safety', concat(pk, s, payloadSha256)).subarray(0, 16), 30);
}

/** WebKitGTK 2.50 refuses seeds whose first byte is zero; every other engine tried takes them. */
function privateKey(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== 32) throw new FormatError('seed_length');
  return crypto.subtle.importKey('pkcs8', concat(PKCS8, seed), 'Ed25519', extractable, ['sign']);
}

function proofMessage(
  action: number,
  origin: string,
  login: string,
  slotId: Uint8Array,
  nonce: Uint8Array,
): Bytes {
  if (!(action >= ACTION_LOGIN && action <= ACTION_SESSION)) throw new FormatError('action');
  if (!ORIGIN.test(origin)) throw new FormatError('origin');
  if (login !== normaliseLogin(login)) throw new FormatError('login');
  if (slotId.length !== 16 || nonce.length !== 32) throw new FormatError('proof');
  if ((action === ACTION_SESSION) !== equal(slotId, NO_SLOT)) throw new FormatError('proof');
  return concat(u8(action), lp(utf8(origin)), lp(utf8(login)), slotId, nonce);
}

function digits(data: Uint8Array, n: number): string {
  let value = 0n;
  for (const byte of data) value = value * 256n + BigInt(byte);
  return (value % 10n ** BigInt(n)).toString().padStart(n, '0');
}
