/**
 * What a vector of crypto asks for, by its `layer`: input in, plain JSON out.
 *
 * The twin is tests/crypto/operations.py. Bytes are lower-case hex. Runs in Node and in browsers alike.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { chooseArgon2id } from '../../src/crypto/argon2';
import * as encoding from '../../src/crypto/encoding';
import * as envelope from '../../src/crypto/envelope';
import * as identity from '../../src/crypto/identity';
import * as keys from '../../src/crypto/keys';
import * as padding from '../../src/crypto/padding';
import * as passphrase from '../../src/crypto/passphrase';
import * as recovery from '../../src/crypto/recovery';
import * as wrapping from '../../src/crypto/wrapping';

/** The input of a case. Each layer knows its own members, so they are read without a type. */
export type Given = Record<string, never>;
type Operation = (given: Given, expect: unknown) => unknown;

const argon2id = chooseArgon2id();
const hex = bytesToHex;

function bytes(text: string): encoding.Bytes {
  return hexToBytes(text) as encoding.Bytes;
}

/** Bytes written as hex, or as one byte and how often. */
function payloadOf(payload: string | { byte: string; times: number }): Uint8Array {
  if (typeof payload === 'string') return bytes(payload);
  return new Uint8Array(payload.times).fill(bytes(payload.byte)[0]!);
}

/** A source that hands out these bytes and no others. */
function drawn(data: string): encoding.Random {
  const all = bytes(data);
  let used = 0;
  return (n) => {
    if (used + n > all.length) throw new Error('the vector gives too few random bytes');
    return all.slice(used, (used += n));
  };
}

function byEpoch(texts: Record<string, string>): Map<number, Uint8Array> {
  return new Map(Object.entries(texts).map(([epoch, text]) => [Number(epoch), bytes(text)]));
}

const WRITE = { 8: encoding.u8, 16: encoding.u16, 32: encoding.u32, 64: encoding.u64 };
const READ = { 8: encoding.readU8, 16: encoding.readU16, 32: encoding.readU32, 64: encoding.readU64 };

function integers({ bits, n }: { bits: 8 | 16 | 32 | 64; n: number }): string {
  const made = WRITE[bits](n);
  if (READ[bits](made) !== n) throw new Error('read back another integer');
  return hex(made);
}

function context({ of, fields: f }: { of: string; fields: never[] }): string {
  const build: Record<string, () => Uint8Array> = {
    object: () => envelope.objectContext(bytes(f[0]!)),
    slot: () => envelope.slotContext(bytes(f[0]!), f[1]!, f[2]!),
    handoff: () => envelope.handoffContext(f[0]!, bytes(f[1]!), bytes(f[2]!)),
    share: () => envelope.shareContext(bytes(f[0]!), f[1]!, f[2]!, f[3]!),
    reminder: () => envelope.reminderContext(bytes(f[0]!), f[1]!),
    letter: () => envelope.letterContext(bytes(f[0]!), bytes(f[1]!)),
    local: () => envelope.localContext(f[0]!),
  };
  return hex(build[of]!());
}

async function seal(g: Given): Promise<unknown> {
  const payload = payloadOf(g['payload']!);
  const bound = bytes(g['context']!);
  const salt = bytes(g['salt']!);
  const sealed = await envelope.sealWithSalt(bytes(g['key']!), g['kind']!, g['epoch']!, bound, payload, salt);
  return { length: sealed.length, commitment: hex(sealed.subarray(40, 72)), sha256: hex(sha256(sealed)) };
}

/** Opened alone and in a crowd: both ways must agree. */
async function open(g: Given): Promise<string> {
  const held: string | Record<string, string> = g['keys']!;
  const key = typeof held === 'string' ? bytes(held) : byEpoch(held);
  const epochs = g['epochs'] === undefined ? undefined : new Set<number>(g['epochs']);
  const item = { context: bytes(g['context']!), envelope: bytes(g['envelope']!) };
  const many = await envelope.openMany(key, g['kind']!, [item, item], epochs);
  const one = await envelope.open(key, g['kind']!, item.context, item.envelope, epochs).catch((error) => error);
  for (const other of many) {
    if (String(other) !== String(one)) throw new Error('openMany and open disagree');
  }
  if (one instanceof Error) throw one;
  return hex(one);
}

/** An engine may sign with added randomness, so both signatures are verified instead of compared. */
async function sign(g: Given, expect: unknown): Promise<unknown> {
  const seed = bytes(g['seed']!);
  const data = bytes(g['data']!);
  const pub = await identity.publicKey(seed);
  await identity.verify(pub, g['name']!, data, await identity.sign(seed, g['name']!, data));
  await identity.verify(pub, g['name']!, data, bytes(expect as string));
  return expect;
}

async function makeProof(g: Given, expect: unknown): Promise<unknown> {
  const [seed, slotId, nonce] = [bytes(g['seed']!), bytes(g['slot_id']!), bytes(g['nonce']!)];
  const claim = [g['action']!, g['origin']!, g['login']!] as const;
  const proof = await identity.makeProof(seed, ...claim, slotId, nonce);
  const pub = await identity.publicKey(seed);
  await identity.verifyProof(pub, ...claim, proof);
  await identity.verifyProof(pub, ...claim, expect);
  return { ...proof, sig: (expect as identity.ProofJson).sig };
}

