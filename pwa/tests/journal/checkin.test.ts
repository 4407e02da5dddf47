import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, AROUND, nearestFirst, newestCheckin, saysNothing } from '../../src/journal/checkin';
import { changed, read } from '../../src/journal/kinds';
import { made, madePart } from '../made';

describe('a check-in', () => {
  it('says nothing while nobody was chosen and nothing was said', () => {
    const empty = made('checkin', 'c', { at_ms: 5, line: '  ' });
    expect(saysNothing(empty)).toBe(true);
    for (const said of [{ nobody: true }, { line: 'x' }, { need: 'x' }, { leads: 'cant_tell' as const }, { parts: { p: AROUND } }]) {
      expect(saysNothing({ ...empty, ...said })).toBe(false);
    }
  });

  it('keeps someone of whom nothing else was said', () => {
    const stored = changed('checkin', {}, { parts: { p: AROUND, unsure: AROUND } });
    expect(read('checkin', stored).parts).toEqual({ p: AROUND, unsure: AROUND });
  });

  it('names parts, and someone not known is none', () => {
    expect(around({ parts: { p: AROUND, unsure: AROUND } })).toEqual(['p']);
  });

  it('is the newest one only up to now, whatever the clock did', () => {
    fc.assert(fc.property(fc.array(fc.nat(1000)), fc.nat(1000), (times, now_ms) => {
      const newest = newestCheckin(times.map((at_ms) => ({ at_ms })), now_ms);
      const past = times.filter((at_ms) => at_ms <= now_ms);
      expect(newest?.at_ms).toBe(past.length > 0 ? Math.max(...past) : undefined);
    }));
  });
});

describe('who is offered first', () => {
  const parts = [
    madePart('a', { still: 'quiet' }), madePart('b', { lastEntry_ms: 5 }), madePart('c', { lastEntry_ms: 9 }), madePart('d'),
    madePart('e', { still: 'quiet', lastEntry_ms: 20 }),
  ];

  it('is whoever was near lately, then who was written about last; who went quiet comes last', () => {
    expect(nearestFirst(parts, ['d', 'e']).map(({ id }) => id)).toEqual(['d', 'e', 'c', 'b', 'a']);
    expect(nearestFirst(parts, []).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'e', 'a']);
  });

  it('leaves nobody out', () => {
    fc.assert(fc.property(fc.subarray(['a', 'b', 'c', 'd', 'e', 'x']), (near) => {
      expect(nearestFirst(parts, near).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    }));
  });
});
