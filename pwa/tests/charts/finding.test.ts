import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, compareHeard, comparePairs, type Finding } from '../../src/charts/finding';
import type { Pair } from '../../src/charts/pairs';
import type { Told } from '../../src/charts/series';

const of = (...values: (number | null)[]): Told[] => values.map((value, i) => ({ at_ms: i, value }));
const pairs = (...all: [number | null, number | null][]): Pair[] => all.map(([before, after], i) => ({ at_ms: i, before, after }));

const values = fc.array(fc.option(fc.integer({ min: 0, max: 10 })), { maxLength: 40 });
const TURNED = { up: 'down', down: 'up' } as const;
const turned = <T extends { code: string }>(finding: T): T => ({ ...finding, code: TURNED[finding.code as 'up'] ?? finding.code });

describe('what a line shows', () => {
  it('is told the same way up and down', () => {
    fc.assert(fc.property(values, (all) => {
      const falling = compare(of(...all.map((value) => (value === null ? null : 10 - value))));
      expect(falling).toEqual(((found: Finding | null) => found && turned(found))(compare(of(...all))));
    }));
  });

  it('says nothing where nothing was noted, and little where little was', () => {
    expect(compare([])).toBe(null);
    expect(compare(of(null, null))).toEqual({ code: 'cant_tell' });
    expect(compare(of(4, null))).toEqual({ code: 'once' });
    expect(compare(of(4, 7))).toMatchObject({ code: 'up', few: true });
  });

  it('calls hardly any movement steady', () => {
    expect(compare(of(5, 5, 6, 5, 5))).toMatchObject({ code: 'steady', few: false });
  });

  it('does not call it steady when it swung in between', () => {
    expect(compare(of(5, 9, 2, 5))).toMatchObject({ code: 'to_and_fro' });
  });

  it('tells a little from a lot, and one bad day from a change', () => {
    expect(compare(of(2, 3, 3, 5, 3, 5, 6))).toMatchObject({ code: 'up', little: true });
    expect(compare(of(2, 2, 7, 8))).toMatchObject({ code: 'up', little: false });
    expect(compare(of(6, 6, 6, 6, 6, 6, 6, 6, 0))).toMatchObject({ code: 'to_and_fro' });
  });
});

describe('what pairs show', () => {
  it('is told the same way up and down', () => {
    const some = fc.array(fc.tuple(fc.option(fc.integer({ min: 0, max: 10 })), fc.option(fc.integer({ min: 0, max: 10 }))), { maxLength: 12 });
    fc.assert(fc.property(some, (all) => {
      const back = all.map(([before, after]): [number | null, number | null] => [after, before]);
      expect(comparePairs(pairs(...back))).toEqual(turned(comparePairs(pairs(...all))));
    }));
  });

  it('looks at the last five that were told twice', () => {
    expect(comparePairs(pairs([1, 9], [8, 7], [9, 5], [7, 7], [8, 5], [null, 3], [6, 6]))).toEqual({ code: 'down', times: 3, of: 5 });
  });

  it('calls no movement steady, and as much of both ways both', () => {
    expect(comparePairs(pairs([4, 4], [6, 6]))).toEqual({ code: 'steady', of: 2 });
    expect(comparePairs(pairs([4, 6], [6, 4]))).toEqual({ code: 'both', of: 2 });
    expect(comparePairs(pairs([null, 6]))).toEqual({ code: 'none' });
  });
});

describe('what was heard', () => {
  it.each([
    [[], 'unsaid'], [[null, 'cant_tell'], 'unsaid'], [['not_yet', null], 'none'], [['a_little', 'not_yet'], 'some'],
    [['a_little', null], 'some'], [['a_little', 'mostly'], 'all'],
  ] as const)('%j is %s', (degrees, found) => {
    expect(compareHeard(degrees)).toBe(found);
  });
});
