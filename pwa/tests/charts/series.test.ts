import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesOf, told, whenOf, type Noted } from '../../src/charts/series';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 23, 12);

const value = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('cant_tell' as const), fc.constant(null));
const at = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: Date.UTC(2021, 0, 1), max: NOW_MS }) }, { weight: 1, arbitrary: fc.constant(null) });
const notes = fc.array(fc.record({ at_ms: at, value }), { maxLength: 400 });
/** Readings on the days given, counted back from now. */
const daysAgo = (...days: [number, Noted['value']][]): Noted[] => days.map(([day, one]) => ({ at_ms: NOW_MS - day * DAY_MS, value: one }));

describe('series', () => {
  it('has no point without a record', () => {
    fc.assert(fc.property(notes, (all) => {
      const dated = told(all, 0);
      for (const point of seriesOf(all, 0).points) {
        const inside = dated.filter(({ at_ms }) => at_ms >= point.at_ms && at_ms <= point.to_ms);
        const numbers = inside.flatMap((one) => one.value ?? []);
        expect(inside.some(({ at_ms }) => at_ms === point.at_ms)).toBe(true);
        if (point.value === null) expect(numbers).toEqual([]);
        else expect(numbers).toEqual(expect.arrayContaining([point.value, point.low, point.high]));
      }
    }));
  });

  it('leaves no dated reading out, and no undated one', () => {
    fc.assert(fc.property(notes, (all) => {
      const { points, undated } = seriesOf(all, 0);
      const asked = all.filter((one) => one.value !== null);
      for (const { at_ms } of told(all, 0)) expect(points.some((point) => at_ms >= point.at_ms && at_ms <= point.to_ms)).toBe(true);
      expect(undated.length).toBe(asked.filter((one) => one.at_ms === null).length);
    }));
  });

  it('keeps gaps: no line leads to, from or over what cannot be told, nor over a long pause', () => {
    fc.assert(fc.property(notes, (all) => {
      const { points } = seriesOf(all, 0);
      points.forEach((point, i) => {
        const before = points[i - 1];
        if (!before || before.value === null || point.value === null) expect(point.joined).toBe(false);
        if (before && points.length > 1 && point.at_ms - before.to_ms > 801 * DAY_MS) expect(point.joined).toBe(false);
      });
    }));
  });

  it('is not asked when it is absent', () => {
    expect(seriesOf(daysAgo([3, null], [2, null]), 0)).toEqual({ points: [], undated: [] });
  });

  it('joins readings of a month, and not over a pause of ten weeks', () => {
    const { points } = seriesOf(daysAgo([100, 3], [20, 4], [10, 5]), 0);

    expect(points.map(({ joined }) => joined)).toEqual([false, false, true]);
  });

  it('stays readable: years of daily readings are few points, in order, within their range', () => {
    const daily = Array.from({ length: 1800 }, (_, day): Noted => ({ at_ms: NOW_MS - day * DAY_MS, value: day % 11 }));
    const { points } = seriesOf(daily, 0);

    expect(points.length).toBeLessThanOrEqual(24);
    expect(points.every(({ low, high, value: one }) => low <= one! && one! <= high)).toBe(true);
    expect([...points].sort((x, y) => x.at_ms - y.at_ms)).toEqual(points);
  });

  it('looks back as far as it is asked to', () => {
    expect(seriesOf(daysAgo([40, 3], [10, 5]), NOW_MS - 30 * DAY_MS).points.map((point) => point.value)).toEqual([5]);
  });

  it('takes weeks by the calendar also when the clocks change', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Europe/London';
    // 40 days around the last Sunday of October, three readings a day
    const many = Array.from({ length: 120 }, (_, i): Noted => ({ at_ms: Date.UTC(2026, 9, 1) + i * 8 * 3_600_000, value: 5 }));
    const mondays = seriesOf(many, 0).points.slice(1).map(({ at_ms }) => new Date(at_ms).getDay());
    process.env['TZ'] = before;

    expect(new Set(mondays)).toEqual(new Set([1]));
  });
});

describe('when', () => {
  it('is when it was observed, else when it was noted', () => {
    expect(whenOf({ at_ms: NOW_MS - DAY_MS, made_ms: NOW_MS }, NOW_MS)).toBe(NOW_MS - DAY_MS);
    expect(whenOf({ at_ms: 0, made_ms: NOW_MS }, NOW_MS)).toBe(NOW_MS);
  });

  it('is nothing when the clock was wrong, ahead or behind', () => {
    expect(whenOf({ at_ms: NOW_MS + 400 * DAY_MS, made_ms: NOW_MS + 400 * DAY_MS }, NOW_MS)).toBe(null);
    expect(whenOf({ at_ms: 0, made_ms: 1_000 }, NOW_MS)).toBe(null);
  });

  it('forgives devices that are an hour apart', () => {
    expect(whenOf({ at_ms: NOW_MS + 3_600_000, made_ms: NOW_MS }, NOW_MS)).toBe(NOW_MS + 3_600_000);
  });
});
