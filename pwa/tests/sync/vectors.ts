/** The shared vectors of sync/ as vitest cases. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outcome, type VectorFile } from './operations';

const FOLDER = join(import.meta.dirname, '../../../tests/vectors/sync');

/** Every vector file of one module; an empty or missing folder is an error. */
export function vectorFiles(module: string): [name: string, file: VectorFile][] {
  const names = readdirSync(join(FOLDER, module)).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error(`no vectors in ${module}`);
  return names.sort().map((name) => [name, JSON.parse(readFileSync(join(FOLDER, module, name), 'utf8'))]);
}

/** One test for each vector of the module. */
export function testVectors(module: string): void {
  for (const [name, file] of vectorFiles(module)) {
    describe(`${module}/${name}`, () => {
      test.each(file.cases)('$comment', async (one) => {
        expect(await outcome(file.layer, one.input)).toEqual(one.expect);
      });
    });
  }
}
