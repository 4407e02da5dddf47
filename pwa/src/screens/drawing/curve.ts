import { EVEN, pressed, type Dot, type Stroke } from '../../journal/strokes';
import { circle, n } from '../../ui/art/path';

interface Spot { readonly x: number; readonly y: number }

/** A stroke as the path of an SVG. `filled`: it is a shape with an inside, because its width changes on the way. */
export interface Path { readonly d: string; readonly filled: boolean }

export function pathOf({ dots, width }: Pick<Stroke, 'dots' | 'width'>): Path {
  const filled = dots.some(({ z }) => z !== EVEN);
  return { d: filled ? outline(dots, width) : line(dots), filled };
}

/** A smooth line through every dot. One dot alone is a dot: a line of no length with a round end. */
function line(dots: readonly Spot[]): string {
  const [first, ...rest] = dots;
  if (!first) return '';
  return rest.length === 0 ? `${moveTo(first)}h.1` : moveTo(first) + onward(dots);
}

/** Both sides of a swelling line, with round ends. */
function outline(dots: readonly Dot[], width: number): string {
  const radius = (dot: Dot): number => (width * pressed(dot.z)) / 2;
  const [first, last] = [dots[0]!, dots.at(-1)!];
  if (dots.length === 1) return circle(first.x, first.y, radius(first));
  const side = (turn: 1 | -1): Spot[] => dots.map((dot, i) => {
    const way = along(dots, i) ?? unit(dots[i - 1] ?? dot, dots[i - 1] ? dot : dots[i + 1]!);
    return { x: dot.x - turn * way.y * radius(dot), y: dot.y + turn * way.x * radius(dot) };
  });
  const [left, right] = [side(1), side(-1).reverse()];
  const end = (dot: Dot, to: Spot): string => `A${n(radius(dot))} ${n(radius(dot))} 0 0 0 ${n(to.x)} ${n(to.y)}`;
  return `${moveTo(left[0]!)}${onward(left)}${end(last, right[0]!)}${onward(right)}${end(first, left[0]!)}Z`;
}

/** From the first spot on through all others, bending as a hand does; a sharp turn stays a corner. */
function onward(spots: readonly Spot[]): string {
  return spots.slice(1).map((to, i) => {
    const from = spots[i]!;
    const reach = Math.hypot(to.x - from.x, to.y - from.y) / 3;
    const [out, into] = [along(spots, i), along(spots, i + 1)];
    const [a, b] = [ahead(from, out, reach), ahead(to, into, -reach)];
    return `C${n(a.x)} ${n(a.y)} ${n(b.x)} ${n(b.y)} ${n(to.x)} ${n(to.y)}`;
  }).join('');
}

/** Which way the line goes at a spot, as one unit; null at a corner. */
function along(spots: readonly Spot[], at: number): Spot | null {
  const [before, here, after] = [spots[at - 1], spots[at]!, spots[at + 1]];
  if (!before || !after) return before ? unit(before, here) : unit(here, after ?? here);
  const [into, out] = [unit(before, here), unit(here, after)];
  if (into.x * out.x + into.y * out.y < 0) return null;
  return unit({ x: 0, y: 0 }, { x: into.x + out.x, y: into.y + out.y });
}

function unit(from: Spot, to: Spot): Spot {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function ahead(spot: Spot, way: Spot | null, by: number): Spot {
  return way ? { x: spot.x + way.x * by, y: spot.y + way.y * by } : spot;
}

function moveTo({ x, y }: Spot): string {
  return `M${n(x)} ${n(y)}`;
}
