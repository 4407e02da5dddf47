import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { clockOf, dayNumberOf, dayNumberToMs, dayOf, sameDay, weekdayOf } from '../../src/i18n/dates';

const MONDAY_MS = new Date(2026, 10, 23, 8, 22).getTime();

describe('dates', () => {
  it('name a day of this year without the year', () => {
    expect(dayOf(MONDAY_MS, MONDAY_MS)).toBe('23 November');
  });

  it('name the year of a day in another one', () => {
    expect(dayOf(new Date(2025, 0, 2).getTime(), MONDAY_MS)).toBe('2 January 2025');
  });

  it('name the weekday', () => {
    expect(weekdayOf(MONDAY_MS)).toBe('Monday 23 November');
  });

  it('tell the time without a leading zero', () => {
    expect(clockOf(MONDAY_MS)).toBe('8:22');
  });

  it('see midnight between two moments', () => {
    expect(sameDay(new Date(2026, 10, 23, 23, 59).getTime(), new Date(2026, 10, 24, 0, 1).getTime())).toBe(false);
  });

});

describe('day numbers', () => {
  const zone = process.env['TZ'];
  const ZONES = ['Pacific/Kiritimati', 'Pacific/Auckland', 'Europe/London', 'UTC', 'America/St_Johns', 'Pacific/Pago_Pago'];
  afterEach(() => { if (zone === undefined) delete process.env['TZ']; else process.env['TZ'] = zone; });

  it('count the days of the calendar here, from one midnight to the next', () => {
    const day = dayNumberOf(new Date(2024, 9, 4, 0, 0).getTime());
    expect(day).toBe(20_000);
    expect(dayNumberOf(new Date(2024, 9, 4, 23, 59).getTime())).toBe(day);
    expect(dayNumberOf(new Date(2024, 9, 5, 0, 0).getTime())).toBe(day + 1);
  });

  it('come back as a moment of the same day, in any zone', () => {
    fc.assert(fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 18_000, max: 40_000 }), (name, day) => {
      process.env['TZ'] = name;
      expect(dayNumberOf(dayNumberToMs(day))).toBe(day);
    }));
  });
});
