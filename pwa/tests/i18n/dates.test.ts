import { describe, expect, it } from 'vitest';
import { clockOf, dayNumberToMs, dayOf, sameDay, weekdayOf } from '../../src/i18n/dates';

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

  it('put a day number in the middle of its day', () => {
    expect(new Date(dayNumberToMs(20_000)).toISOString()).toBe('2024-10-04T12:00:00.000Z');
  });
});
