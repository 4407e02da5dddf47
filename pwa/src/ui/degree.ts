import type { Key } from '../i18n/words';
import type { R10 } from '../journal/shapes';

export type Scale = 'room' | 'trust' | 'strength' | 'steadiness' | 'charge' | 'tension' | 'much';

const TOP = 10;
const MIDDLE = 5;
/** The highest number each of the five words of a scale is said for. */
const BANDS = [1, 4, 6, 8, TOP];
/** Steadiness has three: unsteady 0-3, wobbly 4-6, steady 7-10. */
const STEADINESS = [3, 6, TOP];

/** The word beside the number. */
export function wordOf(scale: Scale, value: number): Key {
  const bands = scale === 'steadiness' ? STEADINESS : BANDS;
  return `degree.${scale}_${bands.findIndex((most) => value <= most)}` as Key;
}

/** One more or one less; where nothing was said yet, minus and plus begin in the middle. */
export function stepped(value: R10, by: 1 | -1): number {
  return typeof value === 'number' ? Math.min(TOP, Math.max(0, value + by)) : MIDDLE;
}

/** The number at this place of the rail, from 0 at its beginning to 1 at its end. */
export function valueAt(along: number): number {
  return Math.round(Math.min(1, Math.max(0, along)) * TOP);
}
