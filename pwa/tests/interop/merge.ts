/**
 * Reads one merge a line, `{"x","y","base"?,"trusted"}`, and answers each with a line of canonical
 * JSON, or `!` and a code where the limits of a record forbid the merge.
 */

import { createInterface } from 'node:readline';
import { encode } from '../../src/crypto/encoding';
import { UnmergeableError } from '../../src/sync/errors';
import { merge } from '../../src/sync/merge';
import type { VaultRecord } from '../../src/sync/record';

interface Line {
  x: VaultRecord;
  y: VaultRecord;
  base?: VaultRecord;
  trusted: boolean;
}

function answer({ x, y, base, trusted }: Line): Uint8Array | string {
  try {
    return encode(merge(x, y, base ?? null, trusted));
  } catch (error) {
    if (error instanceof UnmergeableError) return `!${error.code}`;
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(answer(JSON.parse(line) as Line));
  process.stdout.write('\n');
}
