import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part, Role } from '../../../src/rpc/api';
import { stepFor, steps, type Known } from '../../../src/screens/today/steps';
import { madePart } from '../../made';

const part = madePart;

const challenge = { brings: 'problem', words: 'I say yes to everybody.', love: 'To hear the question.' } as const;
const fresh: Known = { pages: 0, parts: [], challenge };

describe('stepFor', () => {
  it('begins with a first line while there is no page, on any day', () => {
    for (const day of [0, 1, 20780]) expect(stepFor(fresh, day, 0).name).toBe('first_line');
  });

  it('goes on to naming someone while nobody has a name', () => {
    expect(stepFor({ ...fresh, pages: 1 }, 3, 0).name).toBe('name_someone');
  });

  it('then turns to the challenge and to parts', () => {
    const names = steps({ pages: 4, parts: [part('pleaser')], challenge }).map((step) => step.name);
    expect(names).toEqual(['challenge_moment', 'part_job', 'challenge_who', 'challenge_love', 'any_line', 'one_word']);
  });

  it('asks a part for what is not known of it yet', () => {
    const asked = (fields: Partial<Part>): string => steps({ pages: 1, parts: [part('x', fields)], challenge: null })[0]!.name;
    expect(asked({})).toBe('part_job');
    expect(asked({ job: 'says yes' })).toBe('part_fears');
    expect(asked({ job: 'says yes', fears: 'quiet' })).toBe('part_need');
  });

  it('never sends anyone to a tender part', () => {
    const parts = [part('someone', { role: 'exile' }), part('gardener', { role: 'helper' })];
    const all = steps({ pages: 1, parts, challenge: null });
    expect(all.map((step) => step.part)).not.toContain('someone');
    expect(all[0]).toEqual({ name: 'part_thanks', part: 'gardener' });
  });

  it('says the same all day', () => {
    const known = { pages: 2, parts: [part('a'), part('b')], challenge };
    expect(stepFor(known, 7, 0)).toEqual(stepFor(known, 7, 0));
  });

  it('never runs out of something else, and something else is never the same again', () => {
    const role = fc.constantFrom<Role>('manager', 'exile', 'helper', 'unsure');
    const known = fc.record({
      pages: fc.nat(2),
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
