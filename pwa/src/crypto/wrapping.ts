/** Slots: the roots of a vault, wrapped under one secret (SPEC 5.1). */

import { b64, decode, digest, encode, equal, unb64, type Bytes, type Random, type Value } from './encoding';
import { KIND_SLOT, open, seal, slotContext } from './envelope';
import { DamagedError, FormatError, UnsupportedError } from './errors';
import { normaliseLogin, publicKey } from './identity';
import { derive, ROOT_BYTES, vaultId } from './keys';
import { checkFloor, KDF_PASSPHRASE, KDF_PIN } from './passphrase';

export type SlotKind = 'passphrase' | 'recovery' | 'passkey' | 'pin' | 'device';

interface KindRules {
  /** Number of the kind in the seal's context. */
  readonly number: number;
  readonly kdf: number;
  /** Whether a server may hold it; the others never leave the device. */
  readonly server: boolean;
}

export const SLOT_KINDS: Readonly<Record<SlotKind, KindRules>> = {
  passphrase: { number: 1, kdf: KDF_PASSPHRASE, server: true },
  recovery: { number: 2, kdf: 0, server: true },
  passkey: { number: 3, kdf: 0, server: false },
  pin: { number: 4, kdf: KDF_PIN, server: false },
  device: { number: 5, kdf: 0, server: false },
};

const MEMBERS = ['check', 'kdf', 'kind', 'login', 'salt', 'sealed', 'slot_id', 'v'];
const SERVER_MEMBERS = ['check', 'kdf', 'kind', 'login', 'login_pub', 'salt', 'sealed', 'slot_id', 'v'];
const NO_SALT = new Uint8Array(16);

/** A slot record of SPEC 5.1 as it is stored and sent. Local kinds have no login_pub. */
export type SlotJson = {
  v: 1;
  slot_id: string;
  kind: SlotKind;
  kdf: number;
  login: string;
  salt: string;
  login_pub?: string;
  sealed: string;
  check: string;
};

/** The same as bytes: ids and salt 16, loginPub 32 (local kinds: empty), check 6. */
export interface Slot {
  readonly slotId: Bytes;
  readonly kind: SlotKind;
  readonly kdf: number;
  readonly login: string;
  readonly salt: Bytes;
  readonly loginPub: Bytes;
  readonly sealed: Bytes;
  readonly check: Bytes;
}

/** Login and salt with which a passphrase (or PIN) was stretched; recovery slots have neither. */
export interface SlotOptions {
  readonly login?: string;
  readonly salt?: Uint8Array;
}

/** The 32-byte key that seals a slot's roots. */
export function slotKey(seed: Uint8Array, slotId: Uint8Array): Bytes {
  return derive(seed, 'slot-enc', slotId);
}

/** The 32-byte Ed25519 seed that signs proofs for a slot (SPEC 6.2). */
export function loginSeed(seed: Uint8Array, slotId: Uint8Array): Bytes {
  return derive(seed, 'slot-login', slotId);
}

/**
 * A slot record of SPEC 5.1: whoever derives this seed gets every root.
 *
 * seed: 32 bytes, derived from the secret with this login and salt. roots: epoch → 32 bytes, for 1 to
 * the newest without gaps. login: of a passphrase slot, else empty. salt: 16 random bytes for
 * passphrase and pin, zero bytes otherwise. The slot id is drawn inside. Throws FormatError when one
 * of these does not hold.
 */
export async function makeSlot(
  kind: SlotKind,
  seed: Uint8Array,
  roots: ReadonlyMap<number, Uint8Array>,
  { login = '', salt = NO_SALT }: SlotOptions,
  random: Random,
): Promise<SlotJson> {
  if (!Object.hasOwn(SLOT_KINDS, kind)) throw new FormatError('slot_kind');
  if (seed.length !== 32) throw new FormatError('seed_length');
  const rules = SLOT_KINDS[kind];
  const slotId = random(16);
  const vault = b64(vaultId(firstRoot(roots)));
  const texts = Object.fromEntries([...roots].map(([epoch, root]) => [String(epoch), b64(root)]));
  const content = encode({ v: 1, vault, roots: texts });
  const context = slotContext(slotId, rules.number, rules.kdf);
  const sealed = await seal(slotKey(seed, slotId), KIND_SLOT, 0, context, content, random);
  const slot: SlotJson = {
    v: 1,
    slot_id: b64(slotId),
    kind,
    kdf: rules.kdf,
    login,
    salt: b64(salt),
    sealed: b64(sealed),
    check: b64(checkOf(sealed)),
  };
  if (rules.server) slot.login_pub = b64(await publicKey(loginSeed(seed, slotId)));
  checkSlot(slot);
  return slot;
}

