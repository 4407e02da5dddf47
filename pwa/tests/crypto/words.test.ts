import { describe, expect, test } from 'vitest';
import { generate, GENERATED_WORDS, MIN_WORD_LIST } from '../../src/crypto/passphrase';
import { loadWords } from '../../src/crypto/words';
import { seeded } from '../seeded';

describe('words', () => {
  test('are enough, different, and easy to type', async () => {
    const words = await loadWords();
    expect(words.length).toBeGreaterThanOrEqual(MIN_WORD_LIST);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([]);
  });

  test('differ in their first four letters', async () => {
    const words = await loadWords();
    expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(words.length);
  });

  test('leave out what hurts to type every day', async () => {
    const words = new Set(await loadWords());
    expect(['abuse', 'gun', 'orphan', 'useless'].filter((word) => words.has(word))).toEqual([]);
  });

  test('six of them are drawn', async () => {
    const words = await loadWords();
    const drawn = generate(words, seeded(5)).split(' ');
    expect(drawn.length).toBe(GENERATED_WORDS);
    expect(drawn.filter((word) => !words.includes(word))).toEqual([]);
  });
});
