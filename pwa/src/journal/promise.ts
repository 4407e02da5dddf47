/** What a person promised a part. Due is a day of their calendar; later than that nothing is said of it. */
import type { Fields } from './kinds';

type Made = Pick<Fields<'promise'>, 'state' | 'due_day' | 'made_ms'> & { id: string };

/** Whether its day has come. One without a day waits until the person comes to it. */
export function isDue({ state, due_day }: Pick<Made, 'state' | 'due_day'>, today: number): boolean {
  return state === 'open' && due_day !== null && due_day <= today;
}

/** Those that are open: by their day, then those without one, the oldest first. */
export function openPromises<P extends Made>(promises: readonly P[]): P[] {
  const dayOf = ({ due_day }: P): number => due_day ?? Infinity;
  const open = promises.filter(({ state }) => state === 'open');
  return open.sort((x, y) => (dayOf(x) === dayOf(y) ? x.made_ms - y.made_ms || (x.id < y.id ? -1 : 1) : dayOf(x) - dayOf(y)));
}