async function makeSlot(g: Given): Promise<unknown> {
  const options = { login: g['login']!, salt: bytes(g['salt']!) };
  return wrapping.makeSlot(g['kind']!, bytes(g['seed']!), byEpoch(g['roots']!), options, drawn(g['random']!));
}

async function openSlot(g: Given): Promise<unknown> {
  const roots = await wrapping.openSlot(g['slot'], bytes(g['seed']!));
  return Object.fromEntries([...roots].map(([epoch, root]) => [String(epoch), hex(root)]));
}

function epochKeys(g: Given): unknown {
  const made = keys.epochKeys(bytes(g['root']!));
  return Object.fromEntries(Object.entries(made).map(([use, key]) => [use, hex(key)]));
}

function deriveSeed(g: Given): Promise<string> {
  const salt = bytes(g['salt']!);
  return passphrase.deriveSeed(g['passphrase']!, g['login']!, salt, g['kdf']!, argon2id).then(hex);
}

async function loginPub(g: Given): Promise<string> {
  return hex(await identity.publicKey(wrapping.loginSeed(bytes(g['seed']!), bytes(g['slot_id']!))));
}

function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `w${i}`);
}

/** One function a layer; those that only check give `true`. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'crypto.encoding.encode': (g) => hex(encoding.encode(g['value'])),
  'crypto.encoding.decode': (g) => encoding.decode(bytes(g['data']!)),
  'crypto.encoding.b64': (g) => encoding.b64(bytes(g['data']!)),
  'crypto.encoding.unb64': (g) => hex(encoding.unb64(g['text'], g['n'])),
  'crypto.encoding.integers': (g) => integers(g as never),
  'crypto.encoding.read': (g) => READ[g['bits']! as 8](bytes(g['data']!), g['offset']),
  'crypto.encoding.lp': (g) => hex(encoding.lp(payloadOf(g['payload']!))),
  'crypto.encoding.digest': (g) => hex(encoding.digest(g['name']!, bytes(g['data']!))),
  'crypto.keys.derive': (g) => hex(keys.derive(bytes(g['key']!), g['name']!, bytes(g['ctx']!), g['n'])),
  'crypto.keys.vault_id': (g) => hex(keys.vaultId(bytes(g['root']!))),
  'crypto.keys.singleton_id': (g) => hex(keys.singletonId(bytes(g['root']!), g['name']!)),
  'crypto.keys.epoch_keys': epochKeys,
  'crypto.keys.log_pub': async (g) => hex(await identity.publicKey(keys.epochKeys(bytes(g['root']!)).log)),
  'crypto.identity.public_key': async (g) => hex(await identity.publicKey(bytes(g['seed']!))),
  'crypto.identity.sign': sign,
  'crypto.identity.verify': (g) =>
    identity.verify(bytes(g['pub']!), g['name']!, bytes(g['data']!), bytes(g['sig']!)).then(() => true),
  'crypto.identity.make_proof': makeProof,
  'crypto.identity.verify_proof': (g) =>
    identity.verifyProof(bytes(g['pub']!), g['action']!, g['origin']!, g['login']!, g['proof']).then(() => true),
  'crypto.identity.normalise_login': (g) => identity.normaliseLogin(g['text']!),
  'crypto.identity.compare_digits': (g) => identity.compareDigits(bytes(g['head_id']!)),
  'crypto.identity.safety_digits': (g) =>
    identity.safetyDigits(bytes(g['pk']!), bytes(g['s']!), bytes(g['payload_sha256']!)),
  'crypto.padding.bucket': (g) => padding.bucket(g['n']!, g['kind']!),
  'crypto.padding.pad': (g) => hex(padding.pad(bytes(g['payload']!), g['kind']!)),
  'crypto.padding.unpad': (g) => hex(padding.unpad(bytes(g['plaintext']!), g['kind']!)),
  'crypto.envelope.context': (g) => context(g as never),
  'crypto.envelope.seal': seal,
  'crypto.envelope.header': (g) => {
    const { kind, epoch } = envelope.header(bytes(g['envelope']!));
    return [kind, epoch];
  },
  'crypto.envelope.open': open,
  'crypto.passphrase.normalise': (g) => hex(passphrase.normalise(g['text']!)),
  'crypto.passphrase.salt_of': (g) => hex(passphrase.saltOf(g['kdf']!, g['login']!, bytes(g['salt']!))),
  'crypto.passphrase.derive_seed': deriveSeed,
  'crypto.passphrase.stretch': (g) =>
    passphrase.stretch(bytes(g['secret']!), bytes(g['salt']!), g['kdf']!, argon2id).then(hex),
  'crypto.passphrase.generate': (g) => passphrase.generate(words(g['count']!), drawn(g['random']!)),
  'crypto.recovery.encode_code': (g) => recovery.encodeCode(bytes(g['r']!)),
  'crypto.recovery.decode_code': (g) => hex(recovery.decodeCode(g['text']!)),
  'crypto.recovery.seed': (g) => hex(recovery.seed(bytes(g['r']!))),
  'crypto.wrapping.slot_key': (g) => hex(wrapping.slotKey(bytes(g['seed']!), bytes(g['slot_id']!))),
  'crypto.wrapping.login_seed': (g) => hex(wrapping.loginSeed(bytes(g['seed']!), bytes(g['slot_id']!))),
  'crypto.wrapping.login_pub': loginPub,
  'crypto.wrapping.make_slot': makeSlot,
  'crypto.wrapping.check_slot': (g) => wrapping.checkSlot(g['slot']) && true,
  'crypto.wrapping.open_slot': openSlot,
};
