/** How trust moved, as far as it was asked: points with gaps between them, and one plain finding. */
import type { R10 } from './shapes';

export interface Asked { at_ms: number; value: R10 }
export interface Point { at_ms: number; value: number }

/** How the newest answer stands to the one it is compared with. */
export type Move = 'more' | 'a_little_more' | 'steady' | 'a_little_less' | 'less';

export interface Finding {
  move: Move;
  /** When the answer was given that the newest one is compared with. */
  since_ms: number;
  /** In between it was clearly lower than at both ends. */
  dipped: boolean;
}

const CLEARLY = 3;
const DIP = 2;

/** Those that are numbers, oldest first. */
export function points(asked: readonly Asked[]): Point[] {
  const known = asked.filter((one): one is Point => typeof one.value === 'number');
  return known.sort((x, y) => x.at_ms - y.at_ms);
}

/** What the points say from the first to the last of them; null while there are fewer than two. */
export function finding(series: readonly Point[]): Finding | null {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last || first === last) return null;
  const lowest = Math.min(...series.slice(1, -1).map(({ value }) => value), Infinity);
  return { move: moveOf(last.value - first.value), since_ms: first.at_ms, dipped: lowest <= Math.min(first.value, last.value) - DIP };
}

function moveOf(by: number): Move {
  if (by === 0) return 'steady';
  const clearly = Math.abs(by) >= CLEARLY;
  if (by > 0) return clearly ? 'more' : 'a_little_more';
  return clearly ? 'less' : 'a_little_less';
}
