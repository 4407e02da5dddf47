import { createHash, randomBytes } from 'node:crypto';
import { b64, concat, equal, unb64, utf8, type Bytes } from '../../src/crypto/encoding';
import { ACTION_LOGIN, verifyProof } from '../../src/crypto/identity';
import { checkSlot, type SlotJson } from '../../src/crypto/wrapping';
import { COMMIT, endFrame, HEAD, headFrame, ITEM, itemFrame, MAGIC, read, splitHead, splitItem } from '../../src/sync/frames';
import { BucketedRows, Head, Row } from '../../src/sync/state';
import { SignedHead } from '../../src/sync/store';

interface Account {
  login: string;
  slots: SlotJson[];
  heads: SignedHead[];
  rows: BucketedRows;
  objects: Map<string, { id: Bytes; seq: number; envelope: Bytes }>;
}

interface Call {
  login: string;
  kind?: string;
  slots?: SlotJson[];
  head?: string;
  proof?: { nonce: string; slot_id: string; sig: string };
}

/** A server in memory that answers as protocol 16 has it, as far as a vault needs it. */
export class FakeServer {
  readonly accounts = new Map<string, Account>();
  readonly sessions = new Map<string, { login: string; id: string }>();
  /** Nobody can reach it. */
  isGone = false;
  /** Does what is asked and loses this many replies to calls of this path. */
  loses = { path: '', replies: 0 };
  calls: string[] = [];
  readonly #nonces = new Map<string, string>();

  fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    this.calls.push(`${init?.method} ${url.pathname}`);
    if (this.isGone) throw new TypeError('no network');
    const reply = await this.#answer(url, init ?? {});
    if (this.loses.replies > 0 && url.pathname === this.loses.path) {
      this.loses.replies--;
      throw new TypeError('cut');
    }
    return reply;
  };

  async #answer(url: URL, init: RequestInit): Promise<Response> {
    const body = init.body === null || init.body === undefined ? new Uint8Array(0) : new Uint8Array(init.body as Bytes);
    const call = `${init.method} ${url.pathname}`;
    if (call === 'POST /v1/accounts') return this.#register(asJson(body));
    if (call === 'POST /v1/login/start') return this.#start(asJson(body));
    if (call === 'POST /v1/login/finish') return this.#finish(asJson(body), url.origin);
    const token = new Headers(init.headers).get('Authorization')?.slice('Bearer '.length) ?? '';
    const session = this.sessions.get(token);
    const account = session && this.accounts.get(session.login);
    if (!session || !account) return json(401, { code: 'unauthorized' });
    if (call === 'GET /v1/log') return this.#pull(account, Number(url.searchParams.get('after')), url.searchParams.get('bodies') === '1', new Headers(init.headers));
    if (call === 'POST /v1/log') return this.#append(account, body);
    if (call === 'POST /v1/objects') return this.#bodies(account, body);
    if (call === 'GET /v1/sessions') return json(200, [...this.sessions.values()].filter(({ login }) => login === account.login)
      .map(({ id }) => ({ session_id: id, created_day: 1, seen_day: 1, current: id === session.id })));
    if (init.method === 'DELETE') {
      for (const [key, { id }] of this.sessions) if (url.pathname.endsWith(id)) this.sessions.delete(key);
      return new Response(null, { status: 204 });
    }
    return json(404, { code: 'not_found' });
  }

  #register({ login, slots, head }: Call): Response {
    if (this.accounts.has(login)) return json(409, { code: 'login_taken' });
    const first = SignedHead.unpack(unb64(head, 160));
    this.accounts.set(login, { login, slots: slots!, heads: [first], rows: new BucketedRows(), objects: new Map() });
    return json(201, this.#session(login));
  }

  #start({ login, kind }: Call): Response {
    const slot = this.accounts.get(login)?.slots.find((one) => one.kind === kind);
    const nonce = b64(randomBytes(32));
    this.#nonces.set(nonce, login);
    const zero = b64(new Uint8Array(16));
    const { slot_id = b64(randomBytes(16)), kdf = kind === 'recovery' ? 0 : 1, salt = zero } = slot ?? {};
    return json(200, { slot_id, kdf, salt, nonce, expires_in_s: 120 });
  }

  async #finish({ login, proof }: Call, origin: string): Promise<Response> {
    const account = this.accounts.get(login);
    const { nonce, slot_id } = proof!;
    const slot = account?.slots.find((one) => one.slot_id === slot_id);
    const isFresh = this.#nonces.delete(nonce);
    try {
      if (!account || !slot || !isFresh) throw new Error('unknown');
      await verifyProof(checkSlot(slot).loginPub, ACTION_LOGIN, origin, login, proof);
      const { head } = account.heads.at(-1)!;
      return json(200, { ...this.#session(login), slot, log_id: b64(head.logId), epoch: head.epoch });
    } catch {
      return json(401, { code: 'login_failed' });
    }
  }

  #session(login: string): { token: string; session_id: string } {
    const [token, id] = [b64(randomBytes(32)), b64(randomBytes(16))];
    this.sessions.set(token, { login, id });
    return { token, session_id: id };
  }

  #pull({ heads, objects }: Account, after: number, bodies: boolean, headers: Headers): Response {
    const newest = heads.at(-1)!;
    if (headers.get('If-None-Match') === `"${b64(newest.id)}"`) return new Response(null, { status: 304 });
    const chain = heads.filter(({ n }) => n > after && n < newest.n && after > 0);
    const found = [...objects.values()].filter(({ seq }) => seq > after).sort((x, y) => x.seq - y.seq);
    const frames = found.map(({ id, envelope }) => (bodies ? itemFrame(id, envelope) : rowFrameOf(id, envelope)));
    const heading = (one: SignedHead): Bytes => headFrame(one.head.encode(), one.sig);
    return stream(concat(MAGIC, ...chain.map(heading), ...frames, heading(newest), endFrame(newest.n, false)));
  }

  #append(account: Account, body: Bytes): Response {
    const items: { id: Bytes; envelope: Bytes }[] = [];
    let signed: SignedHead | null = null;
    for (const frame of read(body, COMMIT)) {
      if (frame.kind === HEAD) {
        const [head, sig] = splitHead(frame.body);
        signed = new SignedHead(Head.decode(head), sig);
      } else if (frame.kind === ITEM) {
        const [id, envelope] = splitItem(frame.body);
        items.push({ id: id.slice(), envelope: envelope.slice() });
      }
    }
    const { id, n, head } = signed!;
    if (account.heads.some((one) => equal(one.id, id))) return json(200, { n, id: b64(id), again: true });
    if (!equal(head.parent, account.heads.at(-1)!.id)) return json(409, { code: 'stale_head' });
    account.rows.apply(items.map((one) => new Row(1, one.id, sha256(one.envelope)).pack()));
    if (!equal(account.rows.root, head.root)) return json(422, { code: 'bad_root' });
    for (const one of items) account.objects.set(b64(one.id), { ...one, seq: n });
    account.heads.push(signed!);
    return json(200, { n, id: b64(id) });
  }

  #bodies({ objects }: Account, ids: Bytes): Response {
    const frames: Bytes[] = [];
    for (let at = 0; at < ids.length; at += 16) {
      const found = objects.get(b64(ids.subarray(at, at + 16)));
      if (found) frames.push(itemFrame(found.id, found.envelope));
    }
    return stream(concat(MAGIC, ...frames, endFrame(0, false)));
  }

  /** Every byte it holds, as text. */
  everything(): string {
    const held = [...this.accounts.values()].flatMap(({ login, slots, objects }) =>
      [login, JSON.stringify(slots), ...[...objects.values()].map(({ envelope }) => Buffer.from(envelope).toString('latin1'))]);
    return held.join('\n');
  }
}

function rowFrameOf(id: Bytes, envelope: Bytes): Bytes {
  const row = new Row(1, id, sha256(envelope)).pack();
  return concat(utf8('R'), Uint8Array.of(0, 0, 0, 53), row, Uint8Array.of(0, 0, envelope.length >> 8, envelope.length & 255));
}

function sha256(data: Uint8Array): Bytes {
  return new Uint8Array(createHash('sha256').update(data).digest());
}

function asJson(body: Uint8Array): Call {
  return JSON.parse(new TextDecoder().decode(body)) as Call;
}

function json(status: number, value: object): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

function stream(body: Bytes): Response {
  return new Response(body, { headers: { 'content-type': 'application/selfward' } });
}
