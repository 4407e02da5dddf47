/** From a typed secret to the roots (protocol 5.1), and the slots that lock them on this device. */
import { unb64, type Bytes, type Value } from '../crypto/encoding';
import { CryptoError, DamagedError, FormatError, UnsupportedError } from '../crypto/errors';
import { decodeCode, seed as recoverySeed } from '../crypto/recovery';
import { checkSlot, openSlot, type SlotJson } from '../crypto/wrapping';
import { Refusal } from '../rpc/refusal';
import type { Store } from '../sync/store';
import type { Deriver } from './derive';
import { Keyring } from './keyring';
import type { Ports } from './ports';
import { packRow, readPlain, SLOTS, TRIES } from './rows';
import { readTries, waitBefore } from './tries';

export type SecretKind = 'passphrase' | 'recovery';

/** `seed`: 32 bytes, from which the slot's login key follows; kept no longer than a call needs it. */
export interface Unlocked { keyring: Keyring; slot: SlotJson; seed: Bytes }

/** The slots on this device: at most one of each kind. Damaged ones are left out. */
export async function readSlots(store: Store): Promise<SlotJson[]> {
  const row = await readPlain(store, SLOTS);
  return Array.isArray(row) ? row.filter(isSlot) : [];
}

/**
 * Opens the vault of this device. Throws Refusal: `wait` (with wait_s) before a secret is even tried, `wrong_secret`,
 * `damaged` when this copy of the slot is, `not_found` when there is no slot of this kind, `cancelled`.
 */
export async function unlock(ports: Ports, secret: string, kind: SecretKind): Promise<Unlocked> {
  const { store, deriver, now } = ports;
  const slot = (await readSlots(store)).find((one) => one.kind === kind);
  if (!slot) throw new Refusal('not_found');
  const tries = readTries(await readPlain(store, TRIES));
  const wait = waitBefore(tries, now());
  if (wait > 0) throw new Refusal('wait', wait);
  // Counted before it is tried. A device without room must still open, so a failure to count is no reason to stop.
  const count = (row: Bytes | null): Promise<void> =>
    store.commit({ named: new Map([[TRIES, row]]) }).catch(() => undefined);
  await count(packRow({ count: tries.count + 1, at_ms: now() }));
  try {
    const opened = await openWith(deriver, slot, secret);
    await count(null);
    return opened;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cancelled') await count(packRow(tries));
    throw error;
  }
}

/** Opens a slot with a secret; `login` as the person typed it where a server handed out the slot. */
export async function openWith(
  deriver: Deriver, slot: SlotJson, secret: string, login = slot.login,
): Promise<Unlocked> {
  const seed = await seedOf(deriver, slot, secret, login);
  try {
    return { keyring: new Keyring(await openSlot(slot, seed)), slot, seed };
  } catch (error) {
    if (error instanceof DamagedError && error.code === 'wrong_secret') throw new Refusal('wrong_secret');
    if (error instanceof UnsupportedError) throw new Refusal('update_needed');
    throw error instanceof CryptoError ? new Refusal('damaged') : error;
  }
}

/** The 32-byte seed of a secret for a slot. What cannot be a secret at all is a wrong one. */
export async function seedOf(
  deriver: Deriver, { kind, salt, kdf }: Pick<SlotJson, 'kind' | 'salt' | 'kdf'>, secret: string, login: string,
): Promise<Bytes> {
  try {
    if (kind === 'recovery') return recoverySeed(decodeCode(secret));
    return await deriver.derive({ passphrase: secret, login, salt: unb64(salt, 16), kdf });
  } catch (error) {
    if (error instanceof FormatError) throw new Refusal('wrong_secret');
    throw error instanceof UnsupportedError ? new Refusal('update_needed') : error;
  }
}

function isSlot(value: Value): value is SlotJson {
  try {
    checkSlot(value);
    return true;
  } catch {
    return false;
  }
}
