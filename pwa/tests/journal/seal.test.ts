import { describe, expect, test } from 'vitest';
import { dayHere, isSealed, UNSEALED } from '../../src/journal/seal';

describe('a sealed page', () => {
  test('opens by itself on its day', () => {
    const seal = { sealed_ms: 1, seal_day: 100 };
    expect([98, 99, 100, 101].map((today) => isSealed(seal, today))).toEqual([true, true, false, false]);
  });

  test('without a day stays sealed until it is asked for', () => {
    expect(isSealed({ sealed_ms: 1, seal_day: null }, 99_999)).toBe(true);
    expect(isSealed(UNSEALED, 0)).toBe(false);
  });

  test('a day without a seal seals nothing', () => {
    expect(isSealed({ sealed_ms: null, seal_day: 100 }, 5)).toBe(false);
  });

  test('days are those of the calendar here, from midnight to midnight', () => {
    const day = dayHere(new Date(2026, 10, 23, 12).getTime());
    expect(day).toBe(Date.UTC(2026, 10, 23) / 86_400_000);
    expect(dayHere(new Date(2026, 10, 23, 0, 0, 1).getTime())).toBe(day);
    expect(dayHere(new Date(2026, 10, 23, 23, 59, 59).getTime())).toBe(day);
    expect(dayHere(new Date(2026, 10, 24).getTime())).toBe(day + 1);
  });
});
