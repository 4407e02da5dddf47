/** The seal: the one way in which Selfward encrypts anything at rest or in transit (SPEC 4). */

import { concat, equal, label, readU32, u16, u32, u8, utf8, type Bytes, type Random } from './encoding';
import { CryptoError, DamagedError, FormatError, LockedError } from './errors';
import { KIND_REMINDER, pad, REMINDER_BUCKET, unpad } from './padding';

export const KIND_RECORD = 1;
export const KIND_BLOB = 2;
export const KIND_SLOT = 3;
export const KIND_HANDOFF = 4;
export const KIND_SHARE = 5;
export { KIND_REMINDER };
export const KIND_LETTER = 7;
export const KIND_LOCAL = 8;

export const OVERHEAD = 88;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const SUITE = 1;
/** How many openings run at once: enough to keep the engine's threads busy, few enough to hold. */
const BATCH = 200;
const AES_GCM = { name: 'AES-GCM', iv: new Uint8Array(12) } as const;
const EPOCH_KINDS: readonly number[] = [KIND_RECORD, KIND_BLOB, KIND_REMINDER, KIND_LOCAL];
/** Least and greatest length of the context of each kind. */
const CONTEXT_BYTES = new Map<number, readonly [number, number]>([
  [KIND_RECORD, [16, 16]],
  [KIND_BLOB, [16, 16]],
  [KIND_SLOT, [18, 18]],
  [KIND_HANDOFF, [49, 49]],
  [KIND_SHARE, [24, 24]],
  [KIND_REMINDER, [20, 20]],
  [KIND_LETTER, [32, 32]],
  [KIND_LOCAL, [1, 64]],
]);

/** One key, or the keys held, by epoch; 32 bytes each. */
export type Keys = Uint8Array | ReadonlyMap<number, Uint8Array>;

/** The epochs a caller allows: a set, or anything else that can say yes or no. */
export interface Epochs {
  has(epoch: number): boolean;
}

/** One envelope to open and the context the opener expects. */
export interface Sealed {
  readonly context: Uint8Array;
  readonly envelope: Uint8Array;
}

/** The context of a record or blob part (kinds 1, 2): its 16-byte object id. */
export function objectContext(objectId: Uint8Array): Bytes {
  return exactly(objectId, 16);
}

/** The context of a slot (kind 3): its 16-byte id, the number of its kind, its profile (SPEC 5.1). */
export function slotContext(slotId: Uint8Array, slotKind: number, kdf: number): Bytes {
  return concat(exactly(slotId, 16), u8(slotKind), u8(kdf));
}

/** The context of a handoff's inner layer (kind 4): purpose, boxId 16 bytes, pk 32 bytes. */
export function handoffContext(purpose: number, boxId: Uint8Array, pk: Uint8Array): Bytes {
  return concat(u8(purpose), exactly(boxId, 16), exactly(pk, 32));
}

/** The context of a share part (kind 5): shareId 16 bytes, version, part number, number of parts. */
export function shareContext(shareId: Uint8Array, version: number, part: number, parts: number): Bytes {
  return concat(exactly(shareId, 16), u32(version), u16(part), u16(parts));
}

/** The context of a reminder line (kind 6): reminderId 16 bytes, the UTC minute it is due. */
export function reminderContext(reminderId: Uint8Array, fireMin: number): Bytes {
  return concat(exactly(reminderId, 16), u32(fireMin));
}

/** The context of a letter (kind 7): inboxId and letterId, 16 bytes each. */
export function letterContext(inboxId: Uint8Array, letterId: Uint8Array): Bytes {
  return concat(exactly(inboxId, 16), exactly(letterId, 16));
}

/** The context of a row that never leaves the device (kind 8): its ASCII name, 1-64 characters. */
export function localContext(name: string): Bytes {
  if (!/^[\x00-\x7f]{1,64}$/.test(name)) throw new FormatError('context');
  return utf8(name);
}

/**
 * An envelope that only this key opens, and only as this kind, epoch and context (SPEC 4.2).
 *
 * key: 32 bytes, the key of the kind in SPEC 4.1. epoch: 1 or more for records, blobs, reminders and
 * local rows, else 0. context: from the builder of the kind. payload: up to 1 048 572 bytes (252 for
 * kind 6). Throws FormatError when one of these does not hold.
 */
export async function seal(
  key: Uint8Array,
  kind: number,
  epoch: number,
  context: Uint8Array,
  payload: Uint8Array,
  random: Random,
): Promise<Bytes> {
  return sealWithSalt(key, kind, epoch, context, payload, random(SALT_BYTES));
}

/** As `seal`, with a given salt. Only for test vectors: a salt used twice breaks the seal. */
export async function sealWithSalt(
  key: Uint8Array,
  kind: number,
  epoch: number,
  context: Uint8Array,
  payload: Uint8Array,
  salt: Uint8Array,
): Promise<Bytes> {
  checkInputs(key, kind, context);
  checkEpoch(kind, epoch);
  const head = concat(Uint8Array.of(0x53, 0x57, SUITE), u8(kind), u32(epoch));
  const plaintext = pad(payload, kind);
  const [k, commitment] = await expand(await importKey(key), exactly(salt, SALT_BYTES), head, context);
  const aes = await crypto.subtle.importKey('raw', k, 'AES-GCM', false, ['encrypt']);
  const ciphertext = await crypto.subtle.encrypt(AES_GCM, aes, plaintext);
  return concat(head, salt, commitment, new Uint8Array(ciphertext));
}

