/**
 * What a device keeps: the store port, and a store in memory (SPEC §8.5, "what a device stores").
 *
 * A store holds sealed bytes only and never looks into them. Everything a step changes goes through
 * one `commit`, which happens whole or not at all; nothing is opened, sealed or sent while it runs.
 * Readers that write back what they read do so under the object's `rev`: a commit that meets another
 * `rev` than it expects changes nothing and throws StaleError, and its maker reads again.
 */

import { b64, concat, equal, type Bytes } from '../crypto/encoding';
import { BLOB, Head } from './state';

/** The store did not do what it was asked. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Somebody else has changed one of these objects since it was read; nothing was written. */
export class StaleError extends StoreError {
  override name = 'StaleError';
  constructor(readonly ids: readonly Uint8Array[]) {
    super(`${ids.length} changed since they were read`);
  }
}

/** The device has no room; nothing was written. */
export class FullError extends StoreError {
  override name = 'FullError';
}

/** A head whose signature (64 bytes) this device has verified or made. */
export class SignedHead {
  readonly id: Bytes;

  constructor(
    readonly head: Head,
    readonly sig: Bytes,
  ) {
    this.id = head.id;
  }

  /** The head's number. */
  get n(): number {
    return this.head.n;
  }

  /** Head and signature, 160 bytes. */
  pack(): Bytes {
    return concat(this.head.encode(), this.sig);
  }

  /** The head and signature in 160 bytes. Throws FormatError. */
  static unpack(packed: Uint8Array): SignedHead {
    return new SignedHead(Head.decode(packed.subarray(0, 96)), packed.slice(96));
  }
}

/** One object as this device has it. */
export interface StoredObject {
  /** 16 bytes. */
  readonly id: Bytes;
  /** 1 record, 2 blob part, 0 void. */
  readonly form: number;
  /** Its present envelope, empty for a void. */
  readonly local: Bytes;
  /** The envelope last agreed with the server, null if there is none. */
  readonly base: Bytes | null;
  /** This exact local version has been in a commit attempt or a file, or came from outside. */
  readonly left: boolean;
  /** Counts changes of what is written here, for tabs (SPEC §9.9). */
  readonly lv: number;
  /** Counts writes of this row; a commit stores rev r only over r-1 (1: only where nothing is). */
  readonly rev: number;
}

/** Whether the server has yet to hear of this version. */
export function isDirty(one: StoredObject): boolean {
  return one.base === null || (one.base !== one.local && !equal(one.base, one.local));
}

/** A row of the server that this device has not taken in yet: its object is *behind*. */
export interface Arrival {
  readonly id: Bytes;
  /** Place in the pull, higher is newer. */
  readonly order: number;
  /** Of the envelope, a hint. */
  readonly size: number;
  /** Whether `base` counts in a merge (false after a reconcile, SPEC §8.7). */
  readonly trusted: boolean;
  /** The envelope if it has come. */
  readonly body: Bytes | null;
}

/** One step. Members left out keep what is there. */
export interface Changes {
  /** First drop floor, rows, inflight and arrivals (the server's side of things). */
  readonly forget?: boolean;
  readonly floor?: SignedHead;
  /** The whole stream of an unanswered commit, empty to drop it. */
  readonly inflight?: Bytes;
  /** Bucket → packed rows. */
  readonly rows?: ReadonlyMap<number, Uint8Array>;
  readonly objects?: readonly StoredObject[];
  /** Objects to drop, and the rev they must have. */
  readonly removed?: readonly { readonly id: Bytes; readonly rev: number }[];
  readonly arrivals?: readonly Arrival[];
  /** Ids of arrivals to drop; done before `arrivals` are added. */
  readonly arrived?: readonly Bytes[];
  /** Rows by name (1-64 ASCII characters), null drops one. */
  readonly named?: ReadonlyMap<string, Bytes | null>;
}

