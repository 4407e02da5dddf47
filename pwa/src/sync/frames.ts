/**
 * Frames: how heads, rows and envelopes lie in a stream (SPEC §8.4).
 *
 * A stream is `SWF1`, then frames `u8 type ‖ u32 length ‖ body`, and ends with exactly one `E`.
 * The same bytes serve pushes, pulls, fetched objects, share packages and backup files.
 */

import { U64_MAX, concat, equal, readU32, u32, u64, u8, utf8, type Bytes } from '../crypto/encoding';
import { FormatError } from '../crypto/errors';

export const MAGIC: Bytes = utf8('SWF1');
export const [HEAD, ROW, ITEM, META, SLOT, END] = [0x48, 0x52, 0x49, 0x4d, 0x53, 0x45] as const;

export const HEAD_BYTES = 96;
export const SIGNATURE_BYTES = 64;
export const ROW_BYTES = 49;
export const ID_BYTES = 16;
export const ENVELOPE_MIN = 88 + 256;
export const ENVELOPE_MAX = 88 + 2 ** 20;
export const JSON_MAX = 64 * 1024;

const PREFIX_BYTES = 5;

/** Frame type → shortest and longest body. */
const BODY = new Map<number, readonly [number, number]>([
  [HEAD, [HEAD_BYTES + SIGNATURE_BYTES, HEAD_BYTES + SIGNATURE_BYTES]],
  [ROW, [ROW_BYTES + 4, ROW_BYTES + 4]],
  [ITEM, [ID_BYTES + ENVELOPE_MIN, ID_BYTES + ENVELOPE_MAX]],
  [META, [2, JSON_MAX]],
  [SLOT, [2, JSON_MAX]],
  [END, [9, 9]],
]);

/** The stream breaks SPEC §8.4; its code is one of the table there. */
export class FrameError extends FormatError {
  override name = 'FrameError';
}

/** What one kind of stream may hold: frame types, frames before E, bytes in all. */
export interface Limits {
  readonly types: string;
  readonly frames: number;
  readonly size: number;
}

export const COMMIT: Limits = { types: 'HIRE', frames: 1 + 1024, size: 4 * 2 ** 20 + 64 * 1024 };
export const PAGE: Limits = { types: 'HIRE', frames: 40_001, size: 24 * 2 ** 20 };
export const OBJECTS: Limits = { types: 'IE', frames: 1024, size: 16 * 2 ** 20 + 64 * 1024 };

/** One frame; `body` is a view into the bytes that were read. */
export interface Frame {
  readonly kind: number;
  readonly body: Uint8Array;
}

/** Body of E: the position the stream reaches, and whether more pages follow. */
export interface End {
  readonly n: number;
  readonly more: boolean;
}

/**
 * Yields every frame of a whole stream; the last one is E.
 *
 * Nothing is copied. A fault is thrown when it is reached, at the latest before E is yielded, so
 * whoever has seen E holds a well-formed stream. Throws FrameError (SPEC §8.4).
 */
export function* read(data: Uint8Array, limits: Limits): Generator<Frame, void, undefined> {
  if (data.length > limits.size) throw new FrameError('too_large');
  if (!equal(data.subarray(0, 4), MAGIC)) throw new FrameError('bad_magic');
  let at = MAGIC.length;
  let left = limits.frames;
  while (at < data.length) {
    if (data.length - at < PREFIX_BYTES) throw new FrameError('truncated');
    const [kind, length] = prefix(data, at, limits.types);
    if (kind !== END && left-- === 0) throw new FrameError('too_many');
    at += PREFIX_BYTES;
    const body = data.subarray(at, at + length);
    at += length;
    if (at > data.length) throw new FrameError('truncated');
    if (kind === END) {
      splitEnd(body);
      if (at !== data.length) throw new FrameError('after_end');
      yield { kind, body };
      return;
    }
    yield { kind, body };
  }
  throw new FrameError('no_end');
}

/**
 * The same strict reading for a stream that arrives in chunks.
 *
 * `feed` returns the frames completed by a chunk; `close` must be called when the stream is over and
 * throws unless E was the last frame. Chunks must not change after they were fed.
 */
export class Reader {
  readonly #types: string;
  #left: number;
  #room: number;
  #held: Uint8Array[] = [];
  #size = 0;
  #needed = MAGIC.length;
  #started = false;
  #ended = false;

  constructor(limits: Limits) {
    this.#types = limits.types;
    this.#left = limits.frames;
    this.#room = limits.size;
  }

