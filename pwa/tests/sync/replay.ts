/**
 * Steps of a round played from a vector: what a device knows, what the server answers, what comes of it.
 *
 * The twin is tests/sync/replay.py. Bytes are lower-case hex.
 */

import { epochKeys } from '../../src/crypto/keys';
import { concat, type Bytes, type Value } from '../../src/crypto/encoding';
import { append } from '../../src/sync/append';
import { Stopped, STREAM, type Response, type Round } from '../../src/sync/calls';
import { read } from '../../src/sync/commits';
import { Device, Diverged } from '../../src/sync/device';
import { pull } from '../../src/sync/pull';
import { reconcile } from '../../src/sync/reconcile';
import type { Fields } from '../../src/sync/record';
import { Findings } from '../../src/sync/settle';
import { MemoryStore, SignedHead, type StoredObject } from '../../src/sync/store';
import { hex, unhex } from './hex';

export const REPLAYS: { readonly [layer: string]: (given: Fields) => Promise<Value> } = {
  'sync.session.pull': async (given) => {
    const device = await deviceOf(given);
    return outcomeOf(device, pull(device), given);
  },
  'sync.session.reconcile': async (given) => {
    const device = await deviceOf(given);
    return outcomeOf(device, reconcile(device, 0, null), given);
  },
  'sync.session.commit': async (given) => {
    const device = await deviceOf(given);
    const { value } = await append(device, new Findings()).next();
    if (typeof value !== 'object' || value.effect !== 'request') throw new Error('no request');
    const { signed, items } = read(value.body!);
    await device.verify(signed);
    return { head: hex(signed.head.encode()), ids: items.map(({ id }) => hex(id)) };
  },
};

async function deviceOf(given: Fields): Promise<Device> {
  const roots = given['roots'] as string[];
  const keys = new Map(roots.map((root, i) => [i + 1, epochKeys(unhex(root))]));
  const store = new MemoryStore();
  const floor = given['floor'];
  if (floor !== undefined) await store.commit({ floor: SignedHead.unpack(unhex(floor as string)) });
  const objects = ((given['objects'] ?? []) as Fields[]).map(dirty);
  await store.commit({ rows: buckets(unhex((given['rows'] ?? '') as string)), objects });
  return new Device(store, unhex(given['log_id'] as string), keys, (n) => new Uint8Array(n));
}

async function outcomeOf(device: Device, step: Round<void>, given: Fields): Promise<Value> {
  let end = 'done';
  const answers = [...(given['answers'] as (string | number)[])];
  try {
    let effect = await step.next();
    while (!effect.done) effect = await step.next(response(answers.shift()!));
  } catch (error) {
    if (error instanceof Diverged) end = `diverged ${error.reason}`;
    else if (error instanceof Stopped) end = error.message;
    else throw error;
  }
  const floor = await device.store.floor();
  return {
    end,
    n: floor?.n ?? 0,
    root: floor === null ? '' : hex((await device.rows()).root),
    behind: (await device.store.arrivals()).map(({ id }) => hex(id)).sort(),
  };
}

function response(answer: string | number): Response {
  if (typeof answer === 'number') return { status: answer, headers: {}, body: new Uint8Array(0) };
  return { status: 200, headers: { 'content-type': STREAM }, body: unhex(answer) };
}

function buckets(packed: Bytes): Map<number, Bytes> {
  const found = new Map<number, Bytes>();
  for (let at = 0; at < packed.length; at += 49) {
    const row = packed.slice(at, at + 49);
    found.set(row[1]!, concat(found.get(row[1]!) ?? new Uint8Array(0), row));
  }
  return found;
}

function dirty(one: Fields): StoredObject {
  const local = unhex(one['local'] as string);
  return { id: unhex(one['id'] as string), form: one['form'] as number, local, base: null, left: false, lv: 1, rev: 1 };
}
