/** Settle: fetch what is behind and bring it together with what was written here (SPEC §8.5, P7-P9). */

import { b64, encode, equal, type Bytes } from '../crypto/encoding';
import { CryptoError, UnsupportedError } from '../crypto/errors';
import { fetchBodies } from './bodies';
import type { Round } from './calls';
import type { Device } from './device';
import { UnmergeableError } from './errors';
import { merge } from './merge';
import * as notice from './notice';
import { ver, type VaultRecord } from './record';
import { RECORD, VOID, type BucketedRows } from './state';
import { isDirty, type Arrival, type Changes, type StoredObject } from './store';

export const FIRST_CHUNK = 64;
export const CHUNK = 512;
export const CHUNK_BYTES = 4 * 2 ** 20;

/** Ids (base64url) of objects that stay behind, by cause (SPEC §8.8). */
export class Findings {
  /** Listed, but not delivered as listed. */
  readonly missing = new Set<string>();
  /** Does not open or is no record. */
  readonly unreadable = new Set<string>();
  /** Written by a newer app. */
  readonly newer = new Set<string>();
  /** The merge would not fit into one record (M9). */
  readonly unmerged = new Set<string>();

  /** Takes in what another part of the same pass found. */
  add(other: Findings): void {
    for (const cause of CAUSES) for (const id of other[cause]) this[cause].add(id);
  }

  /** Becomes what a later pass found. */
  replace(other: Findings): void {
    for (const cause of CAUSES) this[cause].clear();
    this.add(other);
  }
}

const CAUSES = ['missing', 'unreadable', 'newer', 'unmerged'] as const;

/**
 * Takes in everything that is behind, newest first, in chunks that are stored one by one.
 *
 * Blob parts are taken in when their body is at hand and otherwise left for when they are wanted.
 * Yields Changed after each chunk. Returns what stays behind and why. Throws Stopped.
 */
export async function* settle(device: Device): Round<Findings> {
  const findings = new Findings();
  const waiting = await device.store.arrivals();
  if (waiting.length === 0) return findings;
  const [rows, floor] = [await device.rows(), await device.floor()];
  for (const arrivals of chunks(waiting)) {
    const bodies = new Map<string, Bytes>();
    const wanted = new Map<string, Uint8Array>();
    for (const { id, body } of arrivals) {
      const row = rows.get(id);
      if (body !== null) bodies.set(b64(id), body);
      else if (row !== undefined && row[0] === RECORD) wanted.set(b64(id), row);
    }
    for (const [key, body] of yield* fetchBodies(wanted, floor.head.epoch)) bodies.set(key, body);
    const chunk = new Chunk(device, rows, floor.head.epoch, arrivals, bodies);
    await device.write(() => chunk.changes());
    findings.add(chunk.findings);
    if (chunk.records.size > 0) yield { effect: 'changed', records: chunk.records };
  }
  return findings;
}

function* chunks(arrivals: readonly Arrival[]): Generator<Arrival[]> {
  let limit = FIRST_CHUNK;
  let size = 0;
  let chunk: Arrival[] = [];
  for (const one of arrivals.toSorted((a, b) => b.order - a.order)) {
    if (chunk.length > 0 && (chunk.length === limit || size + one.size > CHUNK_BYTES)) {
      yield chunk;
      [limit, size, chunk] = [CHUNK, 0, []];
    }
    chunk.push(one);
    size += one.size;
  }
  if (chunk.length > 0) yield chunk;
}

/** A record that has come, and what stands in its place. */
interface Received {
  readonly arrival: Arrival;
  readonly body: Bytes;
  readonly found: StoredObject | null;
}

/** P8 and P9 for some arrivals; `changes` may be asked again when another tab wrote meanwhile. */
class Chunk {
  records = new Map<string, VaultRecord | null>();
  findings = new Findings();
  #objects: StoredObject[] = [];
  #removed: { id: Bytes; rev: number }[] = [];
  #kept: Arrival[] = [];
  #arrived: Bytes[] = [];
  #again = 0;
  #merged = 0;

  constructor(
    readonly device: Device,
    readonly rows: BucketedRows,
    readonly epoch: number,
    readonly arrivals: readonly Arrival[],
    readonly bodies: ReadonlyMap<string, Bytes>,
  ) {}

