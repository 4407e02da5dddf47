/** Whether something moved between readings. One pair that shows it is enough, however the others lie. */

export interface Measured { id: string; part: string; at_ms: number; value: number }

/** Noted by hand, less than this apart, counts as one sitting. */
export const SITTING_MS = 6 * 3_600_000;

/** Those that are lower than an earlier one of the same part. */
export function falling(measured: readonly Measured[]): Measured[] {
  const highest = new Map<string, number>();
  const found: Measured[] = [];
  for (const group of byTime(measured)) {
    found.push(...group.filter(({ part, value }) => value < (highest.get(part) ?? -Infinity)));
    for (const { part, value } of group) highest.set(part, Math.max(highest.get(part) ?? -Infinity, value));
  }
  return found;
}

/** Those that are higher than an earlier one of the same part. */
export function rising(measured: readonly Measured[]): Measured[] {
  return falling(measured.map((one) => ({ ...one, value: -one.value })));
}

/** All but the first, where there are several moments. */
export function thenAndNow<T extends { at_ms: number }>(some: readonly T[]): T[] {
  const first = some.reduce((least, { at_ms }) => Math.min(least, at_ms), Infinity);
  return some.filter(({ at_ms }) => at_ms > first);
}

/** Whether these were noted in two sittings or more. `from`: the page or sitting; '' = by hand. */
export function inTwoSittings(noted: readonly { from: string; at_ms: number }[]): boolean {
  if (new Set(noted.flatMap(({ from }) => from || [])).size >= 2) return true;
  const times = noted.map(({ at_ms }) => at_ms);
  const [first, last] = [times.reduce((x, y) => Math.min(x, y), Infinity), times.reduce((x, y) => Math.max(x, y), -Infinity)];
  return noted.some(({ from, at_ms }) => from === '' && (at_ms - first >= SITTING_MS || last - at_ms >= SITTING_MS));
}

/** Oldest first, those of the same moment together: neither of them came before the other. */
function byTime(measured: readonly Measured[]): Measured[][] {
  const groups = new Map<number, Measured[]>();
  for (const one of measured) {
    const same = groups.get(one.at_ms);
    if (same) same.push(one);
    else groups.set(one.at_ms, [one]);
  }
  return [...groups].sort(([x], [y]) => x - y).map(([, group]) => group);
}
