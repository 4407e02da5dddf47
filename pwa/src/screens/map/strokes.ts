/** The lines of the map as path data: every kind has its own look and its own ending. Pure. */
import type { Box, Spot } from '../../journal/slots';
import { SELF, type RelationKind } from '../../journal/vocabulary';
import type { Line } from '../../rpc/api';
import { n } from '../../ui/art/path';
import { beside, covers, exit, handAngle, heading, pointOn, type Curve, type Figure } from './geometry';

/** One path: what it is and the classes that draw it. */
export interface Stroke { d: string; look: string }
/** A drawn line. `way`: the path a finger may hit; `tag`: where its words stand, null when there is no room. */
export interface Drawing { id: string; way: string; strokes: Stroke[]; knot: Spot | null; tag: (Spot & { words: string }) | null }

const BENDS = [0.1, 0.24, 0.4, 0.6];
const STEPS = 16;
/** How near to the sides of the map a line may come, and how far below the last row. */
const EDGE = 5;
const FOOT_ROOM = 24;
const HAND = 33;
const HAND_HALF = 0.62;
const BETWEEN_ROPES = 5.5;
const KNOT = 7;
/** Above the first row there is room for words. */
const HEAD_ROOM = -14;
/** Half as wide as a letter, and as high as a line. */
const HALF_LETTER = 3.5;
const LINE = 17;

/** The lines between those in `figures`, around everybody else. `words`: what stands beside a line. `text`: how large. */
export function drawingsOf(lines: readonly Line[], figures: ReadonlyMap<string, Figure>, words: (line: Line) => string, size: Box, text: number): Drawing[] {
  const drawings: Drawing[] = [];
  const taken: Label[] = [];
  const hands = new Map<string, number[]>();
  const pairs = new Map<string, number>();
  for (const line of lines) {
    const [a, b] = [figures.get(line.a), figures.get(line.b)];
    if (!a || !b) continue;
    const pair = [line.a, line.b].sort().join();
    const nth = pairs.get(pair) ?? 0;
    pairs.set(pair, nth + 1);
    const others = [...figures].filter(([id]) => id !== line.a && id !== line.b).map(([, figure]) => figure);
    const held = hands.get(line.b) ?? [];
    const curve = route({ kind: line.kind, a, b, held, nth }, others, figures.get(SELF), size);
    if (line.kind === 'protects') hands.set(line.b, [...held, Math.atan2(curve.to.y - b.y, curve.to.x - b.x)]);
    const tag = tagOf(words(line), curve, { figures: [...figures.values()], taken, size, text });
    if (tag) taken.push(tag);
    const knot = line.kind === 'tug' ? pointOn(curve, 0.5) : null;
    drawings.push({ id: line.id, way: path(curve), strokes: strokesOf(line.kind, curve, b, line.unsure ? ' mp-maybe' : ''), knot, tag });
  }
  return drawings;
}

/** From whom to whom; `held`: from where hands hold b already; `nth`: how many lines these two have before it. */
interface Ends { kind: RelationKind; a: Figure; b: Figure; held: readonly number[]; nth: number }

/** A curve that touches as few others as possible; of two that are as good the one that bows away from Self. */
function route(ends: Ends, others: readonly Figure[], self: Figure | undefined, size: Box): Curve {
  const { a, b, nth } = ends;
  const outwards = self ? Math.sign((b.x - a.x) * (self.y - a.y) - (b.y - a.y) * (self.x - a.x)) || 1 : 1;
  let best: { curve: Curve; cost: number } | null = null;
  for (const bend of BENDS.slice(Math.min(nth, 2))) {
    for (const side of nth % 2 ? [-outwards, outwards] : [outwards, -outwards]) {
      const curve = bent(ends, bend * side);
      let cost = bend * 1.5 + (side === outwards ? 0 : 0.2);
      for (let step = 1; step < STEPS; step++) {
        const point = pointOn(curve, step / STEPS);
        if (others.some((figure) => covers(figure, point)) || point.x < EDGE || point.x > size.w - EDGE || point.y > size.h + FOOT_ROOM) cost += 1;
        if (covers(a, point) || covers(b, point)) cost += 0.5;
      }
      if (!best || cost < best.cost - 1e-9) best = { curve, cost };
    }
  }
  return best!.curve;
}

function bent({ kind, a, b, held }: Ends, bend: number): Curve {
  const over = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
  const angle = handAngle(b, over, held);
  const to = kind === 'protects' ? { x: b.x + HAND * Math.cos(angle), y: b.y + HAND * Math.sin(angle) } : exit(b, over);
  return { from: exit(a, over), over, to };
}

