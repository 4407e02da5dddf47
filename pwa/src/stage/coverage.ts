/** How much has been noted of each goal: kinds of evidence, counted; never how well anything goes. */
import { GOALS, type Goal } from '../journal/vocabulary';
import type { Evidence } from './evidence';
import { DAY_MS } from './records';

/** Nothing, a little, some, a lot. */
export type Amount = 'none' | 'thin' | 'some' | 'rich';

/** A kind last seen longer ago than this counts half. */
export const FADES_MS = 60 * DAY_MS;

/** A time ahead of the clock (a clock that was wrong, a zone that changed) counts as now. */
export function isFaded({ at_ms }: Pick<Evidence, 'at_ms'>, now_ms: number): boolean {
  return now_ms - at_ms > FADES_MS;
}

/** `amount` of each goal. */
export function coverageOf(evidence: readonly Evidence[], now_ms: number): Record<Goal, Amount> {
  return Object.fromEntries(GOALS.map((goal) => [goal, amountOf(weight(evidence.filter((one) => one.goal === goal), now_ms))])) as Record<Goal, Amount>;
}

/** Whether there is hardly anything yet. */
export function isLittle(amount: Amount): boolean {
  return amount === 'none' || amount === 'thin';
}

function weight(kinds: readonly Evidence[], now_ms: number): number {
  return kinds.reduce((sum, kind) => sum + (isFaded(kind, now_ms) ? 0.5 : 1), 0);
}

function amountOf(kinds: number): Amount {
  if (kinds === 0) return 'none';
  if (kinds < 2) return 'thin';
  return kinds < 4 ? 'some' : 'rich';
}
