/**
 * What the rules of the path look at: the live records of a journal as plain data. None of the rules asks for the
 * time, so `now_ms` and the calendar day are handed in.
 */
import type { Fields, NoteType } from '../journal/kinds';
import type { Degree } from '../journal/shapes';

/** One live record; `edited_ms`: when anything of it was last changed. */
export type Seen<T extends NoteType> = Fields<T> & { id: string; edited_ms: number };

/** A page that says who led. */
export interface Moment { id: string; at_ms: number; parts: readonly string[]; challenge: string; led: boolean }

/** The types the path is worked out from. */
export const STAGE_TYPES = [
  'part', 'relation', 'reading', 'self_reading', 'checkin', 'sitting', 'permission', 'concern', 'burden', 'witness',
  'release', 'quality', 'follow_up', 'role_change', 'promise', 'agreement', 'decision',
] as const satisfies readonly NoteType[];
export type StageType = (typeof STAGE_TYPES)[number];

export type Records = { readonly [T in StageType]: readonly Seen<T>[] } & { readonly moment: readonly Moment[] };

export type Challenge = Seen<'challenge'>;

export const DAY_MS = 86_400_000;

/** When it was observed, else when it was noted. */
export function atOf(record: { made_ms: number; at_ms?: number }): number {
  return record.at_ms || record.made_ms;
}

/** For what is described rather than observed: when the description was last touched. */
export function touchedAt({ made_ms, edited_ms }: { made_ms: number; edited_ms: number }): number {
  return Math.max(made_ms, edited_ms);
}

/** Whether something happened to a degree, be it ever so little. */
export function isSome(degree: Degree | null): boolean {
  return degree !== null && degree !== 'not_yet' && degree !== 'cant_tell';
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Newest first; of the same moment in the order of their ids, so that the order they came in says nothing. */
export function newestFirst(x: { id: string; at_ms: number }, y: { id: string; at_ms: number }): number {
  return y.at_ms - x.at_ms || (x.id < y.id ? -1 : Number(x.id > y.id));
}
