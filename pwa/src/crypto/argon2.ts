/** Two ways to compute Argon2id, each loaded only when it is needed (SPEC 5.2). */

import type { Argon2id } from './passphrase';

const OUTPUT_BYTES = 32;
/** The smallest module: whoever compiles this has WebAssembly. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The fastest implementation this engine can run. Asked in the worker that will compute. */
export function chooseArgon2id(): Argon2id {
  return hasWebAssembly() ? argon2idWasm : argon2idScript;
}

/** In WebAssembly: about half a second for a passphrase. Reports no progress. */
export const argon2idWasm: Argon2id = async (password, salt, memoryKib, passes, lanes) => {
  const { argon2id } = await import('hash-wasm');
  return argon2id({
    password,
    salt,
    memorySize: memoryKib,
    iterations: passes,
    parallelism: lanes,
    hashLength: OUTPUT_BYTES,
    outputType: 'binary',
  });
};

/** In plain JavaScript, for browsers whose owner switched WebAssembly off: up to a minute. */
export const argon2idScript: Argon2id = async (password, salt, memoryKib, passes, lanes, onProgress) => {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const cost = { m: memoryKib, t: passes, p: lanes, dkLen: OUTPUT_BYTES };
  return argon2idAsync(password, salt, onProgress === undefined ? cost : { ...cost, onProgress });
};

function hasWebAssembly(): boolean {
  try {
    // A policy may forbid it even where the object exists, so it is tried, not asked for.
    return new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
