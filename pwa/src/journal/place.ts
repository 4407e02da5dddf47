/**
 * Where the parts stand on the map when nobody moved them: Self in the middle, everyone else in a place of their own
 * (slots.ts), near those they are tied to, with as few lines as possible across others. The same journal gives the
 * same map everywhere.
 *
 * The map is built up in the order in which things were noted: someone new finds a place among those who stand
 * already, a new line lets its two ends look again, a line that ended moves nobody. So what a person knows by heart
 * stays where it was. Those the person moved stand where they were put, and only who stood there gives way.
 */
import { Floor, type Box, type Spot } from './slots';
import { SELF, type RelationKind } from './vocabulary';

export interface Someone {
  id: string;
  made_ms: number;
  /** A tender part stands a little lower, those who look after it around it. */
  tender: boolean;
  /** Where the person put it, in thousandths of the map's width and height; null = find it a place. */
  at: readonly [number, number] | null;
}

/** A line between two; either end may be Self. */
export interface Tie { a: string; b: string; kind: RelationKind; made_ms: number; ended_ms: number | null }

/** Size of the map and the middle of everyone's cell, Self included, in the units of the cell. */
export interface Placed extends Box { at: ReadonlyMap<string, Spot> }

/** How far apart two look best, in cells, and how much that matters. */
const WISH: Readonly<Record<RelationKind, { far: number; pull: number }>> = {
  protects: { far: 1.4, pull: 0.8 },
  tug: { far: 2, pull: 0.5 },
  gets_on: { far: 1.5, pull: 0.45 },
  concerned: { far: 1.5, pull: 0.45 },
  cares: { far: 1.5, pull: 0.45 },
  grew_from: { far: 1.4, pull: 0.6 },
  own: { far: 1.6, pull: 0.4 },
};
const TO_SELF = 0.25;
const APART = 0.55;
/** All together they stand around Self, not to one side. */
const BALANCE = 0.12;
const LOWER = 0.25;
/** A line that goes straight down runs through the name above it. */
const THROUGH_NAME = 0.7;
const OVER_SOMEONE = 3;
const CROSSING = 1.2;
/** How clear of others a line stays, in cells. */
const CLEAR = 0.38;
/** A move has to be worth it, or small gains would carry everyone about. */
const WORTH = 0.2;
const WORTH_MUCH = 0.8;
/** How many places one part looks at; with many parts fewer, or a phone would take its time. */
const LOOKS = [{ upTo: 40, looks: 40 }, { upTo: 80, looks: 22 }, { upTo: Infinity, looks: 16 }] as const;

/**
 * A place for everyone.
 * @param cell what one part and its name take up.
 * @param aspect width to height of the frame the map is shown in.
 */
export function place(people: readonly Someone[], ties: readonly Tie[], cell: Box, aspect: number): Placed {
  const floor = Floor.holding(people.length, cell, aspect, people.flatMap(({ at }) => (at ? [at] : [])));
  const inOrder = [...people].sort((x, y) => x.made_ms - y.made_ms || (x.id < y.id ? -1 : 1));
  const numbers = new Map([SELF, ...inOrder.map(({ id }) => id)].map((id, number) => [id, number]));
  const room = new Room(inOrder.map(({ tender }) => tender));
  for (const act of acts(inOrder, ties, numbers)) act(room, floor);
  for (const { id, at } of inOrder) if (at) room.fix(numbers.get(id)!, floor.spotOf(at));
  room.giveWay(floor.free());
  return { ...floor.size, at: new Map([...numbers].map(([id, number]) => [id, floor.pointOf(room.at[number]!)])) };
}

type Act = (room: Room, floor: Floor) => void;

