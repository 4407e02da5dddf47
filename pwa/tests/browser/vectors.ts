/** Runs the shared vectors of crypto wherever WebCrypto is: Node, and every browser engine. */

import { encode, equal } from '../../src/crypto/encoding';
import { CryptoError } from '../../src/crypto/errors';
import { OPERATIONS, type Given } from '../crypto/operations';

/** What came of one case. */
export interface Result {
  name: string;
  ok: boolean;
  detail?: string;
}

/** A file of tests/vectors. */
export interface VectorFile {
  layer: string;
  comment: string;
  cases: { comment: string; input: Given; expect: unknown }[];
}

/** One result a case, for every file whose path begins with `crypto/`. */
export async function runCryptoVectors(filesByPath: Readonly<Record<string, VectorFile>>): Promise<Result[]> {
  const results: Result[] = [];
  for (const [path, file] of Object.entries(filesByPath)) {
    if (!path.startsWith('crypto/')) continue;
    for (const { comment, input, expect } of file.cases) {
      const name = `${path}: ${comment}`;
      const got = await outcome(file.layer, input, expect);
      const ok = equal(encode(got), encode(expect));
      results.push(ok ? { name, ok } : { name, ok, detail: JSON.stringify(got) });
    }
  }
  return results;
}

async function outcome(layer: string, input: Given, expect: unknown): Promise<unknown> {
  const operation = OPERATIONS[layer];
  if (operation === undefined) return `there is no operation for ${layer}`;
  try {
    return await operation(input, expect);
  } catch (error) {
    if (!(error instanceof CryptoError)) return String(error);
    const withCode = typeof expect === 'object' && expect !== null && 'code' in expect;
    return withCode ? { error: error.name, code: error.code } : { error: error.name };
  }
}
