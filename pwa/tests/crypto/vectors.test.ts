import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCryptoVectors, type VectorFile } from '../browser/vectors';
import { OPERATIONS } from './operations';

const FOLDER = new URL('../../../tests/vectors/crypto/', import.meta.url);

/** How many cases each folder holds: a file that went missing is noticed. */
const MODULES: Readonly<Record<string, number>> = {
  appendix_a: 16,
  encoding: 143,
  envelope: 130,
  identity: 69,
  keys: 11,
  padding: 46,
  passphrase: 47,
  recovery: 25,
  wrapping: 85,
};

function files(module: string): Record<string, VectorFile> {
  const folder = new URL(`${module}/`, FOLDER);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as VectorFile;
  return Object.fromEntries(readdirSync(folder).map((name) => [`crypto/${module}/${name}`, read(name)]));
}

describe('shared vectors of crypto', () => {
  test.each(Object.keys(MODULES))('%s: every case gives what it expects', async (module) => {
    const results = await runCryptoVectors(files(module));
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(results.length).toBe(MODULES[module]);
  });

  test('no folder is left out', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(MODULES).sort());
  });

  test('every operation is asked for', () => {
    const asked = Object.keys(MODULES).flatMap((module) => Object.values(files(module)).map((file) => file.layer));
    expect([...new Set(asked)].sort()).toEqual(Object.keys(OPERATIONS).sort());
  });
});
