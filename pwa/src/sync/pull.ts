/** Pull: learn the newest state the server has (SPEC §8.5, P1-P6). */

import { sha256 } from '@noble/hashes/sha2.js';
import { b64, equal, type Bytes } from '../crypto/encoding';
import { CryptoError } from '../crypto/errors';
import { ask, refused, request, Stopped, streamOf, type Round } from './calls';
import * as commits from './commits';
import { Diverged, type Device } from './device';
import { END, FrameError, HEAD, ITEM, MAGIC, PAGE, read, splitEnd, splitHead, splitItem, splitRow, type End, type Frame, type Limits } from './frames';
import { checkRow, Head, VOID } from './state';
import { SignedHead, type Arrival, type Changes, type StoredObject } from './store';

export const PAGES = 256;
export const ROWS = 1_000_000;
/** Envelopes of one pull that are held in memory; what comes beyond is fetched again when it is needed. */
export const BODIES_BYTES = 64 * 2 ** 20;

const EMPTY: Bytes = new Uint8Array(0);

/** The last row of an object that a pull brought, and its envelope if that came too. */
interface PulledRow {
  readonly row: Bytes;
  readonly size: number;
  readonly body: Bytes | null;
}

/** The pages of one pull: heads as they came, and of each object the last row, in order of arrival. */
export class Pulled {
  readonly heads: SignedHead[] = [];
  readonly rows = new Map<string, PulledRow>();
  #held = 0;

  /** Notes a row (49 bytes) and its envelope's size; an earlier one of the same object gives way. */
  addRow(row: Bytes, size: number, body: Bytes | null = null): void {
    checkRow(row);
    const key = b64(row.subarray(1, 17));
    this.rows.delete(key);
    this.rows.set(key, { row, size, body });
  }

