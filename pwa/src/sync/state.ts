/**
 * The state of a vault as the log sees it: rows, state hash, heads (SPEC §8.1-8.3).
 *
 * Rows are handled packed, 49 bytes each, because a vault may hold 200 000 of them: a bucket is one
 * array of rows in ascending order of id, searched by bisection.
 */

import { concat, digest, equal, readU32, readU64, u32, u64, u8, utf8, type Bytes } from '../crypto/encoding';
import { FormatError } from '../crypto/errors';
import { sign, verify } from '../crypto/identity';
import { HEAD_BYTES, ID_BYTES, ROW_BYTES } from './frames';

export const VOID = 0;
export const RECORD = 1;
export const BLOB = 2;
export const HASH_BYTES = 32;
export const BUCKETS = 256;

const HASH_AT = 1 + ID_BYTES;
const HEAD_MAGIC = utf8('SWH1');

/** One object of a state: what it is, which one, and the SHA-256 of its envelope. */
export class Row {
  constructor(
    readonly form: number,
    readonly objectId: Uint8Array,
    readonly hash: Uint8Array,
  ) {}

  /** The row's 49 bytes. */
  pack(): Bytes {
    return concat(u8(this.form), this.objectId, this.hash);
  }

  /** The row of 49 bytes. Throws FormatError for a wrong length, form or void hash. */
  static unpack(packed: Uint8Array): Row {
    checkRow(packed);
    return new Row(packed[0]!, packed.slice(1, HASH_AT), packed.slice(HASH_AT));
  }
}

/** Throws FormatError unless these are the 49 bytes of a record, a blob part or a void. */
export function checkRow(packed: Uint8Array): void {
  if (packed.length !== ROW_BYTES) throw new FormatError('row_length');
  const form = packed[0]!;
  if (form > BLOB) throw new FormatError('row_form');
  if (form === VOID && packed.subarray(HASH_AT).some((byte) => byte !== 0)) {
    throw new FormatError('row_void_hash');
  }
}

/** Throws FormatError unless the packed rows ascend by id without a repetition. */
export function checkAscending(rows: Iterable<Uint8Array>): void {
  let last: Uint8Array | undefined;
  for (const row of rows) {
    const order = last === undefined ? 1 : compareIds(row, 1, last, 1);
    if (order <= 0) throw new FormatError(order === 0 ? 'row_twice' : 'row_order');
    last = row;
  }
}

/** The hash (32 bytes) of one bucket's packed rows, ascending by id. */
export function bucketHash(packedRows: Uint8Array): Bytes {
  return digest('bucket', packedRows);
}

/** The state hash (32 bytes) over the 256 bucket hashes, joined (8 192 bytes). */
export function rootOf(bucketHashes: Uint8Array): Bytes {
  return digest('root', bucketHashes);
}

const EMPTY = new Uint8Array(0);
const EMPTY_BUCKET = bucketHash(EMPTY);
export const EMPTY_HASHES: Bytes = concat(...Array.from({ length: BUCKETS }, () => EMPTY_BUCKET));
export const EMPTY_ROOT: Bytes = rootOf(EMPTY_HASHES);

/**
 * The rows of a vault in 256 buckets by first id byte, with their hashes kept up to date.
 *
 * `hashes`: the 256 bucket hashes joined (8 192 bytes). `load(i)`: returns the packed rows of bucket
 * i, ascending; called at most once per bucket and only for buckets that are looked at.
 */
export class BucketedRows {
  readonly #hashes: Bytes;
  readonly #load: (bucket: number) => Uint8Array;
  readonly #buckets = new Map<number, Uint8Array>();

  constructor(hashes: Uint8Array = EMPTY_HASHES, load: (bucket: number) => Uint8Array = () => EMPTY) {
    if (hashes.length !== BUCKETS * HASH_BYTES) throw new FormatError('bucket_hashes');
    this.#hashes = new Uint8Array(hashes);
    this.#load = load;
  }

  /** The 256 bucket hashes joined, 8 192 bytes. */
  get hashes(): Bytes {
    return this.#hashes.slice();
  }

