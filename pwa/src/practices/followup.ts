/** The weeks after something was set down, and what was promised. A day nobody came is no gap, and nothing is counted. */
import type { Fields } from '../journal/kinds';
import { isDue } from '../journal/promise';

/** How long short visits go on unless the person says otherwise. */
export const USUAL_DAYS = 28;
/** Asked once, so long after. */
export const ASK_STILL_DAYS = 28;

type FollowUp = Pick<Fields<'follow_up'>, 'start_day' | 'days' | 'next_day' | 'visits' | 'stillSo'>;
type Release = Pick<Fields<'release'>, 'outcome' | 'holder' | 'left'> & { id: string };

/** What to offer after something was noted as set down; any outcome but "none for now" is one. */
export interface Offers {
  /** The follow-up as it would begin, should the person want it; null while visits go on already. */
  visits: Partial<Fields<'follow_up'>> | null;
  /** Tell those who guarded it (P4.1). */
  tell: boolean;
}

export function afterRelease({ id, holder, outcome }: Release, going: boolean, today: number): Offers | null {
  if (outcome === 'not_now') return null;
  return { visits: going ? null : { release: id, part: holder, start_day: today, days: USUAL_DAYS }, tell: true };
}

/** The last day of the visits. */
export function lastDay({ start_day, days }: Pick<FollowUp, 'start_day' | 'days'>): number {
  return start_day + days - 1;
}

/** Whether short visits go on; a day ahead is still today somewhere. */
export function isGoing(follow: Pick<FollowUp, 'start_day' | 'days'>, today: number): boolean {
  return follow.start_day <= today + 1 && today <= lastDay(follow);
}

/**
 * Whether a visit may be offered today: not before the day the person set, and once a day at most.
 * @param dayOf the day of the person's calendar a time belongs to.
 */
export function isVisitDue(follow: FollowUp, today: number, dayOf: (at_ms: number) => number): boolean {
  const waits = follow.next_day !== null && follow.next_day > today;
  return isGoing(follow, today) && !waits && !Object.values(follow.visits).some(({ at_ms }) => dayOf(at_ms) === today);
}

/** Whether it is time for "still so after four weeks?". Partly counts, and no is useful to know. */
export function asksStillSo({ start_day, stillSo }: Pick<FollowUp, 'start_day' | 'stillSo'>, today: number): boolean {
  return stillSo === null && today >= start_day + ASK_STILL_DAYS;
}

/** The same of a role that changed. */
export function asksStillChanged({ stillSo, degree }: Pick<Fields<'role_change'>, 'stillSo' | 'degree'>, day: number, today: number): boolean {
  return stillSo === null && degree !== 'not_yet' && today >= day + ASK_STILL_DAYS;
}

/** The day a promise to come back may stand for: who is still in the old place is visited with company, at the next session. */
export function backDay(left: Fields<'release'>['left'], session_day: number | null, today: number): number | null {
  if (left === 'no' || left === 'partly') return session_day !== null && session_day >= today ? session_day : null;
  return today + 1;
}

/** Promises whose day has come, the longest waiting first. */
export function duePromises<P extends Pick<Fields<'promise'>, 'state' | 'due_day'>>(promises: readonly P[], today: number): P[] {
  return promises.filter((one) => isDue(one, today)).sort((x, y) => x.due_day! - y.due_day!);
}
