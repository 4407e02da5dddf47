/** The named rows of this device's store: which there are, and reading and packing them. */
import { decode, encode, type Bytes, type Random, type Value } from '../crypto/encoding';
import { CryptoError } from '../crypto/errors';
import type { Store } from '../sync/store';
import type { Keyring } from './keyring';

/** In plain canonical JSON: what is needed before there is a key. Slots are sealed in themselves. */
export const SLOTS = 'slots';
export const DEVICE_SLOT = 'device-slot';
export const TRIES = 'tries';

/** Sealed under local_e (kind 8); the name is part of the seal. */
export const INSTALL = 'install';
export const SETUP = 'setup';
export const KIT = 'kit';
export const SESSION = 'session';
export const CONNECTING = 'connecting';
export const SYNCED = 'synced';
export const PLACE = 'place';
export const FIRST = 'first';

/** The row as it was packed; undefined when there is none or it is damaged. */
export async function readPlain(store: Store, name: string): Promise<Value | undefined> {
  const row = await store.named(name);
  return row === null ? undefined : sound(() => decode(row));
}

/** The row as it was sealed; undefined when there is none, or it is damaged or of another vault. */
export async function readSealed(store: Store, keyring: Keyring, name: string): Promise<Value | undefined> {
  const row = await store.named(name);
  return row === null ? undefined : sound(() => keyring.openRow(name, row));
}

/** Rows ready for one commit; undefined drops a row. */
export async function sealRows(
  keyring: Keyring, random: Random, rows: Readonly<Record<string, Value | undefined>>,
): Promise<Map<string, Bytes | null>> {
  const sealed = Object.entries(rows).map(async ([name, value]): Promise<[string, Bytes | null]> =>
    [name, value === undefined ? null : await keyring.sealRow(name, value, random)]);
  return new Map(await Promise.all(sealed));
}

export function packRow(value: Value): Bytes {
  return encode(value);
}

async function sound(read: () => Value | Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
