import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOf, type Step, type Way } from '../../src/stage/back';
import type { Challenge, Records, Seen } from '../../src/stage/records';
import { add, ago, anyChallenge, challenge, noted, NOW, people, PLEASER, records, seen, SMALL, TODAY, TWO } from './records';

const KNOWN: Seen<'part'> = { ...PLEASER, job: 'smiles', fears: 'being left' };
const trusts = seen('reading', 'k', { of: 'p', knows: 'yes', trust: 6, at_ms: ago(3) });
const door = (scope: 'show' | 'connect', answer: 'yes' | 'yes_if' | 'not_now', days = 1) => seen('permission', scope, { part: 'p', about: 'x', scope, answer, at_ms: ago(days) });
const OPEN: Partial<Records> = { ...TWO, part: [KNOWN, SMALL], reading: [trusts] };

function way(some: Partial<Records>, of: Challenge = challenge()): Way {
  return backOf(of, records(some), NOW, false).ways[0]!;
}
function step(some: Partial<Records>, of?: Challenge): Step['name'] {
  return way(some, of).step.name;
}

describe('the way back', () => {
  it('begins with the hope, then with somebody', () => {
    expect(backOf(challenge({ parts: [], love: '' }), records(), NOW, false)).toEqual({ ways: [], step: { name: 'love', part: null, about: null } });
    expect(backOf(challenge({ parts: [] }), records(), NOW, false).step.name).toBe('who');
  });

  it('leaves open what nobody noted', () => {
    expect(way({ part: [PLEASER] })).toMatchObject({ part: 'p', space: null, extremity: null, trust: null, guards: [], knows: null, doors: [{ about: '' }] });
  });

  it('tells what was said first and last', () => {
    const readings = [ago(80), ago(2), ago(30)].map((at_ms, i) => seen('reading', `r${i}`, { of: 'p', space: [0, 4, 2][i]!, at_ms }));
    expect(way({ part: [PLEASER], reading: readings }).space).toEqual({ first: { value: 0, at_ms: ago(80) }, last: { value: 4, at_ms: ago(2) } });
  });

  it('takes the newest word on whether it knows the person', () => {
    const readings = [['glimpses', 9], ['no', 30]].map(([knows, days]) => seen('reading', `r${days}`, { of: 'p', knows: knows as 'no', at_ms: ago(days as number) }));
    expect(way({ part: [PLEASER], reading: readings }).knows).toEqual({ value: 'glimpses', at_ms: ago(9) });
  });

  it('knows whom it guards, and what it said about them', () => {
    const found = way({ ...TWO, permission: [door('show', 'yes'), door('connect', 'not_now')] });
    expect(found.guards).toEqual(['x']);
    expect(found.doors[0]!.doors.map(({ state }) => state)).toEqual(['wide', 'shut', 'unknown']);
  });

  it('forgets a line that was taken back', () => {
    expect(way({ ...TWO, relation: [{ ...TWO.relation![0]!, ended_ms: ago(1) }] }).guards).toEqual([]);
  });

  it('puts the one that trusts the person most first', () => {
    const other = seen('part', 'q', { role: 'firefighter' });
    const readings = [seen('reading', 'a', { of: 'p', trust: 2 }), seen('reading', 'b', { of: 'q', trust: 5 })];
    const { ways } = backOf(challenge({ parts: ['p', 'q'] }), records({ part: [PLEASER, other], reading: readings }), NOW, false);
    expect(ways.map(({ part }) => part)).toEqual(['q', 'p']);
  });
});

describe('the next kind step', () => {
  it('asks for what is not known yet, from the near end', () => {
    expect(step({ part: [PLEASER] })).toBe('ask_job');
    expect(step({ part: [{ ...KNOWN, fears: '' }] })).toBe('ask_fear');
    expect(step({ part: [KNOWN] })).toBe('ask_knows');
    expect(step({ part: [KNOWN], reading: [seen('reading', 'k', { of: 'p', knows: 'glimpses' })] })).toBe('tell_age');
    expect(step({ part: [KNOWN], reading: [seen('reading', 'k', { of: 'p', knows: 'yes' })] })).toBe('sit');
    expect(step({ part: [KNOWN], reading: [{ ...trusts, trust: 3 }] })).toBe('sit');
    expect(step({ part: [KNOWN], reading: [trusts] })).toBe('ask_whom');
    expect(step(OPEN)).toBe('ask_way');
  });

  it('hears a worry, and keeps a promise, before it asks for anything', () => {
    const concern = [seen('concern', 'w', { part: 'p' })];
    expect(step({ ...OPEN, concern })).toBe('hear_worry');
    expect(step({ ...OPEN, concern, promise: [seen('promise', 'm', { part: 'p', due_day: TODAY })] })).toBe('promise');
    expect(step({ ...OPEN, promise: [seen('promise', 'm', { part: 'p', due_day: TODAY + 1 })] })).toBe('ask_way');
  });

  it('leaves a no alone', () => {
    expect(step({ ...OPEN, permission: [door('show', 'yes'), door('connect', 'not_now')] })).toBe('leave_be');
  });

  it('goes no further than a letter, and asks again after a while', () => {
    expect(step({ ...OPEN, permission: [door('show', 'yes'), door('connect', 'yes_if')] })).toBe('letter');
    expect(step({ ...OPEN, permission: [door('show', 'yes'), door('connect', 'yes_if', 40)] })).toBe('ask_again');
    expect(step({ ...OPEN, permission: [door('show', 'yes', 40), door('connect', 'yes_if')] })).toBe('ask_again');
    expect(step({ ...OPEN, permission: [door('show', 'yes', 40)] })).toBe('ask_way');
  });

  it('visits, then tells the protector, then asks what it would rather do', () => {
    const release = [seen('release', 'r', { holder: 'x', outcome: 'a_little' })];
    const follow_up = [seen('follow_up', 'f', { release: 'r', part: 'x', start_day: TODAY - 2, days: 28 })];
    expect(step({ ...OPEN, release, follow_up })).toBe('visit');
    expect(step({ ...OPEN, release })).toBe('tell_protector');
    expect(step({ ...OPEN, release: [{ ...release[0]!, saw: ['p'] }] })).toBe('ask_rather');
    expect(step({ ...OPEN, part: [{ ...KNOWN, rather: 'paint' }, SMALL], release: [{ ...release[0]!, saw: ['p'] }] })).toBe('smaller');
  });

  it('sends nobody to a tender part when none is in view, or with protectors first', () => {
    expect(step(OPEN, challenge({ noExile: true }))).toBe('ask_rather');
    expect(backOf(challenge(), records(OPEN), NOW, true).ways[0]!.step.name).toBe('ask_rather');
  });
});

describe('whatever the journal holds', () => {
  it('there is a way for every protector and a step at its end, in any order of the records', () => {
    fc.assert(fc.property(anyChallenge, people, noted, fc.boolean(), (of, part, all, protectorFirst) => {
      const found = backOf(of, add(records({ part }), all), NOW, protectorFirst);
      expect(backOf(of, add(records({ part: part.toReversed() }), all.toReversed()), NOW, protectorFirst)).toEqual(found);
      expect(new Set(found.ways.map((one) => one.part)).size).toBe(found.ways.length);
      if (protectorFirst || of.noExile) {
        for (const one of found.ways) expect(['visit', 'ask_whom', 'ask_way', 'ask_again', 'letter', 'leave_be', 'tell_protector']).not.toContain(one.step.name);
      }
    }), { numRuns: 400 });
  });
});