/** The port. Every read sees whole commits only. */
export interface Store {
  /** The newest verified head, null before the first complete pull. */
  floor(): Promise<SignedHead | null>;
  /** The stream of the one unanswered commit, empty if there is none. */
  inflight(): Promise<Bytes>;
  /** The state of the floor: bucket → packed rows, buckets without rows left out. */
  rows(): Promise<Map<number, Bytes>>;
  /** The objects in the order asked, null where there is none. */
  objects(ids: readonly Bytes[]): Promise<(StoredObject | null)[]>;
  /** Up to `limit` objects in the store's own order, after this id (null: from the start). */
  scan(after: Bytes | null, limit: number): Promise<StoredObject[]>;
  /** Ids of the dirty objects, blob parts before all others. */
  dirty(): Promise<Bytes[]>;
  /** Everything that is behind, in no particular order. */
  arrivals(): Promise<Arrival[]>;
  /** The row of this name. */
  named(name: string): Promise<Bytes | null>;
  /** The names of all named rows, sorted. */
  names(): Promise<string[]>;
  /** Makes all changes, durably, or none. Throws StaleError or FullError. */
  commit(changes: Changes): Promise<void>;
  /** Removes everything. */
  erase(): Promise<void>;
  /** Lets go of the storage. The store must not be used afterwards. */
  close(): Promise<void>;
}

/** Whether there is nothing to do. */
export function isEmpty(changes: Changes): boolean {
  const { rows, objects, removed, arrivals, arrived, named } = changes;
  return (
    !changes.forget &&
    changes.floor === undefined &&
    changes.inflight === undefined &&
    [objects, removed, arrivals, arrived].every((list) => !list?.length) &&
    !rows?.size &&
    !named?.size
  );
}

/** Less than, equal to or greater than 0 as id `a` sorts against `b`. */
export function compareIds(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The port in memory, for tests and for looking at a server without keeping anything. */
export class MemoryStore implements Store {
  #floor: SignedHead | null = null;
  #inflight: Bytes = new Uint8Array(0);
  readonly #rows = new Map<number, Bytes>();
  readonly #objects = new Map<string, StoredObject>();
  readonly #arrivals = new Map<string, Arrival>();
  readonly #named = new Map<string, Bytes>();

  async floor(): Promise<SignedHead | null> {
    return this.#floor;
  }

  async inflight(): Promise<Bytes> {
    return this.#inflight;
  }

  async rows(): Promise<Map<number, Bytes>> {
    return new Map(this.#rows);
  }

  async objects(ids: readonly Bytes[]): Promise<(StoredObject | null)[]> {
    return ids.map((id) => this.#objects.get(b64(id)) ?? null);
  }

  async scan(after: Bytes | null, limit: number): Promise<StoredObject[]> {
    const found = [...this.#objects.values()].filter((one) => after === null || compareIds(one.id, after) > 0);
    return found.sort((a, b) => compareIds(a.id, b.id)).slice(0, limit);
  }

  async dirty(): Promise<Bytes[]> {
    const late = (one: StoredObject): number => (one.form === BLOB ? 0 : 1);
    const found = [...this.#objects.values()].filter(isDirty);
    return found.sort((a, b) => late(a) - late(b) || compareIds(a.id, b.id)).map((one) => one.id);
  }

  async arrivals(): Promise<Arrival[]> {
    return [...this.#arrivals.values()];
  }

  async named(name: string): Promise<Bytes | null> {
    return this.#named.get(name) ?? null;
  }

  async names(): Promise<string[]> {
    return [...this.#named.keys()].sort();
  }

  async commit(changes: Changes): Promise<void> {
    const { objects = [], removed = [], arrivals = [], arrived = [] } = changes;
    const expected = [...removed, ...objects.map((one) => ({ id: one.id, rev: one.rev - 1 }))];
    const stale = expected.filter(({ id, rev }) => (this.#objects.get(b64(id))?.rev ?? 0) !== rev);
    if (stale.length > 0) throw new StaleError(stale.map(({ id }) => id));
    if (changes.forget) this.#forget();
    if (changes.floor !== undefined) this.#floor = changes.floor;
    if (changes.inflight !== undefined) this.#inflight = changes.inflight;
    for (const [bucket, rows] of changes.rows ?? []) this.#rows.set(bucket, new Uint8Array(rows));
    for (const { id } of removed) this.#objects.delete(b64(id));
    for (const one of objects) this.#objects.set(b64(one.id), one);
    for (const id of arrived) this.#arrivals.delete(b64(id));
    for (const one of arrivals) this.#arrivals.set(b64(one.id), one);
    for (const [name, row] of changes.named ?? []) {
      if (row === null) this.#named.delete(name);
      else this.#named.set(name, row);
    }
  }

  async erase(): Promise<void> {
    this.#objects.clear();
    this.#named.clear();
    this.#forget();
  }

  async close(): Promise<void> {
    // Nothing is held open.
  }

  #forget(): void {
    this.#floor = null;
    this.#inflight = new Uint8Array(0);
    this.#rows.clear();
    this.#arrivals.clear();
  }
}
