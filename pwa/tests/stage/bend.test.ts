import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GOALS, type Goal } from '../../src/journal/vocabulary';
import { bendOf } from '../../src/stage/bend';
import { DAY_MS } from '../../src/stage/records';
import { ago, noted, NOW_MS } from './records';

const dayOf = (at_ms: number): number => Math.floor(at_ms / DAY_MS);
const decided = (days: number, ...chosen: Goal[]) => ({ id: `d${days}`, at_ms: ago(days), chosen });

describe('where the person has been looking', () => {
  it('is a station for every change, oldest first', () => {
    expect(bendOf([decided(1, '2'), decided(9, '1')], dayOf)).toEqual([
      { at_ms: ago(9), goals: ['1'], returning: false }, { at_ms: ago(1), goals: ['2'], returning: false },
    ]);
  });

  it('comes back where everything before lay further on', () => {
    const looks = bendOf([decided(9, '3', '5'), decided(5, '1'), decided(3, '1', '4'), decided(1, '2')], dayOf);
    expect(looks.map(({ returning }) => returning)).toEqual([false, true, false, false]);
  });

  it('takes the last word of a day, and leaves out what changed nothing', () => {
    const at = NOW_MS - 5 * DAY_MS;
    const all = [{ id: 'a', at_ms: at, chosen: ['5'] as const }, { id: 'b', at_ms: at + 1, chosen: ['2'] as const }, decided(3, '2'), decided(1)];
    expect(bendOf(all, dayOf).map(({ goals }) => goals)).toEqual([['2'], []]);
  });

  it('is the same in whatever order the decisions came, and knows no goal but the five', () => {
    fc.assert(fc.property(noted, (all) => {
      const some = all.flatMap(({ type, record }) => (type === 'decision' ? [record as unknown as { id: string; at_ms: number; chosen: Goal[] }] : []));
      const looks = bendOf(some, dayOf);
      expect(bendOf(some.toReversed(), dayOf)).toEqual(looks);
      for (const { goals } of looks) for (const goal of goals) expect(GOALS).toContain(goal);
    }));
  });
});
