/**
 * One derivation, then ended by whoever started it: the memory that held the passphrase goes with the worker.
 * The file name is fixed: the server lets exactly this script compile WebAssembly.
 */
import { chooseArgon2id } from '../crypto/argon2';
import { CryptoError } from '../crypto/errors';
import { deriveSeed } from '../crypto/passphrase';
import type { Derivation, DerivationMessage } from './derive';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener('message', ({ data }: MessageEvent<Derivation>) => {
  const send = (message: DerivationMessage): void => scope.postMessage(message);
  const { passphrase, login, salt, kdf } = data;
  deriveSeed(passphrase, login, salt, kdf, chooseArgon2id(), (part) => send({ part })).then(
    (seed) => send({ seed }),
    (reason: unknown) => send({ failed: reason instanceof CryptoError ? reason.code : 'unexpected' }),
  );
});
