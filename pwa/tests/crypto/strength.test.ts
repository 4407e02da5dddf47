import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/crypto/passphrase';
import { estimateBits, MIN_BITS, rate } from '../../src/crypto/strength';
import { loadWords } from '../../src/crypto/words';
import { seeded } from '../seeded';

const reason = (text: string): string => {
  const rating = rate(text);
  return rating.ok ? 'ok' : rating.reason;
};

describe('rate', () => {
  test.each([
    ['', 'short'],
    ['abc123', 'short'],
    ['Tr0ub4dor', 'short'],
    ['aaaaaaaaaaaaaaaa', 'repeats'],
    ['abcabcabcabcabcabc', 'repeats'],
    ['passwordpassword', 'repeats'],
    ['ha ha ha ha ha ha ha', 'repeats'],
    ['monday monday monday monday', 'repeats'],
    ['correct horse battery staple', 'common'],
    ['Correct-Horse-Battery-Staple', 'common'],
    ['P@ssw0rd2024', 'common'],
    ['iloveyou123', 'common'],
    ['To be or not to be, that is the question', 'common'],
    ['ich liebe dich', 'common'],
    ['1234567890', 'guessable'],
    ['qwertzuiop1987', 'guessable'],
    ['abcdefghijklmnop', 'guessable'],
    ['grandmother', 'guessable'],
    ['Grandmother1952!', 'guessable'],
    ['my dog bella', 'guessable'],
    ['12.04.1987', 'guessable'],
    ['angstschweiss', 'guessable'],
    ['donaudampfschifffahrt', 'guessable'],
  ])('refuses %j as %s', (text, expected) => {
    expect(reason(text)).toBe(expected);
  });

  test.each([
    'my grandmother kept bees behind the old railway station',
    'The heron waits where the river bends twice.',
    'meine Schwester malt im Keller blaue Pferde',
    'velvet kayak lantern mosaic orbit',
    'vT8#kQ2m!xZ9pLw4',
    'qzmvhtkxwplrjdnc',
    '我奶奶在老火车站后面养蜜蜂',
  ])('accepts %j', (text) => {
    expect(reason(text)).toBe('ok');
  });

  test('accepts whatever six words are drawn', async () => {
    const words = await loadWords();
    for (let seed = 0; seed < 500; seed++) {
      const drawn = generate(words, seeded(seed));
      expect(rate(drawn), drawn).toEqual({ ok: true });
    }
  });

  test('accepts six short or frequent words from the list', async () => {
    const words = [...(await loadWords())].sort((a, b) => estimateBits(a) - estimateBits(b));
    expect(estimateBits(words.slice(0, 6).join(' '))).toBeGreaterThanOrEqual(MIN_BITS);
  });

  test('looks at what will be stretched: compatibility forms and outer spaces change nothing', () => {
    expect(reason('  ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ  ')).toBe('repeats');
  });

  test('stays quick with a whole page of text', () => {
    const page = readFileSync(new URL('../../package.json', import.meta.url), 'utf8').slice(0, 1024);
    expect(rate(page)).toEqual({ ok: true });
  });
});
