/**
 * Which paragraph of an older text lives on as which paragraph of a newer one.
 *
 * Unchanged paragraphs are found by a longest common subsequence. Between two kept ones, a paragraph that was
 * changed is told from one that was added by how much of its beginning and end is still the same; a single one
 * replaced by a single one always counts as changed.
 */

/** Table cells one comparison may take; above it only paragraphs that occur once on both sides are matched. */
const CELLS = 250_000;
const ALIKE = 0.5;

/** For each paragraph of `next` the index in `old` it continues, or -1. Indexes only rise. */
export function align(old: readonly string[], next: readonly string[]): number[] {
  const from = new Array<number>(next.length).fill(-1);
  match(old, next, 0, old.length, 0, next.length, from);
  let oldStart = 0;
  let nextStart = 0;
  for (let j = 0; j <= next.length; j++) {
    const i = j < next.length ? from[j]! : old.length;
    if (i < 0) continue;
    continueChanged(old, next, oldStart, i, nextStart, j, from);
    oldStart = i + 1;
    nextStart = j + 1;
  }
  return from;
}

/** Equal paragraphs within old[a..b) and next[c..d). */
function match(
  old: readonly string[], next: readonly string[], a: number, b: number, c: number, d: number, from: number[],
): void {
  while (a < b && c < d && old[a] === next[c]) from[c++] = a++;
  while (a < b && c < d && old[b - 1] === next[d - 1]) from[--d] = --b;
  if (a === b || c === d) return;
  if ((b - a) * (d - c) <= CELLS) {
    best(old, next, a, b, c, d, (left, right) => (left === right ? 1 : 0), from);
    return;
  }
  const anchors = once(old, next, a, b, c, d);
  for (const [i, j] of anchors) {
    from[j] = i;
    match(old, next, a, i, c, j, from);
    a = i + 1;
    c = j + 1;
  }
  if (anchors.length > 0) match(old, next, a, b, c, d, from);
}

/** Pairs changed paragraphs inside one gap between kept ones. */
function continueChanged(
  old: readonly string[], next: readonly string[], a: number, b: number, c: number, d: number, from: number[],
): void {
  if (b - a === 1 && d - c === 1) from[c] = a;
  else if (a < b && c < d && (b - a) * (d - c) <= CELLS) best(old, next, a, b, c, d, likeness, from);
}

/** The rising pairing with the highest sum of scores; a score of 0 is no pair. */
function best(
  old: readonly string[], next: readonly string[], a: number, b: number, c: number, d: number,
  score: (left: string, right: string) => number, from: number[],
): void {
  const width = d - c + 1;
  const sums = new Float64Array((b - a + 1) * width);
  const scores = new Float32Array((b - a) * (d - c));
  for (let i = b - a - 1; i >= 0; i--) {
    for (let j = d - c - 1; j >= 0; j--) {
      const pair = score(old[a + i]!, next[c + j]!);
      scores[i * (d - c) + j] = pair;
      const together = pair > 0 ? pair + sums[(i + 1) * width + j + 1]! : 0;
      sums[i * width + j] = Math.max(together, sums[(i + 1) * width + j]!, sums[i * width + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < b - a && j < d - c; ) {
    const here = sums[i * width + j]!;
    const pair = scores[i * (d - c) + j]!;
    if (pair > 0 && here === pair + sums[(i + 1) * width + j + 1]!) from[c + j++] = a + i++;
    else if (here === sums[(i + 1) * width + j]!) i++;
    else j++;
  }
}

/** Share of a paragraph that is still the same at its beginning and end; 0 below one half. */
function likeness(left: string, right: string): number {
  const short = Math.min(left.length, right.length);
  let same = 0;
  while (same < short && left[same] === right[same]) same++;
  let tail = 0;
  while (tail < short - same && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const share = short === 0 ? 0 : (same + tail) / short;
  return share >= ALIKE ? share : 0;
}

/** Paragraphs that occur exactly once on both sides, thinned to a rising sequence. */
function once(
  old: readonly string[], next: readonly string[], a: number, b: number, c: number, d: number,
): [number, number][] {
  const places = new Map<string, { i: number; j: number }>();
  for (let i = a; i < b; i++) places.set(old[i]!, { i: places.has(old[i]!) ? -1 : i, j: -1 });
  const seen = new Set<string>();
  for (let j = c; j < d; j++) {
    const place = places.get(next[j]!);
    if (!place) continue;
    place.j = seen.has(next[j]!) ? -1 : j;
    seen.add(next[j]!);
  }
  const pairs: [number, number][] = [];
  for (const { i, j } of places.values()) if (i >= 0 && j >= 0) pairs.push([i, j]);
  pairs.sort((x, y) => x[1] - y[1]);
  return rising(pairs);
}

/** Longest subsequence of pairs whose first member rises. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before = new Array<number>(pairs.length).fill(-1);
  pairs.forEach(([i], at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![0] < i) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = at;
  });
  const chain: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) chain.push(pairs[at]!);
  return chain.reverse();
}
