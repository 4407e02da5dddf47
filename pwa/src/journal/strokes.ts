/**
 * A drawing as the strokes of a page: `k` = stroke id → {"o": order, "c": colour, "w": width, "p": [x, y, dx, dy, …]},
 * with "z": [pressure, …] where a pen was pressed unevenly.
 *
 * A stroke is never changed once it is drawn; it is there or it is not. So two devices that draw on one page without a
 * network both keep every stroke, and erasing takes away exactly what was erased. Members nobody here knows stay.
 */
import type { Random, Value } from '../crypto/encoding';
import { name } from './entry';
import { isMap, type Members } from './kinds';
import { simplify, type Dot } from './simplify';

export type { Dot } from './simplify';

/** The paper every drawing is on, whatever the size of the screen. */
export const PAPER = { width: 1600, height: 2000 } as const;
/** Ink, and five colours of the design, by number: the theme decides how each looks by day and by lamplight. */
export const COLOURS = ['ink', 'slate', 'clay', 'leaf', 'dusk', 'honey'] as const;
export const WIDTHS = { fine: 8, medium: 18, broad: 44 } as const;
/** Pressure goes from 0 to 15; this is what a finger or a mouse presses, and the width as it was chosen. */
export const EVEN = 8;
const PRESSED_MOST = 15;

/** Half a CSS pixel of a small phone. */
const TOLERANCE = 2;
/** No line goes farther off the paper than this. */
const FARTHEST = 2 ** 16;

export interface Stroke {
  readonly id: string;
  /** Index into COLOURS. */
  readonly colour: number;
  readonly width: number;
  readonly dots: readonly Dot[];
}

/** What a line is drawn with. */
export interface Pen { readonly colour: number; readonly width: number }

interface Placed { readonly order: number; readonly stroke: Stroke }

/** Stored strokes never change, so each is read once, and what is drawn of it stays the same object. */
const placed = new WeakMap<Members, Placed>();

/** The strokes of `f.k`, the lowest first. What is damaged is passed over. */
export function strokesOf(k: Members): Stroke[] {
  const found = Object.entries(k).flatMap(([id, value]) => placedOf(id, value) ?? []);
  found.sort((a, b) => a.order - b.order || (a.stroke.id < b.stroke.id ? -1 : 1));
  return found.map(({ stroke }) => stroke);
}

/** What is stored for a line through these dots, which may lie anywhere between whole numbers. */
export function strokeValue(dots: readonly Dot[], { colour, width }: Pen, order: number): Members {
  const few = simplify(rounded(dots), TOLERANCE);
  const isEven = few.every(({ z }) => z === EVEN);
  return { o: order, c: colour, w: width, p: steps(few), ...(!isEven && { z: few.map(({ z }) => z) }) };
}

/** The order of a stroke that lies on top of all there are. */
export function onTop(k: Members): number {
  return Math.max(0, ...Object.values(k).map((value) => (isMap(value) ? whole(value['o']) ?? 0 : 0))) + 1;
}

export function newStrokeId(random: Random): string {
  return name(10, random);
}

/** What pressure makes of the width that was chosen. */
export function pressed(z: number): number {
  return (z + EVEN) / (2 * EVEN);
}

/** A pen's pressure, 0 to 1, as it is stored. */
export function pressure(force: number): number {
  return Math.min(PRESSED_MOST, Math.max(0, Math.round(force * 2 * EVEN)));
}

/**
 * Bytes a drawing may take. Two devices may each fill one and the merge of both, with their words, still fits into
 * one record.
 */
export const DRAWING_BYTES = 320 * 1024;
const NEARLY_BYTES = 256 * 1024;

export function drawingRoom(k: Members): 'plenty' | 'little' | 'none' {
  const bytes = Object.entries(k).reduce((sum, [id, value]) => sum + id.length + bytesOf(value), 0);
  if (bytes > DRAWING_BYTES) return 'none';
  return bytes > NEARLY_BYTES ? 'little' : 'plenty';
}

const measured = new WeakMap<Members, number>();

function bytesOf(value: Value): number {
  if (!isMap(value)) return JSON.stringify(value).length;
  const bytes = measured.get(value) ?? JSON.stringify(value).length;
  measured.set(value, bytes);
  return bytes;
}

function placedOf(id: string, value: Value): Placed | null {
  if (!isMap(value)) return null;
  const before = placed.get(value);
  if (before?.stroke.id === id) return before;
  const dots = dotsOf(value['p'], value['z']);
  if (!dots) return null;
  const now = { order: whole(value['o']) ?? 0, stroke: { id, ...penOf(value), dots } };
  placed.set(value, now);
  return now;
}

function dotsOf(p: Value | undefined, z: Value | undefined): Dot[] | null {
  if (!Array.isArray(p) || p.length < 2 || p.length % 2 !== 0) return null;
  const pressures = Array.isArray(z) && z.length * 2 === p.length ? z : [];
  const dots: Dot[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < p.length; i += 2) {
    x += whole(p[i]) ?? NaN;
    y += whole(p[i + 1]) ?? NaN;
    if (!(Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST)) return null;
    const force = whole(pressures[i / 2]) ?? EVEN;
    dots.push({ x, y, z: force >= 0 && force <= PRESSED_MOST ? force : EVEN });
  }
  return dots;
}

/** A colour or width this version does not know is drawn in ink, of middle width. */
function penOf({ c, w }: Members): Pen {
  const [colour, width] = [whole(c) ?? 0, whole(w) ?? 0];
  return {
    colour: colour >= 0 && colour < COLOURS.length ? colour : 0,
    width: width > 0 && width <= PAPER.width ? width : WIDTHS.medium,
  };
}

/** On whole numbers, without standing still. */
function rounded(dots: readonly Dot[]): Dot[] {
  const whole = dots.map(({ x, y, z }) => ({ x: Math.round(x), y: Math.round(y), z }));
  return whole.filter(({ x, y }, i) => i === 0 || x !== whole[i - 1]!.x || y !== whole[i - 1]!.y);
}

/** The first dot, then the way from each to the next: small numbers are short. */
function steps(dots: readonly Dot[]): number[] {
  return dots.flatMap(({ x, y }, i) => (i === 0 ? [x, y] : [x - dots[i - 1]!.x, y - dots[i - 1]!.y]));
}

function whole(value: Value | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
