import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDue, openPromises } from '../../src/journal/promise';
import { PROMISE_STATES } from '../../src/journal/vocabulary';
import { made } from '../made';

const promises = fc.array(fc.record({ state: fc.constantFrom(...PROMISE_STATES), due_day: fc.option(fc.nat(9)), made_ms: fc.nat(9) }))
  .map((all) => all.map((fields, i) => made('promise', `p${i}`, fields)));

describe('a promise', () => {
  it('is due on its day and after it, as long as it is open', () => {
    expect([3, 4, 5].map((today) => isDue({ state: 'open', due_day: 4 }, today))).toEqual([false, true, true]);
    expect(isDue({ state: 'open', due_day: null }, 5)).toBe(false);
    for (const state of ['kept', 'changed', 'released'] as const) expect(isDue({ state, due_day: 4 }, 5)).toBe(false);
  });

  it('comes in the order of the days, those without a day last, and only while it is open', () => {
    fc.assert(fc.property(promises, fc.nat(9), (all, today) => {
      const open = openPromises(all);
      expect(open).toHaveLength(all.filter(({ state }) => state === 'open').length);
      const due = open.map((one) => isDue(one, today));
      expect(due).toEqual([...due].sort((x, y) => Number(y) - Number(x)));
      const days = open.map(({ due_day }) => due_day ?? Infinity);
      expect(days).toEqual([...days].sort((x, y) => x - y));
    }));
  });
});