/**
 * The fields of a slot record as bytes; says nothing yet about whether it opens.
 *
 * Throws UnsupportedError for a slot or profile of a later version, FormatError when a member is
 * missing, unknown or not what its kind demands (kdf, login, salt).
 */
export function checkSlot(slot: unknown): Slot {
  const members = asObject(slot, 'slot');
  checkVersion(members['v']);
  const kind = members['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(SLOT_KINDS, kind)) throw new FormatError('slot_kind');
  const { kdf: demanded, server } = SLOT_KINDS[kind as SlotKind];
  checkMembers(members, server ? SERVER_MEMBERS : MEMBERS, 'slot');
  const { kdf, login } = members;
  const salt = unb64(members['salt'], 16);
  if (kind === 'passphrase') checkFloor(kdf);
  if (kdf !== demanded) throw new FormatError('kdf');
  if (login !== '') {
    if (kind !== 'passphrase' || typeof login !== 'string') throw new FormatError('login');
    if (normaliseLogin(login) !== login) throw new FormatError('login');
  }
  if (demanded === 0 && !equal(salt, NO_SALT)) throw new FormatError('salt');
  return {
    slotId: unb64(members['slot_id'], 16),
    kind: kind as SlotKind,
    kdf: demanded,
    login,
    salt,
    loginPub: server ? unb64(members['login_pub'], 32) : new Uint8Array(0),
    sealed: unb64(members['sealed']),
    check: unb64(members['check'], 6),
  };
}

/**
 * Every root in the slot, by epoch.
 *
 * Throws, besides the errors of `checkSlot`: DamagedError `slot_check` when this copy is damaged,
 * DamagedError `wrong_secret` when the seed belongs to another secret, other DamagedErrors as `open`,
 * FormatError when the roots do not belong together (vault, epochs).
 */
export async function openSlot(slot: unknown, seed: Uint8Array): Promise<Map<number, Bytes>> {
  const { slotId, kind, kdf, sealed, check } = checkSlot(slot);
  if (!equal(check, checkOf(sealed))) throw new DamagedError('slot_check');
  const context = slotContext(slotId, SLOT_KINDS[kind].number, kdf);
  let content: Bytes;
  try {
    content = await open(slotKey(seed, slotId), KIND_SLOT, context, sealed);
  } catch (error) {
    const wrong = error instanceof DamagedError && error.code === 'commitment';
    throw wrong ? new DamagedError('wrong_secret') : error;
  }
  return readRoots(decode(content));
}

function readRoots(content: Value): Map<number, Bytes> {
  const members = asObject(content, 'slot_content');
  checkVersion(members['v']);
  checkMembers(members, ['roots', 'v', 'vault'], 'slot_content');
  const texts = asObject(members['roots'], 'slot_content');
  const roots = new Map<number, Bytes>();
  for (let epoch = 1; epoch <= Object.keys(texts).length; epoch++) {
    if (!Object.hasOwn(texts, String(epoch))) throw new FormatError('slot_epochs');
    roots.set(epoch, unb64(texts[String(epoch)], ROOT_BYTES));
  }
  const root1 = firstRoot(roots);
  if (!equal(unb64(members['vault'], 16), vaultId(root1))) throw new FormatError('slot_vault');
  return roots;
}

function firstRoot(roots: ReadonlyMap<number, Uint8Array>): Uint8Array {
  for (let epoch = 1; epoch <= roots.size; epoch++) {
    const root = roots.get(epoch);
    if (root === undefined) throw new FormatError('slot_epochs');
    if (root.length !== ROOT_BYTES) throw new FormatError('root_length');
  }
  const root1 = roots.get(1);
  if (root1 === undefined) throw new FormatError('slot_epochs');
  return root1;
}

function checkVersion(v: unknown): void {
  if (!Number.isSafeInteger(v) || (v as number) < 1) throw new FormatError('slot_version');
  if (v !== 1) throw new UnsupportedError('slot_version');
}

function checkMembers(members: object, expected: readonly string[], code: string): void {
  if (Object.keys(members).sort().join() !== expected.join()) throw new FormatError(code);
}

function asObject(value: unknown, code: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FormatError(code);
  return value as Record<string, unknown>;
}

function checkOf(sealed: Uint8Array): Bytes {
  return digest('slot-check', sealed).slice(0, 6);
}
