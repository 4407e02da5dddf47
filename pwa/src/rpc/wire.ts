import type { Method, VaultError, VaultEvent } from './api';

/** Page → worker. `n` pairs a reply with its request. */
export interface Request { n: number; method: Method; input: unknown }

/** Worker → page: a result, a refusal, or an event nobody asked for. */
export type Message =
  | { n: number; result: unknown }
  | { n: number; error: VaultError }
  | VaultEvent;

/** What both ends need of a Worker, of a worker's own scope, and of a MessagePort in tests. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}
