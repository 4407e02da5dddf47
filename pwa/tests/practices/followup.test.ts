import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../src/journal/vocabulary';
import { afterRelease, asksStillChanged, asksStillSo, backDay, duePromises, isGoing, isVisitDue, lastDay } from '../../src/practices/followup';
import { kept, TODAY } from './made';

const dayOf = (at_ms: number): number => Math.floor(at_ms / 86_400_000);
const follow = (more = {}): Parameters<typeof isVisitDue>[0] => kept('follow_up', 'f', { start_day: TODAY - 3, days: 28, ...more });
const visited = (day: number): object => ({ v: { at_ms: day * 86_400_000 + 5, how: '', back: '', busy: '', wants: '', same: null } });

describe('after something was set down', () => {
  it('short visits and telling the protectors are offered for every outcome but none for now, and none ranks above another', () => {
    const offers = OUTCOMES.map((outcome) => afterRelease({ id: 'r', holder: 'small', outcome, left: null }, false, TODAY));
    expect(offers[0]).toBeNull();
    for (const offer of offers.slice(1)) expect(offer).toEqual({ visits: { release: 'r', part: 'small', start_day: TODAY, days: 28 }, tell: true });
    expect(afterRelease({ id: 'r', holder: 'small', outcome: 'a_little', left: null }, true, TODAY)!.visits).toBeNull();
  });

  it('visits go on for twenty-eight days, or as many as the person says', () => {
    expect([0, 27, 28].map((past) => isGoing({ start_day: TODAY - past, days: 28 }, TODAY))).toEqual([true, true, false]);
    expect(lastDay({ start_day: TODAY, days: 5 })).toBe(TODAY + 4);
    expect(isGoing({ start_day: TODAY + 1, days: 5 }, TODAY)).toBe(true);
  });

  it('a visit may be offered once a day, not before the day that was set, and no gap is held against anyone', () => {
    expect(isVisitDue(follow(), TODAY, dayOf)).toBe(true);
    expect(isVisitDue(follow({ visits: visited(TODAY) }), TODAY, dayOf)).toBe(false);
    expect(isVisitDue(follow({ visits: visited(TODAY - 2) }), TODAY, dayOf)).toBe(true);
    expect([TODAY + 1, TODAY, TODAY - 1].map((next_day) => isVisitDue(follow({ next_day }), TODAY, dayOf))).toEqual([false, true, true]);
    expect(isVisitDue(follow({ start_day: TODAY - 40 }), TODAY, dayOf)).toBe(false);
  });

  it('“still so after four weeks?” is asked once, whatever length the visits have', () => {
    expect([27, 28, 200].map((past) => asksStillSo(follow({ start_day: TODAY - past, days: 7 }), TODAY))).toEqual([false, true, true]);
    for (const stillSo of ['yes', 'partly', 'no'] as const) expect(asksStillSo(follow({ start_day: TODAY - 30, stillSo }), TODAY)).toBe(false);
    const change = kept('role_change', 'c', { after: 'advisor' });
    expect([asksStillChanged(change, TODAY - 28, TODAY), asksStillChanged(change, TODAY - 27, TODAY), asksStillChanged({ ...change, degree: 'not_yet' }, TODAY - 28, TODAY)]).toEqual([true, false, false]);
  });

  it('who is still in the old place is visited at the next session', () => {
    expect([backDay('no', TODAY + 6, TODAY), backDay('partly', null, TODAY), backDay('no', TODAY - 1, TODAY), backDay('yes', TODAY + 6, TODAY), backDay(null, null, TODAY)])
      .toEqual([TODAY + 6, null, null, TODAY + 1, TODAY + 1]);
  });
});

describe('promises', () => {
  it('that are due come by their day, and the others wait', () => {
    const promise = fc.record({ state: fc.constantFrom('open', 'kept', 'changed', 'released'), due_day: fc.option(fc.integer({ min: TODAY - 5, max: TODAY + 5 }), { nil: null }) });
    fc.assert(fc.property(fc.array(promise), (all) => {
      const due = duePromises(all, TODAY);
      expect(due.every(({ state, due_day }) => state === 'open' && due_day !== null && due_day <= TODAY)).toBe(true);
      expect(due.map(({ due_day }) => due_day)).toEqual(due.map(({ due_day }) => due_day!).sort((x, y) => x - y));
      expect(due.length).toBe(all.filter(({ state, due_day }) => state === 'open' && due_day !== null && due_day <= TODAY).length);
    }));
  });
});
