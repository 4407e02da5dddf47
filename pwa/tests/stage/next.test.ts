import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Door } from '../../src/journal/doors';
import { doors } from '../../src/journal/doors';
import { ANSWERS, LASTS, SCOPES } from '../../src/journal/vocabulary';
import type { StepName, Way } from '../../src/stage/back';
import { nextSteps } from '../../src/stage/next';
import { made } from '../made';

const TODAY = 20_780;
const NOW_MS = TODAY * 86_400_000;
const who = { name: 'who', part: null, about: null } as const;

function way(name: StepName, answers: Answer[], about: string | null = 'small'): Way {
  const said = doors(answers, ['keeper'], ['small'], NOW_MS, TODAY);
  return {
    part: 'keeper', space: null, extremity: null, trust: null, guards: ['small'], doors: [{ about: 'small', doors: said }], knows: null,
    step: { name, part: 'keeper', about },
  };
}

const answer = fc.record({
  scope: fc.constantFrom(...SCOPES), answer: fc.constantFrom(...ANSWERS), lasts: fc.constantFrom(...LASTS),
  until_day: fc.option(fc.integer({ min: TODAY - 3, max: TODAY + 3 })), days: fc.integer({ min: 0, max: 60 }),
});
const answers = fc.array(answer, { maxLength: 5 }).map((all) => all.map(({ days, ...one }, i) =>
  made('permission', `a${i}`, { ...one, part: 'keeper', about: 'small', at_ms: NOW_MS - days * 86_400_000 })));

const holds = ({ state, age }: Door): boolean => (state === 'ajar' || state === 'wide') && age === 'holds';

describe('next steps', () => {
  it('are those of the ways; where nobody is named, the step towards somebody', () => {
    expect(nextSteps({ ways: [], step: who })).toEqual([who]);
    expect(nextSteps({ ways: [way('sit', []), way('ask_way', [])], step: who }).map(({ name }) => name)).toEqual(['sit', 'ask_way']);
  });

  it('leave out a promise, which stands on Today itself', () => {
    expect(nextSteps({ ways: [way('promise', [])], step: who })).toEqual([]);
  });

  it('never lead to a tender part without a yes that holds today', () => {
    fc.assert(fc.property(answers, fc.constantFrom<StepName>('visit', 'letter'), (said, name) => {
      const meeting = way(name, said);
      const mayMeet = meeting.doors[0]!.doors.some((door) => door.scope !== 'show' && holds(door));
      expect(nextSteps({ ways: [meeting], step: who })).toHaveLength(mayMeet ? 1 : 0);
    }));
  });

  it('and none at all when nobody was asked about this one', () => {
    expect(nextSteps({ ways: [way('letter', [], 'another')], step: who })).toEqual([]);
  });
});