  /** The state hash, 32 bytes. */
  get root(): Bytes {
    return rootOf(this.#hashes);
  }

  /** The packed rows of one bucket, ascending by id. */
  bucket(index: number): Uint8Array {
    let rows = this.#buckets.get(index);
    if (rows === undefined) this.#buckets.set(index, (rows = this.#load(index)));
    return rows;
  }

  /** The packed row (49 bytes) of an object, or undefined if the state has none. */
  get(objectId: Uint8Array): Uint8Array | undefined {
    const rows = this.bucket(objectId[0]!);
    const at = position(rows, objectId, 0, 0);
    if (at === rows.length || compareIds(rows, at + 1, objectId, 0) !== 0) return undefined;
    return rows.slice(at, at + ROW_BYTES);
  }

  /** Yields every packed row, ascending by id; loads all buckets. */
  *[Symbol.iterator](): Generator<Uint8Array, void, undefined> {
    for (let index = 0; index < BUCKETS; index++) {
      const rows = this.bucket(index);
      for (let at = 0; at < rows.length; at += ROW_BYTES) yield rows.slice(at, at + ROW_BYTES);
    }
  }

  /**
   * Puts packed rows in, each in place of an older row of its id, and rehashes touched buckets.
   *
   * Of several rows with one id the last counts. A void stays in the state as a row. Returns bucket
   * index → its packed rows, for exactly the touched buckets, so that a store can save them. Throws
   * FormatError for a malformed row, with nothing changed.
   */
  apply(rows: Iterable<Uint8Array>): Map<number, Uint8Array> {
    const arrived = new Map<number, Uint8Array[]>();
    for (const row of rows) {
      checkRow(row);
      const group = arrived.get(row[1]!);
      if (group === undefined) arrived.set(row[1]!, [row]);
      else group.push(row);
    }
    const touched = new Map<number, Uint8Array>();
    for (const [index, group] of arrived) touched.set(index, merged(this.bucket(index), newest(group)));
    for (const [index, packed] of touched) {
      this.#buckets.set(index, packed);
      this.#hashes.set(bucketHash(packed), index * HASH_BYTES);
    }
    return touched;
  }

  /** An independent copy that shares the unchanged bytes. */
  copy(): BucketedRows {
    const other = new BucketedRows(this.#hashes, this.#load);
    for (const [index, rows] of this.#buckets) other.#buckets.set(index, rows);
    return other;
  }
}

/** Less than, equal to or greater than 0 as the id at `a[atA]` sorts against the one at `b[atB]`. */
function compareIds(a: Uint8Array, atA: number, b: Uint8Array, atB: number): number {
  for (let i = 0; i < ID_BYTES; i++) {
    const difference = a[atA + i]! - b[atB + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The byte offset of the first row, at or after offset `low`, whose id is not smaller than `ids[at]`. */
function position(rows: Uint8Array, ids: Uint8Array, at: number, low: number): number {
  let first = low / ROW_BYTES;
  let end = rows.length / ROW_BYTES;
  while (first < end) {
    const middle = (first + end) >>> 1;
    if (compareIds(rows, middle * ROW_BYTES + 1, ids, at) < 0) first = middle + 1;
    else end = middle;
  }
  return first * ROW_BYTES;
}

/** Rows ascending by id; of several with one id only the last that arrived. */
function newest(rows: Uint8Array[]): Uint8Array[] {
  const sorted = rows.toSorted((a, b) => compareIds(a, 1, b, 1));
  return sorted.filter((row, i) => i + 1 === sorted.length || compareIds(row, 1, sorted[i + 1]!, 1) !== 0);
}

function merged(rows: Uint8Array, arrived: Uint8Array[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (const row of arrived) {
    const at = position(rows, row, 1, done);
    pieces.push(rows.subarray(done, at), row);
    const replaces = at < rows.length && compareIds(rows, at + 1, row, 1) === 0;
    done = replaces ? at + ROW_BYTES : at;
  }
  return concat(...pieces, rows.subarray(done));
}

/** The parent (32 bytes) of a log's first head. */
export function genesis(logId: Uint8Array): Bytes {
  return digest('genesis', logId);
}

/** One state of a log: its place in the chain, its state hash and the epoch that signs it. */
export class Head {
  constructor(
    readonly logId: Uint8Array,
    readonly n: number,
    readonly parent: Uint8Array,
    readonly root: Uint8Array,
    readonly epoch: number,
  ) {}

  /** The head's 96 bytes. */
  encode(): Bytes {
    return concat(HEAD_MAGIC, this.logId, u64(this.n), this.parent, this.root, u32(this.epoch));
  }

  /** The head of 96 bytes. Throws FormatError for another length, magic, n or epoch. */
  static decode(data: Uint8Array): Head {
    if (data.length !== HEAD_BYTES) throw new FormatError('head_length');
    if (!equal(data.subarray(0, 4), HEAD_MAGIC)) throw new FormatError('head_magic');
    const n = readU64(data, 20);
    const epoch = readU32(data, 92);
    if (n === 0) throw new FormatError('head_n');
    if (epoch === 0) throw new FormatError('head_epoch');
    return new Head(data.slice(4, 20), n, data.slice(28, 60), data.slice(60, 92), epoch);
  }

  /** The head's id, 32 bytes; the signature is not part of it. */
  get id(): Bytes {
    return digest('head-id', this.encode());
  }

  /** The signature (64 bytes) under the log seed (32 bytes) of the head's epoch. */
  sign(logSeed: Uint8Array): Promise<Bytes> {
    return sign(logSeed, 'head-sig', this.encode());
  }

  /** Returns when the signature is the key's for this head; else throws DamagedError. */
  verify(logPub: Uint8Array, signature: Uint8Array): Promise<void> {
    return verify(logPub, 'head-sig', this.encode(), signature);
  }

  /** Throws FormatError unless this head comes right after `before` in one chain (SPEC §8.5 P3). */
  checkFollows(before: Head): void {
    if (!equal(this.logId, before.logId)) throw new FormatError('other_log');
    if (this.n !== before.n + 1 || !equal(this.parent, before.id)) throw new FormatError('chain');
    if (this.epoch < before.epoch) throw new FormatError('epoch_fell');
  }
}
