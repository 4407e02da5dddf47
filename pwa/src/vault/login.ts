/** Proving who one is to a server (protocol 6.3), and what its refusals mean here. */
import { b64, type Random } from '../crypto/encoding';
import { CryptoError } from '../crypto/errors';
import { ACTION_LOGIN, makeProof, normaliseLogin } from '../crypto/identity';
import { checkSlot, loginSeed, openSlot, type SlotJson } from '../crypto/wrapping';
import type { VaultErrorCode } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { ApiError, Client } from '../sync/client';
import { Keyring } from './keyring';
import { seedOf, type SecretKind } from './keys';
import type { Ports } from './ports';
import type { Signed } from './signed';

export interface LoggedIn { signed: Signed; keyring: Keyring; slot: SlotJson }

/**
 * Logs in with a typed name and secret and opens the slot that the server holds. Throws Refusal: `bad_login`,
 * `login_failed`, `wrong_secret` for what cannot be a secret, `damaged`, those of `asRefusal`.
 */
export async function logIn(ports: Ports, login: string, secret: string, kind: SecretKind): Promise<LoggedIn> {
  const client = clientOf(ports, ports.origin, null);
  const name = asLogin(login);
  return heeded(async () => {
    const { slotId, kdf, salt, nonce } = await client.loginStart(name, kind);
    const seed = await seedOf(ports.deriver, { kind, kdf, salt: b64(salt) }, secret, name);
    const proof = await makeProof(loginSeed(seed, slotId), ACTION_LOGIN, ports.origin, name, slotId, nonce);
    const { token, sessionId, slot, logId } = await client.loginFinish(name, proof);
    const read = checkSlot(slot);
    if (read.kind !== kind || b64(read.slotId) !== b64(slotId)) throw new Refusal('refused');
    const keyring = new Keyring(await openSlot(slot, seed));
    const signed = { login: name, origin: ports.origin, log_id: b64(logId), token, session_id: sessionId };
    return { signed, keyring, slot: slot as SlotJson };
  });
}

export function clientOf({ fetcher }: Ports, origin: string, token: string | null): Client {
  return new Client(origin, { token, fetcher });
}

/** The name as it is registered. Throws Refusal `bad_login`. */
export function asLogin(login: string): string {
  try {
    return normaliseLogin(login.trim());
  } catch {
    throw new Refusal('bad_login');
  }
}

/** A pseudonym nobody else is likely to have. */
export function suggestLogin(random: Random): string {
  const [first, second, ...digits] = random(8);
  const letters = [first!, second!].map((byte, i) => SOUNDS[i]![byte % SOUNDS[i]!.length]!);
  return `${letters.join('')}-${digits.map((byte) => byte % 10).join('')}`;
}

/** Runs calls to a server; what it refuses, and replies that are none, become Refusals. */
export async function heeded<T>(calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (error instanceof ApiError) throw asRefusal(error);
    throw error instanceof CryptoError ? new Refusal('server') : error;
  }
}

const SOUNDS = [
  ['amber', 'birch', 'cedar', 'dune', 'ember', 'fern', 'grove', 'heron', 'iris', 'juniper', 'kelp', 'linden', 'moss',
    'north', 'otter', 'pebble'],
  ['bay', 'brook', 'cove', 'field', 'glen', 'hill', 'lake', 'meadow', 'path', 'pond', 'reef', 'shore', 'vale', 'wood'],
] as const;

const CODES: Readonly<Record<string, VaultErrorCode>> = {
  offline: 'offline', login_taken: 'login_taken', login_failed: 'login_failed', closed: 'closed',
  update_needed: 'update_needed', unauthorized: 'signed_out', full: 'full', quota: 'full', too_large: 'too_large',
};

function asRefusal({ code, retryAfterS }: ApiError): Refusal {
  if (code === 'rate_limited') return new Refusal('rate_limited', retryAfterS);
  return new Refusal((Object.hasOwn(CODES, code) ? CODES[code] : undefined) ?? 'server');
}
