import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runKnownAnswers, type KnownAnswers } from '../browser/known';

const ROOT = new URL('../../../', import.meta.url);

describe('published answers', () => {
  test('are given by WebCrypto and by the libraries beside it', async () => {
    const script = 'import json; from tests.crypto.known_answers import known_answers as k; print(json.dumps(k()))';
    const printed = execFileSync('.venv/bin/python', ['-c', script], { cwd: ROOT, maxBuffer: 2 ** 26 });
    const known = JSON.parse(printed.toString()) as KnownAnswers;

    const results = await runKnownAnswers(known);

    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(results.length).toBe(1103);
  });
});
