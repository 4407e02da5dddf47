/**
 * The places there are on the map: columns of cells around Self, every other column half a cell lower, so that
 * neighbours stand like cobbles and not like a table. A cell holds one part with its name, so two places never
 * overlap. The map grows outwards when more parts come; places that are there stay where they are.
 */
export interface Box { w: number; h: number }
/** In cells, seen from Self; on a finished map in units of it, from its top left corner. */
export interface Spot { x: number; y: number }

/** A map with `columns` (odd) and `rows`. */
interface Extent { columns: number; rows: number }

/** How many of the places may be taken: lines need room. */
const FULL = 0.8;
/** A narrow map first grows down, which is how a phone scrolls; then it gets columns on both sides. */
const TALLEST = 2.5;
const TALL = 1.6;
/** Nearer than this, in cells, two cannot stand. */
export const ACROSS = 0.95;
export const DOWN = 0.8;

export class Floor {
  readonly size: Box;
  readonly #fixed: readonly Spot[];

  private constructor(
    readonly cell: Box, private readonly extents: readonly Extent[], pinned: readonly (readonly [number, number])[],
  ) {
    const { columns, rows } = extents.at(-1)!;
    this.size = { w: columns * cell.w, h: rows * cell.h };
    this.#fixed = pinned.map((at) => this.spotOf(at));
  }

  /** The smallest floor with a place for this many; those in `pinned` (thousandths) stand where they are. */
  static holding(count: number, cell: Box, aspect: number, pinned: readonly (readonly [number, number])[]): Floor {
    const extents: Extent[] = [aspect >= 1 ? { columns: 5, rows: 3 } : { columns: 3, rows: 4 }];
    for (;;) {
      const floor = new Floor(cell, extents, pinned);
      if (floor.#holds(extents.at(-1)!, count) && floor.free().length >= count - pinned.length) return floor;
      extents.push(larger(extents.at(-1)!, cell, aspect));
    }
  }

  /** The places for the first `count`: those near Self, so that few stand close together. */
  near(count: number): readonly Spot[] {
    return spotsOf(this.extents.find((extent) => this.#holds(extent, count)) ?? this.extents.at(-1)!);
  }

  /** The places that nobody who was put somewhere reaches into. */
  free(): Spot[] {
    return spotsOf(this.extents.at(-1)!).filter((spot) => this.#fixed.every((taken) => !overlap(spot, taken)));
  }

  /** Where thousandths of width and height are; inside the frame, whatever they say. */
  spotOf([x, y]: readonly [number, number]): Spot {
    const within = (value: number, cells: number): number => Math.max(0.5, Math.min(cells - 0.5, (value / 1000) * cells)) - cells / 2;
    const { columns, rows } = this.extents.at(-1)!;
    return { x: within(x, columns), y: within(y, rows) };
  }

  pointOf({ x, y }: Spot): Spot {
    return { x: this.size.w / 2 + x * this.cell.w, y: this.size.h / 2 + y * this.cell.h };
  }

  #holds(extent: Extent, count: number): boolean {
    return spotsOf(extent).length * FULL >= count;
  }
}

const known = new Map<string, readonly Spot[]>();

/** All places of a map of this extent but the one of Self, those near it first. Always the same objects. */
function spotsOf({ columns, rows }: Extent): readonly Spot[] {
  const name = `${columns} ${rows}`;
  const before = known.get(name);
  if (before) return before;
  const spots: Spot[] = [];
  const side = (columns - 1) / 2;
  for (let x = -side; x <= side; x++) {
    const shift = x % 2 === 0 ? 0 : 0.5;
    const most = Math.floor((rows - 1) / 2 - shift + 1e-9);
    for (let y = -most - 2 * shift; y <= most; y++) if (x !== 0 || y !== 0) spots.push({ x, y: y + shift });
  }
  spots.sort((p, q) => Math.hypot(p.x, p.y) - Math.hypot(q.x, q.y) || p.y - q.y || p.x - q.x);
  known.set(name, spots);
  return spots;
}

function larger({ columns, rows }: Extent, cell: Box, aspect: number): Extent {
  const tall = ((rows + 1) * cell.h) / (columns * cell.w);
  const most = aspect >= 1 ? 1 / aspect : columns === 3 ? TALLEST : TALL;
  return tall <= most ? { columns, rows: rows + 1 } : { columns: columns + 2, rows };
}

/** Where someone was put, a little of a cell may be shared: few names need all of it. */
function overlap(a: Spot, b: Spot): boolean {
  return Math.abs(a.x - b.x) < ACROSS && Math.abs(a.y - b.y) < DOWN;
}
