import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variants } from '../../src/journal/also';
import { changed, read, type Members } from '../../src/journal/kinds';
import { CLOSING_PRACTICE, PRACTICES } from '../../src/practices/bundled';
import {
  answerAt, begin, close, goOn, nextPlace, otherOf, preset, say, situationOf, skip, stop, subjectOf, waitsForLater, wayOf, type Place, type Sitting,
} from '../../src/practices/sitting';
import { merge } from '../../src/sync/merge';
import { change, make } from '../../src/sync/record';
import { seeded } from '../seeded';
import { NOW_MS, practice, said, sat } from './made';

const way = (id: string): Place[] => wayOf(practice(id), CLOSING_PRACTICE);
const kinds = (id: string): string[] => way(id).map(({ kind }) => kind);
const place = (id: string, key: string): Place => way(id).find((one) => one.key === key)!;
const stored = (sitting: Sitting): Members => changed('sitting', {}, sitting);
const readBack = (f: Members): Sitting => {
  const { made_ms: _made, binned_ms: _binned, ...sitting } = read('sitting', f);
  return sitting;
};

describe('the way of a sitting', () => {
  it('has the same frame in every practice', () => {
    for (const one of PRACTICES) {
      const all = wayOf(one, CLOSING_PRACTICE).map(({ kind }) => kind).filter((kind) => kind !== 'later');
      expect(all.slice(0, 3)).toEqual(['before', 'here', 'company']);
      expect(all.slice(-7)).toEqual(['thanks', ...Array<string>(5).fill('closing'), 'after']);
    }
  });

  it('asks midway in a deep one, and for trust where the practice builds on it', () => {
    expect(kinds('p2.3').indexOf('midway')).toBe(3 + 4);
    expect(kinds('p1.3')).not.toContain('midway');
    expect([kinds('p4.2').includes('trust'), kinds('p4.5').includes('trust')]).toEqual([true, false]);
  });

  it('leaves to the end what is asked afterwards', () => {
    expect(way('p4.2').slice(-3).map(({ key }) => key)).toEqual(['_after', 'gave', 'says']);
  });

  it('stores every answer under a name of its own', () => {
    for (const one of PRACTICES) {
      const keys = wayOf(one, CLOSING_PRACTICE).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('a sitting', () => {
  const begun = begin(practice('p1.2'), { part: 'pleaser', challenge: 'no' }, NOW_MS);
  const at = (key: string): Place => place('p1.2', key);

  it('goes on where nobody was yet', () => {
    const all = way('p1.2');
    expect(nextPlace(begun, all)).toBe(0);
    const two = skip(say(begun, all[0]!, { value: 8, word: 'okay' }, NOW_MS), all[1]!, NOW_MS);
    expect(nextPlace(two, all)).toBe(2);
    expect(nextPlace(sat(practice('p1.2')), all)).toBe(all.length);
  });

  it('says by itself how steady it was, who was there and whose company', () => {
    const all = sat(practice('p2.3'));
    expect(all).toMatchObject({ before: 7, midway: 7, after: 7, activation: 'okay', parts: ['pleaser'], company: 'therapist' });
    expect(skip(all, place('p2.3', '_company'), NOW_MS).company).toBeNull();
    expect(skip(all, place('p2.3', '_before'), NOW_MS)).toMatchObject({ before: null, activation: 'okay' });
  });

  it('remembers that it was numb once', () => {
    const numb = say(begun, at('_before'), { value: 8, word: 'too_little' }, NOW_MS);
    expect(say(numb, at('_after'), { value: 8, word: 'okay' }, NOW_MS).activation).toBe('too_little');
  });

  it('keeps what was written when it is skipped, and takes an answer later', () => {
    const shift = at('shift');
    const skipped = skip(say(begun, shift, { text: 'more air' }, NOW_MS), shift, NOW_MS + 5);
    expect(answerAt(skipped, shift)).toMatchObject({ text: 'more air', skipped: true });
    expect(answerAt(say(skipped, shift, { text: 'more air' }, NOW_MS + 9), shift)).toMatchObject({ skipped: false, at_ms: NOW_MS + 9 });
  });

  it('can be stopped, taken up and closed', () => {
    expect([stop(begun).stopped, goOn(stop(begun)).stopped]).toEqual([true, false]);
    expect(close(stop(begun))).toMatchObject({ stopped: false, closed: true });
  });

  it('waits for what comes afterwards', () => {
    const all = way('p4.2');
    const before = sat(practice('p4.2'), all.length - 2);
    expect([waitsForLater(before, all), waitsForLater(sat(practice('p4.2')), all), waitsForLater(begun, way('p1.2'))]).toEqual([true, false, false]);
  });

  it('offers what it knows already where a step asks again', () => {
    const steady = say(begin(practice('p2.2'), { part: 'small' }, NOW_MS), place('p2.2', '_before'), { value: 4 }, NOW_MS);
    expect(preset(steady, place('p2.2', 'steady')).value).toBe(4);
    const accompanied = say(begun, at('_company'), { word: 'trusted' }, NOW_MS);
    expect(preset(accompanied, place('p2.3', 'with')).word).toBe('trusted');
    const tug = begin(practice('p5.3'), { part: 'pleaser', about: 'critic' }, NOW_MS);
    expect(preset(tug, place('p5.3', 'two')).who).toEqual(['pleaser', 'critic']);
    expect(preset(say(begun, at('_here'), { who: ['critic'] }, NOW_MS), place('p1.2', 'p0_thank')).who).toEqual(['critic']);
    expect(preset(begun, at('shift')).text).toBe('');
  });

  it('is about whom it was opened for, else whom a step named', () => {
    const named = say(begin(practice('p1.1'), {}, NOW_MS), place('p1.1', 'call'), { who: ['critic'] }, NOW_MS);
    expect([subjectOf(named, practice('p1.1')), subjectOf({ ...named, part: 'pleaser' }, practice('p1.1'))]).toEqual(['critic', 'pleaser']);
    expect(subjectOf(skip(named, place('p1.1', 'call'), NOW_MS), practice('p1.1'))).toBe('');
    const two = say(begin(practice('p5.3'), {}, NOW_MS), place('p5.3', 'two'), { who: ['critic', 'pleaser'] }, NOW_MS);
    expect([subjectOf(two, practice('p5.3')), otherOf(two, practice('p5.3'))]).toEqual(['critic', 'pleaser']);
    expect(situationOf(sat(practice('p4.2')), practice('p4.2'))).toBe('about coming_up');
  });

  it('is stored and read back as it is, wherever it was stopped', () => {
    for (const one of PRACTICES) {
      const places = wayOf(one, CLOSING_PRACTICE).length;
      for (let stopped = 0; stopped <= places; stopped++) {
        const { id: _id, ...sitting } = stop(sat(one, stopped)) as Sitting & { id: string };
        expect(readBack(stored(sitting))).toEqual(sitting);
      }
    }
  });
});

describe('one sitting on two devices', () => {
  const all = way('p1.3');
  const acts = fc.array(fc.record({ place: fc.nat(all.length - 1), skips: fc.boolean() }), { maxLength: 8 });

  function acted(sitting: Sitting, some: readonly { place: number; skips: boolean }[], words: string): Sitting {
    return some.reduce((before, { place: at, skips }, i) => {
      const here = all[at]!;
      return skips ? skip(before, here, NOW_MS + i) : say(before, here, 'text' in said(here) ? { text: `${words} ${i}` } : said(here), NOW_MS + i);
    }, sitting);
  }

  it('loses no answer, and both go on at the same place', () => {
    fc.assert(fc.property(acts, acts, acts, (first, one, two) => {
      const random = seeded(3);
      const start = make(random(16), 'sitting', stored(acted(begin(practice('p1.3'), { part: 'pleaser' }, NOW_MS), first, 'first')), 1000, 'aaaaaa');
      const on = (some: typeof one, tag: string) => change(start, { f: changed('sitting', start.f, acted(readBack(start.f), some, tag)) }, 2000, tag, true);
      const [here, there] = [on(one, 'bbbbbb'), on(two, 'cccccc')];
      const merged = merge(here, there, start, true);
      expect(merge(there, here, start, true)).toEqual(merged);
      const together = readBack(merged.f);
      for (const side of [here, there]) {
        const sitting = readBack(side.f);
        expect(nextPlace(together, all)).toBeGreaterThanOrEqual(nextPlace(sitting, all));
        for (const key of Object.keys(sitting.answers)) expect(together.answers).toHaveProperty([key]);
      }
      const everything = [JSON.stringify(merged.f), ...variants({ type: 'sitting', f: merged.f, also: (merged['also'] ?? {}) as Members }).map(({ text }) => text)].join('\n');
      for (const [side, some, words] of [[here, one, 'bbbbbb'], [there, two, 'cccccc']] as const) {
        const { answers } = readBack(side.f);
        some.forEach((_, i) => {
          const last = Object.values(answers).some(({ text }) => text === `${words} ${i}`);
          if (last) expect(everything).toContain(`${words} ${i}`);
        });
      }
    }), { numRuns: 150 });
  });
});
