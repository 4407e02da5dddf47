import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERS, COMPANY, LASTS, SCOPES } from '../../src/journal/vocabulary';
import { PRACTICES, practiceById } from '../../src/practices/bundled';
import { nudge, type Facts } from '../../src/practices/nudges';
import type { Kept } from '../../src/practices/plan';
import { begin, goOn, say, stop, wayOf } from '../../src/practices/sitting';
import { CLOSING_PRACTICE } from '../../src/practices/bundled';
import { aboutOf, ago, answer, EVERYBODY, kept, NOW_MS, practice, sat, TODAY } from './made';

const GUARDS = kept('relation', 'guards', { kind: 'protects', a: 'pleaser', b: 'small' });
const SEEN = kept('witness', 'w', { part: 'small', seen: 'a_little' });
const said = (answer_: 'yes' | 'yes_if' | 'no' | 'not_now', at_ms = ago(2), more = {}): Kept =>
  kept('permission', `${answer_}${at_ms}`, { part: 'pleaser', about: 'small', scope: 'connect', answer: answer_, at_ms, ...more });
const trusts = (trust: number | 'cant_tell', at_ms = ago(1)): Kept => kept('reading', `t${at_ms}`, { of: 'pleaser', trust, at_ms });

function asked(id: string, notes: readonly Kept[], more: Partial<Facts> = {}): ReturnType<typeof nudge> {
  const one = practice(id);
  return nudge({
    practice: one, sitting: { ...begin(one, aboutOf(one), NOW_MS), id: 'now' }, notes: [...EVERYBODY, ...notes], now_ms: NOW_MS, today: TODAY,
    isDeep: (other) => practiceById(other)?.deep ?? false, ...more,
  });
}

describe('beside a tender part', () => {
  it('without a yes one sheet offers the gentler ways, and going on last', () => {
    expect(asked('p2.3', [GUARDS])).toEqual({
      why: 'no_yes', part: 'pleaser', said: null,
      ways: [{ do: 'practice', practice: 'p2.1', part: 'pleaser' }, { do: 'practice', practice: 'p2.2', part: 'small' }, { do: 'company' }, { do: 'go_on' }],
    });
    expect(asked('p2.3', [])).toMatchObject({ why: 'no_yes', part: null });
  });

  it('tells what was answered last', () => {
    expect(asked('p2.3', [GUARDS, said('yes', ago(9)), said('not_now')])).toMatchObject({ part: 'pleaser', said: { answer: 'not_now', at_ms: ago(2) } });
    expect(asked('p2.3', [said('no')])).toMatchObject({ part: 'pleaser' });
  });

  it('with a yes that holds there is nothing to say', () => {
    expect(asked('p2.3', [GUARDS, said('yes')])).toBeNull();
    expect(asked('p3.2', [said('yes_if')])).toBeNull();
    expect(asked('p2.3', [GUARDS, said('yes', ago(31))])).toMatchObject({ why: 'no_yes', said: { answer: 'yes' } });
    expect(asked('p2.3', [GUARDS, said('yes', ago(2), { lasts: 'once' })])).toMatchObject({ why: 'no_yes' });
    expect(asked('p2.3', [GUARDS, said('yes', ago(2), { scope: 'show' })])).toMatchObject({ why: 'no_yes' });
  });

  it('one who says no stands before another’s yes', () => {
    expect(asked('p2.3', [GUARDS, said('yes'), kept('permission', 'other', { part: 'critic', about: 'small', scope: 'help', answer: 'no', at_ms: ago(3) })])).toMatchObject({ part: 'critic' });
  });

  it('with company there is nothing to say', () => {
    for (const company of COMPANY) {
      const sitting = { ...begin(practice('p2.3'), { part: 'small' }, NOW_MS), company, id: 'now' };
      expect(asked('p2.3', [GUARDS], { sitting }) === null).toBe(company !== 'alone');
    }
  });

  it('asking, the doorway, a letter, a visit and a flood are the gentler ways themselves', () => {
    for (const id of ['p2.1', 'p2.2', 'p2.4', 'p2.5', 'p3.5']) expect(asked(id, [GUARDS, said('no')])).toBeNull();
  });

  it('what is in the bin says nothing', () => {
    expect(asked('p2.3', [GUARDS, { ...said('yes'), binned_ms: 5 } as Kept])).toMatchObject({ why: 'no_yes' });
  });
});