/** What happened, in order: people came, lines were drawn between people who were there, lines ended. */
function acts(inOrder: readonly Someone[], ties: readonly Tie[], numbers: ReadonlyMap<string, number>): Act[] {
  const came_ms = new Map([[SELF, 0], ...inOrder.map(({ id, made_ms }) => [id, made_ms] as const)]);
  const all: { at_ms: number; act: Act }[] = inOrder.map(({ id, made_ms }) => {
    const number = numbers.get(id)!;
    return { at_ms: made_ms, act: (room, floor) => room.seat(number, floor.near(number)) };
  });
  for (const { a, b, kind, made_ms, ended_ms } of ties) {
    const [from, to] = [numbers.get(a), numbers.get(b)];
    if (from === undefined || to === undefined || from === to) continue;
    const line = { a: from, b: to, ...WISH[kind] };
    const begun_ms = Math.max(made_ms, came_ms.get(a)!, came_ms.get(b)!);
    all.push({ at_ms: begun_ms, act: (room, floor) => room.tie(line, floor.near(room.at.length - 1)) });
    if (ended_ms !== null) all.push({ at_ms: Math.max(begun_ms, ended_ms), act: (room) => room.untie(line) });
  }
  return all.sort((x, y) => x.at_ms - y.at_ms).map(({ act }) => act);
}

interface Line { a: number; b: number; far: number; pull: number }

/** Everyone who stands already, by number, Self as 0; and what it costs to stand somewhere. Distances are in cells. */
class Room {
  readonly at: Spot[] = [{ x: 0, y: 0 }];
  readonly #who = new Map<string, number>();
  #lines: Line[] = [];
  /** The same by end. */
  readonly #of = new Map<number, Line[]>();
  /** Those the person put somewhere, and Self. */
  readonly #fixed = new Set<number>([0]);

  constructor(readonly tender: readonly boolean[]) {}

  seat(number: number, spots: readonly Spot[]): void {
    this.#put(number, spots.find((spot) => !this.#who.has(nameOf(spot)))!);
    this.#settle(number, spots, 0);
  }

  /** A new line: the newer end goes to the older one rather than the reverse, and who is in the way steps aside. */
  tie(line: Line, spots: readonly Spot[]): void {
    this.#lines.push(line);
    for (const end of [line.a, line.b]) this.#of.set(end, [...this.#of.get(end) ?? [], line]);
    const [older, newer] = line.a < line.b ? [line.a, line.b] : [line.b, line.a];
    this.#settle(newer, spots, WORTH);
    if (older > 0) this.#settle(older, spots, WORTH_MUCH);
    const [from, to] = [this.at[older]!, this.at[newer]!];
    const inTheWay = this.at.flatMap((spot, number) => (number > 0 && number !== older && number !== newer && passes(from, to, spot) ? [number] : []));
    for (const number of inTheWay) this.#settle(number, spots, WORTH);
  }

  untie(line: Line): void {
    this.#lines = this.#lines.filter((one) => one !== line);
    for (const end of [line.a, line.b]) this.#of.set(end, this.#of.get(end)!.filter((one) => one !== line));
  }

