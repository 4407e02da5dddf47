/** Where a place in one text is found in another version of it. Pure; positions are UTF-16 indexes. */

interface Line { text: string; start: number }

const LARGEST_TABLE = 1_000_000;
/** The halves of a character outside the basic plane (most emoji); they are never parted. */
const HIGH = /[\uD800-\uDBFF]/;
const LOW = /[\uDC00-\uDFFF]/;

function lines(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((part) => {
    const line = { text: part, start };
    start += part.length + 1;
    return line;
  });
}

/** For each old line the number of the new line that is the same, or -1 (longest common sequence). */
function same(old: readonly Line[], now: readonly Line[]): number[] {
  const found = new Array<number>(old.length).fill(-1);
  let head = 0;
  while (head < old.length && head < now.length && old[head]!.text === now[head]!.text) found[head] = head++;
  let tail = 0;
  while (
    tail < old.length - head && tail < now.length - head
    && old[old.length - 1 - tail]!.text === now[now.length - 1 - tail]!.text
  ) {
    found[old.length - 1 - tail] = now.length - 1 - tail;
    tail++;
  }
  const [rows, columns] = [old.length - head - tail, now.length - head - tail];
  if (rows * columns === 0 || rows * columns > LARGEST_TABLE) return found;
  const wide = columns + 1;
  const common = new Uint16Array((rows + 1) * wide);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      common[i * wide + j] = old[head + i]!.text === now[head + j]!.text
        ? common[(i + 1) * wide + j + 1]! + 1
        : Math.max(common[(i + 1) * wide + j]!, common[i * wide + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (old[head + i]!.text === now[head + j]!.text) found[head + i++] = head + j++;
    else if (common[(i + 1) * wide + j]! >= common[i * wide + j + 1]!) i++;
    else j++;
  }
  return found;
}

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

function within(old: string, now: string, at: number): number {
  const { from, oldTo, newTo } = difference(old, now);
  if (at <= from) return at;
  return at >= oldTo ? at - oldTo + newTo : newTo;
}

/**
 * A function that takes a position in `old` to the matching position in `now`. Lines that are the
 * same carry their positions along; a line that was rewritten keeps what stands before and after
 * the rewritten words; a line that is gone leads to the end of what stands in its place.
 */
export function tracker(old: string, now: string): (position: number) => number {
  if (old === now) return (position) => position;
  const [olds, nows] = [lines(old), lines(now)];
  const found = same(olds, nows);
  return (position) => {
    let i = olds.findLastIndex((line) => line.start <= position);
    if (i < 0) i = 0;
    const offset = position - olds[i]!.start;
    const match = found[i]!;
    if (match >= 0) return nows[match]!.start + offset;
    let before = i - 1;
    while (before >= 0 && found[before]! < 0) before--;
    let after = i + 1;
    while (after < olds.length && found[after]! < 0) after++;
    const first = before < 0 ? 0 : found[before]! + 1;
    const end = after < olds.length ? found[after]! : nows.length;
    const twin = first + (i - before - 1);
    if (twin < end) return nows[twin]!.start + within(olds[i]!.text, nows[twin]!.text, offset);
    const last = nows[Math.max(first, end) - 1];
    return last && end > 0 ? last.start + last.text.length : 0;
  };
}
