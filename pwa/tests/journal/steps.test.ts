import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepFor, steps, type Known } from '../../src/journal/steps';
import type { Role } from '../../src/journal/vocabulary';
import { madePart } from '../made';

const part = madePart;

const challenge = { words: 'I say yes to everybody.', love: 'To hear the question.', parts: [] };
const fresh: Known = { written: false, parts: [], challenge };

describe('stepFor', () => {
  it('begins with who showed up while nobody has a name, on any day', () => {
    for (const day of [0, 1, 20780]) {
      expect(stepFor(fresh, day, 0).name).toBe('who_showed_up');
      expect(stepFor({ ...fresh, written: true }, day, 0).name).toBe('who_showed_up');
    }
  });

  it('then offers a first line, and a name', () => {
    expect([1, 2].map((turn) => stepFor(fresh, 3, turn).name)).toEqual(['first_line', 'name_someone']);
    expect(stepFor({ ...fresh, parts: [part('pleaser')] }, 3, 0).name).toBe('first_line');
  });

  it('then turns to the challenge and to parts', () => {
    const names = steps({ written: true, parts: [part('pleaser')], challenge }).map((step) => step.name);
    expect(names).toEqual(['challenge_moment', 'part_job', 'challenge_who', 'challenge_love', 'any_line', 'one_word']);
  });

  it('asks a part for what is not known of it yet', () => {
    const asked = (fields: Partial<Part>): string => steps({ written: true, parts: [part('x', fields)], challenge: null })[0]!.name;
    expect(asked({})).toBe('part_job');
    expect(asked({ job: 'says yes' })).toBe('part_fears');
    expect(asked({ job: 'says yes', fears: 'quiet' })).toBe('part_need');
  });

  it('never sends anyone to a tender part', () => {
    const parts = [part('someone', { role: 'exile' }), part('gardener', { role: 'helper' })];
    const all = steps({ written: true, parts, challenge: null });
    expect(all.map((step) => step.part)).not.toContain('someone');
    expect(all[0]).toEqual({ name: 'part_thanks', part: 'gardener' });
  });

  it('turns to those the challenge names, and to no one who went quiet', () => {
    const parts = [part('a'), part('b'), part('c', { still: 'quiet' })];
    const asked = (named: string[]): (string | undefined)[] =>
      steps({ written: true, parts, challenge: { ...challenge, parts: named } }).flatMap((step) => step.part ?? []);
    expect(asked(['b', 'c'])).toEqual(['b']);
    expect(asked(['c'])).toEqual(['a', 'b']);
  });

  it('says the same all day', () => {
    const known = { written: true, parts: [part('a'), part('b')], challenge };
    expect(stepFor(known, 7, 0)).toEqual(stepFor(known, 7, 0));
  });

  it('never runs out of something else, and something else is never the same again', () => {
    const role = fc.constantFrom<Role>('manager', 'exile', 'helper', 'unsure');
    const known = fc.record({
      written: fc.boolean(),
      parts: fc.array(fc.record({ role, job: fc.constantFrom('', 'x'), fears: fc.constantFrom('', 'x') }), { maxLength: 4 })
        .map((all) => all.map((fields, i) => part(`p${i}`, fields))),
      challenge: fc.option(fc.constant(challenge)),
    });
    fc.assert(fc.property(known, fc.nat(), fc.nat(40), (what, day, turn) => {
      const all = steps(what);
      const now = stepFor(what, day, turn);
      expect(all).toContainEqual(now);
      expect(stepFor(what, day, turn + 1)).not.toEqual(now);
    }));
  });
});
