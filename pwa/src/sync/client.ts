/**
 * The calls a device makes to its server (SPEC §16), over `fetch`: accounts, login, sessions, and running a
 * sync round. Every call has a time limit; none follows a redirect or sends anything but what it says.
 * Besides ApiError every call throws FormatError when a reply is not as the SPEC has it.
 */

import { b64, concat, unb64, utf8, type Bytes } from '../crypto/encoding';
import { FormatError } from '../crypto/errors';
import type { ProofJson } from '../crypto/identity';
import { errorIn, readJson, request, type Effect, type Request, type Response, type Round } from './calls';
import type { SignedHead } from './store';

export const PROTOCOL = '1';
/** Without a byte for this long a call is given up. */
export const SILENCE_MS = 30_000;
const REPLY_BYTES = 32 * 2 ** 20;

export type SlotKind = 'passphrase' | 'recovery';

/** A JSON reply, nothing about it known yet; an array is one too. */
type Reply = Readonly<Record<string, unknown>>;

/** The server said no. `code`: of SPEC §16, or `offline` when nothing or nobody sensible answered. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly retryAfterS = 0,
  ) {
    super(code);
  }
}

/** What begins an account: one slot of each kind, and the log's first head. */
export interface Registration {
  readonly login: string;
  readonly logId: Uint8Array;
  readonly logPub: Uint8Array;
  readonly slots: readonly object[];
  readonly first: SignedHead;
  readonly invite?: string;
}

/** A session: the bearer token (base64url) and the id under which the list shows it. */
export interface Session {
  readonly token: string;
  readonly sessionId: string;
}

/** What a device needs to sign a proof: the slot, how its seed is derived, and a nonce for one use. */
export interface LoginStart {
  readonly slotId: Bytes;
  readonly kdf: number;
  readonly salt: Bytes;
  readonly nonce: Bytes;
}

/** A login that succeeded. The slot is as the server sent it: to be checked and opened. */
export interface LoggedIn extends Session {
  readonly slot: unknown;
  readonly logId: Bytes;
  readonly epoch: number;
}

/** The account as the server sees it. Sizes in bytes. */
export interface AccountView {
  readonly login: string;
  readonly logId: Bytes;
  readonly epoch: number;
  readonly slotsGen: number;
  readonly bytesUsed: number;
  readonly quota: number;
}

/** A signed-in device, as the list shows it. */
export interface SessionView {
  readonly sessionId: string;
  readonly createdDay: number;
  readonly seenDay: number;
  readonly current: boolean;
}

/** One server, and the session held there if any. */
export class Client {
  token: string | null;
  readonly #silenceMs: number;
  readonly #fetch: typeof fetch;

  /** origin: scheme://host[:port]. fetcher and silenceMs: for tests. */
  constructor(
    readonly origin: string,
    { token = null, fetcher = fetch, silenceMs = SILENCE_MS }: {
      token?: string | null;
      fetcher?: typeof fetch;
      silenceMs?: number;
    } = {},
  ) {
    this.token = token;
    // Called bare: browsers refuse a fetch that is called as somebody's method.
    this.#fetch = (input, init) => fetcher(input, init);
    this.#silenceMs = silenceMs;
  }

