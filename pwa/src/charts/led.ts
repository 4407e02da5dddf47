/** Who led, month by month: how often it was the person, among the moments that were noted. */
import type { LEADS } from '../journal/vocabulary';
import type { Noted } from './series';

export interface Led { at_ms: number | null; leads: (typeof LEADS)[number] | null }

const SHARE = { self: 10, mixed: 5, part: 0 } as const;

/** One value a month, 0 to 10, dated by its first moment; a month of which nothing can be told is a gap. */
export function ledByMonth(moments: readonly Led[]): Noted[] {
  const months = new Map<string, { at_ms: number; shares: number[] }>();
  const dated = moments.filter((one): one is Led & { at_ms: number } => one.at_ms !== null && one.leads !== null);
  for (const { at_ms, leads } of dated.sort((x, y) => x.at_ms - y.at_ms)) {
    const date = new Date(at_ms);
    const key = `${date.getFullYear()}-${date.getMonth()}`;
    const month = months.get(key) ?? { at_ms, shares: [] };
    months.set(key, month);
    if (leads !== 'cant_tell') month.shares.push(SHARE[leads!]);
  }
  return [...months.values()].map(({ at_ms, shares }) => ({
    at_ms, value: shares.length === 0 ? 'cant_tell' : Math.round(shares.reduce((sum, one) => sum + one, 0) / shares.length),
  }));
}
