import { expect, test } from 'vitest';
import { inShort } from '../../../src/screens/moment/challenges.svelte';

const short = (words: string, love = ''): string => inShort({ words, love });

test('a challenge is named by its first line, or by how it would be loved to be', () => {
  expect(short('I say yes to everybody.\nAlways.')).toBe('I say yes to everybody.');
  expect(short(' ', 'I could say a small no.')).toBe('I could say a small no.');
});

test('a long one ends in time, between two characters', () => {
  const long = short('👩‍👩‍👧 '.repeat(40));
  expect([...long].length).toBeLessThanOrEqual(61);
  expect(long.endsWith('…')).toBe(true);
  expect(long).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});
