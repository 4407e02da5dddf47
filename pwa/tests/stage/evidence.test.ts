import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GOALS, type Goal } from '../../src/journal/vocabulary';
import { coverageOf, FADES_MS, isFaded, type Amount } from '../../src/stage/coverage';
import { evidenceOf } from '../../src/stage/evidence';
import type { Records } from '../../src/stage/records';
import { add, ago, anyChallenge, challenge, GUARDS, noted, NOW_MS, people, PLEASER, records, seen, SMALL, TWO } from './records';

const ORDER: readonly Amount[] = ['none', 'thin', 'some', 'rich'];

function kinds(some: Partial<Records>, goal?: Goal, of = challenge()): string[] {
  return evidenceOf(of, records(some)).filter((one) => goal === undefined || one.goal === goal).map(({ kind }) => kind);
}

describe('evidence of trust', () => {
  it('begins with a protector who is named', () => {
    expect(kinds({ part: [PLEASER] })).toEqual(['protector_named']);
  });

  it('counts no one whom the challenge does not name', () => {
    expect(kinds({ part: [PLEASER] }, undefined, challenge({ parts: [] }))).toEqual([]);
  });

  it('needs the job and the fear of the same one', () => {
    const job = seen('part', 'p', { role: 'manager', job: 'smiles' });
    const fear = seen('part', 'q', { role: 'manager', fears: 'being left' });
    expect(kinds({ part: [job, fear] }, '1', challenge({ parts: ['p', 'q'] }))).not.toContain('reasons_heard');
    expect(kinds({ part: [{ ...job, fears: 'being left' }] }, '1')).toContain('reasons_heard');
  });

  it.each([
    ['one sitting', [{ from: 's1', at_ms: ago(3) }, { from: 's1', at_ms: ago(1) }], false],
    ['two sittings', [{ from: 's1', at_ms: ago(1) }, { from: 's2', at_ms: ago(1) }], true],
    ['twice by hand within an hour', [{ from: '', at_ms: ago(1) }, { from: '', at_ms: ago(1) + 3_600_000 }], false],
    ['by hand on two days', [{ from: '', at_ms: ago(2) }, { from: '', at_ms: ago(1) }], true],
  ] as const)('wants an open feeling more than once: %s', (_name, when, expected) => {
    const reading = when.map((fields, i) => seen('reading', `r${i}`, { of: 'p', toward: ['curiosity'], ...fields }));
    expect(kinds({ part: [PLEASER], reading }, '1').includes('open_toward')).toBe(expected);
  });

  it('takes a guarded feeling for no open one', () => {
    const reading = [1, 5].map((days) => seen('reading', `r${days}`, { of: 'p', toward: ['irritated'], at_ms: ago(days) }));
    expect(kinds({ part: [PLEASER], reading }, '1')).not.toContain('open_toward');
  });

  it('knows glimpses, trust of any height, and a worry that was heard a little', () => {
    const reading = [
      seen('reading', 'r', { of: 'p', knows: 'glimpses', trust: 0 }), seen('reading', 'h', { of: 'w', heard: 'a_little' }),
    ];
    const concern = [seen('concern', 'w', { part: 'p' })];
    expect(kinds({ part: [PLEASER], reading, concern }, '1')).toEqual(['protector_named', 'knows_you', 'trust_asked', 'worry_heard']);
  });

  it('leaves out what was read in connection with another challenge', () => {
    const reading = [seen('reading', 'r', { of: 'p', trust: 6, challenge: 'other' })];
    expect(kinds({ part: [PLEASER], reading }, '1')).toEqual(['protector_named']);
  });
});

