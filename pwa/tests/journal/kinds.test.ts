import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/crypto/encoding';
import { changed, isNote, KINDS, linksOf, read, type Members, type Type } from '../../src/journal/kinds';
import { mergedWith, standsFor } from '../../src/journal/people';

const TYPES = Object.keys(KINDS) as Type[];
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 })),
})).value;

describe('the registry', () => {
  test('reads anything without failing, and what it read writes back to the same', () => {
    fc.assert(fc.property(fc.constantFrom(...TYPES), fc.dictionary(fc.string(), value), (type, other) => {
      const names = Object.keys(KINDS[type]);
      const f: Members = { ...other, ...Object.fromEntries(names.map((name, i) => [name, Object.values(other)[i] ?? 1])) };
      const stored = changed(type, f, read(type, f));
      expect(changed(type, stored, read(type, stored))).toEqual(stored);
      linksOf(type, f);
    }));
  });

  test('a change keeps members it does not know, also inside maps and sets', () => {
    const f: Members = { later: 1, parts: { p: { strength: 3, room: 4, newer: 1 } } };
    expect(changed('checkin', f, { parts: { p: { here: true, strength: null, room: 5 } } })).toEqual({ later: 1, parts: { p: { here: 1, room: 5, newer: 1 } } });
    expect(changed('reading', { toward: { serene: 1, calm: 1 } }, { toward: ['warm'] })).toEqual({ toward: { serene: 1, warm: 1 } });
  });

  test('not asked, can’t tell and zero are three things', () => {
    const readings = [{}, { trust: 'cant_tell' }, { trust: 0 }, { trust: 11 }].map((f) => read('reading', f).trust);
    expect(readings).toEqual([null, 'cant_tell', 0, null]);
  });

  test('answers of a sitting are kept one by one, and whoever they name is found', () => {
    const some = read('sitting', { answers: { who: { who: { p: 1, q: 1 }, at_ms: 5 }, room: { value: 7, later: 'x' } }, part: 'r' });
    expect(some.answers['who']).toMatchObject({ who: ['p', 'q'], at_ms: 5, skipped: false });
    expect(changed('sitting', { answers: { room: { value: 7, later: 'x' } } }, { answers: { room: { ...some.answers['room']!, value: 4 } } }))
      .toEqual({ answers: { room: { value: 4, at_ms: 0, later: 'x' } } });
    expect(linksOf('sitting', { answers: { who: { who: { p: 1, q: 1 } }, damaged: 3 }, part: 'r' })).toEqual(['r', 'p', 'q']);
  });

  test('every type of the journal’s own has a day it was made and can be put into the bin', () => {
    for (const type of TYPES.filter(isNote)) expect(Object.keys(KINDS[type])).toEqual(expect.arrayContaining(['made_ms', 'binned_ms']));
  });

  test('names of types and members are what a record may carry', () => {
    for (const type of TYPES) {
      expect(type).toMatch(/^[a-z0-9_.-]{1,64}$/);
      for (const name of Object.keys(KINDS[type])) expect(name).toMatch(/^[A-Za-z0-9_.-]{1,200}$/);
    }
  });
});

describe('parts that turned out to be one', () => {
  const parts = [{ id: 'a', mergedInto: '' }, { id: 'b', mergedInto: 'a' }, { id: 'c', mergedInto: 'b' }, { id: 'd', mergedInto: 'gone' }];

  test('the last one stands for all of them', () => {
    expect(['a', 'b', 'c', 'd'].map((id) => standsFor(id, parts))).toEqual(['a', 'a', 'a', 'd']);
    expect(mergedWith('a', parts)).toEqual(['a', 'b', 'c']);
    expect(mergedWith('c', parts)).toEqual(['c']);
  });

  test('two devices may have merged them the other way round', () => {
    const round = [{ id: 'a', mergedInto: 'b' }, { id: 'b', mergedInto: 'a' }, { id: 'c', mergedInto: 'b' }];
    expect(['a', 'b', 'c'].map((id) => standsFor(id, round))).toEqual(['a', 'a', 'a']);
  });
});
