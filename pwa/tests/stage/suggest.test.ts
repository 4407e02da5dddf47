import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, type Challenge, type Records } from '../../src/stage/records';
import { RESTS_MS, suggest, type Suggestion } from '../../src/stage/suggest';
import { add, ago, anyChallenge, challenge, noted, NOW, NOW_MS, people, PLEASER, records, seen, TODAY, TWO } from './records';

const reading = (id: string, fields: object) => seen('reading', id, { of: 'p', at_ms: ago(3), ...fields });
/** Enough for goal 1: someone is named, knows the person, and trust was asked. */
const TRUSTED: Partial<Records> = { ...TWO, reading: [reading('k', { knows: 'yes' }), reading('t', { trust: 6 })] };
/** Enough for goals 1, 2 and 3. */
const HELPED: Partial<Records> = {
  ...TRUSTED,
  witness: [seen('witness', 'w', { part: 'x', seen: 'some', company: 'therapist' })],
  release: [seen('release', 'r', { holder: 'x', outcome: 'a_little' })],
};

function goal(some: Partial<Records>, of: Challenge = challenge(), now = NOW): Suggestion & { goal?: string } {
  return suggest(of, records(some), now);
}
const not = (some: Partial<Records>, of?: Challenge) => (goal(some, of) as { because?: string }).because;

describe('the next goal', () => {
  it('is the first of which hardly anything was noted', () => {
    expect(goal({ part: [PLEASER] })).toMatchObject({ goal: '1', reason: 'next', ids: ['p'] });
    expect(goal(TRUSTED)).toMatchObject({ goal: '2', reason: 'next' });
    expect(goal(HELPED)).toMatchObject({ goal: '4' });
  });

  it('names the records behind it', () => {
    expect(goal(TRUSTED)).toMatchObject({ ids: expect.arrayContaining(['p', 'k', 't', 'x']) as unknown });
  });

  it('goes back to what was seen long ago', () => {
    const faded = { part: [{ ...PLEASER, edited_ms: ago(90), made_ms: ago(90) }], reading: [reading('k', { knows: 'yes', at_ms: ago(90) }), reading('t', { trust: 6, at_ms: ago(90) })] };
    expect(goal(faded, challenge({ focus: ['4'] }))).toMatchObject({ goal: '1', returning: true });
  });

  it('says nothing while nothing is noted', () => {
    expect(not({})).toBe('nothing_noted');
  });

  it('says nothing where the person looks already', () => {
    expect(not(TRUSTED, challenge({ focus: ['2', '5'] }))).toBe('there');
  });

  it('says nothing when something is noted of every goal', () => {
    const all = {
      ...HELPED,
      reading: [...HELPED.reading!, reading('a', { alignment: 4 }), reading('c1', { of: 'c', charge: 8, at_ms: ago(40) }), reading('c2', { of: 'c', charge: 7, handled: 'support' })],
      burden: [seen('burden', 'b', { holder: 'p' })],
    };
    expect(not(all)).toBe('enough_everywhere');
  });
});

describe('(a) a no, or a worry that waits', () => {
  const no = seen('permission', 'd', { part: 'p', about: 'x', scope: 'connect', answer: 'not_now', at_ms: ago(5) });

  it('leads to trust, and names the protector', () => {
    expect(goal({ ...HELPED, permission: [no] }, challenge({ focus: ['3'] }))).toMatchObject({ goal: '1', reason: 'no', part: 'p', ids: ['d'], returning: true });
  });

  it('counts only while it is the newest answer', () => {
    const yes = seen('permission', 'e', { ...no, answer: 'yes_if', at_ms: ago(1) });
    expect(goal({ ...HELPED, permission: [no, yes] })).toMatchObject({ goal: '4' });
    expect(goal({ ...HELPED, permission: [{ ...no, at_ms: ago(0.5) }, yes] })).toMatchObject({ goal: '1' });
  });

  it('counts until the day it was given for', () => {
    const until = (day: number) => goal({ ...HELPED, permission: [seen('permission', 'd', { ...no, lasts: 'until_day', until_day: day })] });
    expect([until(TODAY), until(TODAY - 1)].map((one) => one.goal)).toEqual(['1', '4']);
  });

  it('tells doors apart', () => {
    const show = seen('permission', 'e', { ...no, scope: 'show', answer: 'yes', at_ms: ago(1) });
    expect(goal({ ...HELPED, permission: [no, show] })).toMatchObject({ goal: '1' });
  });

  it('hears a protector who is not named here, when it guards the same one', () => {
    expect(goal({ ...HELPED, part: [...TWO.part!, seen('part', 'z', { role: 'firefighter' })], permission: [{ ...no, part: 'z' }] })).toMatchObject({ goal: '1', part: 'z' });
  });

  it('of a part that was merged names the one that stands for it', () => {
    const old = seen('part', 'old', { role: 'manager', mergedInto: 'p' });
    expect(goal({ ...HELPED, part: [...TWO.part!, old], permission: [{ ...no, part: 'old' }] })).toMatchObject({ part: 'p' });
  });

  it('is a worry nobody heard, until it was heard a little', () => {
    const concern = [seen('concern', 'w', { part: 'p', words: 'it may never stop' })];
    expect(goal({ ...HELPED, concern })).toMatchObject({ goal: '1', reason: 'worry', part: 'p', ids: ['w'] });
    const heard = (heard: 'not_yet' | 'cant_tell' | 'a_little') => goal({ ...HELPED, concern, reading: [...HELPED.reading!, reading('h', { of: 'w', heard })] }).goal;
    expect([heard('not_yet'), heard('cant_tell'), heard('a_little')]).toEqual(['1', '1', '4']);
  });
});

