/** A server in memory for tests of the round: the log of one account, with the checks of SPEC §8.6. */

import { b64, concat, equal, type Bytes } from '../../src/crypto/encoding';
import { CryptoError } from '../../src/crypto/errors';
import { STREAM, type Request, type Response } from '../../src/sync/calls';
import { read } from '../../src/sync/commits';
import { rowOf, type Sent } from '../../src/sync/commits';
import { endFrame, headFrame, itemFrame, MAGIC, rowFrame } from '../../src/sync/frames';
import { BucketedRows, RECORD, VOID } from '../../src/sync/state';
import { compareIds, type SignedHead } from '../../src/sync/store';

/** One object and the commit that last set it. */
interface Stored extends Sent {
  readonly seq: number;
}

/** What the server keeps; `copy` is an operator's backup. */
export class Log {
  heads: SignedHead[];
  objects = new Map<string, Stored>();
  rows = new BucketedRows();

  constructor(
    first: SignedHead,
    readonly logPub: Bytes,
  ) {
    this.heads = [first];
  }

  get newest(): SignedHead {
    return this.heads.at(-1)!;
  }

  copy(): Log {
    const other = new Log(this.heads[0]!, this.logPub);
    other.heads = [...this.heads];
    other.objects = new Map(this.objects);
    other.rows = this.rows.copy();
    return other;
  }

  /** S3-S9. */
  async append(stream: Uint8Array): Promise<Response> {
    const { signed, items } = read(stream);
    const known = this.heads[signed.n - 1];
    const answer = { n: signed.n, id: b64(signed.id) };
    if (known !== undefined && equal(known.id, signed.id)) return json(200, { ...answer, again: true });
    try {
      signed.head.checkFollows(this.newest.head);
    } catch (error) {
      if (error instanceof CryptoError) return failure(409, 'stale_head');
      throw error;
    }
    await signed.head.verify(this.logPub, signed.sig);
    const rows = this.rows.copy();
    rows.apply(items.map(({ id, envelope }) => rowOf(id, envelope)));
    if (!equal(rows.root, signed.head.root)) return failure(422, 'bad_root');
    this.rows = rows;
    this.heads.push(signed);
    for (const item of items) this.objects.set(b64(item.id), { ...item, seq: signed.n });
    return json(200, answer);
  }

  /** One page up to `cursor`, to the end by default. */
  page(after: number, chain: boolean, bodies: boolean, cursor = this.newest.n): Response {
    const end = Math.min(cursor, this.newest.n);
    const heads = chain ? this.heads.slice(after, Math.min(end, this.newest.n - 1)) : [];
    const found = [...this.objects.values()]
      .filter(({ seq }) => after < seq && seq <= end)
      .sort((a, b) => a.seq - b.seq || compareIds(a.id, b.id));
    const objects = found.map(({ id, envelope }) =>
      bodies && envelope?.[3] === RECORD
        ? itemFrame(id, envelope)
        : rowFrame(rowOf(id, envelope), envelope === null ? VOID : envelope.length),
    );
    const last = end === this.newest.n;
    const newest = last ? [framed(this.newest)] : [];
    return stream(concat(MAGIC, ...heads.map(framed), ...objects, ...newest, endFrame(end, !last)));
  }

  /** The envelopes of these objects. */
  fetch(ids: Uint8Array): Response {
    const frames: Uint8Array[] = [];
    for (let at = 0; at < ids.length; at += 16) {
      const found = this.objects.get(b64(ids.subarray(at, at + 16)));
      if (found?.envelope) frames.push(itemFrame(found.id, found.envelope));
    }
    return stream(concat(MAGIC, ...frames, endFrame(this.newest.n, false)));
  }

  /** The answer to one request of a round. */
  async answer({ method, path, headers, body }: Request): Promise<Response> {
    const url = new URL(path, 'https://example.test');
    if (url.pathname === '/v1/objects') return this.fetch(body!);
    if (method === 'POST') return this.append(body!);
    if (headers['If-None-Match'] === `"${b64(this.newest.id)}"`) return { status: 304, headers: {}, body: new Uint8Array(0) };
    const asked = (name: string): number => Number(url.searchParams.get(name));
    return this.page(asked('after'), asked('chain') === 1, asked('bodies') === 1);
  }
}

/** A reply that is a stream. */
export function stream(body: Bytes): Response {
  return { status: 200, headers: { 'content-type': STREAM }, body };
}

/** A reply in JSON. */
export function json(status: number, value: unknown): Response {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** An error reply. */
export function failure(status: number, code: string, members: object = {}): Response {
  return json(status, { code, detail: '', ...members });
}

function framed({ head, sig }: SignedHead): Bytes {
  return headFrame(head.encode(), sig);
}