  /** The person put it there. */
  fix(number: number, spot: Spot): void {
    if (this.#who.get(nameOf(this.at[number]!)) === number) this.#who.delete(nameOf(this.at[number]!));
    this.at[number] = spot;
    this.#fixed.add(number);
  }

  /** Whoever stands where someone was put goes to the nearest of these places that is free. */
  giveWay(spots: readonly Spot[]): void {
    const open = new Set(spots.map(nameOf));
    this.at.forEach((here, number) => {
      if (this.#fixed.has(number) || open.has(nameOf(here))) return;
      this.#who.delete(nameOf(here));
      const free = spots.filter((spot) => !this.#who.has(nameOf(spot)));
      this.#put(number, free.reduce((best, spot) => (far(spot, here) < far(best, here) ? spot : best)));
    });
  }

  #put(number: number, spot: Spot): void {
    this.at[number] = spot;
    this.#who.set(nameOf(spot), number);
  }

  /** Moves one to the best place it looks at, or lets it change places with another. true when that happened. */
  #settle(number: number, spots: readonly Spot[], worth: number): boolean {
    const here = this.at[number]!;
    const now = this.#cost(number);
    let best = { gain: worth, spot: here, other: -1 };
    for (const spot of this.#looksAt(number, spots)) {
      const other = this.#who.get(nameOf(spot)) ?? -1;
      if (other === number) continue;
      const before = other < 0 ? now : now + this.#cost(other);
      this.at[number] = spot;
      if (other >= 0) this.at[other] = here;
      const gain = before - this.#cost(number) - (other < 0 ? 0 : this.#cost(other));
      this.at[number] = here;
      if (other >= 0) this.at[other] = spot;
      if (gain > best.gain + 1e-9) best = { gain, spot, other };
    }
    if (best.spot === here) return false;
    this.#who.delete(nameOf(here));
    this.#put(number, best.spot);
    if (best.other >= 0) this.#put(best.other, here);
    return true;
  }

  /** The places nearest to those it is tied to; without ties the free ones nearest to Self. */
  #looksAt(number: number, spots: readonly Spot[]): readonly Spot[] {
    const { looks } = LOOKS.find(({ upTo }) => this.at.length <= upTo)!;
    const tied = (this.#of.get(number) ?? []).map(({ a, b }) => this.at[a === number ? b : a]!);
    if (tied.length === 0) return spots.filter((spot) => !this.#who.has(nameOf(spot))).slice(0, looks);
    if (spots.length <= looks) return spots;
    const [x, y] = [mean(tied.map((spot) => spot.x)), mean(tied.map((spot) => spot.y))];
    const ranked = spots.map((spot) => ({ spot, far: (spot.x - x) ** 2 + (spot.y - y) ** 2 }));
    return ranked.sort((p, q) => p.far - q.far).slice(0, looks).map(({ spot }) => spot);
  }

  #cost(number: number): number {
    const { at } = this;
    const here = at[number]!;
    const mine = this.#of.get(number) ?? [];
    const sum = { x: 0, y: 0 };
    let cost = TO_SELF * Math.hypot(here.x, here.y) - (this.tender[number - 1] ? LOWER * here.y : 0);
    for (let other = 0; other < at.length; other++) {
      const { x, y } = at[other]!;
      sum.x += x;
      sum.y += y;
      if (other !== number) cost += APART / Math.max(0.1, (here.x - x) ** 2 + (here.y - y) ** 2);
    }
    cost += (BALANCE * (sum.x ** 2 + sum.y ** 2)) / at.length;
    for (const { a, b, far: wish, pull } of mine) {
      const [from, to] = [at[a]!, at[b]!];
      cost += pull * (far(from, to) - wish) ** 2;
      if (Math.abs(from.x - to.x) < CLEAR) cost += THROUGH_NAME;
      for (let other = 0; other < at.length; other++) {
        if (other !== a && other !== b && passes(from, to, at[other]!)) cost += OVER_SOMEONE;
      }
    }
    for (const { a, b } of this.#lines) {
      if (a === number || b === number) continue;
      const [from, to] = [at[a]!, at[b]!];
      if (passes(from, to, here)) cost += OVER_SOMEONE;
      for (const own of mine) {
        const isApart = own.a !== a && own.a !== b && own.b !== a && own.b !== b;
        if (isApart && cross(at[own.a]!, at[own.b]!, from, to)) cost += CROSSING;
      }
    }
    return cost;
  }
}

function nameOf({ x, y }: Spot): string {
  return `${x} ${y}`;
}

function far(p: Spot, q: Spot): number {
  return Math.hypot(p.x - q.x, p.y - q.y);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether a line comes too near to whoever stands at `spot`. Asked more often than anything else here. */
function passes(from: Spot, to: Spot, spot: Spot): boolean {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const px = spot.x - from.x;
  const py = spot.y - from.y;
  if (px < Math.min(0, dx) - CLEAR || px > Math.max(0, dx) + CLEAR || py < Math.min(0, dy) - CLEAR || py > Math.max(0, dy) + CLEAR) return false;
  const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  const x = px - along * dx;
  const y = py - along * dy;
  return x * x + y * y < CLEAR * CLEAR;
}

function cross(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** On which side of the line a to b a point lies: the sign. */
function side(a: Spot, b: Spot, p: Spot): number {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}