  /** Works out what to store; afterwards `records` and `findings` say what it amounts to. */
  async changes(): Promise<Changes> {
    this.records = new Map();
    this.findings = new Findings();
    [this.#objects, this.#removed, this.#kept, this.#arrived] = [[], [], [], []];
    this.#again = this.#merged = 0;
    const found = await this.device.store.objects(this.arrivals.map((one) => one.id));
    const records: Received[] = [];
    this.arrivals.forEach((arrival, i) => {
      const body = this.#take(arrival, found[i]!);
      if (body !== null) records.push({ arrival, body, found: found[i]! });
    });
    await this.#takeRecords(records);
    return {
      objects: this.#objects,
      removed: this.#removed,
      arrivals: this.#kept,
      arrived: this.#arrived,
      named: await this.#notice(),
    };
  }

  /** Takes in what need not be opened; returns the body of a record that has to be. */
  #take(arrival: Arrival, found: StoredObject | null): Bytes | null {
    const row = this.rows.get(arrival.id);
    const body = this.bodies.get(b64(arrival.id));
    if (row === undefined || row[0] === VOID) {
      this.#void(arrival, found);
    } else if (body === undefined) {
      if (row[0] === RECORD) this.findings.missing.add(b64(arrival.id));
    } else if (found !== null && isDirty(found) && (row[0] !== RECORD || found.form === VOID)) {
      // A part never changes and a void has nothing to merge: what is here goes out again.
      this.#store(arrival, based(found, body));
    } else if (row[0] !== RECORD) {
      this.#store(arrival, theirsOf(row[0]!, arrival, body, found));
    } else {
      return body;
    }
    return null;
  }

  #void(arrival: Arrival, found: StoredObject | null): void {
    this.#arrived.push(arrival.id);
    if (found === null) return;
    if (isDirty(found) && found.form !== VOID) {
      this.#objects.push(based(found, null));
    } else {
      this.#removed.push({ id: found.id, rev: found.rev });
      this.records.set(b64(found.id), null);
    }
  }
  async #takeRecords(records: readonly Received[]): Promise<void> {
    const sealed = records.map(({ arrival, body }) => ({ id: arrival.id, envelope: body }));
    const opened = await this.device.open(sealed);
    for (const [i, received] of records.entries()) {
      const { arrival, body, found } = received;
      const theirs = opened[i]!;
      try {
        if (theirs instanceof CryptoError) throw theirs;
        if (found === null || !isDirty(found)) this.#adopt(arrival, body, found, theirs);
        else await this.#meet(arrival, body, found, theirs);
      } catch (error) {
        this.#keep(arrival, body, this.#causeOf(error));
      }
    }
  }

  /** A record that came while its object is dirty. */
  async #meet(arrival: Arrival, body: Bytes, found: StoredObject, theirs: VaultRecord): Promise<void> {
    const { id } = arrival;
    const [mine] = await this.device.open([{ id, envelope: found.local }]);
    if (mine instanceof CryptoError || mine === undefined) throw mine;
    const base = found.base === null ? null : (await this.device.open([{ id, envelope: found.base }]))[0]!;
    // A base that cannot be read merges like none: more is kept twice, nothing is lost.
    const merged = merge(theirs, mine, base instanceof CryptoError ? null : base, arrival.trusted);
    if (ver(merged) === ver(theirs)) {
      this.#adopt(arrival, body, found, theirs);
    } else if (equal(encode(merged), encode(mine))) {
      this.#again += Number(!arrival.trusted && found.base === null);
      this.#store(arrival, based(found, body));
    } else {
      this.#merged += Number(!arrival.trusted);
      const local = await this.device.seal(id, merged, this.epoch);
      this.#store(arrival, { ...based(found, body), local, left: false, lv: found.lv + 1 });
      this.records.set(b64(id), merged);
    }
  }

  #adopt(arrival: Arrival, body: Bytes, found: StoredObject | null, theirs: VaultRecord): void {
    this.#store(arrival, theirsOf(RECORD, arrival, body, found));
    this.records.set(b64(arrival.id), theirs);
  }

  #store(arrival: Arrival, now: StoredObject): void {
    this.#objects.push(now);
    this.#arrived.push(arrival.id);
  }

  #keep(arrival: Arrival, body: Bytes, cause: Set<string>): void {
    cause.add(b64(arrival.id));
    if (arrival.body === null) this.#kept.push({ ...arrival, body });
  }

  #causeOf(error: unknown): Set<string> {
    if (error instanceof UnsupportedError) return this.findings.newer;
    if (error instanceof CryptoError) return this.findings.unreadable;
    if (error instanceof UnmergeableError) return this.findings.unmerged;
    throw error;
  }

  async #notice(): Promise<Map<string, Bytes>> {
    const healed = await notice.load(this.device.store);
    if (healed === null || healed.read || this.#again + this.#merged === 0) return new Map();
    const [again, merged] = [healed.again + this.#again, healed.merged + this.#merged];
    return new Map([[notice.ROW, notice.pack({ ...healed, again, merged })]]);
  }
}

function theirsOf(form: number, { id }: Arrival, body: Bytes, found: StoredObject | null): StoredObject {
  const { lv, rev } = found ?? { lv: 0, rev: 0 };
  return { id, form, local: body, base: body, left: true, lv: lv + 1, rev: rev + 1 };
}

function based(found: StoredObject, base: Bytes | null): StoredObject {
  return { ...found, base, rev: found.rev + 1 };
}
