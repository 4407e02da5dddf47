/** A look at who is around, in a minute at most. */
import type { Fields } from './kinds';
import { NOT_SURE } from './vocabulary';

type Checkin = Fields<'checkin'>;
export type Presence = Checkin['parts'][string];

/** Around, and nothing was said of it yet. */
export const AROUND: Presence = { here: true, strength: null, room: null };

/** Nobody was chosen and nothing was said: not worth keeping. */
export function saysNothing({ parts, nobody, leads, line, need }: Checkin): boolean {
  return Object.keys(parts).length === 0 && !nobody && leads === null && `${line}${need}`.trim() === '';
}

/** The newest one up to now: one that was made while the clock ran ahead waits until its time has come. */
export function newestCheckin<C extends Pick<Checkin, 'at_ms'>>(checkins: readonly C[], now_ms: number): C | null {
  return checkins.reduce<C | null>((newest, one) => (one.at_ms <= now_ms && one.at_ms >= (newest?.at_ms ?? 0) ? one : newest), null);
}

/** The ids of the parts it names, without someone not known. */
export function around({ parts }: Pick<Checkin, 'parts'>): string[] {
  return Object.keys(parts).filter((id) => id !== NOT_SURE);
}

interface Someone { id: string; still: Fields<'part'>['still']; lastEntry_ms: number | null }

/** Who is offered: those who were near lately, then those written about last, then the others; who went quiet last. */
export function nearestFirst<P extends Someone>(parts: readonly P[], near: readonly string[]): P[] {
  const rank = ({ id, still }: P): number => (near.includes(id) ? near.indexOf(id) - near.length : still === 'quiet' ? 1 : 0);
  return parts.toSorted((x, y) => rank(x) - rank(y) || (y.lastEntry_ms ?? 0) - (x.lastEntry_ms ?? 0));
}
