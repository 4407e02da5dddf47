/**
 * The device store over IndexedDB (SPEC §8.5, store port in `sync/store`): sealed bytes only.
 *
 * A commit is one transaction with strict durability and counts as done on its `complete` event, not
 * when its requests succeeded. The connection may be taken away at any time (another tab upgrades, the
 * system frees memory): it is opened again once and the operation repeated, which `rev` makes harmless.
 */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Bytes } from '../crypto/encoding';
import { BLOB } from '../sync/state';
import {
  FullError,
  isDirty,
  SignedHead,
  StaleError,
  StoreError,
  type Arrival,
  type Changes,
  type Store,
  type StoredObject,
} from '../sync/store';

/** An object at rest. A clean one keeps its envelope once; only dirty ones are in the index. */
interface ObjectRow {
  id: Bytes;
  form: number;
  local: Bytes;
  base?: Bytes;
  dirty?: number;
  left: boolean;
  lv: number;
  rev: number;
}

interface Schema extends DBSchema {
  facts: { key: 'floor' | 'inflight'; value: Bytes };
  buckets: { key: number; value: Bytes };
  objects: { key: Bytes; value: ObjectRow; indexes: { dirty: number } };
  arrivals: { key: Bytes; value: Arrival };
  named: { key: string; value: Bytes };
}

type Database = IDBPDatabase<Schema>;
type Stores = ('facts' | 'buckets' | 'objects' | 'arrivals' | 'named')[];
type Transaction = IDBPTransaction<Schema, Stores, 'readwrite'>;

const STORES: Stores = ['facts', 'buckets', 'objects', 'arrivals', 'named'];
const VERSION = 1;
const DIRTY_BLOB = 1;
const DIRTY = 2;
const EMPTY: Bytes = new Uint8Array(0);

/** The store of one device in this browser profile. */
export class IdbStore implements Store {
  readonly #name: string;
  #database: Promise<Database> | null = null;

  /** name: of the IndexedDB database; made when it is missing. */
  constructor(name: string) {
    this.#name = name;
  }

  async floor(): Promise<SignedHead | null> {
    const packed = await this.#run((db) => db.get('facts', 'floor'));
    return packed === undefined ? null : SignedHead.unpack(packed);
  }

  async inflight(): Promise<Bytes> {
    return (await this.#run((db) => db.get('facts', 'inflight'))) ?? EMPTY;
  }

  rows(): Promise<Map<number, Bytes>> {
    return this.#run(async (db) => {
      const store = db.transaction('buckets').store;
      const [buckets, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return new Map(buckets.map((bucket, i) => [bucket, rows[i]!]));
    });
  }