describe('evidence of the other goals', () => {
  it('2: sensed, asked, with Self near, seen, and in what company', () => {
    const found = kinds({
      ...TWO,
      permission: [seen('permission', 'd', { part: 'p', about: 'x', answer: 'not_now' })],
      self_reading: [seen('self_reading', 's', { near: 'x', leads: 'mixed', c: {} as never, p: {} as never })],
      witness: [seen('witness', 'w', { part: 'x', seen: 'not_yet', company: 'therapist' })],
    }, '2');
    expect(found).toEqual(['tender_sensed', 'scopes_answered', 'self_near', 'seen_asked', 'company_noted']);
  });

  it('3: any outcome, being seen by itself, a quality, a visit, less exposed', () => {
    const found = kinds({
      ...TWO,
      release: [seen('release', 'r', { holder: 'x', outcome: 'held_differently' })],
      witness: [seen('witness', 'w', { part: 'x', heard: 'a_little' })],
      quality: [seen('quality', 'q', { part: 'x', words: 'play' })],
      follow_up: [seen('follow_up', 'f', { release: 'r', visits: { v: { at_ms: ago(1), how: '', back: '', busy: '', wants: '', same: null } } })],
      reading: [seen('reading', 'a', { of: 'x', vulnerability: 8, at_ms: ago(9) }), seen('reading', 'b', { of: 'x', vulnerability: 7, at_ms: ago(2) })],
    }, '3');
    expect(found).toEqual(['outcome', 'witnessed', 'quality_back', 'visited', 'less_exposed']);
  });

  it('3: not now is an outcome that counts as none', () => {
    expect(kinds({ ...TWO, release: [seen('release', 'r', { holder: 'x', outcome: 'not_now' })] }, '3')).toEqual([]);
  });

  it('4: told, a little looser, its own burden, a capacity, closer together', () => {
    const found = kinds({
      ...TWO,
      release: [seen('release', 'r', { holder: 'x', outcome: 'a_little', saw: ['p'] })],
      burden: [seen('burden', 'b', { holder: 'p' })],
      quality: [seen('quality', 'q', { part: 'p', words: 'tact' })],
      reading: [
        seen('reading', 'a', { of: 'p', space: 2, at_ms: ago(9) }), seen('reading', 'b', { of: 'p', space: 3, alignment: 4, at_ms: ago(2) }),
      ],
    }, '4');
    expect(found).toEqual(['protectors_told', 'loosened', 'own_burden', 'capacity_named', 'alignment']);
  });

  it('4: the same job, gentler, is enough', () => {
    expect(kinds({ part: [PLEASER], role_change: [seen('role_change', 'r', { part: 'p', degree: 'a_little' })] }, '4')).toEqual(['loosened']);
  });

  it('5: led, a tug, charge then and now, how it was met, an agreement, room to move', () => {
    const found = kinds({
      part: [PLEASER, seen('part', 'q', { role: 'manager' })],
      moment: [{ id: 'm', at_ms: ago(1), parts: ['p'], challenge: '', led: true }],
      relation: [seen('relation', 't', { kind: 'tug', a: 'q', b: 'p' })],
      reading: [
        seen('reading', 'a', { of: 't', tension: 6 }), seen('reading', 'b', { of: 'c', charge: 9, at_ms: ago(90) }),
        seen('reading', 'd', { of: 'c', charge: 9, handled: 'not_yet', at_ms: ago(1) }),
      ],
      agreement: [seen('agreement', 'g', { challenge: 'c', kept: 'partly' })],
      self_reading: [seen('self_reading', 's', { challenge: 'c', move: 3 })],
    }, '5');
    expect(found).toEqual(['led_by_you', 'tug_tension', 'charge_then_now', 'how_handled', 'agreement_kept', 'room_to_move']);
  });

  it('5: one charge is no then and now', () => {
    expect(kinds({ reading: [seen('reading', 'a', { of: 'c', charge: 9 })] }, '5')).toEqual([]);
  });
});

