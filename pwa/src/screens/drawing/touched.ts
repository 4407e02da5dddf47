import { distance, type Dot } from '../../journal/simplify';
import type { Stroke } from '../../journal/strokes';

/** The strokes an eraser comes near on its way from one place to the next. `reach`: how far around it takes hold. */
export function touched(strokes: readonly Stroke[], from: Dot, to: Dot, reach: number): Stroke[] {
  return strokes.filter(({ dots, width }) => {
    const near = reach + width / 2;
    return dots.some((dot, i) => apart(dot, dots[i + 1] ?? dot, from, to) <= near);
  });
}

/** How far two straight pieces are from each other; none where they cross. */
function apart(a: Dot, b: Dot, c: Dot, d: Dot): number {
  const crosses = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
  if (crosses) return 0;
  const flat = (one: Dot): Dot => ({ ...one, z: 0 });
  const [p, q, r, s] = [flat(a), flat(b), flat(c), flat(d)];
  return Math.min(distance(p, r, s), distance(q, r, s), distance(r, p, q), distance(s, p, q));
}

function turn(a: Dot, b: Dot, c: Dot): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