/**
 * Kind and epoch as an envelope states them, not yet verified.
 *
 * Throws FormatError for bytes that are too short, another magic or suite, an unknown kind, or an
 * epoch that the kind cannot have.
 */
export function header(envelope: Uint8Array): { kind: number; epoch: number } {
  if (envelope.length < OVERHEAD + REMINDER_BUCKET) throw new FormatError('envelope_length');
  if (envelope[0] !== 0x53 || envelope[1] !== 0x57 || envelope[2] !== SUITE) {
    throw new FormatError('envelope_suite');
  }
  const kind = envelope[3]!;
  const epoch = readU32(envelope, 4);
  if (!CONTEXT_BYTES.has(kind)) throw new FormatError('envelope_kind');
  checkEpoch(kind, epoch);
  return { kind, epoch };
}

/**
 * The payload of an envelope (SPEC 4.3).
 *
 * keys: one key, or the keys held, by epoch. kind, context: what the opener expects, never read from
 * the message. epochs: those the caller allows; without it every epoch is.
 * Throws FormatError for another structure, kind or a forbidden epoch, LockedError when no key of
 * the epoch is held, DamagedError when key, context or a byte is not what was sealed.
 */
export async function open(
  keys: Keys,
  kind: number,
  context: Uint8Array,
  envelope: Uint8Array,
  epochs?: Epochs,
): Promise<Bytes> {
  return opener(keys, kind, epochs)({ context, envelope });
}

/**
 * Many envelopes of one kind: for each, in order, its payload or the error that `open` would throw.
 *
 * One bad envelope does not keep the others closed.
 */
export async function openMany(
  keys: Keys,
  kind: number,
  items: readonly Sealed[],
  epochs?: Epochs,
): Promise<(Bytes | CryptoError)[]> {
  const openOne = opener(keys, kind, epochs);
  const opened: (Bytes | CryptoError)[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH);
    opened.push(...(await Promise.all(batch.map((item) => openOne(item).catch(asCryptoError)))));
  }
  return opened;
}

/** Opens one envelope after another, importing each key once: the engine's calls are what costs. */
function opener(keys: Keys, kind: number, epochs?: Epochs): (item: Sealed) => Promise<Bytes> {
  const imported = new Map<Uint8Array, Promise<CryptoKey>>();
  return async ({ context, envelope }) => {
    const key = chooseKey(keys, kind, envelope, epochs);
    checkInputs(key, kind, context);
    let base = imported.get(key);
    if (base === undefined) imported.set(key, (base = importKey(key)));
    const [k, commitment] = await expand(await base, envelope.subarray(8, 40), envelope.subarray(0, 8), context);
    if (!equal(commitment, envelope.subarray(40, 72))) throw new DamagedError('commitment');
    const aes = await crypto.subtle.importKey('raw', k, 'AES-GCM', false, ['decrypt']);
    return unpad(await decrypt(aes, envelope.subarray(72)), kind);
  };
}

function chooseKey(keys: Keys, kind: number, envelope: Uint8Array, epochs?: Epochs): Uint8Array {
  const stated = header(envelope);
  if (stated.kind !== kind) throw new FormatError('envelope_kind');
  if (epochs !== undefined && !epochs.has(stated.epoch)) throw new FormatError('envelope_epoch');
  const key = keys instanceof Uint8Array ? keys : keys.get(stated.epoch);
  if (key === undefined) throw new LockedError('epoch');
  return key;
}

function importKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key as Bytes, 'HKDF', false, ['deriveBits']);
}

/** K and C of SPEC 4.2 step 2. */
async function expand(
  key: CryptoKey,
  salt: Uint8Array,
  head: Uint8Array,
  context: Uint8Array,
): Promise<[Bytes, Bytes]> {
  const info = concat(label('seal'), head, context);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: salt as Bytes, info };
  const okm = new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, 512));
  return [okm.subarray(0, 32), okm.subarray(32)];
}

async function decrypt(key: CryptoKey, ciphertext: Uint8Array): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(AES_GCM, key, ciphertext as Bytes));
  } catch {
    throw new DamagedError('tag');
  }
}

function checkInputs(key: Uint8Array, kind: number, context: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new FormatError('key_length');
  const lengths = CONTEXT_BYTES.get(kind);
  if (lengths === undefined) throw new FormatError('envelope_kind');
  if (context.length < lengths[0] || context.length > lengths[1]) throw new FormatError('context');
}

function checkEpoch(kind: number, epoch: number): void {
  if (epoch >= 1 !== EPOCH_KINDS.includes(kind)) throw new FormatError('envelope_epoch');
}

function exactly(data: Uint8Array, n: number): Bytes {
  if (data.length !== n) throw new FormatError('length');
  return data as Bytes;
}

function asCryptoError(error: unknown): CryptoError {
  if (error instanceof CryptoError) return error;
  throw error;
}
