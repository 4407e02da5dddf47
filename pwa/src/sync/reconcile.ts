/**
 * Reconcile: take the server's state as it is and bring everything written here to it (SPEC §8.7).
 *
 * Also how a fresh device joins: it has no floor and nothing to lose.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { b64, equal, type Bytes } from '../crypto/encoding';
import { refused, type Round } from './calls';
import { every } from './connect';
import type { Device } from './device';
import * as notice from './notice';
import { isBehind, readLog, type Pulled } from './pull';
import { BUCKETS, BucketedRows, VOID } from './state';
import { isDirty, type Arrival, type Changes, type SignedHead, type Store, type StoredObject } from './store';

export const DAY_S = 86_400;

/** Whether the last reconcile was less than 24 hours ago, by a clock that may have been moved. */
export async function tooSoon(store: Store, nowS: number): Promise<boolean> {
  const last = await notice.load(store);
  return last !== null && Math.abs(nowS - last.at_s) < DAY_S;
}

/**
 * Replaces floor and rows by the server's present ones; all that differs here becomes dirty or behind.
 *
 * nowS: UTC seconds, for the notice. expected: id of a head already known to be in order; the person
 * is told only when another one is found. Throws Stopped when the server's state is not of this vault.
 */
export async function* reconcile(device: Device, nowS: number, expected: Uint8Array | null): Round<void> {
  const pulled = yield* readLog(0, { chain: false, bodies: false });
  const newest = pulled?.heads[0];
  if (pulled?.heads.length !== 1 || newest === undefined) throw refused('structure');
  if (!equal(newest.head.logId, device.logId)) throw refused('log');
  await device.verify(newest);
  const rows = new BucketedRows();
  rows.apply(pulled.packed());
  if (!equal(rows.root, newest.head.root)) throw refused('root');
  const floor = await device.store.floor();
  if (newest.head.epoch < (floor?.head.epoch ?? Math.max(...device.keys.keys()))) throw refused('epoch');
  const isNews = floor !== null && (expected === null || !equal(newest.id, expected));
  const after = isNews ? Math.min(newest.n, floor.n - 1) : null;
  await device.write(() => changes(device.store, pulled, newest, rows, nowS, after));
  device.remember(newest, rows);
}

/** R2, and the notice of R5 if commit `after` is where the paths may have parted. */
async function changes(
  store: Store,
  pulled: Pulled,
  newest: SignedHead,
  rows: BucketedRows,
  nowS: number,
  after: number | null,
): Promise<Changes> {
  const objects: StoredObject[] = [];
  const removed: { id: Bytes; rev: number }[] = [];
  const settled = new Set<string>();
  let again = 0;
  for await (const one of every(store)) {
    const row = rows.get(one.id);
    const lacking = row === undefined || row[0] === VOID;
    if (one.form === VOID && lacking) {
      removed.push({ id: one.id, rev: one.rev });
      continue;
    }
    const now = lacking ? { ...one, base: null, left: true } : compared(one, row);
    if (lacking && !isDirty(one)) again += 1;
    if (now.base !== one.base || now.left !== one.left) objects.push({ ...now, rev: one.rev + 1 });
    if (row !== undefined && !isBehind(row, now)) settled.add(b64(one.id));
  }
  const arrivals: Arrival[] = [];
  for (const [key, { row, size, body }] of pulled.rows) {
    if (row[0] === VOID || settled.has(key)) continue;
    arrivals.push({ id: row.slice(1, 17), order: arrivals.length, size, trusted: false, body });
  }
  const buckets = new Map<number, Uint8Array>();
  for (let i = 0; i < BUCKETS; i++) if (rows.bucket(i).length > 0) buckets.set(i, rows.bucket(i));
  const named = new Map<string, Bytes>();
  if (after !== null) named.set(notice.ROW, notice.pack({ after, again, merged: 0, at_s: nowS, read: 0 }));
  return { forget: true, floor: newest, rows: buckets, objects, removed, arrivals, named };
}

function compared(one: StoredObject, row: Uint8Array): StoredObject {
  const [dirty, same] = [isDirty(one), equal(sha256(one.local), row.subarray(17))];
  if (same) return { ...one, base: dirty ? one.local : one.base, left: true };
  // A clean version that the server does not have says nothing as a base: it is the local side itself.
  return { ...one, base: dirty ? one.base : null, left: true };
}
