import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergedWith, standsFor } from '../../src/journal/people';

type One = { id: string; mergedInto: string };
const people = (into: Record<string, string>): One[] => Object.entries(into).map(([id, mergedInto]) => ({ id, mergedInto }));

describe('parts that turned out to be one', () => {
  test('the last of a row stands for all', () => {
    const three = people({ a: 'b', b: 'c', c: '' });
    expect(['a', 'b', 'c'].map((id) => standsFor(id, three))).toEqual(['c', 'c', 'c']);
    expect(mergedWith('c', three).sort()).toEqual(['a', 'b', 'c']);
  });

  test('taking apart gives both back', () => {
    const two = people({ a: '', b: '' });
    expect(['a', 'b'].map((id) => standsFor(id, two))).toEqual(['a', 'b']);
  });

  test('one whose other is gone for good stands for itself', () => {
    expect(standsFor('a', people({ a: 'gone' }))).toBe('a');
  });

  test('two devices that merged each into the other agree on who stands, and a third that joined them follows', () => {
    const round = people({ c: 'b', b: 'a', a: 'b' });
    expect(['a', 'b', 'c'].map((id) => standsFor(id, round))).toEqual(['a', 'a', 'a']);
  });
});

const anyone = fc.array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.constantFrom('', ...'abcdefghx')), { maxLength: 8 })
  .map((pairs) => people(Object.fromEntries(pairs)));

describe('whoever was merged into whomever', () => {
  test('who stands for someone stands for themselves, and everyone is with exactly one', () => {
    fc.assert(fc.property(anyone, (all) => {
      const standing = all.filter(({ id }) => standsFor(id, all) === id);
      for (const { id } of all) expect(standing.map((one) => one.id)).toContain(standsFor(id, all));
      expect(standing.flatMap(({ id }) => mergedWith(id, all)).sort()).toEqual(all.map(({ id }) => id).sort());
    }));
  });
});
