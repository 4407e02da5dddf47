/** The key tree: what follows from a root (SPEC 3). */

import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, label, utf8, type Bytes } from './encoding';

export const ROOT_BYTES = 32;

const EMPTY = new Uint8Array(0);

/** The four uses of one epoch's root (SPEC 3.1), 32 bytes each. `log` is an Ed25519 seed. */
export interface EpochKeys {
  readonly content: Bytes;
  readonly local: Bytes;
  readonly reminder: Bytes;
  readonly log: Bytes;
}

/**
 * KDF(key, name, ctx, n) of SPEC 1.2: n bytes that say nothing about the key or about each other.
 *
 * key: secret bytes of any length. name: a label of SPEC 3.2. ctx: what the result is bound to.
 */
export function derive(key: Uint8Array, name: string, ctx: Uint8Array = EMPTY, n = 32): Bytes {
  return hkdf(sha256, key, EMPTY, concat(label(name), ctx), n);
}

/** The 16 bytes that say which vault this is, from the root of epoch 1 (SPEC 3.2). */
export function vaultId(root1: Uint8Array): Bytes {
  return derive(root1, 'vault-id', EMPTY, 16);
}

/** The 16-byte object id of a record that exists once per vault, such as `keys` (SPEC 3.2, 10.2). */
export function singletonId(root1: Uint8Array, name: string): Bytes {
  return derive(root1, 'singleton', utf8(name), 16);
}

/** The keys of one epoch, from its 32-byte root (SPEC 3.1). */
export function epochKeys(root: Uint8Array): EpochKeys {
  return {
    content: derive(root, 'content'),
    local: derive(root, 'local'),
    reminder: derive(root, 'reminder'),
    log: derive(root, 'log'),
  };
}
