/**
 * The store contract on IndexedDB in a real browser: the shared scripts, then what only a real database
 * shows: strict durability, a full disk, a connection that is taken away, two tabs.
 */

import { IdbStore } from '../../src/vault/store';
import { FullError, StaleError, type Changes, type StoredObject } from '../../src/sync/store';
import { isSame, type VectorFile } from '../sync/operations';
import { runScript } from '../sync/script';
import type { Fields } from '../../src/sync/record';
import type { Result } from './vectors';

const LAYER = 'sync.store.script';
const ONE: StoredObject = {
  id: new Uint8Array(16),
  form: 1,
  local: new Uint8Array(1112),
  base: null,
  left: false,
  lv: 1,
  rev: 1,
};

let databases = 0;

/** Every script of `tests/vectors/sync/store`, each on a new database, and this file's own checks. */
export async function runStoreContract(filesByPath: Readonly<Record<string, VectorFile>>): Promise<Result[]> {
  const results: Result[] = [];
  for (const [path, file] of Object.entries(filesByPath)) {
    if (file.layer !== LAYER) continue;
    for (const { comment, input, expect } of file.cases) {
      results.push(
        await check(`${path}: ${comment}`, async (name) => {
          const got = await runScript(() => new IdbStore(name), input['steps'] as Fields[]);
          if (!isSame(got, expect)) throw new Error(JSON.stringify(got));
        }),
      );
    }
  }
  if (results.length === 0) throw new Error(`no vectors of ${LAYER}`);
  for (const [name, run] of Object.entries(CHECKS)) results.push(await check(name, run));
  return results;
}

const CHECKS: Readonly<Record<string, (name: string) => Promise<void>>> = {
  'every write asks for strict durability': async (name) => {
    const asked: (string | undefined)[] = [];
    const restore = replace(IDBDatabase.prototype, 'transaction', (original) =>
      function (this: IDBDatabase, stores, mode, options) {
        if (mode === 'readwrite') asked.push(options?.durability);
        return original.call(this, stores, mode, options);
      },
    );
    const store = new IdbStore(name);
    await store.commit({ objects: [ONE] }).finally(restore);
    await store.close();
    same(asked, ['strict']);
  },

  'a commit is done when the transaction is complete, not before': async (name) => {
    const events: string[] = [];
    const restore = replace(IDBDatabase.prototype, 'transaction', (original) =>
      function (this: IDBDatabase, stores, mode, options) {
        const tx = original.call(this, stores, mode, options);
        if (mode === 'readwrite') tx.addEventListener('complete', () => events.push('complete'));
        return tx;
      },
    );
    const store = new IdbStore(name);
    await store.commit({ objects: [ONE] }).finally(restore);
    events.push('answered');
    await store.close();
    same(events, ['complete', 'answered']);
  },

  'a full disk is told as full and changes nothing': async (name) => {
    const store = new IdbStore(name);
    await store.commit({ inflight: Uint8Array.of(1) });
    const restore = replace(IDBObjectStore.prototype, 'put', (original) =>
      function (this: IDBObjectStore, value, key) {
        if (this.name === 'named') throw new DOMException('no room', 'QuotaExceededError');
        return key === undefined ? original.call(this, value) : original.call(this, value, key);
      },
    );
    const changes: Changes = { inflight: Uint8Array.of(2), objects: [ONE], named: new Map([['n', ONE.local]]) };
    const error = await caught(store.commit(changes)).finally(restore);
    same(error instanceof FullError, true);
    same([...(await store.inflight())], [1]);
    same(await store.objects([ONE.id]), [null]);
    await store.close();
  },

  'a connection that was taken away is opened again and the commit repeated': async (name) => {
    const store = new IdbStore(name);
    await store.commit({ objects: [ONE] });
    let taken = 0;
    const restore = replace(IDBDatabase.prototype, 'transaction', (original) =>
      function (this: IDBDatabase, stores, mode, options) {
        if (taken++ === 0) throw new DOMException('gone', 'InvalidStateError');
        return original.call(this, stores, mode, options);
      },
    );
    await store.commit({ objects: [{ ...ONE, lv: 2, rev: 2 }] }).finally(restore);
    same((await store.objects([ONE.id]))[0]?.rev, 2);
    await store.close();
  },

  'a connection that stays away is an error after one more try': async (name) => {
    const store = new IdbStore(name);
    let tries = 0;
    const restore = replace(IDBDatabase.prototype, 'transaction', () => () => {
      tries += 1;
      throw new DOMException('gone', 'InvalidStateError');
    });
    const error = await caught(store.commit({ objects: [ONE] })).finally(restore);
    same([error instanceof Error && error.name, tries], ['StoreError', 2]);
    await store.close();
  },

  'another tab may delete the database; this one goes on with a new one': async (name) => {
    const store = new IdbStore(name);
    await store.commit({ objects: [ONE] });
    await new Promise<void>((done, fail) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = () => done();
      deleting.onerror = () => fail(deleting.error);
    });
    same(await store.objects([ONE.id]), [null]);
    await store.commit({ objects: [ONE] });
    await store.close();
  },

  'two tabs cannot overwrite each other': async (name) => {
    const [first, second] = [new IdbStore(name), new IdbStore(name)];
    await first.commit({ objects: [ONE] });
    const writes = [first, second].map((tab, i) => caught(tab.commit({ objects: [{ ...ONE, lv: i, rev: 2 }] })));
    const errors = (await Promise.all(writes)).filter((error) => error !== null);
    same([errors.length, errors[0] instanceof StaleError], [1, true]);
    await Promise.all([first.close(), second.close()]);
  },

  'many reads and writes at once keep apart': async (name) => {
    const store = new IdbStore(name);
    const ids = Array.from({ length: 50 }, (_, i) => Uint8Array.of(...new Uint8Array(15), i));
    await Promise.all(ids.map((id) => store.commit({ objects: [{ ...ONE, id }] })));
    const found = await Promise.all(ids.map((id) => store.objects([id])));
    same(found.map(([one]) => one?.id.at(-1)), ids.map((id) => id.at(-1)));
    same((await store.dirty()).length, 50);
    await store.close();
  },
};

async function check(name: string, run: (database: string) => Promise<void>): Promise<Result> {
  const database = `contract-${databases++}`;
  try {
    await Promise.race([run(database), silence()]);
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, detail: String(error instanceof Error ? error.stack : error) };
  } finally {
    indexedDB.deleteDatabase(database);
  }
}

/** A transaction that never ends must not hide the other results. */
function silence(): Promise<never> {
  return new Promise((_, fail) => setTimeout(() => fail(new Error('no end after 10 s')), 10_000));
}

/** Puts another method in place; returns what puts the old one back. */
function replace<T, K extends keyof T>(target: T, name: K, make: (original: T[K]) => T[K]): () => void {
  const original = target[name];
  target[name] = make(original);
  return () => {
    target[name] = original;
  };
}

function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

function same(got: unknown, wanted: unknown): void {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}
