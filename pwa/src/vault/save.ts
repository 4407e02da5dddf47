/**
 * Reading and changing records on this device. A change is worked out, sealed, and then stored in one strict
 * transaction; the promise settles when that transaction is complete, never before.
 */
import { b64, decode, encode, unb64, type Bytes, type Random, type Value } from '../crypto/encoding';
import { KIND_RECORD, objectContext, openMany, seal } from '../crypto/envelope';
import { CryptoError, UnsupportedError } from '../crypto/errors';
import type { Id } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { UnmergeableError } from '../sync/errors';
import { isFields, PAYLOAD_MAX, read, type VaultRecord } from '../sync/record';
import { RECORD } from '../sync/state';
import { FullError, isDirty, StaleError, type Changes, type Store, type StoredObject } from '../sync/store';
import type { Keyring } from './keyring';
import { isForeign } from './views';

/** A record as it stands on this device. */
export interface Standing {
  id: Id;
  /** Counts changes of what is written here, for tabs (protocol 9.9). */
  lv: number;
  /** Counts writes of the stored row. */
  rev: number;
  record: VaultRecord;
  /** Whether this exact version may be known elsewhere. */
  left: boolean;
  /** Whether the server has this version. */
  synced: boolean;
  /** Whether the server ever had any version. */
  shared: boolean;
  /** Written by a newer app: shown as far as possible, never rewritten. */
  readonly: boolean;
}

/** What a change makes of a record: its next version, nothing at all, or no change. */
export type Step = { record: VaultRecord } | { remove: true } | null;

/** Named rows to store in the same transaction. */
export type Named = ReadonlyMap<string, Bytes | null>;

const TRIES = 16;

export class Records {
  readonly #content: ReadonlyMap<number, Bytes>;

  constructor(
    readonly store: Store,
    readonly keyring: Keyring,
    /** This device's six characters. */
    readonly tag: string,
    readonly random: Random,
    readonly now: () => number,
  ) {
    this.#content = new Map([...keyring.keys].map(([epoch, keys]) => [epoch, keys.content]));
  }

  /** What stands here; null when nothing does. Throws Refusal `damaged` when it does not open. */
  async get(id: Id): Promise<Standing | null> {
    const [found] = await this.store.objects([unb64(id, 16)]);
    const standing = found ? await this.#openOne(found) : null;
    if (found && !standing) throw new Refusal('damaged');
    return standing;
  }

  /** The records among these objects, in order; null for blobs, voids and what does not open. */
  async open(objects: readonly StoredObject[]): Promise<(Standing | null)[]> {
    const sealed = objects.map((one) => ({ context: objectContext(one.id), envelope: one.local }));
    const payloads = await openMany(this.#content, KIND_RECORD, sealed);
    return payloads.map((payload, i) => (payload instanceof CryptoError ? null : standing(objects[i]!, payload)));
  }

  /**
   * Changes one record. `make` is given what stands now and says what shall stand; it is asked again when another
   * tab or a sync round wrote in between. `rows`: named rows to store in the same transaction.
   * Returns what stands afterwards, null when there is nothing. Throws Refusal `damaged`, `full`, `not_stored`,
   * `too_large`.
   */
  async write(
    id: Id, make: (current: Standing | null) => Step, rows?: (current: Standing | null) => Promise<Named>,
  ): Promise<Standing | null> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [found = null] = await this.store.objects([unb64(id, 16)]);
      const current = found && await this.#openOne(found);
      if (found && !current) throw new Refusal('damaged');
      const step = fitting(() => make(current));
      if (step === null) return current;
      const next = 'record' in step ? await this.#next(found, step.record) : null;
      const removed = found && !next ? [{ id: found.id, rev: found.rev }] : [];
      const named = await rows?.(current) ?? new Map();
      try {
        await this.commit({ objects: next ? [next] : [], removed, named });
      } catch (error) {
        if (error instanceof StaleError) continue;
        throw error;
      }
      return next && 'record' in step ? standingOf(next, step.record, current?.readonly ?? false) : null;
    }
    throw new Refusal('not_stored');
  }

  /** The object of a record that is not stored yet, for a commit of several. */
  fresh(record: VaultRecord): Promise<StoredObject> {
    return this.#next(null, record);
  }

  /** One transaction. Throws StaleError, Refusal `full` or `not_stored`. */
  commit(changes: Changes): Promise<void> {
    return commit(this.store, changes);
  }

  async #openOne(found: StoredObject): Promise<Standing | null> {
    return (await this.open([found]))[0] ?? null;
  }

  async #next(found: StoredObject | null, record: VaultRecord): Promise<StoredObject> {
    const id = unb64(record.id, 16);
    const { epoch, keys } = this.keyring;
    const payload = encode(record);
    if (payload.length > PAYLOAD_MAX) throw new Refusal('too_large');
    const local = await seal(keys.get(epoch)!.content, KIND_RECORD, epoch, objectContext(id), payload, this.random);
    const { base, lv, rev } = found ?? { base: null, lv: 0, rev: 0 };
    return { id, form: RECORD, local, base, left: false, lv: lv + 1, rev: rev + 1 };
  }
}

/** One transaction. Throws StaleError, Refusal `full` or `not_stored`. */
export function commit(store: Store, changes: Changes): Promise<void> {
  return storing(() => store.commit(changes));
}

/** Writes to a store; what it refuses becomes a Refusal, `full` or `not_stored`. StaleError passes. */
export async function storing(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof StaleError) throw error;
    throw new Refusal(error instanceof FullError ? 'full' : 'not_stored');
  }
}

/** The record in an opened object; null when it is none. One of a newer app is read as far as it can be. */
function standing(one: StoredObject, payload: Bytes): Standing | null {
  try {
    const record = read(payload, one.id);
    return standingOf(one, record, isForeign(record));
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    const newer = error instanceof UnsupportedError ? asRecord(decode(payload)) : null;
    return newer && standingOf(one, newer, true);
  }
}

function standingOf(one: StoredObject, record: VaultRecord, readonly: boolean): Standing {
  const { lv, rev, left } = one;
  return { id: b64(one.id), lv, rev, record, left, synced: !isDirty(one), shared: one.base !== null, readonly };
}

function asRecord(value: Value): VaultRecord | null {
  const whole = isFields(value) && isFields(value['f']) && typeof value['type'] === 'string' && Array.isArray(value['at']);
  return whole ? value as VaultRecord : null;
}

function fitting(make: () => Step): Step {
  try {
    return make();
  } catch (error) {
    throw error instanceof UnmergeableError ? new Refusal('too_large') : error;
  }
}