function strokesOf(kind: RelationKind, curve: Curve, to: Figure, maybe: string): Stroke[] {
  const way = path(curve);
  switch (kind) {
    case 'protects': return [{ d: way, look: `mp-guard${maybe}` }, { d: hand(to, curve.to), look: 'mp-guard' }];
    case 'tug': return [{ d: path(beside(curve, BETWEEN_ROPES / 2)), look: `mp-rope${maybe}` }, { d: path(beside(curve, -BETWEEN_ROPES / 2)), look: 'mp-rope2' }];
    case 'gets_on': return [{ d: way, look: 'mp-near' }];
    case 'concerned': return [{ d: wave(curve), look: `mp-thin${maybe}` }, { d: chevron(curve), look: 'mp-thin' }];
    case 'cares': return [{ d: way, look: `mp-thin${maybe}` }, { d: ring(curve), look: 'mp-thin mp-open' }];
    case 'grew_from': return [{ d: way, look: `mp-thin${maybe}` }, { d: sprout(curve), look: 'mp-thin' }];
    case 'own': return [{ d: way, look: 'mp-own' }];
  }
}

function at({ x, y }: Spot): string {
  return `${n(x)} ${n(y)}`;
}

export function path({ from, over, to }: Curve): string {
  return `M${at(from)}Q${at(over)} ${at(to)}`;
}

/** A cupped hand around `held`, in the middle of it `touch`. */
function hand(held: Spot, touch: Spot): string {
  const angle = Math.atan2(touch.y - held.y, touch.x - held.x);
  const end = (more: number): Spot => ({ x: held.x + HAND * Math.cos(angle + more), y: held.y + HAND * Math.sin(angle + more) });
  return `M${at(end(-HAND_HALF))}A${HAND} ${HAND} 0 0 1 ${at(end(HAND_HALF))}`;
}

function wave(curve: Curve): string {
  const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y);
  const waves = Math.max(2, Math.round(length / 14));
  let d = `M${at(curve.from)}`;
  for (let k = 1; k <= waves; k++) {
    const [middle, end] = [pointOn(curve, (k - 0.5) / waves), pointOn(curve, k / waves)];
    const { x, y } = heading(curve, (k - 0.5) / waves);
    const lift = k % 2 ? 5 : -5;
    d += `Q${at({ x: middle.x - y * lift, y: middle.y + x * lift })} ${at(end)}`;
  }
  return d;
}

function chevron(curve: Curve): string {
  const { x, y } = heading(curve, 1);
  const back = (side: number): Spot => ({ x: curve.to.x - 8 * x - side * y, y: curve.to.y - 8 * y + side * x });
  return `M${at(back(5))}L${at(curve.to)}L${at(back(-5))}`;
}

function ring({ to }: Curve): string {
  return `M${n(to.x - 4.5)} ${n(to.y)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z`;
}

/** Two leaves where it grew. */
function sprout(curve: Curve): string {
  const { from } = curve;
  const { x, y } = heading(curve, 0);
  const leaf = (side: number): string => {
    const tip = { x: from.x + 4 * x + side * 11 * y, y: from.y + 4 * y - side * 11 * x };
    const root = { x: from.x + 13 * x, y: from.y + 13 * y };
    const out = { x: from.x + 14 * x + side * 9 * y, y: from.y + 14 * y - side * 9 * x };
    const inner = { x: from.x + 3 * x + side * 2 * y, y: from.y + 3 * y - side * 2 * x };
    return `M${at(root)}Q${at(out)} ${at(tip)}Q${at(inner)} ${at(root)}`;
  };
  return leaf(1) + leaf(-1);
}

interface Label extends Spot { words: string; half: number }
/** What is there already; `text`: how much larger than usual the person reads. */
interface Around { figures: readonly Figure[]; taken: readonly Label[]; size: Box; text: number }

/** Beside the middle of its line, on the side where nobody is. */
function tagOf(words: string, curve: Curve, around: Around): Label | null {
  if (words === '') return null;
  const half = Math.min(words.length * HALF_LETTER, 70) * around.text;
  for (const t of [0.5, 0.38, 0.62]) {
    const middle = pointOn(curve, t);
    const { x, y } = heading(curve, t);
    for (const side of y * curve.over.x - x * curve.over.y > y * middle.x - x * middle.y ? [1, -1] : [-1, 1]) {
      const far = KNOT + 9 + Math.abs(y) * half;
      const label = { x: middle.x + side * y * far, y: middle.y - side * x * far, words, half };
      if (isFree(label, around)) return label;
    }
  }
  return null;
}

function isFree({ x, y, half }: Label, { figures, taken, size }: Around): boolean {
  if (x - half < 2 || x + half > size.w - 2 || y < HEAD_ROOM || y > size.h) return false;
  if (taken.some((other) => Math.abs(other.x - x) < half + other.half && Math.abs(other.y - y) < LINE)) return false;
  return [-1, -0.5, 0, 0.5, 1].every((step) => figures.every((figure) => !covers(figure, { x: x + step * half, y: y - 5 }) && !covers(figure, { x: x + step * half, y: y + 5 })));
}
