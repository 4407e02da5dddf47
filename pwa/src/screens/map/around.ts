/** Finding one's way on the map without seeing it. Pure. */
import type { Box, Spot } from '../../journal/slots';

export type Way = 'up' | 'down' | 'left' | 'right';
export type Side = 'above' | 'below' | 'left' | 'right' | 'above_left' | 'above_right' | 'below_left' | 'below_right' | 'you';

export const WAYS: Readonly<Record<string, Way>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
const STEP: Readonly<Record<Way, Spot>> = { up: { x: 0, y: -1 }, down: { x: 0, y: 1 }, left: { x: -1, y: 0 }, right: { x: 1, y: 0 } };

/** One step that way, kept inside the map. */
export function stepped(from: Spot, way: Way, far: number, size: Box, cell: Box): Spot {
  return inside({ x: from.x + STEP[way].x * far, y: from.y + STEP[way].y * far }, size, cell);
}

export function inside({ x, y }: Spot, size: Box, cell: Box): Spot {
  const within = (value: number, most: number, margin: number): number => Math.max(margin, Math.min(most - margin, value));
  return { x: within(x, size.w, cell.w / 2), y: within(y, size.h, cell.h / 2) };
}

/** Who comes next in that direction: near, and not too far to the side. Nobody: null. */
export function next(from: Spot, way: Way, others: Iterable<readonly [string, Spot]>): string | null {
  const { x, y } = STEP[way];
  let best: { id: string; far: number } | null = null;
  for (const [id, spot] of others) {
    const along = (spot.x - from.x) * x + (spot.y - from.y) * y;
    const aside = Math.abs((spot.x - from.x) * y) + Math.abs((spot.y - from.y) * x);
    if (along <= 1) continue;
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}

/** On which side of Self a place is. */
export function sideOf(spot: Spot, self: Spot, cell: Box): Side {
  const [x, y] = [(spot.x - self.x) / cell.w, (spot.y - self.y) / cell.h];
  if (Math.hypot(x, y) < 0.6) return 'you';
  const upright = y < -0.35 ? 'above' : y > 0.35 ? 'below' : '';
  const across = x < -0.35 ? 'left' : x > 0.35 ? 'right' : '';
  if (upright && Math.abs(y) > 2.5 * Math.abs(x)) return upright;
  if (across && Math.abs(x) > 2.5 * Math.abs(y)) return across;
  return [upright, across].filter(Boolean).join('_') as Side;
}

/** Who stands next to a place; null when nobody does. */
export function nearest(spot: Spot, others: Iterable<readonly [string, Spot]>, cell: Box): string | null {
  let best: { id: string; far: number } | null = null;
  for (const [id, { x, y }] of others) {
    const far = Math.hypot((x - spot.x) / cell.w, (y - spot.y) / cell.h);
    if (far < 1.6 && (!best || far < best.far)) best = { id, far };
  }
  return best?.id ?? null;
}

/** Thousandths of the map, as a place is stored. */
export function thousandths({ x, y }: Spot, size: Box): [number, number] {
  return [Math.round((x / size.w) * 1000), Math.round((y / size.h) * 1000)];
}
