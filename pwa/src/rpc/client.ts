/** The page's end: calls become promises, events go to listeners. Holds no key and remembers no text. */
import type { Api, Method, VaultError, VaultErrorCode, VaultEvent } from './api';
import { Refusal } from './refusal';
import type { Message, Port, Request } from './wire';

export interface Vault {
  /** Rejects with a Refusal. */
  call<M extends Method>(method: M, ...input: Parameters<Api[M]>): Promise<ReturnType<Api[M]>>;
  /** Returns how to stop listening. */
  listen(listener: (event: VaultEvent) => void): () => void;
  /** Ends the worker, and with it every key in memory. Calls still open and later ones are rejected with `locked`. */
  terminate(): void;
}

interface Open { resolve(result: unknown): void; reject(reason: Refusal): void }

/** Talks to the worker behind `port`; `end` stops it. */
export function connect(port: Port, end: () => void): Vault {
  const open = new Map<number, Open>();
  const listeners = new Set<(event: VaultEvent) => void>();
  let last = 0;
  let ended = false;

  port.addEventListener('message', ({ data }: MessageEvent) => {
    const message = data as Message;
    if ('event' in message) {
      for (const listener of listeners) listener(message);
      return;
    }
    const call = open.get(message.n);
    open.delete(message.n);
    if ('error' in message) call?.reject(refusal(message.error));
    else call?.resolve(message.result);
  });

  const stop = (code: VaultErrorCode): void => {
    ended = true;
    for (const call of open.values()) call.reject(new Refusal(code));
    open.clear();
  };
  // A worker whose script could not be loaded answers nothing; a page's port has no such event.
  port.addEventListener('error', () => stop('unexpected'));

  return {
    call: (method, ...input) =>
      new Promise((resolve, reject) => {
        if (ended) throw new Refusal('locked');
        const n = ++last;
        open.set(n, { resolve: resolve as Open['resolve'], reject });
        port.postMessage({ n, method, input: input[0] } satisfies Request);
      }),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    terminate() {
      end();
      stop('locked');
    },
  };
}

/** Starts the vault worker; `url` from a `?worker&url` import, through `workerUrl`. */
export function spawn(url: string): Vault {
  const worker = new Worker(url, { type: 'module', name: 'vault' });
  return connect(worker, () => worker.terminate());
}

function refusal({ code, wait_s }: VaultError): Refusal {
  return new Refusal(code, wait_s);
}
