import { describe, expect, it } from 'vitest';
import { isDue } from '../../src/app/autolock';

const NOON_MS = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;

describe('isDue', () => {
  it('waits while somebody is there', () => {
    expect(isDue(NOON_MS, NOON_MS + 4 * MINUTE_MS, 5)).toBe(false);
  });

  it('locks when the time is over', () => {
    expect(isDue(NOON_MS, NOON_MS + 5 * MINUTE_MS, 5)).toBe(true);
  });

  it('forgives a clock that was set back a little', () => {
    expect(isDue(NOON_MS, NOON_MS - MINUTE_MS / 2, 5)).toBe(false);
  });

  it('locks when the clock was set back', () => {
    expect(isDue(NOON_MS, NOON_MS - 2 * MINUTE_MS, 5)).toBe(true);
  });
});