  objects(ids: readonly Bytes[]): Promise<(StoredObject | null)[]> {
    return this.#run(async (db) => {
      const store = db.transaction('objects').store;
      const rows = await Promise.all(ids.map((id) => store.get(id)));
      return rows.map((row) => (row === undefined ? null : readObject(row)));
    });
  }

  scan(after: Bytes | null, limit: number): Promise<StoredObject[]> {
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    return this.#run(async (db) => (await db.getAll('objects', range, limit)).map(readObject));
  }

  dirty(): Promise<Bytes[]> {
    return this.#run(async (db) => {
      const ids: unknown[] = await db.getAllKeysFromIndex('objects', 'dirty');
      return ids.map((id) => new Uint8Array(id as ArrayBuffer));
    });
  }

  arrivals(): Promise<Arrival[]> {
    return this.#run((db) => db.getAll('arrivals'));
  }

  async named(name: string): Promise<Bytes | null> {
    return (await this.#run((db) => db.get('named', name))) ?? null;
  }

  names(): Promise<string[]> {
    return this.#run(async (db) => (await db.getAllKeys('named')).sort());
  }

  commit(changes: Changes): Promise<void> {
    return this.#run((db) => write(db, changes));
  }

  erase(): Promise<void> {
    return this.#run(async (db) => {
      const tx = db.transaction(STORES, 'readwrite', { durability: 'strict' });
      await settled(tx, STORES.map((name) => tx.objectStore(name).clear()));
    });
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    if (database !== null) (await database).close();
  }

  /** Runs an operation; once more on a new connection when the old one turned out to be gone. */
  async #run<T>(operation: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await operation(await this.#open());
    } catch (error) {
      if (!isLostConnection(error)) throw asStoreError(error);
      await this.close().catch(() => undefined);
    }
    try {
      return await operation(await this.#open());
    } catch (error) {
      throw asStoreError(error);
    }
  }

  #open(): Promise<Database> {
    if (this.#database !== null) return this.#database;
    const opened = openDB<Schema>(this.#name, VERSION, {
      upgrade: createStores,
      blocking: () => void this.close(),
      terminated: () => {
        if (this.#database === opened) this.#database = null;
      },
    });
    opened.catch(() => {
      if (this.#database === opened) this.#database = null;
    });
    return (this.#database = opened);
  }
}

function createStores(db: Database): void {
  db.createObjectStore('facts');
  db.createObjectStore('buckets');
  db.createObjectStore('objects', { keyPath: 'id' }).createIndex('dirty', 'dirty');
  db.createObjectStore('arrivals', { keyPath: 'id' });
  db.createObjectStore('named');
}

async function write(db: Database, changes: Changes): Promise<void> {
  const scope = scopeOf(changes);
  if (scope.length === 0) return;
  const tx = db.transaction(scope, 'readwrite', { durability: 'strict' });
  const stale = await findStale(tx, changes);
  if (stale.length > 0) {
    tx.abort();
    await tx.done.catch(() => undefined);
    throw new StaleError(stale);
  }
  await settled(tx, requests(tx, changes));
}

/** The stores a commit writes to, and no others: reading them waits until the disk has it. */
function scopeOf({ forget, floor, inflight, rows, removed, objects, arrived, arrivals, named }: Changes): Stores {
  const written: Record<Stores[number], boolean> = {
    facts: !!forget || floor !== undefined || inflight !== undefined,
    buckets: !!forget || rows !== undefined,
    objects: removed !== undefined || objects !== undefined,
    arrivals: !!forget || arrived !== undefined || arrivals !== undefined,
    named: named !== undefined,
  };
  return STORES.filter((name) => written[name]);
}

async function findStale(tx: Transaction, changes: Changes): Promise<Bytes[]> {
  const expected = [
    ...(changes.removed ?? []),
    ...(changes.objects ?? []).map((one) => ({ id: one.id, rev: one.rev - 1 })),
  ];
  const rows = await Promise.all(expected.map(({ id }) => tx.objectStore('objects').get(id)));
  return expected.filter(({ rev }, i) => (rows[i]?.rev ?? 0) !== rev).map(({ id }) => id);
}

/** Every write of a commit, in the order the port promises; IndexedDB carries them out in that order. */
function* requests(tx: Transaction, changes: Changes): Generator<Promise<unknown>> {
  const to = <N extends Stores[number]>(name: N): ReturnType<typeof tx.objectStore<N>> => tx.objectStore(name);
  if (changes.forget) yield* [to('facts').clear(), to('buckets').clear(), to('arrivals').clear()];
  if (changes.floor !== undefined) yield to('facts').put(changes.floor.pack(), 'floor');
  if (changes.inflight !== undefined) yield to('facts').put(changes.inflight, 'inflight');
  for (const [bucket, rows] of changes.rows ?? []) yield to('buckets').put(new Uint8Array(rows), bucket);
  for (const { id } of changes.removed ?? []) yield to('objects').delete(id);
  for (const one of changes.objects ?? []) yield to('objects').put(objectRow(one));
  for (const id of changes.arrived ?? []) yield to('arrivals').delete(id);
  for (const one of changes.arrivals ?? []) yield to('arrivals').put(one);
  for (const [name, row] of changes.named ?? []) yield row === null ? to('named').delete(name) : to('named').put(row, name);
}

/** Waits for the transaction itself; a failed request shows in how it ends. */
async function settled(
  tx: { done: Promise<void>; abort(): void },
  writes: Iterable<Promise<unknown>>,
): Promise<void> {
  try {
    for (const request of writes) request.catch(() => undefined);
  } catch (error) {
    // A write that could not even be asked for must not leave the others to be committed.
    tx.abort();
    await tx.done.catch(() => undefined);
    throw error;
  }
  await tx.done;
}

function readObject(row: ObjectRow): StoredObject {
  const { id, form, local, left, lv, rev } = row;
  return { id, form, local, base: row.dirty === undefined ? local : (row.base ?? null), left, lv, rev };
}

function objectRow(one: StoredObject): ObjectRow {
  const { id, form, local, base, left, lv, rev } = one;
  const row: ObjectRow = { id, form, local, left, lv, rev };
  if (!isDirty(one)) return row;
  row.dirty = form === BLOB ? DIRTY_BLOB : DIRTY;
  if (base !== null) row.base = base;
  return row;
}

/** Chromium and Firefox say InvalidStateError; WebKit also UnknownError, or aborts what was running. */
function isLostConnection(error: unknown): boolean {
  return error instanceof DOMException && ['InvalidStateError', 'UnknownError', 'AbortError'].includes(error.name);
}

function asStoreError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  return error.name === 'QuotaExceededError' ? new FullError(error.name) : new StoreError(error.name);
}
