/**
 * Does in TypeScript what tests/interop/test_crypto_interop.py asks for: a line of JSON
 * `{"layer", "input"}` in, a line of JSON out. Layers are those of the vectors, and four that draw
 * their own randomness as the app does.
 */

import { createInterface } from 'node:readline';
import { bytesToHex as hex, hexToBytes } from '@noble/hashes/utils.js';
import { encode } from '../../src/crypto/encoding';
import { seal } from '../../src/crypto/envelope';
import { CryptoError } from '../../src/crypto/errors';
import { makeProof, sign } from '../../src/crypto/identity';
import { makeSlot } from '../../src/crypto/wrapping';
import { OPERATIONS, type Given } from '../crypto/operations';

const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
const bytes = (text: string): Uint8Array => hexToBytes(text);

const FRESH: Readonly<Record<string, (g: Given) => Promise<unknown>>> = {
  'fresh.seal': async (g) =>
    hex(await seal(bytes(g['key']!), g['kind']!, g['epoch']!, bytes(g['context']!), bytes(g['payload']!), random)),
  'fresh.sign': async (g) => hex(await sign(bytes(g['seed']!), g['name']!, bytes(g['data']!))),
  'fresh.make_proof': (g) =>
    makeProof(bytes(g['seed']!), g['action']!, g['origin']!, g['login']!, bytes(g['slot_id']!), bytes(g['nonce']!)),
  'fresh.make_slot': (g) => {
    const roots = new Map(Object.entries<string>(g['roots']!).map(([epoch, root]) => [Number(epoch), bytes(root)]));
    return makeSlot(g['kind']!, bytes(g['seed']!), roots, { login: g['login']!, salt: bytes(g['salt']!) }, random);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { layer, input } = JSON.parse(line) as { layer: string; input: Given };
  const operation = FRESH[layer] ?? OPERATIONS[layer]!;
  try {
    process.stdout.write(encode(await operation(input, undefined)));
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    process.stdout.write(encode({ error: error.name, code: error.code }));
  }
  process.stdout.write('\n');
}
