/** Where the person has been looking, over time: a line that bends. Every goal may be chosen at any time. */
import { GOALS, type Goal } from '../journal/vocabulary';

export interface Decided { id: string; at_ms: number; chosen: readonly Goal[] }

export interface Look {
  at_ms: number;
  /** Empty: nothing in particular. */
  goals: readonly Goal[];
  /** Where it was before, all of it further on: coming back. */
  returning: boolean;
}

/** The decisions as stations, oldest first; of one day the last word counts, and what changed nothing is left out. */
export function bendOf(decisions: readonly Decided[], dayOf: (at_ms: number) => number): Look[] {
  const last = new Map<number, Decided>();
  for (const one of decisions.toSorted((x, y) => x.at_ms - y.at_ms || (x.id < y.id ? -1 : 1))) last.set(dayOf(one.at_ms), one);
  const looks: Look[] = [];
  for (const { at_ms, chosen } of last.values()) {
    const goals = GOALS.filter((goal) => chosen.includes(goal));
    const before = looks.at(-1)?.goals ?? [];
    if (before.join() === goals.join()) continue;
    looks.push({ at_ms, goals, returning: goals.length > 0 && before.length > 0 && goals.every((goal) => before.every((one) => goal < one)) });
  }
  return looks;
}
