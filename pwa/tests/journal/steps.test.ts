import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steps, type Known } from '../../src/journal/steps';
import type { Role } from '../../src/journal/vocabulary';
import { madePart } from '../made';

const part = madePart;

const challenge = { words: 'I say yes to everybody.', love: 'To hear the question.', parts: [] };
const fresh: Known = { written: false, parts: [], challenge };

describe('steps', () => {
  it('begin with who showed up while nobody has a name, then a first line and a name', () => {
    expect(steps(fresh).slice(0, 3).map((step) => step.name)).toEqual(['who_showed_up', 'first_line', 'name_someone']);
    expect(steps({ ...fresh, written: true }).slice(0, 2).map((step) => step.name)).toEqual(['who_showed_up', 'name_someone']);
    expect(steps({ ...fresh, parts: [part('pleaser')] })[0]!.name).toBe('first_line');
  });

  it('then turn to the challenge and to parts', () => {
    const names = steps({ written: true, parts: [part('pleaser')], challenge }).map((step) => step.name);
    expect(names).toEqual(['challenge_moment', 'part_job', 'challenge_who', 'challenge_love', 'any_line', 'one_word']);
  });

  it('ask a part for what is not known of it yet', () => {
    const asked = (fields: Partial<ReturnType<typeof madePart>>): string => steps({ written: true, parts: [part('x', fields)], challenge: null })[0]!.name;
    expect(asked({})).toBe('part_job');
    expect(asked({ job: 'says yes' })).toBe('part_fears');
    expect(asked({ job: 'says yes', fears: 'quiet' })).toBe('part_need');
  });

  it('never send anyone to a tender part', () => {
    const parts = [part('someone', { role: 'exile' }), part('gardener', { role: 'helper' })];
    const all = steps({ written: true, parts, challenge: null });
    expect(all.map((step) => step.part)).not.toContain('someone');
    expect(all[0]).toEqual({ name: 'part_thanks', part: 'gardener' });
  });

  it('turn to those the challenge names, and to no one who went quiet', () => {
    const parts = [part('a'), part('b'), part('c', { still: 'quiet' })];
    const asked = (named: string[]): (string | undefined)[] =>
      steps({ written: true, parts, challenge: { ...challenge, parts: named } }).flatMap((step) => step.part ?? []);
    expect(asked(['b', 'c'])).toEqual(['b']);
    expect(asked(['c'])).toEqual(['a', 'b']);
  });

  it('are at least two, each once, and none for a tender part', () => {
    const role = fc.constantFrom<Role>('manager', 'exile', 'helper', 'unsure');
    const known = fc.record({
      written: fc.boolean(),
      parts: fc.array(fc.record({ role, job: fc.constantFrom('', 'x'), fears: fc.constantFrom('', 'x') }), { maxLength: 4 })
        .map((all) => all.map((fields, i) => part(`p${i}`, fields))),
      challenge: fc.option(fc.record({ words: fc.constantFrom('', 'x'), love: fc.constantFrom('', 'x'), parts: fc.subarray(['p0', 'p1', 'gone']) })),
    });
    fc.assert(fc.property(known, (what) => {
      const all = steps(what);
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all.map((step) => JSON.stringify(step))).size).toBe(all.length);
      const tender = what.parts.filter((one) => one.role === 'exile').map((one) => one.id);
      expect(all.filter((step) => step.part !== undefined && tender.includes(step.part))).toEqual([]);
    }));
  });
});