describe('before setting something down', () => {
  it('listening a little longer is offered where nobody listened yet', () => {
    expect(asked('p3.3', [GUARDS, said('yes')])).toMatchObject({ why: 'listening', part: 'small', ways: [{ practice: 'p2.3' }, { practice: 'p2.2' }, { do: 'go_on' }] });
    expect(asked('p3.3', [GUARDS, said('yes'), SEEN])).toBeNull();
  });
});

describe('before a protector is asked for something', () => {
  it('under four getting to know it is offered; not asked is not little', () => {
    expect(asked('p4.2', [trusts(3)])).toMatchObject({ why: 'trust', part: 'pleaser', ways: [{ practice: 'p1.3', part: 'pleaser' }, { practice: 'p1.4' }, { do: 'go_on' }] });
    expect([asked('p4.2', [trusts(4)]), asked('p4.2', []), asked('p4.2', [trusts('cant_tell')]), asked('p4.5', [trusts(0)])]).toEqual([null, null, null, null]);
    expect(asked('p4.2', [trusts(8), trusts(2, ago(0))])).toMatchObject({ why: 'trust' });
  });

  it('what is said today counts before what was said earlier', () => {
    const way = wayOf(practice('p4.2'), CLOSING_PRACTICE);
    const trust = (value: number): Facts['sitting'] => ({ ...say(begin(practice('p4.2'), { part: 'pleaser' }, NOW_MS), way.find(({ kind }) => kind === 'trust')!, { value }, NOW_MS), id: 'now' });
    expect(asked('p4.2', [trusts(9)], { sitting: trust(2) })).toMatchObject({ why: 'trust' });
    expect(asked('p4.2', [trusts(1)], { sitting: trust(7) })).toBeNull();
  });
});

describe('the second deep one within a day', () => {
  const earlier = (hours: number, more = {}): Kept => kept('sitting', 'earlier', { practice: 'p2.3', at_ms: NOW_MS - hours * 3_600_000, answers: { know_first: answer({ text: 'a' }) }, ...more });

  it('a day between is offered', () => {
    const yes = [GUARDS, said('yes'), SEEN];
    expect(asked('p3.2', [...yes, earlier(23)])).toEqual({ why: 'again', part: null, said: null, ways: [{ do: 'leave_it' }, { do: 'practice', practice: 'p1.2', part: null }, { do: 'go_on' }] });
    expect([asked('p3.2', [...yes, earlier(25)]), asked('p1.2', [earlier(1)]), asked('p3.2', [...yes, earlier(1, { practice: 'p1.2' })])]).toEqual([null, null, null]);
  });

  it('one that was opened and left is none', () => {
    expect(asked('p3.2', [GUARDS, said('yes'), earlier(1, { answers: { _before: answer({ value: 7 }) } })])).toBeNull();
  });
});

describe('one sheet', () => {
  it('is shown before the first step and never again in that sitting', () => {
    const one = practice('p2.3');
    const places = wayOf(one, CLOSING_PRACTICE).findIndex(({ kind }) => kind === 'step');
    expect(asked('p2.3', [GUARDS], { sitting: { ...sat(one, places), company: 'alone' } })).not.toBeNull();
    expect(asked('p2.3', [GUARDS], { sitting: { ...goOn(stop(sat(one, places + 1))), company: 'alone', id: 'now' } })).toBeNull();
  });

  it('always ends with going on, whatever is known', () => {
    const permission = fc.record({ part: fc.constantFrom('pleaser', 'critic', 'gone'), about: fc.constantFrom('small', '', 'gone'), scope: fc.constantFrom(...SCOPES), answer: fc.constantFrom(...ANSWERS), lasts: fc.constantFrom(...LASTS), at_ms: fc.constantFrom(0, ago(40), ago(1), NOW_MS + 5) });
    fc.assert(fc.property(fc.constantFrom(...PRACTICES), fc.array(permission, { maxLength: 4 }), fc.option(fc.integer({ min: 0, max: 10 }), { nil: 'cant_tell' as const }), (one, permissions, trust) => {
      const sheet = asked(one.id, [...permissions.map((fields, i) => kept('permission', `p${i}`, fields)), trusts(trust)]);
      if (sheet === null) return;
      expect(sheet.ways.at(-1)).toEqual({ do: 'go_on' });
      expect(sheet.ways.length).toBeGreaterThan(1);
      expect(sheet.ways.filter((way) => way.do === 'practice').every((way) => practiceById(way.practice) !== null)).toBe(true);
    }));
  });
});
