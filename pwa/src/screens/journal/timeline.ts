import type { EntryRow } from '../../rpc/api';

/** A row with what stands in its date column; the second page of a day repeats its date only for screen readers. */
export interface Dated<R = EntryRow> { row: R; weekday: string; day: string; said: string; first: boolean }

export interface Month<R = EntryRow> { key: string; title: string; rows: Dated<R>[] }

export interface Calendar {
  /** "November", "October 2025" when it is not this year. */
  month(at_ms: number): string;
  /** "Mon" */
  weekday(at_ms: number): string;
  /** "Monday 23 November" */
  full(at_ms: number): string;
}

/** Rows, newest first, under the months they belong to, in the zone of this device. */
export function timeline<R extends { made_ms: number } = EntryRow>(rows: readonly R[], calendar: Calendar): Month<R>[] {
  const months: Month<R>[] = [];
  let lastDay = '';
  for (const row of rows) {
    const date = new Date(row.made_ms);
    const key = `${date.getFullYear()}-${date.getMonth()}`;
    const day = `${key}-${date.getDate()}`;
    if (months.at(-1)?.key !== key) months.push({ key, title: calendar.month(row.made_ms), rows: [] });
    months.at(-1)!.rows.push({
      row,
      weekday: calendar.weekday(row.made_ms),
      day: String(date.getDate()),
      said: calendar.full(row.made_ms),
      first: day !== lastDay,
    });
    lastDay = day;
  }
  return months;
}

/** Found rows have no months above them: a row of another month shows the month in place of the weekday. */
export function flat(rows: readonly EntryRow[], calendar: Calendar, now_ms: number): Dated[] {
  const now = new Date(now_ms);
  return timeline(rows, calendar).flatMap((month) => month.rows).map((dated) => {
    const date = new Date(dated.row.made_ms);
    const here = date.getMonth() === now.getMonth() && date.getFullYear() === now.getFullYear();
    return here ? dated : { ...dated, weekday: calendar.month(dated.row.made_ms).slice(0, 3) };
  });
}
