import { describe, expect, it } from 'vitest';
import { ledByMonth } from '../../src/charts/led';
import { roomPairs, steadyPairs, type RoomReading } from '../../src/charts/pairs';

const HOUR_MS = 3_600_000;
const reading = (from: string, hour: number | null, room: RoomReading['room'], of = 'pleaser'): RoomReading => (
  { from, of, at_ms: hour === null ? null : hour * HOUR_MS, room });

describe('pairs of room', () => {
  it('are the first and last reading of one sitting, oldest sitting first', () => {
    const readings = [reading('b', 100, 9), reading('b', 101, 5), reading('a', 1, 8), reading('a', 2, 9), reading('a', 3, 7)];

    expect(roomPairs(readings, 0)).toEqual([{ at_ms: HOUR_MS, before: 8, after: 7 }, { at_ms: 100 * HOUR_MS, before: 9, after: 5 }]);
  });

  it('need two readings: one alone, one without a date and one noted by hand are none', () => {
    expect(roomPairs([reading('a', 1, 8), reading('b', null, 3), reading('b', null, 4), reading('', 5, 3), reading('', 6, 4)], 0)).toEqual([]);
  });

  it('leave a side open that cannot be told', () => {
    expect(roomPairs([reading('a', 1, 'cant_tell'), reading('a', 2, 4), reading('b', 3, 'cant_tell'), reading('b', 4, 'cant_tell')], 0))
      .toEqual([{ at_ms: HOUR_MS, before: null, after: 4 }]);
  });

  it('do not mix parts that were merged later, nor days', () => {
    expect(roomPairs([reading('a', 1, 8), reading('a', 2, 4, 'smiler')], 0)).toEqual([]);
    expect(roomPairs([reading('a', 1, 8), reading('a', 40, 4)], 0)).toEqual([]);
  });
});

describe('pairs of steadiness', () => {
  it('are sittings that asked before and after', () => {
    const sittings = [{ at_ms: 5, before: 4, after: 7 }, { at_ms: 6, before: 4, after: null }, { at_ms: 2, before: 'cant_tell' as const, after: 3 }];

    expect(steadyPairs(sittings, 0)).toEqual([{ at_ms: 2, before: null, after: 3 }, { at_ms: 5, before: 4, after: 7 }]);
  });
});

describe('who led', () => {
  const on = (month: number, day: number, leads: Parameters<typeof ledByMonth>[0][number]['leads']): Parameters<typeof ledByMonth>[0][number] => (
    { at_ms: new Date(2026, month, day, 12).getTime(), leads });

  it('is a share of each month that was noted, and a gap where it cannot be told', () => {
    const months = ledByMonth([on(8, 2, 'self'), on(8, 9, 'part'), on(9, 1, 'cant_tell'), on(10, 3, 'mixed'), on(10, 4, 'self'), on(10, 5, null)]);

    expect(months.map(({ value }) => value)).toEqual([5, 'cant_tell', 8]);
  });

  it('counts months by the calendar here, whatever the zone', () => {
    expect(ledByMonth([{ at_ms: new Date(2026, 8, 30, 23, 59).getTime(), leads: 'self' }, { at_ms: new Date(2026, 9, 1, 0, 1).getTime(), leads: 'part' }])).toHaveLength(2);
  });
});
