import { describe, expect, it } from 'vitest';
import type { EntryRow } from '../../../src/rpc/api';
import { flat, timeline, type Calendar } from '../../../src/screens/journal/timeline';
import { madeRow } from '../../made';

const calendar: Calendar = {
  month: (at_ms) => new Date(at_ms).toLocaleString('en-GB', { month: 'long' }),
  weekday: (at_ms) => new Date(at_ms).toLocaleString('en-GB', { weekday: 'short' }),
  full: (at_ms) => new Date(at_ms).toDateString(),
};

function row(id: string, ...date: [number, number, number, number]): EntryRow {
  const made_ms = new Date(...date).getTime();
  return madeRow(id, { made_ms, edited_ms: made_ms });
}

const rows = [row('d', 2026, 10, 23, 20), row('c', 2026, 10, 23, 8), row('b', 2026, 10, 19, 8), row('a', 2026, 9, 30, 8)];

describe('timeline', () => {
  it('puts rows under their months, newest first', () => {
    const months = timeline(rows, calendar);
    expect(months.map((month) => [month.title, month.rows.length])).toEqual([['November', 3], ['October', 1]]);
  });

  it('shows a date once and only says it for the second page of a day', () => {
    const [november] = timeline(rows, calendar);
    expect(november?.rows.map((one) => one.first)).toEqual([true, false, true]);
    expect(november?.rows[0]).toMatchObject({ weekday: 'Mon', day: '23' });
  });

  it('starts a new month and a new date when only the year differs', () => {
    const months = timeline([row('b', 2026, 10, 23, 8), row('a', 2025, 10, 23, 8)], calendar);
    expect(months.length).toBe(2);
    expect(months[1]?.rows[0]?.first).toBe(true);
  });

  it('names the month of found rows from other months', () => {
    const found = flat(rows, calendar, new Date(2026, 10, 24).getTime());
    expect(found.map((one) => one.weekday)).toEqual(['Mon', 'Mon', 'Thu', 'Oct']);
  });
});
