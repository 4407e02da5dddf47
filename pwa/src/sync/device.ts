/** One device taking part in the log: its store, the keys it holds, and what it knows of the state. */

import { encode, equal, type Bytes, type Random } from '../crypto/encoding';
import { header, KIND_RECORD, objectContext, open, openMany, seal } from '../crypto/envelope';
import { CryptoError } from '../crypto/errors';
import { publicKey } from '../crypto/identity';
import type { EpochKeys } from '../crypto/keys';
import { Stopped } from './calls';
import { read, type VaultRecord } from './record';
import { bucketHash, BucketedRows, EMPTY_HASHES, HASH_BYTES } from './state';
import { isEmpty, StaleError, type Changes, type SignedHead, type Store } from './store';

const TRIES = 16;
const NO_ROWS: Bytes = new Uint8Array(0);

/**
 * The server's log is not the one this device knows: reconcile (SPEC §8.7).
 *
 * expected: id of the head that is known to be in order although its rows were not; null when the log
 * itself took another path. reason: what to call it if reconciling does not help.
 */
export class Diverged extends Error {
  override name = 'Diverged';
  constructor(
    readonly expected: Uint8Array | null,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** An envelope and the object (16 bytes) it is said to belong to. */
export interface SealedRecord {
  readonly id: Bytes;
  readonly envelope: Bytes;
}

/** What every step of a round needs. */
export class Device {
  readonly #contents: ReadonlyMap<number, Bytes>;
  #known: { floorId: Bytes; rows: BucketedRows } | null = null;

  /** logId: 16 bytes, the log of this vault. keys: by epoch, for 1 to the newest held. */
  constructor(
    readonly store: Store,
    readonly logId: Uint8Array,
    readonly keys: ReadonlyMap<number, EpochKeys>,
    readonly random: Random,
  ) {
    this.#contents = new Map([...keys].map(([epoch, one]) => [epoch, one.content]));
  }

  /** The newest verified head. Throws Diverged on a device that has never pulled. */
  async floor(): Promise<SignedHead> {
    const found = await this.store.floor();
    if (found === null) throw new Diverged(null, 'no_floor');
    return found;
  }

  /** The state of the floor. A copy: changing it changes nothing here. */
  async rows(): Promise<BucketedRows> {
    const { id } = await this.floor();
    if (this.#known === null || !equal(this.#known.floorId, id)) {
      this.#known = { floorId: id, rows: load(await this.store.rows()) };
    }
    return this.#known.rows.copy();
  }

  /** Keeps the state of the newest floor at hand, so that the next step need not read it again. */
  remember(floor: SignedHead, rows: BucketedRows): void {
    this.#known = { floorId: floor.id, rows };
  }

  /** Commits what `make` works out from the store; works it out again if somebody else wrote meanwhile. */
  async write(make: () => Promise<Changes>): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const changes = await make();
      try {
        if (!isEmpty(changes)) await this.store.commit(changes);
        return;
      } catch (error) {
        if (!(error instanceof StaleError)) throw error;
      }
    }
    throw new Stopped('pending', 'busy');
  }

  /**
   * Returns when a device of this vault signed the head (P4).
   *
   * Throws Stopped: `needs_passphrase` for an epoch whose root is not held here, else `refused`.
   */
  async verify(signed: SignedHead): Promise<void> {
    const keys = this.keys.get(signed.head.epoch);
    if (keys === undefined) throw new Stopped('needs_passphrase', 'epoch');
    try {
      await signed.head.verify(await publicKey(keys.log), signed.sig);
    } catch (error) {
      if (error instanceof CryptoError) throw new Stopped('refused', 'signature');
      throw error;
    }
  }

  /** For each envelope, in order, the record in it or why there is none (UnsupportedError: a newer one). */
  async open(sealed: readonly SealedRecord[]): Promise<(VaultRecord | CryptoError)[]> {
    const items = sealed.map(({ id, envelope }) => ({ context: objectContext(id), envelope }));
    const payloads = await openMany(this.#contents, KIND_RECORD, items);
    return payloads.map((payload, i) => {
      if (payload instanceof CryptoError) return payload;
      try {
        return read(payload, sealed[i]!.id);
      } catch (error) {
        if (error instanceof CryptoError) return error;
        throw error;
      }
    });
  }

  /** A new envelope of a record, under the keys of this epoch. */
  seal(id: Bytes, record: VaultRecord, epoch: number): Promise<Bytes> {
    return this.#sealPayload(id, KIND_RECORD, encode(record), epoch);
  }

  /** The same content sealed anew under the keys of this epoch. Throws CryptoError. */
  async renew(id: Bytes, envelope: Bytes, epoch: number): Promise<Bytes> {
    const { kind } = header(envelope);
    return this.#sealPayload(id, kind, await open(this.#contents, kind, objectContext(id), envelope), epoch);
  }

  #sealPayload(id: Bytes, kind: number, payload: Bytes, epoch: number): Promise<Bytes> {
    return seal(this.keys.get(epoch)!.content, kind, epoch, objectContext(id), payload, this.random);
  }
}

function load(buckets: ReadonlyMap<number, Bytes>): BucketedRows {
  const hashes = EMPTY_HASHES.slice();
  for (const [i, rows] of buckets) hashes.set(bucketHash(rows), i * HASH_BYTES);
  return new BucketedRows(hashes, (i) => buckets.get(i) ?? NO_ROWS);
}
