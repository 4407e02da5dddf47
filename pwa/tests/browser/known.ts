/**
 * Runs published answers (tests/crypto/known_answers.py) against this engine's WebCrypto and against
 * the libraries and functions the client uses beside it.
 */

import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { argon2id as wasmArgon2id } from 'hash-wasm';
import { argon2idScript, argon2idWasm } from '../../src/crypto/argon2';
import { b64, concat, label, type Bytes } from '../../src/crypto/encoding';
import { publicKey, sign, verify } from '../../src/crypto/identity';
import { derive } from '../../src/crypto/keys';
import type { Result } from './vectors';

interface Hkdf { name: string; ikm: string; salt: string; info: string; n: number; okm: string }
interface Gcm { name: string; key: string; nonce: string; aad: string; plaintext: string; sealed: string; fail: boolean }
interface Ed25519 { name: string; seed: string; pub: string; message: string; sig: string }
interface Argon2 {
  name: string; password: string; salt: string; secret: string; ad: string;
  memory_kib: number; passes: number; lanes: number; length: number; output: string;
}

/** What tests/crypto/known_answers.py gives. */
export interface KnownAnswers { hkdf: Hkdf[]; aes_gcm: Gcm[]; ed25519: Ed25519[]; argon2id: Argon2[] }

/** More memory than this is left to WebAssembly: in plain JavaScript it takes seconds a case. */
const SCRIPT_KIB = 65_536;
const bytes = (text: string): Bytes => hexToBytes(text) as Bytes;

/** One result a case and implementation. */
export async function runKnownAnswers(known: KnownAnswers): Promise<Result[]> {
  const results: Result[] = [];
  const expect = async (name: string, wanted: string, run: () => Promise<string> | string): Promise<void> => {
    const got = await Promise.resolve().then(run).catch(String);
    results.push(got === wanted ? { name, ok: true } : { name, ok: false, detail: got });
  };
  for (const one of known.hkdf) {
    await expect(`HKDF WebCrypto ${one.name}`, one.okm, () => subtleHkdf(one));
    await expect(`HKDF noble ${one.name}`, one.okm, () => scriptHkdf(one));
    await expect(`derive, ${one.name}`, await labelledHkdf(one), () => labelledDerive(one));
  }
  for (const one of known.aes_gcm) {
    await expect(`AES-GCM open ${one.name}`, one.fail ? 'refused' : one.plaintext, () => gcmOpen(one));
    if (!one.fail) await expect(`AES-GCM seal ${one.name}`, one.sealed, () => gcmSeal(one));
  }
  for (const one of known.ed25519) {
    await expect(`Ed25519 public key ${one.name}`, one.pub, async () => bytesToHex(await publicKey(bytes(one.seed))));
    await expect(`Ed25519 verify ${one.name}`, 'true,false', () => edVerify(one));
    await expect(`Ed25519 sign ${one.name}`, 'true', () => edSign(one));
  }
  for (const one of known.argon2id) {
    for (const [name, run] of argon2Ways(one)) await expect(`Argon2id ${name} ${one.name}`, one.output, run);
  }
  return results;
}

async function subtleHkdf({ ikm, salt, info, n }: Hkdf): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytes(ikm), 'HKDF', false, ['deriveBits']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytes(salt), info: bytes(info) };
  return bytesToHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, n * 8)));
}

function scriptHkdf({ ikm, salt, info, n }: Hkdf): string {
  return bytesToHex(hkdf(sha256, bytes(ikm), bytes(salt), bytes(info), n));
}

/** The same derivation twice: ours, and WebCrypto's with the label and an empty salt. */
function labelledDerive({ ikm, info, n }: Hkdf): string {
  return bytesToHex(derive(bytes(ikm), 'seal', bytes(info), n));
}

function labelledHkdf(one: Hkdf): Promise<string> {
  return subtleHkdf({ ...one, salt: '', info: bytesToHex(concat(label('seal'), bytes(one.info))) });
}

async function gcmOpen({ key, nonce, aad, sealed }: Gcm): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['decrypt']);
  const how = { name: 'AES-GCM', iv: bytes(nonce), additionalData: bytes(aad) };
  return crypto.subtle.decrypt(how, imported, bytes(sealed)).then(
    (plaintext) => bytesToHex(new Uint8Array(plaintext)),
    () => 'refused',
  );
}

async function gcmSeal({ key, nonce, aad, plaintext }: Gcm): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt']);
  const how = { name: 'AES-GCM', iv: bytes(nonce), additionalData: bytes(aad) };
  return bytesToHex(new Uint8Array(await crypto.subtle.encrypt(how, imported, bytes(plaintext))));
}

/** The message and, second, the message with one byte more. */
async function edVerify({ pub, message, sig }: Ed25519): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytes(pub), 'Ed25519', false, ['verify']);
  const check = (data: Bytes) => crypto.subtle.verify('Ed25519', key, bytes(sig), data);
  return `${await check(bytes(message))},${await check(concat(bytes(message), Uint8Array.of(0)))}`;
}

/** Verified instead of compared: some engines add randomness. Ours, under its label, goes along. */
async function edSign({ seed, pub, message }: Ed25519): Promise<string> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: b64(bytes(seed)), x: b64(bytes(pub)) };
  const secret = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
  const key = await crypto.subtle.importKey('raw', bytes(pub), 'Ed25519', false, ['verify']);
  const made = await crypto.subtle.sign('Ed25519', secret, bytes(message));
  await verify(bytes(pub), 'proof', bytes(message), await sign(bytes(seed), 'proof', bytes(message)));
  return String(await crypto.subtle.verify('Ed25519', key, made, bytes(message)));
}

/** Who can compute this case: not every implementation takes every parameter. */
function argon2Ways(one: Argon2): [string, () => Promise<string> | string][] {
  const { memory_kib: m, passes: t, lanes: p, length, secret, ad } = one;
  const [password, salt] = [bytes(one.password), bytes(one.salt)];
  const ways: [string, () => Promise<string> | string][] = [];
  if (m <= SCRIPT_KIB) {
    const extra = { key: bytes(secret), personalization: bytes(ad) };
    ways.push(['noble', () => bytesToHex(nobleArgon2id(password, salt, { m, t, p, dkLen: length, ...extra }))]);
  }
  if (ad !== '' || password.length === 0) return ways;
  const cost = { memorySize: m, iterations: t, parallelism: p, hashLength: length };
  ways.push(['hash-wasm', () => wasmArgon2id({ password, salt, ...cost, outputType: 'hex' })]);
  if (length !== 32) return ways;
  ways.push(['argon2idWasm', async () => bytesToHex(await argon2idWasm(password, salt, m, t, p))]);
  ways.push(['argon2idScript', async () => bytesToHex(await argon2idScript(password, salt, m, t, p))]);
  return ways;
}
