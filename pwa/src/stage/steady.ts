/** The lowest band of steadiness, as far as a sitting tells it. */
import type { Fields } from '../journal/kinds';
import { DAY_MS } from './records';

/** Two unsteady sittings within this say something together. */
export const UNSTEADY_WITHIN_MS = 7 * DAY_MS;
export const RED_MOST = 3;

/** Unsteady at one of its checks, or everything felt far away. */
export function isUnsteady({ before, midway, after, activation }: Pick<Fields<'sitting'>, 'before' | 'midway' | 'after' | 'activation'>): boolean {
  return activation === 'too_little' || [before, midway, after].some((value) => typeof value === 'number' && value <= RED_MOST);
}
