/**
 * The contract of a device store as scripts: steps in JSON, one result in JSON for each.
 *
 * The twin is tests/sync/script.py. Bytes are lower-case hex; what is absent is left out, an absent
 * object is {}, an absent row "".
 */

import type { Bytes, Value } from '../../src/crypto/encoding';
import type { Fields } from '../../src/sync/record';
import {
  compareIds,
  SignedHead,
  StaleError,
  type Arrival,
  type Changes,
  type Store,
  type StoredObject,
} from '../../src/sync/store';
import { hex, unhex as unhexed } from './hex';

/** The results of the steps. openStore: opens the same storage every time it is called. */
export async function runScript(openStore: () => Store, steps: readonly Fields[]): Promise<Value[]> {
  let store = openStore();
  const results: Value[] = [];
  for (const step of steps) {
    if (step['do'] === 'reopen') {
      await store.close();
      store = openStore();
      results.push('done');
    } else {
      results.push(await run(store, step));
    }
  }
  await store.close();
  return results;
}

async function run(store: Store, step: Fields): Promise<Value> {
  switch (step['do']) {
    case 'commit':
      return commit(store, step['changes'] as Fields);
    case 'floor':
      return hex((await store.floor())?.pack() ?? new Uint8Array(0));
    case 'inflight':
      return hex(await store.inflight());
    case 'rows':
      return Object.fromEntries([...(await store.rows())].map(([i, rows]) => [String(i), hex(rows)]));
    case 'objects': {
      const found = await store.objects((step['ids'] as string[]).map(unhex));
      return found.map((one) => (one === null ? {} : objectJson(one)));
    }
    case 'scan':
      return scan(store, step['limit'] as number);
    case 'dirty':
      return (await store.dirty()).map(hex);
    case 'arrivals':
      return (await store.arrivals()).toSorted((a, b) => compareIds(a.id, b.id)).map(arrivalJson);
    case 'named':
      return hex((await store.named(step['name'] as string)) ?? new Uint8Array(0));
    case 'names':
      return store.names();
    case 'erase':
      await store.erase();
      return 'done';
    default:
      throw new Error(`there is no step ${String(step['do'])}`);
  }
}

async function commit(store: Store, given: Fields): Promise<Value> {
  try {
    await store.commit(changes(given));
    return 'done';
  } catch (error) {
    if (!(error instanceof StaleError)) throw error;
    return { error: error.name, ids: error.ids.map(hex).sort() };
  }
}

async function scan(store: Store, limit: number): Promise<Value> {
  const pages: number[] = [];
  const ids: string[] = [];
  for (let page = await store.scan(null, limit); page.length > 0; page = await store.scan(page.at(-1)!.id, limit)) {
    pages.push(page.length);
    ids.push(...page.map((one) => hex(one.id)));
  }
  return { pages, ids: ids.sort() };
}

function changes(given: Fields): Changes {
  const entries = (name: string): [string, Value][] => Object.entries((given[name] ?? {}) as Fields);
  const list = (name: string): Fields[] => (given[name] ?? []) as Fields[];
  return {
    forget: given['forget'] === true,
    ...(given['floor'] === undefined ? {} : { floor: SignedHead.unpack(unhex(given['floor'])) }),
    ...(given['inflight'] === undefined ? {} : { inflight: unhex(given['inflight']) }),
    rows: new Map(entries('rows').map(([i, rows]) => [Number(i), unhex(rows)])),
    objects: list('objects').map(object),
    removed: entries('removed').map(([id, rev]) => ({ id: unhex(id), rev: rev as number })),
    arrivals: list('arrivals').map(arrival),
    arrived: ((given['arrived'] ?? []) as string[]).map(unhex),
    named: new Map(entries('named').map(([name, row]) => [name, row === '' ? null : unhex(row)])),
  };
}

/** An object of a script. */
export function object(one: Fields): StoredObject {
  return {
    id: unhex(one['id']!),
    form: one['form'] as number,
    local: unhex(one['local']!),
    base: one['base'] === undefined ? null : unhex(one['base']),
    left: one['left'] === true,
    lv: one['lv'] as number,
    rev: one['rev'] as number,
  };
}

function objectJson({ id, form, local, base, left, lv, rev }: StoredObject): Fields {
  return { id: hex(id), form, local: hex(local), ...(base === null ? {} : { base: hex(base) }), left, lv, rev };
}

function arrival(one: Fields): Arrival {
  return {
    id: unhex(one['id']!),
    order: one['order'] as number,
    size: one['size'] as number,
    trusted: one['trusted'] === true,
    body: one['body'] === undefined ? null : unhex(one['body']),
  };
}

function arrivalJson({ id, order, size, trusted, body }: Arrival): Fields {
  return { id: hex(id), order, size, trusted, ...(body === null ? {} : { body: hex(body) }) };
}

function unhex(text: Value): Bytes {
  return unhexed(text as string);
}