  /** The frames that `chunk` completes, in order. Throws FrameError. */
  feed(chunk: Uint8Array): Frame[] {
    this.#room -= chunk.length;
    if (this.#room < 0) throw new FrameError('too_large');
    if (this.#ended && chunk.length > 0) throw new FrameError('after_end');
    this.#held.push(chunk);
    this.#size += chunk.length;
    return this.#size < this.#needed ? [] : this.#take(concat(...this.#held));
  }

  /** Throws FrameError unless the stream was complete. */
  close(): void {
    if (this.#ended) return;
    if (!this.#started) throw new FrameError('bad_magic');
    throw new FrameError(this.#size > 0 ? 'truncated' : 'no_end');
  }

  #take(held: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (held.length - at >= this.#needed) {
      if (!this.#started) {
        if (!equal(held.subarray(0, 4), MAGIC)) throw new FrameError('bad_magic');
        this.#started = true;
        at = MAGIC.length;
      } else if (this.#needed === PREFIX_BYTES) {
        const [kind, length] = prefix(held, at, this.#types);
        if (kind !== END && this.#left-- === 0) throw new FrameError('too_many');
        this.#needed += length;
        continue;
      } else {
        const frame = { kind: held[at]!, body: held.subarray(at + PREFIX_BYTES, at + this.#needed) };
        at += this.#needed;
        if (frame.kind === END) this.#end(frame.body, held.length - at);
        frames.push(frame);
      }
      this.#needed = PREFIX_BYTES;
    }
    this.#held = [held.subarray(at)];
    this.#size = held.length - at;
    return frames;
  }

  #end(body: Uint8Array, rest: number): void {
    splitEnd(body);
    if (rest > 0) throw new FrameError('after_end');
    this.#ended = true;
  }
}

/** The head (96 bytes) and signature (64 bytes) of an H body, copied. */
export function splitHead(body: Uint8Array): [head: Bytes, signature: Bytes] {
  return [new Uint8Array(body.subarray(0, HEAD_BYTES)), new Uint8Array(body.subarray(HEAD_BYTES))];
}

/** The packed row (49 bytes, copied) and envelope size in bytes of an R body. The size is only a hint. */
export function splitRow(body: Uint8Array): [row: Bytes, envelopeSize: number] {
  return [new Uint8Array(body.subarray(0, ROW_BYTES)), readU32(body, ROW_BYTES)];
}

/** The object id (16 bytes) and envelope of an I body, copied. */
export function splitItem(body: Uint8Array): [objectId: Bytes, envelope: Bytes] {
  return [new Uint8Array(body.subarray(0, ID_BYTES)), new Uint8Array(body.subarray(ID_BYTES))];
}

/** n and more of an E body. Throws FrameError for a number out of range. */
export function splitEnd(body: Uint8Array): End {
  const n = readU32(body, 0) * 2 ** 32 + readU32(body, 4);
  const more = body[8]!;
  if (n > U64_MAX || more > 1) throw new FrameError('bad_end');
  return { n, more: more === 1 };
}

/** The H frame of a head (96 bytes) and its signature (64 bytes). */
export function headFrame(head: Uint8Array, signature: Uint8Array): Bytes {
  return frame(HEAD, head, signature);
}

/** The R frame of a packed row (49 bytes); the size of a void's envelope is 0. */
export function rowFrame(row: Uint8Array, envelopeSize: number): Bytes {
  return frame(ROW, row, u32(envelopeSize));
}

/** The 21 bytes that turn an envelope written right after them into an I frame. */
export function itemPrefix(objectId: Uint8Array, envelopeSize: number): Bytes {
  return concat(u8(ITEM), u32(ID_BYTES + envelopeSize), objectId);
}

/** The whole I frame of one object. */
export function itemFrame(objectId: Uint8Array, envelope: Uint8Array): Bytes {
  return frame(ITEM, objectId, envelope);
}

/** The M frame of a canonical JSON document. */
export function metaFrame(document: Uint8Array): Bytes {
  return frame(META, document);
}

/** The S frame of a slot record in canonical JSON. */
export function slotFrame(document: Uint8Array): Bytes {
  return frame(SLOT, document);
}

/** The E frame that closes a stream at position `n`. */
export function endFrame(n: number, more: boolean): Bytes {
  return frame(END, u64(n), u8(more ? 1 : 0));
}

function frame(kind: number, ...parts: Uint8Array[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat(u8(kind), u32(length), ...parts);
}

function prefix(data: Uint8Array, at: number, types: string): [kind: number, length: number] {
  const kind = data[at]!;
  const length = readU32(data, at + 1);
  const bounds = BODY.get(kind);
  if (bounds === undefined) throw new FrameError('unknown_frame');
  if (!types.includes(String.fromCharCode(kind))) throw new FrameError('frame_not_allowed');
  if (length < bounds[0] || length > bounds[1]) throw new FrameError('bad_length');
  return [kind, length];
}
