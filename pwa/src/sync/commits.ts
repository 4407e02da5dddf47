/** Commits: the stream a device sends, kept until it is answered, and what its arrival means (SPEC §8.5). */

import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from '../crypto/encoding';
import { COMMIT, endFrame, headFrame, HEAD, ITEM, itemFrame, MAGIC, read as readFrames, ROW, rowFrame, splitHead, splitItem, splitRow } from './frames';
import { Head, Row, VOID } from './state';
import { compareIds, SignedHead, type StoredObject } from './store';

export const ROWS = 1024;
/** Envelopes in one commit, joined. */
export const BYTES = 4 * 2 ** 20;

const NO_HASH = new Uint8Array(32);

/** One object of a commit; the envelope of a void is null. */
export interface Sent {
  readonly id: Bytes;
  readonly envelope: Bytes | null;
}

/** A commit as it was sent. */
export interface Commit {
  readonly signed: SignedHead;
  readonly items: readonly Sent[];
}

/** The packed row of an object with this envelope; null makes a void. */
export function rowOf(id: Uint8Array, envelope: Uint8Array | null): Bytes {
  return (envelope === null ? new Row(VOID, id, NO_HASH) : new Row(envelope[3]!, id, sha256(envelope))).pack();
}

/** What the server has of an object after it took the local version. */
export function sentOf({ id, form, local }: StoredObject): Sent {
  return { id, envelope: form === VOID ? null : local };
}

/** The stream for `POST /v1/log`: the head, then the local version of each object, ascending by id. */
export function write(signed: SignedHead, objects: readonly StoredObject[]): Bytes {
  const items = objects.map(sentOf).sort((a, b) => compareIds(a.id, b.id));
  const frames = items.map(({ id, envelope }) =>
    envelope === null ? rowFrame(rowOf(id, null), 0) : itemFrame(id, envelope),
  );
  return concat(MAGIC, headFrame(signed.head.encode(), signed.sig), ...frames, endFrame(signed.n, false));
}

/** The commit in a stream that this device wrote. Throws FormatError if the store damaged it. */
export function read(stream: Uint8Array): Commit {
  let signed: SignedHead | null = null;
  const items: Sent[] = [];
  for (const { kind, body } of readFrames(stream, COMMIT)) {
    if (kind === HEAD) {
      const [head, sig] = splitHead(body);
      signed = new SignedHead(Head.decode(head), sig);
    } else if (kind === ITEM) {
      const [id, envelope] = splitItem(body);
      items.push({ id, envelope });
    } else if (kind === ROW) {
      items.push({ id: splitRow(body)[0].slice(1, 17), envelope: null });
    }
  }
  return { signed: signed!, items };
}

/**
 * The object after the server took `sent` (null: a void); null when nothing of it has to stay here.
 *
 * It remains dirty when it was changed again after sending.
 */
export function acknowledged(found: StoredObject, sent: Bytes | null): StoredObject | null {
  if (sent === null && found.form === VOID) return null;
  return { ...found, base: sent, rev: found.rev + 1 };
}