describe('(b) unsteady twice', () => {
  const sitting = (id: string, days: number, fields: object = { after: 3 }) => seen('sitting', id, { at_ms: ago(days), ...fields });

  it('leads to trust, with ground beside it', () => {
    expect(goal({ ...HELPED, sitting: [sitting('a', 1), sitting('b', 6)] })).toMatchObject({ goal: '1', reason: 'unsteady', ground: true, ids: ['a', 'b'] });
  });

  it.each([
    ['once is once', [sitting('a', 1)]],
    ['one of them is a week old', [sitting('a', 1), sitting('b', 7.1)]],
    ['wobbly is not unsteady', [sitting('a', 1, { after: 4 }), sitting('b', 2)]],
    ['two ratings of one sitting', [sitting('a', 1, { midway: 1, after: 2 })]],
    ['can’t tell says nothing', [sitting('a', 1, { after: 'cant_tell' }), sitting('b', 2)]],
    ['a clock that was a month ahead', [sitting('a', -30), sitting('b', 1)]],
  ])('not when %s', (_name, all) => {
    expect(goal({ ...HELPED, sitting: all })).toMatchObject({ goal: '4', ground: false });
  });

  it('takes numb for unsteady', () => {
    expect(goal({ ...HELPED, sitting: [sitting('a', 1, { activation: 'too_little' }), sitting('b', 2, { before: 0 })] })).toMatchObject({ reason: 'unsteady' });
  });

  it('offers ground beside a no as well', () => {
    const permission = [seen('permission', 'd', { part: 'p', about: 'x', answer: 'no' })];
    expect(goal({ ...HELPED, permission, sitting: [sitting('a', 1), sitting('b', 2)] })).toMatchObject({ reason: 'no', part: 'p', ground: true });
  });
});

describe('(c) short visits that are going on', () => {
  const visits = (start_day: number, days = 28) => [seen('follow_up', 'f', { release: 'r', part: 'x', start_day, days })];

  it('stay with 3', () => {
    expect(goal({ ...HELPED, follow_up: visits(TODAY - 9) })).toMatchObject({ goal: '3', reason: 'visits', part: 'x', ids: ['f'] });
    expect(not({ ...HELPED, follow_up: visits(TODAY - 9) }, challenge({ focus: ['3'] }))).toBe('there');
  });

  it.each([[TODAY + 1, '3'], [TODAY + 2, '4'], [TODAY - 27, '3'], [TODAY - 28, '4'], [0, '4']])('begin on day %i and end', (start, expected) => {
    expect(goal({ ...HELPED, follow_up: visits(start) }).goal).toBe(expected);
  });

  it('wait when a protector says no', () => {
    expect(goal({ ...HELPED, follow_up: visits(TODAY), permission: [seen('permission', 'd', { part: 'p', about: 'x', answer: 'no' })] })).toMatchObject({ goal: '1' });
  });
});

describe('(d) no tender part in view', () => {
  it('leaves out 2 and 3', () => {
    expect(goal(TRUSTED, challenge({ noExile: true }))).toMatchObject({ goal: '4', reason: 'none_in_view' });
    const eased = { ...TRUSTED, burden: [seen('burden', 'b', { holder: 'p' })], quality: [seen('quality', 'q', { part: 'p' })] };
    expect(goal(eased, challenge({ noExile: true }))).toMatchObject({ goal: '5', reason: 'none_in_view' });
  });

  it('begins with trust all the same', () => {
    expect(goal({ part: [PLEASER] }, challenge({ noExile: true }))).toMatchObject({ goal: '1', reason: 'next' });
  });
});

