import { describe, expect, it } from 'vitest';
import { sinceOfRange } from '../../../src/screens/looking/range';
import { dayTicks, ticksOf } from '../../../src/screens/looking/ticks';
import { careOf, cellOf, endsOf, findingOf, pairsOf, sinceOf, valueOf } from '../../../src/screens/looking/words';

const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 12).getTime();
const NOW_MS = at(2026, 11, 23);

describe('findings in words', () => {
  it('say rising and falling alike, with the month they are compared with', () => {
    const moved = { little: true, few: false, since_ms: at(2026, 9, 3), last_ms: NOW_MS };

    expect(findingOf('trust', { code: 'up', ...moved }, NOW_MS)).toBe('It trusts you a little more than in September.');
    expect(findingOf('trust', { code: 'down', ...moved, little: false }, NOW_MS)).toBe('It trusts you less than in September.');
  });

  it('name the day within one month, and the year of another one', () => {
    expect(sinceOf(at(2026, 11, 3), NOW_MS, NOW_MS)).toBe('on 3 November');
    expect(sinceOf(at(2025, 11, 3), NOW_MS, NOW_MS)).toBe('in November 2025');
  });

  it('say where they rest on little, or are old', () => {
    expect(careOf({ code: 'steady', few: true, last_ms: at(2026, 6, 3) }, NOW_MS)).toBe('There are two notes only, so this says little. Last noted in June.');
    expect(careOf({ code: 'steady', few: false, last_ms: NOW_MS }, NOW_MS)).toBe('');
    expect(findingOf('ease', { code: 'once' }, NOW_MS)).toBe('Noted once so far.');
  });

  it('count sittings in words', () => {
    expect(pairsOf('room', { code: 'down', times: 3, of: 5 })).toBe('It let you see more of it in three of the last five sittings.');
    expect(pairsOf('room', { code: 'up', times: 2, of: 2 })).toBe('It took more of the room in each of the last two sittings.');
    expect(pairsOf('room', { code: 'up', times: 1, of: 1 })).toBe('It took more of the room in the one sitting noted so far.');
    expect(pairsOf('steady', { code: 'steady', of: 4 })).toBe('You were as steady after as before in the last four sittings.');
  });
});

describe('cells', () => {
  it('carry number and word, or say that it cannot be told', () => {
    expect([valueOf('room', 6), valueOf('room', null), valueOf('led', 8)]).toEqual(['6, about half', 'can’t tell', '8, mostly']);
  });

  it('say what several readings lie between', () => {
    expect(cellOf('trust', { at_ms: 0, to_ms: 1, value: 4, low: 3, high: 6, joined: true })).toBe('3 to 6, often 4');
  });

  it('have three ends each', () => {
    expect(endsOf('tension')).toEqual(['slack', 'tight', 'very tight']);
  });
});

describe('dates below a figure', () => {
  it('are the beginnings of months, few of them', () => {
    expect(ticksOf(at(2026, 9, 3), NOW_MS, NOW_MS).map(({ text }) => text)).toEqual(['Oct', 'Nov']);
    expect(ticksOf(at(2023, 9, 3), NOW_MS, NOW_MS).length).toBeLessThanOrEqual(4);
  });

  it('are days within one month', () => {
    expect(ticksOf(at(2026, 11, 3), NOW_MS, NOW_MS).map(({ text }) => text)).toEqual(['3 Nov', '23 Nov']);
    expect(ticksOf(NOW_MS, NOW_MS, NOW_MS)).toHaveLength(1);
  });

  it('name the month of sittings where it changes', () => {
    expect(dayTicks([at(2026, 10, 30), at(2026, 11, 1), at(2026, 11, 6)])).toEqual(['30 Oct', '1 Nov', '6']);
  });
});

describe('how far back', () => {
  it('goes by the calendar, also from the end of a long month', () => {
    expect(new Date(sinceOfRange('quarter', at(2026, 5, 31))).toDateString()).toBe(new Date(2026, 1, 28).toDateString());
    expect(new Date(sinceOfRange('year', NOW_MS)).toDateString()).toBe(new Date(2025, 10, 23).toDateString());
    expect(sinceOfRange('all', NOW_MS)).toBe(0);
  });
});