  /** `POST /v1/accounts`. Throws ApiError, among them `login_taken`; after `offline` log in to learn what happened. */
  async register({ login, logId, logPub, slots, first, invite }: Registration): Promise<Session> {
    return session(
      await this.#json('POST', '/v1/accounts', {
        login,
        log_id: b64(logId),
        log_pub: b64(logPub),
        epoch: first.head.epoch,
        slots,
        head: b64(first.pack()),
        ...(invite === undefined ? {} : { invite }),
      }),
    );
  }

  /**
   * `POST /v1/login/start` for action 1. Throws ApiError; FormatError when the server asks for anything but
   * the one derivation that belongs to this kind of slot.
   */
  async loginStart(login: string, kind: SlotKind): Promise<LoginStart> {
    const reply = await this.#json('POST', '/v1/login/start', { login, kind, action: 1 });
    const kdf = count(reply['kdf']);
    const salt = unb64(reply['salt'], 16);
    if (kdf !== (kind === 'passphrase' ? 1 : 0)) throw new FormatError('kdf');
    return { slotId: unb64(reply['slot_id'], 16), kdf, salt, nonce: unb64(reply['nonce'], 32) };
  }

  /** `POST /v1/login/finish`. Throws ApiError, `login_failed` for whatever was wrong. */
  async loginFinish(login: string, proof: ProofJson): Promise<LoggedIn> {
    const reply = await this.#json('POST', '/v1/login/finish', { login, proof });
    const epoch = count(reply['epoch']);
    return { ...session(reply), slot: reply['slot'], logId: unb64(reply['log_id'], 16), epoch };
  }

  /** `GET /v1/account`. Throws ApiError, `unauthorized` when the session has ended. */
  async account(): Promise<AccountView> {
    const reply = await this.#json('GET', '/v1/account');
    return {
      login: String(reply['login']),
      logId: unb64(reply['log_id'], 16),
      epoch: count(reply['epoch']),
      slotsGen: count(reply['slots_gen']),
      bytesUsed: count(reply['bytes_used']),
      quota: count(reply['quota']),
    };
  }

  /** `GET /v1/sessions`. Throws ApiError. */
  async sessions(): Promise<SessionView[]> {
    const rows: unknown = await this.#json('GET', '/v1/sessions');
    if (!Array.isArray(rows)) throw new FormatError('sessions');
    return rows.map((row: Reply) => ({
      sessionId: String(row['session_id']),
      createdDay: count(row['created_day']),
      seenDay: count(row['seen_day']),
      current: row['current'] === true,
    }));
  }

  /** `DELETE /v1/sessions/{id}`; ending one that has ended already is no error. Throws ApiError. */
  async endSession(sessionId: string): Promise<void> {
    await this.#call(request('DELETE', `/v1/sessions/${sessionId}`));
  }

  /** Runs a sync round to its end. `onEffect` hears of what changed; waits are real. */
  async run<T>(round: Round<T>, onEffect: (effect: Effect) => void = () => undefined): Promise<T> {
    let step = await round.next();
    while (!step.done) {
      const effect = step.value;
      let response: Response | null = null;
      if (effect.effect === 'request') response = await this.send(effect);
      else if (effect.effect === 'wait') await new Promise((go) => setTimeout(go, effect.seconds * 1000));
      else onEffect(effect);
      step = await round.next(response);
    }
    return step.value;
  }

  /** One call; null when no whole answer came. Never throws. */
  async send({ method, path, headers, body }: Request): Promise<Response | null> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), this.#silenceMs);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), this.#silenceMs);
    };
    try {
      const response = await this.#fetch(this.origin + path, {
        method,
        headers: {
          ...headers,
          'Selfward-Protocol': PROTOCOL,
          ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
        },
        body,
        signal: silence.signal,
        credentials: 'omit',
        redirect: 'error',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      heard();
      const read = await readBody(response, heard);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: read };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async #json(method: string, path: string, body?: object): Promise<Reply> {
    const headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const call = request(method, path, headers, body === undefined ? null : utf8(JSON.stringify(body)));
    const reply = readJson(await this.#call(call));
    if (reply === null) throw new ApiError('offline');
    return reply;
  }

  async #call(call: Request): Promise<Response> {
    const response = await this.send(call);
    if (response === null) throw new ApiError('offline');
    if (response.status >= 200 && response.status < 300) return response;
    const { code, retryAfterS } = errorIn(response);
    throw new ApiError(code || 'offline', response.status, retryAfterS);
  }
}

async function readBody(response: globalThis.Response, heard: () => void): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    heard();
    chunks.push(step.value);
    size += step.value.length;
    if (size > REPLY_BYTES) {
      await reader?.cancel();
      throw new RangeError('reply too large');
    }
  }
  return concat(...chunks);
}

function session(reply: Reply): Session {
  const token = reply['token'];
  const sessionId = reply['session_id'];
  unb64(token, 32);
  unb64(sessionId, 16);
  return { token: token as string, sessionId: sessionId as string };
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new FormatError('count');
  return value;
}