describe('(e) a journal that contradicts itself', () => {
  const answer = (id: string, said: 'yes' | 'no' | 'not_now', at_ms: number) => seen('permission', id, { part: 'p', about: 'x', scope: 'show', answer: said, at_ms });

  it.each([
    ['a yes and a no of one minute', { permission: [answer('a', 'yes', ago(2)), answer('b', 'no', ago(2) + 30_000)] }],
    ['it knows you and does not', { reading: [reading('a', { knows: 'yes' }), reading('b', { knows: 'no' })] }],
    ['heard and not heard', { concern: [seen('concern', 'w', { part: 'p' })], reading: [reading('a', { of: 'w', heard: 'not_yet' }), reading('b', { of: 'w', heard: 'a_great_deal' })] }],
  ])('says so: %s', (_name, some) => {
    expect(goal({ ...HELPED, ...some })).toMatchObject({ say: 'unclear', doubt: { because: 'two_answers', ids: expect.arrayContaining(['a', 'b']) as unknown, parts: ['p'] } });
  });

  it('takes answers of different minutes for a change of mind, and a newer one for the end of it', () => {
    expect(goal({ ...HELPED, permission: [answer('a', 'yes', ago(2)), answer('b', 'no', ago(2) + 61_000)] })).toMatchObject({ goal: '1' });
    expect(goal({ ...HELPED, permission: [answer('a', 'yes', ago(2)), answer('b', 'no', ago(2)), answer('c', 'yes', ago(1))] })).toMatchObject({ goal: '4' });
  });

  it('says so when none is in view and one was met lately', () => {
    expect(goal(HELPED, challenge({ noExile: true }))).toMatchObject({ say: 'unclear', doubt: { because: 'none_in_view' } });
    expect(goal(TRUSTED, challenge({ noExile: true })).say).toBe('goal');
  });

  it('counts more than a no', () => {
    expect(goal({ ...HELPED, permission: [answer('a', 'yes', ago(2)), answer('b', 'not_now', ago(2))] }).say).toBe('unclear');
  });
});

describe('at most one in fourteen days', () => {
  const decided = (at_ms: number, of = 'c') => ({ ...TRUSTED, decision: [seen('decision', 'd', { challenge: of, at_ms, answer: 'not_yet' })] });

  it('rests after a decision', () => {
    expect(not(decided(NOW_MS))).toBe('decided');
    expect(not(decided(NOW_MS - RESTS_MS + 1))).toBe('decided');
    expect(goal(decided(NOW_MS - RESTS_MS))).toMatchObject({ goal: '2' });
  });

  it('of another challenge rests only there', () => {
    expect(goal(decided(NOW_MS, 'other'))).toMatchObject({ goal: '2' });
  });

  it('is not fooled by a clock that was wrong or a zone that changed', () => {
    expect(not(decided(NOW_MS + DAY_MS / 2))).toBe('decided');
    expect(goal(decided(NOW_MS + 365 * DAY_MS))).toMatchObject({ goal: '2' });
  });

  it('stops where the person said so, and where the challenge rests or was let go', () => {
    expect([not(TRUSTED, challenge({ quiet: true })), not(TRUSTED, challenge({ state: 'resting' })), not(TRUSTED, challenge({ state: 'let_go' }))]).toEqual(['stopped', 'resting', 'resting']);
  });
});

describe('whatever the journal holds', () => {
  it('a suggestion has a reason and records behind it, in any order of them', () => {
    fc.assert(fc.property(anyChallenge, people, noted, (of, part, all) => {
      const some = add(records({ part }), all);
      const said = suggest(of, some, NOW);
      expect(suggest(of, add(records({ part: part.toReversed() }), all.toReversed()), NOW)).toEqual(said);
      if (said.say === 'goal') {
        expect(said.ids.length).toBeGreaterThan(0);
        expect(of.focus).not.toContain(said.goal);
      }
      if (said.say === 'unclear') expect(said.doubt.ids.length).toBeGreaterThan(0);
    }), { numRuns: 500 });
  });

  it('the same journal is asked once in fourteen days', () => {
    fc.assert(fc.property(anyChallenge, people, noted, fc.integer({ min: 0, max: RESTS_MS - 1 }), (of, part, all, later_ms) => {
      const some = add(records({ part }), all);
      if (suggest(of, some, NOW).say !== 'goal') return;
      const answered = add(some, [{ type: 'decision', record: seen('decision', 'answer', { challenge: 'c', at_ms: NOW_MS, answer: 'not_yet' }) }]);
      const then = { now_ms: NOW_MS + later_ms, today: Math.floor((NOW_MS + later_ms) / DAY_MS) };
      expect(suggest(of, answered, then)).toEqual({ say: 'nothing', because: 'decided' });
    }), { numRuns: 300 });
  });
});