  /** Notes an envelope and the row that follows from it. */
  addItem(id: Bytes, envelope: Bytes): void {
    this.#held += envelope.length;
    this.addRow(commits.rowOf(id, envelope), envelope.length, this.#held <= BODIES_BYTES ? envelope : null);
  }

  /** The packed rows, in order of arrival. */
  *packed(): Generator<Bytes> {
    for (const { row } of this.rows.values()) yield row;
  }
}

/**
 * Brings floor and rows to the server's newest state and notes what is behind.
 *
 * Throws Diverged or Stopped; then nothing was stored.
 */
export async function* pull(device: Device): Round<void> {
  const floor = await device.floor();
  const pulled = yield* readLog(floor.n, { chain: true, bodies: true, unless: floor.id });
  if (pulled === null) return;
  const newest = checkChain(pulled.heads, floor);
  if (equal(newest.id, floor.id) && pulled.rows.size === 0) return;
  await device.verify(newest);
  const rows = await device.rows();
  const touched = rows.apply(pulled.packed());
  if (!equal(rows.root, newest.head.root)) throw new Diverged(newest.id, 'root');
  await device.write(() => changes(device, pulled, newest, touched));
  device.remember(newest, rows);
}

/**
 * P1, P2: every page from commit `after` on; null if the server still is at head `unless`.
 *
 * Throws Stopped: `offline` when the connection was cut, `refused` when the pages are not a log.
 */
export async function* readLog(
  after: number,
  { chain, bodies, unless }: { chain: boolean; bodies: boolean; unless?: Uint8Array },
): Round<Pulled | null> {
  const pulled = new Pulled();
  let headers: Record<string, string> = unless === undefined ? {} : { 'If-None-Match': `"${b64(unless)}"` };
  for (let page = 0; page < PAGES; page++) {
    const path = `/v1/log?after=${after}&chain=${Number(chain)}&bodies=${Number(bodies)}`;
    const { response, code } = yield* ask(request('GET', path, headers));
    if (code) throw refused(code);
    if (response.status === 304) {
      if (headers['If-None-Match'] === undefined) throw refused('structure');
      return null;
    }
    const end = readPage(streamOf(response), pulled);
    if (!end.more) {
      if (pulled.heads.at(-1)?.n !== end.n) throw refused('structure');
      return pulled;
    }
    if (end.n <= after || pulled.rows.size > ROWS) throw refused('cursor');
    after = end.n;
    headers = {};
  }
  throw refused('endless');
}

/** The frames of a reply. Throws Stopped: `offline` when it was cut, `refused` for other faults. */
export function readStream(stream: Bytes, limits: Limits): Frame[] {
  try {
    return [...read(stream, limits)];
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    const isCut = error.code === 'truncated' || error.code === 'no_end';
    if (isCut || (stream.length < MAGIC.length && equal(stream, MAGIC.subarray(0, stream.length)))) {
      throw new Stopped('offline', 'cut');
    }
    throw refused('structure');
  }
}

/** Whether the server's row (49 bytes) is one the stored object has yet to take in. */
export function isBehind(row: Uint8Array, stored: StoredObject | null): boolean {
  if (row[0] === VOID) return stored !== null;
  return stored === null || stored.base === null || !equal(sha256(stored.base), row.subarray(17));
}

function readPage(stream: Bytes, pulled: Pulled): End {
  const frames = readStream(stream, PAGE);
  const end = splitEnd(frames.at(-1)!.body);
  let seenRows = false;
  let closed = false;
  for (const { kind, body } of frames) {
    if (kind === END) break;
    if (closed || (kind === HEAD && seenRows && end.more)) throw refused('structure');
    try {
      if (kind === HEAD) {
        const [head, sig] = splitHead(body);
        pulled.heads.push(new SignedHead(Head.decode(head), sig));
        closed = seenRows;
      } else if (kind === ITEM) {
        pulled.addItem(...splitItem(body));
      } else {
        pulled.addRow(...splitRow(body));
      }
    } catch (error) {
      if (error instanceof CryptoError) throw refused('structure');
      throw error;
    }
    seenRows ||= kind !== HEAD;
  }
  return end;
}

/** P3: the newest head, if they all continue the log from the floor or are just the floor itself. */
function checkChain(heads: readonly SignedHead[], floor: SignedHead): SignedHead {
  const newest = heads.at(-1)!;
  if (heads.some((one) => !equal(one.head.logId, floor.head.logId))) throw refused('log');
  if (newest.n <= floor.n) {
    if (heads.length > 1) throw refused('chain');
    if (!equal(newest.id, floor.id)) throw new Diverged(null, 'diverged');
    return newest;
  }
  for (let i = 1; i < heads.length; i++) {
    try {
      heads[i]!.head.checkFollows(heads[i - 1]!.head);
    } catch (error) {
      if (error instanceof CryptoError) throw refused('chain');
      throw error;
    }
  }
  const first = heads[0]!.head;
  if (first.n !== floor.n + 1) throw refused('chain');
  if (!equal(first.parent, floor.id)) throw new Diverged(null, 'diverged');
  if (first.epoch < floor.head.epoch) throw refused('chain');
  return newest;
}

/** P6, with A5 for an unanswered commit that turns out to have arrived. */
async function changes(
  { store }: Device,
  pulled: Pulled,
  newest: SignedHead,
  touched: ReadonlyMap<number, Uint8Array>,
): Promise<Changes> {
  const sent = arrivedCommit(await store.inflight(), pulled.heads);
  const waiting = new Map((await store.arrivals()).map((one) => [b64(one.id), one]));
  let order = [...waiting.values()].reduce((last, one) => Math.max(last, one.order), 0);
  const ids = new Map<string, Bytes>();
  for (const { id } of sent.values()) ids.set(b64(id), id);
  for (const [key, { row }] of pulled.rows) ids.set(key, row.slice(1, 17));
  const objects: StoredObject[] = [];
  const removed: { id: Bytes; rev: number }[] = [];
  const arrivals: Arrival[] = [];
  const found = await store.objects([...ids.values()]);
  [...ids].forEach(([key, id], i) => {
    let stored = found[i] ?? null;
    const commit = sent.get(key);
    if (stored !== null && commit !== undefined) {
      const now = commits.acknowledged(stored, commit.envelope);
      if (now === null) removed.push({ id, rev: stored.rev });
      else objects.push(now);
      stored = now;
    }
    const row = pulled.rows.get(key);
    if (row === undefined || !isBehind(row.row, stored)) return;
    const trusted = waiting.get(key)?.trusted ?? true;
    arrivals.push({ id, order: ++order, size: row.size, trusted, body: row.body });
  });
  const arrived = [...pulled.rows.values()].map(({ row }) => row.slice(1, 17));
  return { floor: newest, inflight: EMPTY, rows: touched, objects, removed, arrivals, arrived };
}

function arrivedCommit(inflight: Bytes, heads: readonly SignedHead[]): Map<string, commits.Sent> {
  if (inflight.length === 0) return new Map();
  const { signed, items } = commits.read(inflight);
  if (!heads.some((one) => equal(one.id, signed.id))) return new Map();
  return new Map(items.map((one) => [b64(one.id), one]));
}
