import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASK_AGAIN_DAYS, askedAbout, doors, isOpen, type Answer } from '../../src/journal/doors';
import { ANSWERS, LASTS, SCOPES } from '../../src/journal/vocabulary';
import { made } from '../made';

const DAY_MS = 86_400_000;
const NOW_MS = 1_000 * DAY_MS;
const TODAY = 1_000;

function said(id: string, fields: Partial<Answer>): Answer {
  return made('permission', id, { part: 'guard', about: 'small', scope: 'show', at_ms: NOW_MS, ...fields });
}
const show = (answers: Answer[], about = ['small']): ReturnType<typeof doors>[number] => doors(answers, ['guard'], about, NOW_MS, TODAY)[0]!;

describe('doors', () => {
  test('there are always three, dashed while nobody asked', () => {
    expect(doors([], ['guard'], [''], NOW_MS, TODAY)).toEqual(SCOPES.map((scope) => ({ scope, answer: null, state: 'unknown', age: 'none', before: [] })));
  });

  test.each([['no', 'shut'], ['not_now', 'shut'], ['yes_if', 'ajar'], ['yes', 'wide'], ['not_asked', 'unknown']] as const)('%s is drawn %s', (answer, state) => {
    expect(show([said('a', { answer })]).state).toBe(state);
  });

  test('the newest answer holds and those before it are kept', () => {
    const door = show([said('b', { answer: 'no', at_ms: NOW_MS - 1 }), said('a', { answer: 'yes', at_ms: NOW_MS - 2 })]);
    expect(door.answer?.id).toBe('b');
    expect(door.before.map(({ id }) => id)).toEqual(['a']);
  });

  test('two answers of one moment hold the same on every device', () => {
    const two = [said('a', { answer: 'yes' }), said('b', { answer: 'no' })];
    expect(show(two).answer?.id).toBe(show(two.toReversed()).answer?.id);
  });

  test('an answer about one says nothing about another, nor about someone not known', () => {
    const answers = [said('a', { answer: 'yes' })];
    expect(show(answers, ['else']).state).toBe('unknown');
    expect(show(answers, ['']).state).toBe('unknown');
  });

  test('what was asked of a part that turned out to be this one counts as its answer', () => {
    const [door] = doors([said('a', { part: 'other', about: 'once', answer: 'yes' })], ['guard', 'other'], ['small', 'once'], NOW_MS, TODAY);
    expect(door?.state).toBe('wide');
  });

  test('after thirty days it may be asked again', () => {
    const age = (days: number): string => show([said('a', { answer: 'yes', at_ms: NOW_MS - days * DAY_MS })]).age;
    expect([age(ASK_AGAIN_DAYS - 0.1), age(ASK_AGAIN_DAYS)]).toEqual(['holds', 'old']);
  });

  test('a yes for one time is over the day after, one until a day is over after that day', () => {
    expect(show([said('a', { answer: 'yes', lasts: 'once', at_ms: NOW_MS - DAY_MS })]).age).toBe('over');
    const until = (until_day: number | null): string => show([said('a', { answer: 'yes', lasts: 'until_day', until_day })]).age;
    expect([until(TODAY), until(TODAY - 1), until(null)]).toEqual(['holds', 'over', 'holds']);
  });

  test('it stands open with or without conditions, until that is over', () => {
    expect([isOpen(show([said('a', { answer: 'yes_if' })])), isOpen(show([said('a', { answer: 'no' })]))]).toEqual([true, false]);
    expect(isOpen(show([said('a', { answer: 'yes', lasts: 'once', at_ms: NOW_MS - DAY_MS })]))).toBe(false);
  });
});

const answer: fc.Arbitrary<Answer> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }), part: fc.constantFrom('guard', 'other'), about: fc.constantFrom('', 'small', 'else'),
  scope: fc.constantFrom(...SCOPES), answer: fc.constantFrom(...ANSWERS), lasts: fc.constantFrom(...LASTS),
  until_day: fc.option(fc.integer({ min: 900, max: 1100 })), at_ms: fc.integer({ min: 0, max: 2 * NOW_MS }),
}).map(({ id, ...fields }) => said(id, fields));
const many = fc.uniqueArray(answer, { selector: ({ id }) => id, maxLength: 20 });

describe('any answers', () => {
  test('all of a part are behind one of its doors, none twice, in whatever order they come', () => {
    fc.assert(fc.property(many, (answers) => {
      const behind = askedAbout(answers, ['guard']).flatMap((about) => doors(answers, ['guard'], [about], NOW_MS, TODAY))
        .flatMap((door) => [...(door.answer ? [door.answer] : []), ...door.before]).map(({ id }) => id);
      expect(behind.sort()).toEqual(answers.filter(({ part }) => part === 'guard').map(({ id }) => id).sort());
    }));
  });

  test('the door does not depend on the order', () => {
    fc.assert(fc.property(many, fc.func(fc.integer()), (answers, key) => {
      const shuffled = [...answers].sort((x, y) => key(x.id) - key(y.id));
      expect(doors(shuffled, ['guard'], ['small'], NOW_MS, TODAY)).toEqual(doors(answers, ['guard'], ['small'], NOW_MS, TODAY));
    }));
  });
});
