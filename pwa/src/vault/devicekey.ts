/**
 * D of protocol 5.5: a key made on this device that no script can read, only use. It locks the root between the
 * first words and the passphrase, so that those words are sealed on the device and survive a kill.
 */
import { openDB, type IDBPDatabase } from 'idb';
import { label, type Bytes, type Random } from '../crypto/encoding';

export interface DeviceKey {
  /** Makes D and keeps it; null where the browser cannot keep keys (private windows, Lockdown Mode). */
  make(random: Random): Promise<Bytes | null>;
  /** The seed KDF(D, `device`), 32 bytes; null when there is no D. */
  seed(): Promise<Bytes | null>;
  remove(): Promise<void>;
}

const DATABASE = 'selfward-device';
const STORE = 'keys';
const NAME = 'D';

export function storedDeviceKey(): DeviceKey {
  return {
    async make(random) {
      const key = await crypto.subtle.importKey('raw', new Uint8Array(random(32)), 'HKDF', false, ['deriveBits']);
      try {
        await use((database) => database.put(STORE, key, NAME));
        return await this.seed();
      } catch {
        return null; // DataCloneError, or no storage at all
      }
    },
    async seed() {
      const key: unknown = await use((database) => database.get(STORE, NAME));
      return key instanceof CryptoKey ? expand(key) : null;
    },
    async remove() {
      await use((database) => database.delete(STORE, NAME));
    },
  };
}

/** KDF(D, `device`) of protocol 1.2, by the engine, because D cannot be read. */
async function expand(key: CryptoKey): Promise<Bytes> {
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: label('device') };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

async function use<T>(run: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(DATABASE, 1, { upgrade: (fresh) => void fresh.createObjectStore(STORE) });
  try {
    return await run(database);
  } finally {
    database.close();
  }
}
