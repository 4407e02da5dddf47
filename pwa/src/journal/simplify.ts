/**
 * Fewer points for the same line (Ramer, Douglas and Peucker): what is left out lies within the tolerance of what
 * stays. Pure. How hard a pen was pressed counts as a third direction, so that a swelling line stays one.
 */

/** A place a line goes through, and how hard it was pressed there. Whole numbers. */
export interface Dot { readonly x: number; readonly y: number; readonly z: number }

/** What one step of pressure weighs against one step on the paper. */
const PRESSURE_WEIGHT = 2;

export function simplify(dots: readonly Dot[], tolerance: number): Dot[] {
  const kept = new Set([0, dots.length - 1]);
  const spans: [number, number][] = [[0, dots.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    const far = farthest(dots, from, to);
    if (far.away <= tolerance) continue;
    kept.add(far.at);
    spans.push([from, far.at], [far.at, to]);
  }
  return dots.filter((_, i) => kept.has(i));
}

function farthest(dots: readonly Dot[], from: number, to: number): { at: number; away: number } {
  let found = { at: from, away: 0 };
  for (let at = from + 1; at < to; at++) {
    const away = distance(dots[at]!, dots[from]!, dots[to]!);
    if (away > found.away) found = { at, away };
  }
  return found;
}

/** How far a dot is from the straight line between two others. */
export function distance(dot: Dot, a: Dot, b: Dot): number {
  const [x, y, z] = [dot.x - a.x, dot.y - a.y, (dot.z - a.z) * PRESSURE_WEIGHT];
  const [dx, dy, dz] = [b.x - a.x, b.y - a.y, (b.z - a.z) * PRESSURE_WEIGHT];
  const length2 = dx * dx + dy * dy + dz * dz;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy + z * dz) / length2));
  return Math.hypot(x - along * dx, y - along * dy, z - along * dz);
}
