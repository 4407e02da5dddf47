/** Passphrase → seed in a worker of its own (protocol 5.3: a fresh one for every derivation). */
import type { Bytes } from '../crypto/encoding';
import { FormatError } from '../crypto/errors';
import { Refusal } from '../rpc/refusal';

/** What is stretched. `salt`: the slot's 16 bytes; `login`: as the person typed it, or empty. */
export interface Derivation {
  passphrase: string;
  login: string;
  salt: Uint8Array;
  kdf: number;
}

/** Finished part (0-1), the 32-byte seed, or the short code of a failure. */
export type DerivationMessage = { part: number } | { seed: Uint8Array } | { failed: string };

export interface Deriver {
  /** The seed. Throws FormatError for what cannot be a passphrase, Refusal `cancelled`. */
  derive(request: Derivation): Promise<Bytes>;
  /** Ends a running derivation. */
  cancel(): void;
}

/** `start` makes a worker of kdf.worker.ts; `progress` hears how far a slow derivation is, and 1 when the seed is there. */
export function workerDeriver(start: () => Worker, progress: (part: number) => void): Deriver {
  let stop: ((reason: Error) => void) | null = null;
  const run = (request: Derivation): Promise<Bytes> =>
    new Promise((resolve, reject) => {
      const worker = start();
      const end = (): void => {
        worker.terminate();
        stop = null;
      };
      stop = (reason) => {
        end();
        reject(reason);
      };
      worker.addEventListener('error', () => stop?.(new Refusal('unexpected')));
      worker.addEventListener('message', ({ data }: MessageEvent<DerivationMessage>) => {
        if ('part' in data) progress(data.part);
        else if ('failed' in data) stop?.(data.failed === 'unexpected' ? new Refusal('unexpected') : new FormatError(data.failed));
        else {
          end();
          progress(1);
          resolve(new Uint8Array(data.seed));
        }
      });
      worker.postMessage(request);
    });
  let last: Promise<unknown> = Promise.resolve();
  return {
    derive(request) {
      const seed = last.then(() => run(request));
      last = seed.catch(() => undefined);
      return seed;
    },
    cancel() {
      stop?.(new Refusal('cancelled'));
    },
  };
}
