/**
 * What a figure shows, as a code a screen puts into plain words. Rising and falling are told by the same rule and
 * with the same weight; hardly any movement is "steady"; few readings say that they are few.
 */
import type { Degree } from '../journal/shapes';
import type { Pair } from './pairs';
import type { Told } from './series';

export type Finding =
  /** Noted once so far: nothing to compare with. */
  | { code: 'once' }
  /** Nothing but "can't tell". */
  | { code: 'cant_tell' }
  | { code: 'steady' | 'to_and_fro'; few: boolean; last_ms: number }
  | { code: 'up' | 'down'; little: boolean; few: boolean; since_ms: number; last_ms: number };

/** Of the last sittings, in how many it went down (or up), and of how many. */
export type PairsFinding =
  | { code: 'none' }
  | { code: 'down' | 'up'; times: number; of: number }
  | { code: 'both'; of: number }
  | { code: 'steady'; of: number };

export type HeardFinding = 'all' | 'some' | 'none' | 'unsaid';

const STEADY = 1;
const CLEAR = 4;
/** This much between its lowest and its highest is no steadiness, even where the end is like the beginning. */
const SWAY = 4;
const FEW = 2;
const LAST_PAIRS = 5;

/** Compares the end with the beginning, each as the middle of up to three readings. null: nothing was noted. */
export function compare(readings: readonly Told[], window = 3): Finding | null {
  const known = readings.filter((one): one is { at_ms: number; value: number } => one.value !== null);
  if (known.length === 0) return readings.length === 0 ? null : { code: 'cant_tell' };
  if (known.length === 1) return { code: 'once' };
  const values = known.map(({ value }) => value);
  const size = Math.min(window, Math.max(1, Math.floor(known.length / 3)));
  const moved = middle(values.slice(-size)) - middle(values.slice(0, size));
  const few = known.length <= FEW;
  const last_ms = known.at(-1)!.at_ms;
  if (Math.abs(moved) >= STEADY) {
    return { code: moved > 0 ? 'up' : 'down', little: Math.abs(moved) < CLEAR, few, since_ms: known[0]!.at_ms, last_ms };
  }
  return { code: Math.max(...values) - Math.min(...values) >= SWAY ? 'to_and_fro' : 'steady', few, last_ms };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
}

/** What the last five sittings did that were told before and after. */
export function comparePairs(pairs: readonly Pair[]): PairsFinding {
  const told = pairs.filter(({ before, after }) => before !== null && after !== null).slice(-LAST_PAIRS);
  const down = told.filter(({ before, after }) => after! < before!).length;
  const up = told.filter(({ before, after }) => after! > before!).length;
  const of = told.length;
  if (of === 0) return { code: 'none' };
  if (down === up) return { code: down === 0 ? 'steady' : 'both', of };
  return down > up ? { code: 'down', times: down, of } : { code: 'up', times: up, of };
}

/** How far what worries a part was heard. */
export function compareHeard(degrees: readonly (Degree | null)[]): HeardFinding {
  const said = degrees.filter((degree) => degree !== null && degree !== 'cant_tell');
  const heard = said.filter((degree) => degree !== 'not_yet').length;
  if (said.length === 0) return 'unsaid';
  if (heard === 0) return 'none';
  return heard === degrees.length ? 'all' : 'some';
}
