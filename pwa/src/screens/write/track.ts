import { align } from '../../journal/diff';

/** Where a place in one text is found in another version of it. Pure; positions are UTF-16 indexes. */

/** The halves of a character outside the basic plane (most emoji); they are never parted. */
const HIGH = /[\uD800-\uDBFF]/;
const LOW = /[\uDC00-\uDFFF]/;

/** The one stretch in which two texts differ: `[from, oldTo)` became `[from, newTo)`. */
export function difference(old: string, now: string): { from: number; oldTo: number; newTo: number } {
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from++;
  if (from > 0 && HIGH.test(old[from - 1]!)) from--;
  let tail = 0;
  while (tail < shorter - from && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  if (tail > 0 && LOW.test(old[old.length - tail]!)) tail--;
  return { from, oldTo: old.length - tail, newTo: now.length - tail };
}

/**
 * A function that takes a position in `old` to the matching position in `now`. A paragraph that
 * lives on carries its positions along, around the words that were rewritten in it; a paragraph that
 * is gone leads to the end of the one before it.
 */
export function tracker(old: string, now: string): (position: number) => number {
  if (old === now) return (position) => position;
  const [olds, nows] = [old.split('\n'), now.split('\n')];
  const [oldStarts, nowStarts] = [starts(olds), starts(nows)];
  const twins = new Array<number>(olds.length).fill(-1);
  align(olds, nows).forEach((from, to) => { if (from >= 0) twins[from] = to; });
  return (position) => {
    const line = Math.max(0, oldStarts.findLastIndex((start) => start <= position));
    const twin = twins[line]!;
    if (twin >= 0) return nowStarts[twin]! + within(olds[line]!, nows[twin]!, position - oldStarts[line]!);
    let before = line;
    while (before >= 0 && twins[before]! < 0) before--;
    const stop = before < 0 ? -1 : twins[before]!;
    return stop < 0 ? 0 : nowStarts[stop]! + nows[stop]!.length;
  };
}

function within(old: string, now: string, at: number): number {
  const { from, oldTo, newTo } = difference(old, now);
  if (at <= from) return at;
  return at >= oldTo ? at - oldTo + newTo : newTo;
}

function starts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}
