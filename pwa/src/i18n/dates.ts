/** Dates as the person reads them, in the zone of this device. */
const LANGUAGE = 'en-GB';

const day = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long' });
const dayWithYear = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long' });
const month = new Intl.DateTimeFormat(LANGUAGE, { month: 'long' });
const monthWithYear = new Intl.DateTimeFormat(LANGUAGE, { month: 'long', year: 'numeric' });
const shortWeekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short' });
const shortDay = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short' });
const shortMonth = new Intl.DateTimeFormat(LANGUAGE, { month: 'short' });
const shortMonthWithYear = new Intl.DateTimeFormat(LANGUAGE, { month: 'short', year: '2-digit' });
const longWeekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long' });
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour: 'numeric', minute: '2-digit' });

/** "23 November", with the year when it is not this one. */
export function dayOf(at_ms: number, now_ms: number): string {
  const sameYear = new Date(at_ms).getFullYear() === new Date(now_ms).getFullYear();
  return (sameYear ? day : dayWithYear).format(at_ms);
}

/** "23 November 2026": for paper, which outlives the year. */
export function fullDayOf(at_ms: number): string {
  return dayWithYear.format(at_ms);
}

/** "Monday 23 November" */
export function weekdayOf(at_ms: number): string {
  return weekday.format(at_ms).replace(',', '');
}

/** "November", with the year when it is not this one. */
export function monthOf(at_ms: number, now_ms: number): string {
  const sameYear = new Date(at_ms).getFullYear() === new Date(now_ms).getFullYear();
  return (sameYear ? month : monthWithYear).format(at_ms);
}

/** "23 Nov" */
export function shortDayOf(at_ms: number): string {
  return shortDay.format(at_ms);
}

/** "Nov", with the year when it is not this one. */
export function shortMonthOf(at_ms: number, now_ms: number): string {
  const sameYear = new Date(at_ms).getFullYear() === new Date(now_ms).getFullYear();
  return (sameYear ? shortMonth : shortMonthWithYear).format(at_ms);
}

/** "Mon" */
export function shortWeekdayOf(at_ms: number): string {
  return shortWeekday.format(at_ms);
}

/** "Sunday" */
export function longWeekdayOf(at_ms: number): string {
  return longWeekday.format(at_ms);
}

/** "8:22" */
export function clockOf(at_ms: number): string {
  return clock.format(at_ms).replace(/^0/, '');
}

/** Whether both moments lie on one calendar day here. */
export function sameDay(a_ms: number, b_ms: number): boolean {
  return new Date(a_ms).toDateString() === new Date(b_ms).toDateString();
}

/** The day of the calendar here, as days since 1970-01-01. */
export function dayNumberOf(at_ms: number): number {
  const at = new Date(at_ms);
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;
}

/** Noon, here, of a day number: its date is the same in every zone. */
export function dayNumberToMs(dayNumber: number): number {
  const day = new Date(dayNumber * 86_400_000);
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12).getTime();
}
