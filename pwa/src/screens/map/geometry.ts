/** Sizes on the map, in its units (CSS px at usual size), and curves between two points. Pure. */
import type { Box, Spot } from '../../journal/slots';

export const EMBLEM = 48;
const NAME_LINE = 18;
const NAME_LINES = 3;
const EDGE = 4;
/** Between the rim of an emblem and where lines begin. */
const GAP = 6;
export const SUN = 19;
const BETWEEN_HANDS = 1.3;

/** What one part takes up: emblem, then three lines of a name. `text`: how much larger than usual the person reads. */
export function cellFor(text: number): Box {
  return { w: 106 * Math.max(1, 0.4 + 0.6 * text), h: EMBLEM + 2 * EDGE + NAME_LINES * NAME_LINE * text };
}

/** From the middle of a cell up to the middle of its emblem. */
export function emblemAbove(cell: Box): number {
  return cell.h / 2 - EDGE - EMBLEM / 2;
}

/** Someone on the map: the middle of the emblem, how far its rim is, how far down and to the sides the name reaches. */
export interface Figure extends Spot { rim: number; foot: number; half: number }

/** @param letters how long the name is; its lines are guessed from that. */
export function figureOf({ x, y }: Spot, cell: Box, letters: number, text: number): Figure {
  const wide = letters * 7.8 * text;
  const lines = Math.min(NAME_LINES, Math.max(1, Math.ceil(wide / (cell.w - 14))));
  return {
    x, y: y - emblemAbove(cell), rim: EMBLEM / 2 + GAP, foot: EMBLEM / 2 + 4 + lines * NAME_LINE * text, half: Math.min(wide, cell.w - 10) / 2,
  };
}

export function sunAt({ x, y }: Spot, text: number): Figure {
  return { x, y, rim: SUN + GAP + 3, foot: SUN + 6 + NAME_LINE * text, half: 18 * text };
}

export interface Curve { from: Spot; over: Spot; to: Spot }

export function pointOn({ from, over, to }: Curve, t: number): Spot {
  const u = 1 - t;
  return { x: u * u * from.x + 2 * u * t * over.x + t * t * to.x, y: u * u * from.y + 2 * u * t * over.y + t * t * to.y };
}

/** Which way the curve runs at t, as a unit vector. */
export function heading({ from, over, to }: Curve, t: number): Spot {
  const x = (1 - t) * (over.x - from.x) + t * (to.x - over.x);
  const y = (1 - t) * (over.y - from.y) + t * (to.y - over.y);
  const length = Math.hypot(x, y) || 1;
  return { x: x / length, y: y / length };
}

/** The same curve, so much to its left. */
export function beside({ from, over, to }: Curve, far: number): Curve {
  const along = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const shift = { x: ((to.y - from.y) / along) * far, y: ((from.x - to.x) / along) * far };
  const moved = ({ x, y }: Spot): Spot => ({ x: x + shift.x, y: y + shift.y });
  return { from: moved(from), over: moved(over), to: moved(to) };
}

/** Where a line from `figure` towards `goal` begins: on the rim of its emblem, or below its name. */
export function exit(figure: Figure, goal: Spot): Spot {
  const [dx, dy] = [goal.x - figure.x, goal.y - figure.y];
  const far = Math.hypot(dx, dy) || 1;
  const isBelow = dy > 0 && Math.abs(dx) < dy * 1.2;
  if (isBelow) return { x: figure.x + Math.max(-0.7, Math.min(0.7, dx / far)) * figure.half, y: figure.y + figure.foot + 3 };
  return { x: figure.x + (dx / far) * figure.rim, y: figure.y + (dy / far) * figure.rim };
}

/**
 * The direction from which a hand holds an emblem, in radians: from above or the sides, so that the name stays free,
 * and not where another hand is (`held`) as long as there is room beside it.
 */
export function handAngle(figure: Spot, goal: Spot, held: readonly number[]): number {
  const angle = Math.atan2(goal.y - figure.y, goal.x - figure.x);
  const low = Math.PI / 12;
  const wished = angle <= low || angle >= Math.PI - low ? angle : angle < Math.PI / 2 ? low : Math.PI - low;
  const isFree = (one: number): boolean => (one <= low || one >= Math.PI - low) && held.every((other) => Math.cos(one - other) < Math.cos(BETWEEN_HANDS));
  for (const turn of [0, 0.35, -0.35, 0.7, -0.7, 1.05, -1.05, 1.4, -1.4]) {
    const one = Math.atan2(Math.sin(wished + turn), Math.cos(wished + turn));
    if (isFree(one)) return one;
  }
  return wished;
}

/** Whether a point lies on someone's emblem or name. */
export function covers({ x, y, rim, foot, half }: Figure, point: Spot): boolean {
  if ((point.x - x) ** 2 + (point.y - y) ** 2 < rim * rim) return true;
  return point.y > y && point.y < y + foot && Math.abs(point.x - x) < half + 2;
}
