/**
 * What a vector of sync/ asks for, by its `layer`: one small function each, JSON in and JSON out.
 *
 * The twin is tests/sync/operations.py. Bytes are lower-case hex, canonical JSON is text. Runs in
 * Node and in browsers alike.
 */

import { concat, encode, equal, utf8, type Value } from '../../src/crypto/encoding';
import { CryptoError, DamagedError, FormatError, LockedError, UnsupportedError } from '../../src/crypto/errors';
import { publicKey } from '../../src/crypto/identity';
import { UnmergeableError } from '../../src/sync/errors';
import * as frames from '../../src/sync/frames';
import { merge } from '../../src/sync/merge';
import * as record from '../../src/sync/record';
import * as state from '../../src/sync/state';
import { MemoryStore } from '../../src/sync/store';
import { hex, unhex } from './hex';
import { REPLAYS } from './replay';
import { runScript } from './script';

export { hex, unhex };

/** One case of a vector file; `input` has the members its layer needs. */
export interface Case {
  comment: string;
  input: record.Fields;
  expect: Value;
}

/** A vector file. */
export interface VectorFile {
  layer: string;
  comment: string;
  cases: Case[];
}

type Operation = (given: record.Fields) => Value | Promise<Value>;

const OUTWARD = { FormatError, LockedError, DamagedError, UnsupportedError, UnmergeableError };
const CHUNKS = [1, 7, 1000];

/** What the named function makes of the input: its value, or its outward error and code. */
export async function outcome(layer: string, given: record.Fields): Promise<Value> {
  const operation = OPERATIONS[layer];
  if (operation === undefined) throw new Error(`there is no operation for ${layer}`);
  try {
    return await operation(given);
  } catch (error) {
    const kind = Object.entries(OUTWARD).find(([, one]) => error instanceof one);
    if (kind === undefined) throw error;
    return { error: kind[0], code: (error as CryptoError | UnmergeableError).code };
  }
}

const OPERATIONS: { readonly [layer: string]: Operation } = {
  'sync.frames.read': readFrames,
  'sync.frames.write': (given) => hex(stream(list(given, 'frames'))),
  'sync.state.row': (given) => {
    const row = state.Row.unpack(bytes(given, 'row'));
    same(hex(row.pack()), given['row']);
    return { form: row.form, id: hex(row.objectId), hash: hex(row.hash) };
  },
  'sync.state.ascending': (given) => {
    state.checkAscending(rows(text(given, 'rows')));
    return true;
  },
  'sync.state.bucket': (given) => hex(state.bucketHash(bytes(given, 'rows'))),
  'sync.state.apply': (given) => {
    const kept = new state.BucketedRows();
    const roots: Value[] = [];
    const touched: Value[] = [];
    for (const commit of given['commits'] as string[]) {
      touched.push([...kept.apply(rows(commit)).keys()].sort((a, b) => a - b));
      roots.push(hex(kept.root));
    }
    return { roots, touched, rows: [...kept].length };
  },
  'sync.state.genesis': (given) => hex(state.genesis(bytes(given, 'log_id'))),
  'sync.state.head': (given) => {
    const head = state.Head.decode(bytes(given, 'head'));
    same(hex(head.encode()), given['head']);
    const { logId, n, parent, root, epoch, id } = head;
    return { log_id: hex(logId), n, parent: hex(parent), root: hex(root), epoch, id: hex(id) };
  },
  'sync.state.chain': (given) => {
    const heads = (given['heads'] as string[]).map((head) => state.Head.decode(unhex(head)));
    heads.slice(1).forEach((head, i) => head.checkFollows(heads[i]!));
    return heads.map((head) => hex(head.id));
  },
  'sync.state.verify': async (given) => {
    const head = state.Head.decode(bytes(given, 'head'));
    await head.verify(bytes(given, 'pub'), bytes(given, 'sig'));
    if (given['seed'] !== undefined) await signsItself(head, bytes(given, 'seed'), text(given, 'pub'));
    return true;
  },
  'sync.record.read': (given) => {
    const payload = utf8(text(given, 'payload'));
    const found = record.read(payload, bytes(given, 'object_id'));
    same(cj(found), given['payload']);
    return { ver: record.ver(found) };
  },
  'sync.record.make': (given) => {
    const f = given['f'] as record.Fields;
    return cj(record.make(bytes(given, 'object_id'), text(given, 'type'), f, number(given, 'now_ms'), text(given, 'tag')));
  },
  'sync.record.change': (given) => {
    const members = given['members'] as record.Fields;
    const [previous, left] = [vaultRecord(given, 'previous'), given['left'] === true];
    return cj(record.change(previous, members, number(given, 'now_ms'), text(given, 'tag'), left));
  },
  'sync.record.tombstone': (given) => {
    const [previous, left] = [vaultRecord(given, 'previous'), given['left'] === true];
    return cj(record.tombstone(previous, number(given, 'now_ms'), text(given, 'tag'), left));
  },
  'sync.record.join': (given) => record.joinPast(...(given['pasts'] as string[])),
  'sync.merge.merge': (given) => {
    const base = given['base'] === undefined ? null : vaultRecord(given, 'base');
    return cj(merge(vaultRecord(given, 'x'), vaultRecord(given, 'y'), base, given['trusted'] === true));
  },
  'sync.store.script': (given) => {
    const store = new MemoryStore();
    return runScript(() => store, list(given, 'steps'));
  },
  ...REPLAYS,
};

