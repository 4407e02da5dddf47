/**
 * Readings of one thing over time, as a figure can show them. Every point stands for readings that were noted, and
 * nothing stands where nothing was noted: "can't tell" and long pauses are gaps.
 */
import type { R10 } from '../journal/shapes';

/** One reading, or several of one week, month, quarter or year taken together. */
export interface Point {
  at_ms: number;
  /** When the last of them was noted. */
  to_ms: number;
  /** null: can't tell. */
  value: number | null;
  low: number;
  high: number;
  /** Whether it goes on from the point before; where not, there is a gap. */
  joined: boolean;
}

/** Something noted. `at_ms` null: its date can't be trusted. */
export interface Noted { at_ms: number | null; value: R10 }
/** The same, dated and asked for. `value` null: can't tell. */
export interface Told { at_ms: number; value: number | null }

export interface Series {
  points: Point[];
  /** Readings whose date can't be trusted: they are told, and drawn nowhere. */
  undated: (number | null)[];
}

const DAY_MS = 86_400_000;
/** A pause that is no longer one line. */
const PAUSE_MS = 60 * DAY_MS;
/** So many points a phone can show apart. */
const MOST = 24;
const FIRST_MS = Date.UTC(2000, 0, 1);
/** Clocks of several devices differ; more than this ahead of now is no date. */
const AHEAD_MS = DAY_MS;

/** When something was observed, else when it was noted; null when a wrong clock said both. */
export function whenOf({ at_ms, made_ms }: { at_ms: number; made_ms: number }, now_ms: number): number | null {
  return [at_ms, made_ms].find((ms) => ms >= FIRST_MS && ms <= now_ms + AHEAD_MS) ?? null;
}

/** What was asked for and has a date, from `since_ms` on, oldest first. */
export function told(notes: readonly Noted[], since_ms: number): Told[] {
  const dated = notes.flatMap(({ at_ms, value }) => (
    value === null || at_ms === null || at_ms < since_ms ? [] : { at_ms, value: value === 'cant_tell' ? null : value }));
  return dated.sort((x, y) => x.at_ms - y.at_ms);
}

export function seriesOf(notes: readonly Noted[], since_ms: number): Series {
  const undated = notes.filter(({ at_ms, value }) => at_ms === null && value !== null).map(({ value }) => (value === 'cant_tell' ? null : value as number));
  return { points: pooled(told(notes, since_ms)), undated };
}

interface Unit { key: (date: Date) => string; pause_ms: number }
/** By the calendar of this device, so that a week is a week also when the clocks change. */
const UNITS: readonly Unit[] = [
  { key: (date) => String(date.getTime()), pause_ms: PAUSE_MS },
  { key: weekOf, pause_ms: PAUSE_MS },
  { key: (date) => `${date.getFullYear()}-${date.getMonth()}`, pause_ms: PAUSE_MS },
  { key: (date) => `${date.getFullYear()}-${Math.floor(date.getMonth() / 3)}`, pause_ms: 200 * DAY_MS },
  { key: (date) => String(date.getFullYear()), pause_ms: 800 * DAY_MS },
];

function weekOf(date: Date): string {
  const monday = new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7));
  return monday.toDateString();
}

/** As many points as can be told apart: each reading, or else weeks, months, quarters, years. */
function pooled(readings: readonly Told[]): Point[] {
  for (const unit of UNITS) {
    const groups = grouped(readings, unit);
    if (groups.length <= MOST || unit === UNITS.at(-1)) return groups.map((group, i) => pointOf(group, groups[i - 1], unit));
  }
  return [];
}

/** Readings of one calendar unit after the other. */
function grouped(readings: readonly Told[], { key }: Unit): Told[][] {
  const groups: Told[][] = [];
  let last: string | null = null;
  for (const reading of readings) {
    const name = key(new Date(reading.at_ms));
    if (name === last) groups.at(-1)!.push(reading);
    else groups.push([reading]);
    last = name;
  }
  return groups;
}

function pointOf(group: readonly Told[], before: readonly Told[] | undefined, { pause_ms }: Unit): Point {
  const numbers = group.flatMap(({ value }) => value ?? []).sort((x, y) => x - y);
  const at_ms = group[0]!.at_ms;
  const joined = before !== undefined && numbers.length > 0 && before.some(({ value }) => value !== null) && at_ms - before.at(-1)!.at_ms <= pause_ms;
  return {
    at_ms, to_ms: group.at(-1)!.at_ms, joined,
    value: numbers[Math.floor((numbers.length - 1) / 2)] ?? null, low: numbers[0] ?? 0, high: numbers.at(-1) ?? 0,
  };
}
