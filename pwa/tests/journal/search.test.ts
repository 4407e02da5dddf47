import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, fold, matches, preview, terms } from '../../src/journal/search';

const found = (text: string, query: string): string[] =>
  find(text, terms(query)).map(([start, length]) => text.slice(start, start + length));

describe('fold', () => {
  test.each([
    ['Café', 'cafe'], ['CAFE\u0301', 'cafe'], ['Straße', 'strasse'], ['ŠKODA', 'skoda'], ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'], ['ﬁne', 'fine'], ['™', 'tm'], ['日本', '日本'],
  ])('%s is found as %s', (written, folded) => expect(fold(written)).toBe(folded));

  test('folding character by character gives the same as folding the whole', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect([...text].map(fold).join('')).toBe(fold(text));
    }));
  });
});

describe('matches', () => {
  test('every word must occur, in any order', () => {
    const text = fold('A quiet morning. Noticed the yes.');
    expect(matches(text, terms('YES quiet'))).toBe(true);
    expect(matches(text, terms('quiet maybe'))).toBe(false);
  });

  test('no words match everything', () => expect(matches('', terms('  '))).toBe(true));
});

describe('find', () => {
  test('places are those of the text as it was written', () => {
    expect(found('Ein CAFÉ, zwei Cafe\u0301s', 'cafe')).toEqual(['CAFÉ', 'Cafe\u0301']);
    expect(found('die Straße', 'strass')).toEqual(['Straß']);
    expect(found('😀 quiet', 'quiet')).toEqual(['quiet']);
  });

  test('hits do not overlap', () => expect(found('banana', 'ana an')).toEqual(['ana']));

  test('every hit folds to a text that holds a word of the query', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      const wanted = terms(query);
      for (const hit of found(text, query)) expect(wanted.some((word) => fold(hit).includes(word))).toBe(true);
    }));
  });
});

describe('preview', () => {
  test('shows the first lines when nothing is searched', () => {
    expect(preview('short\ntext', [])).toEqual({ text: 'short\ntext', hits: [] });
    expect(preview('x'.repeat(500), []).text).toBe(`${'x'.repeat(200)}…`);
  });

  test('shows the surroundings of a hit that lies further on, from the beginning of a word', () => {
    const shown = preview(`${'word '.repeat(100)}the quiet place${' more'.repeat(100)}`, terms('quiet'));
    expect(shown.text.startsWith('…word')).toBe(true);
    expect(shown.text.length).toBeLessThanOrEqual(202);
    expect(shown.hits.map(([start, length]) => shown.text.slice(start, start + length))).toEqual(['quiet']);
  });

  test('never cuts a character in two', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('😀', 'é', 'a', ' '), { minLength: 180, maxLength: 420 }), (parts) => {
      const shown = preview(`${parts.join('')}needle${parts.join('')}`, terms('needle'));
      expect(shown.text).not.toMatch(/\p{Surrogate}/u);
      for (const [start, length] of shown.hits) expect(shown.text.slice(start, start + length)).toBe('needle');
    }));
  });

  test('shows a hit where two lines on a small phone reach, wherever it stands', () => {
    for (const before of [0, 5, 9, 12, 40, 100]) {
      const shown = preview(`${'word '.repeat(before)}needle${' more'.repeat(100)}`, terms('needle'));
      expect(shown.hits[0]![0] + shown.hits[0]![1]).toBeLessThanOrEqual(52);
    }
  });
});
