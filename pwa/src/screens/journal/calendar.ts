import { monthOf, shortWeekdayOf, weekdayOf } from '../../i18n/dates';
import type { Calendar } from './timeline';

/** Dates of the time line in the person's language. */
export function calendarOf(now_ms: number): Calendar {
  return { month: (at_ms) => monthOf(at_ms, now_ms), weekday: shortWeekdayOf, full: weekdayOf };
}
