import { spawn, type Vault } from '../rpc/client';
import { workerUrl } from '../rpc/trusted';
import url from '../vault/vault.worker?worker&url';

/** Starts the worker that holds keys, store and sync. Pictures and tests put another one in its place. */
export function startVault(): Vault {
  return spawn(workerUrl(url));
}
