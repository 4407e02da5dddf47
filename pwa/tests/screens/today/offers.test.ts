import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Known } from '../../../src/journal/steps';
import type { Role } from '../../../src/journal/vocabulary';
import { offerFor, offers, type Offer } from '../../../src/screens/today/offers';
import type { Step as PathStep } from '../../../src/stage/back';
import { madePart as part } from '../../made';

const challenge = { words: 'I say yes to everybody.', love: 'To hear the question.', parts: [] };
const nobody: Known = { written: false, parts: [], challenge };
const someone: Known = { written: true, parts: [part('pleaser')], challenge };
const who: PathStep = { name: 'who', part: null, about: null };
const askJob: PathStep = { name: 'ask_job', part: 'pleaser', about: null };

const namesOf = (all: Offer[]): string[] => all.map(({ step }) => step.name);

describe('what Today offers', () => {
  it('begins with who showed up, on any day, and does not ask it twice', () => {
    for (const day of [0, 1, 20_780]) expect(offerFor(nobody, [who], day, 0).step.name).toBe('who_showed_up');
    expect(namesOf(offers(nobody, [who]))).not.toContain('who');
  });

  it('goes on with the next step on the path, whatever the day', () => {
    for (const day of [0, 1, 20_780]) expect(offerFor(someone, [askJob], day, 0)).toEqual({ of: 'path', step: askJob });
  });

  it('asks nobody twice', () => {
    expect(namesOf(offers(someone, [askJob]))).toEqual(['ask_job', 'challenge_moment', 'challenge_who', 'challenge_love', 'any_line', 'one_word']);
    expect(namesOf(offers(someone, [who]))).not.toContain('challenge_who');
  });

  it('has another first step each day where there is no path', () => {
    const first = [0, 1, 2].map((day) => offerFor({ ...someone, challenge: null }, [], day, 0).step.name);
    expect(first).toEqual(['part_job', 'any_line', 'one_word']);
  });

  it('never runs out of something else, and something else is never the same again', () => {
    const role = fc.constantFrom<Role>('manager', 'exile', 'helper', 'unsure');
    const known = fc.record({
      written: fc.boolean(),
      parts: fc.array(fc.record({ role, job: fc.constantFrom('', 'x'), fears: fc.constantFrom('', 'x') }), { maxLength: 4 })
        .map((all) => all.map((fields, i) => part(`p${i}`, fields))),
      challenge: fc.option(fc.constant(challenge)),
    });
    const next = fc.subarray<PathStep>([who, askJob, { name: 'sit', part: 'p0', about: null }, { name: 'letter', part: 'p1', about: 'p2' }]);
    fc.assert(fc.property(known, next, fc.nat(), fc.nat(40), (what, path, day, turn) => {
      const now = offerFor(what, path, day, turn);
      expect(offers(what, path)).toContainEqual(now);
      expect(offerFor(what, path, day, turn + 1)).not.toEqual(now);
      expect(offerFor(what, path, day, turn)).toEqual(now);
    }));
  });
});
