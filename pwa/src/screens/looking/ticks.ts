/** The dates below a figure: few, and where the calendar has its borders. */
import { shortDayOf, shortMonthOf } from '../../i18n/dates';
import type { Tick } from '../../ui/charts/plot';

const MOST = 4;

/** The beginnings of months, thinned until few are left; within a month, the first and the last day. */
export function ticksOf(from_ms: number, to_ms: number, now_ms: number): Tick[] {
  const months: number[] = [];
  const start = new Date(from_ms);
  for (let month = 1; ; month++) {
    const at_ms = new Date(start.getFullYear(), start.getMonth() + month, 1).getTime();
    if (at_ms > to_ms) break;
    months.push(at_ms);
  }
  if (months.length === 0) {
    const ends = from_ms === to_ms ? [from_ms] : [from_ms, to_ms];
    return ends.map((at_ms) => ({ at_ms, text: shortDayOf(at_ms) }));
  }
  const stride = Math.ceil(months.length / MOST);
  return months.filter((_at, i) => i % stride === 0).map((at_ms) => ({ at_ms, text: shortMonthOf(at_ms, now_ms) }));
}

/** Days of sittings, oldest first: the month stands where it changes. */
export function dayTicks(times: readonly number[]): string[] {
  return times.map((at_ms, i) => {
    const before = times[i - 1];
    const isSameMonth = before !== undefined && new Date(before).getMonth() === new Date(at_ms).getMonth();
    return isSameMonth ? String(new Date(at_ms).getDate()) : shortDayOf(at_ms);
  });
}
