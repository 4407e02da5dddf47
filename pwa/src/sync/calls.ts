/**
 * What a sync round asks of the world, and how replies end it (SPEC §8.8, §16).
 *
 * A round is an async generator: it yields effects and is sent the response to each Request. It never
 * touches the network, a clock or a timer itself.
 */

import type { Bytes } from '../crypto/encoding';
import type { VaultRecord } from './record';

export const STREAM = 'application/selfward';

/** One call to the server; path starts with `/v1/`. Whoever sends it adds origin, token and protocol. */
export interface Request {
  readonly effect: 'request';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes | null;
}

/** The server's answer, header names in lower case. No answer at all is null instead. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

/** Please go on after this many seconds. */
export interface Wait {
  readonly effect: 'wait';
  readonly seconds: number;
}

/** These records (by id in base64url) are now stored in a new version; null means the object is gone. */
export interface Changed {
  readonly effect: 'changed';
  readonly records: ReadonlyMap<string, VaultRecord | null>;
}

/** The server has these objects in the version that was sent. */
export interface Acknowledged {
  readonly effect: 'acknowledged';
  readonly ids: readonly Bytes[];
}

export type Effect = Request | Wait | Changed | Acknowledged;

/** A part of a round that ends with T. It is sent a Response or null after a Request, nothing after the rest. */
export type Round<T> = AsyncGenerator<Effect, T, Response | null | undefined>;

/** How a round may end early (SPEC §8.8). */
export type StopState =
  | 'offline'
  | 'signed_out'
  | 'needs_passphrase'
  | 'refused'
  | 'full'
  | 'update_needed'
  | 'pending';

/** The round cannot go on. `reason`: a short code. `retryAfterS`: how long the server asked to be left alone. */
export class Stopped extends Error {
  override name = 'Stopped';
  constructor(
    readonly state: StopState,
    readonly reason = '',
    readonly retryAfterS = 0,
  ) {
    super(`${state} ${reason}`.trimEnd());
  }
}

/** The server's state is not one to accept: nothing more is pulled or pushed. */
export function refused(reason: string): Stopped {
  return new Stopped('refused', reason);
}

/** A request effect. */
export function request(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: Bytes | null = null,
): Request {
  return { effect: 'request', method, path, headers, body };
}

/**
 * Sends a request; returns its answer and the error code in it, empty when it succeeded (200, 304).
 *
 * Answers that no step can do anything about throw Stopped: none, one that is not of this protocol (a
 * captive portal, a broken proxy), a server in trouble, 401, 426, 429, 507.
 */
export async function* ask(call: Request): Round<{ response: Response; code: string }> {
  const response = yield call;
  if (!response) throw new Stopped('offline');
  const { status } = response;
  if (status === 200 || status === 304) return { response, code: '' };
  const { code, retryAfterS } = errorIn(response);
  if (status === 401 && code) throw new Stopped('signed_out', code);
  if (status === 426 && code) throw new Stopped('update_needed', code);
  if (status === 429 && code) throw new Stopped('pending', code, retryAfterS);
  if (status === 507 && code) throw new Stopped('full', code);
  if (status >= 500 || !code) throw new Stopped('offline', `http_${status}`, retryAfterS);
  return { response, code };
}

/** The body of a 200 that must be a stream. Throws Stopped when something else answered. */
export function streamOf(response: Response): Bytes {
  if (mediaType(response) !== STREAM) throw new Stopped('offline', 'not_a_stream');
  return response.body;
}

/** The JSON object in a 200. Throws Stopped when something else answered. */
export function jsonOf(response: Response): Readonly<Record<string, unknown>> {
  const value = readJson(response);
  if (value === null) throw new Stopped('offline', 'not_json');
  return value;
}

/** The code of an error reply, empty when it is none of this protocol, and the pause it asks for. */
export function errorIn(response: Response): { code: string; retryAfterS: number } {
  const error = readJson(response) ?? {};
  const seconds = error['retry_after_s'];
  return {
    code: typeof error['code'] === 'string' ? error['code'] : '',
    retryAfterS: typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 0,
  };
}

function mediaType(response: Response): string {
  return (response.headers['content-type'] ?? '').split(';')[0]!.trim();
}

/** The JSON object or array in a reply, null when there is none. Nothing about its members is known. */
export function readJson(response: Response): Readonly<Record<string, unknown>> | null {
  if (mediaType(response) !== 'application/json') return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(response.body));
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