/** Some engines add randomness to Ed25519, so an own signature is verified and not compared. */
async function signsItself(head: state.Head, seed: Uint8Array, pub: string): Promise<void> {
  same(hex(await publicKey(seed)), pub);
  await head.verify(unhex(pub), await head.sign(seed));
}

/** The frames of a stream, read whole and in chunks of several sizes with one and the same result. */
function readFrames(given: record.Fields): Value {
  const data = bytes(given, 'stream');
  const limits = { types: text(given, 'types'), frames: number(given, 'frames'), size: number(given, 'size') };
  const whole = attempt(() => [...frames.read(data, limits)]);
  for (const size of CHUNKS) {
    same(described(attempt(() => chunked(data, limits, size))), described(whole));
  }
  if (whole instanceof FormatError) throw whole;
  return whole.map(describedFrame);
}

function chunked(data: Uint8Array, limits: frames.Limits, size: number): frames.Frame[] {
  const reader = new frames.Reader(limits);
  const found: frames.Frame[] = [];
  for (let at = 0; at < data.length; at += size) found.push(...reader.feed(data.subarray(at, at + size)));
  reader.close();
  return found;
}

function attempt(run: () => frames.Frame[]): frames.Frame[] | FormatError {
  try {
    return run();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

function described(read: frames.Frame[] | FormatError): string {
  return read instanceof FormatError ? read.code : cj(read.map(describedFrame));
}

function describedFrame({ kind, body }: frames.Frame): record.Fields {
  const type = String.fromCharCode(kind);
  if (kind === frames.HEAD) {
    const [head, sig] = frames.splitHead(body);
    return { type, head: hex(head), sig: hex(sig) };
  }
  if (kind === frames.ROW) {
    const [row, size] = frames.splitRow(body);
    return { type, row: hex(row), size };
  }
  if (kind === frames.ITEM) {
    const [id, envelope] = frames.splitItem(body);
    return { type, id: hex(id), envelope: hex(envelope) };
  }
  if (kind === frames.END) return { type, ...frames.splitEnd(body) };
  return { type, document: new TextDecoder().decode(body) };
}

function stream(described: record.Fields[]): Uint8Array {
  return concat(frames.MAGIC, ...described.map(written));
}

function written(one: record.Fields): Uint8Array {
  switch (one['type']) {
    case 'H':
      return frames.headFrame(bytes(one, 'head'), bytes(one, 'sig'));
    case 'R':
      return frames.rowFrame(bytes(one, 'row'), number(one, 'size'));
    case 'I':
      return frames.itemFrame(bytes(one, 'id'), bytes(one, 'envelope'));
    case 'M':
      return frames.metaFrame(utf8(text(one, 'document')));
    case 'S':
      return frames.slotFrame(utf8(text(one, 'document')));
    default:
      return frames.endFrame(number(one, 'n'), one['more'] === true);
  }
}

/** The 49-byte rows in a hex text; the last one may be cut. */
function rows(packed: string): Uint8Array[] {
  const data = unhex(packed);
  return Array.from({ length: Math.ceil(data.length / 49) }, (_, i) => data.slice(i * 49, i * 49 + 49));
}

/** Whether two JSON values are the same. */
export function isSame(a: Value, b: Value): boolean {
  return equal(encode(a), encode(b));
}

function same(a: Value, b: Value | undefined): void {
  if (b === undefined || !isSame(a, b)) throw new Error('two ways gave two results');
}

function cj(value: Value): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(encode(value));
}

function bytes(given: record.Fields, name: string): Uint8Array {
  return unhex(text(given, name));
}

function text(given: record.Fields, name: string): string {
  return given[name] as string;
}

function number(given: record.Fields, name: string): number {
  return given[name] as number;
}

function list(given: record.Fields, name: string): record.Fields[] {
  return given[name] as record.Fields[];
}

function vaultRecord(given: record.Fields, name: string): record.VaultRecord {
  return given[name] as record.VaultRecord;
}