describe('who belongs to a challenge', () => {
  it('includes those its protectors look after, met or not', () => {
    expect(kinds(TWO, '2')).toEqual(['tender_sensed']);
  });

  it('counts what a merged part noted for the one that stands for it', () => {
    const before = seen('part', 'old', { role: 'manager', mergedInto: 'p' });
    const found = evidenceOf(challenge({ parts: ['old'] }), records({ part: [PLEASER, before], reading: [seen('reading', 'r', { of: 'old', trust: 4 })] }));
    expect(found.map(({ kind, parts }) => [kind, parts])).toEqual([['protector_named', ['p']], ['trust_asked', ['p']]]);
  });

  it('remembers that someone was tender, and that someone was a protector', () => {
    const grown = seen('part', 'x', { role: 'helper' });
    const change = seen('role_change', 'r', { part: 'x', fromRole: 'exile', toRole: 'helper' });
    expect(kinds({ part: [PLEASER, grown], relation: [GUARDS], role_change: [change] }, '2')).toEqual(['tender_sensed']);
    const eased = seen('role_change', 'e', { part: 'p', fromRole: 'manager', toRole: 'helper' });
    expect(kinds({ part: [{ ...PLEASER, role: 'helper' }], role_change: [eased] }, '1')).toEqual(['protector_named']);
  });

  it('does without a part that was taken away', () => {
    expect(kinds({ part: [SMALL], relation: [GUARDS] })).toEqual([]);
  });
});

describe('coverage', () => {
  const kind = (i: number, days: number) => ({ goal: '1' as const, kind: 'trust_asked' as const, ids: [`${i}`], parts: [], at_ms: ago(days) });
  const amount = (...days: number[]): Amount => coverageOf(days.map((one, i) => kind(i, one)), NOW_MS)['1'];

  it.each([
    [[], 'none'], [[1], 'thin'], [[1, 61], 'thin'], [[1, 1], 'some'], [[1, 1, 61, 61], 'some'], [[1, 1, 1, 61], 'some'], [[1, 1, 1, 1], 'rich'],
    [[61, 61, 61, 61], 'some'], [[61, 61, 61], 'thin'],
  ] as const)('counts kinds, and half for those seen long ago: %j', (days, expected) => {
    expect(amount(...days)).toBe(expected);
  });

  it('fades after sixty days, not on the sixtieth', () => {
    expect([isFaded({ at_ms: NOW_MS - FADES_MS }, NOW_MS), isFaded({ at_ms: NOW_MS - FADES_MS - 1 }, NOW_MS)]).toEqual([false, true]);
  });

  it('takes a time ahead of the clock for now', () => {
    expect(amount(-900, -1)).toBe('some');
  });
});

describe('whatever the journal holds', () => {
  it('noting more never makes less of it', () => {
    fc.assert(fc.property(anyChallenge, people, noted, noted, (of, part, first, then) => {
      const some = records({ part });
      const more = then.map((one, i) => ({ ...one, record: { ...one.record, id: `more${i}` } }));
      const before = coverageOf(evidenceOf(of, add(some, first)), NOW_MS);
      const after = coverageOf(evidenceOf(of, add(add(some, first), more)), NOW_MS);
      for (const goal of GOALS) expect(ORDER.indexOf(after[goal])).toBeGreaterThanOrEqual(ORDER.indexOf(before[goal]));
    }), { numRuns: 300 });
  });

  it('the order of the records says nothing', () => {
    fc.assert(fc.property(anyChallenge, people, noted, (of, part, all) => {
      const reversed = add(records({ part: part.toReversed() }), all.toReversed());
      expect(evidenceOf(of, reversed)).toEqual(evidenceOf(of, add(records({ part }), all)));
    }), { numRuns: 300 });
  });

  it('time alone never adds, and takes at most half', () => {
    fc.assert(fc.property(anyChallenge, people, noted, (of, part, all) => {
      const evidence = evidenceOf(of, add(records({ part }), all));
      const [now, later] = [coverageOf(evidence, NOW_MS), coverageOf(evidence, NOW_MS + 10 * FADES_MS)];
      for (const goal of GOALS) {
        expect(ORDER.indexOf(later[goal])).toBeLessThanOrEqual(ORDER.indexOf(now[goal]));
        expect(later[goal] === 'none').toBe(now[goal] === 'none');
      }
    }), { numRuns: 100 });
  });

  it('each piece of evidence names records that are there', () => {
    fc.assert(fc.property(anyChallenge, people, noted, (of, part, all) => {
      const known = new Set([...part, ...all.map(({ record }) => record)].map(({ id }) => id));
      for (const { ids } of evidenceOf(of, add(records({ part }), all))) for (const id of ids) expect(known.has(id)).toBe(true);
    }), { numRuns: 100 });
  });
});
