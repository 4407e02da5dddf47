import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, type Placed, type Someone, type Tie } from '../../src/journal/place';
import { ACROSS, DOWN } from '../../src/journal/slots';
import { RELATIONS, SELF } from '../../src/journal/vocabulary';

const CELL = { w: 106, h: 110 };
const ASPECTS = [0.75, 1.6];

const person = (index: number): fc.Arbitrary<Someone> => fc.record({
  id: fc.constant(`p${index}`),
  made_ms: fc.constant(index),
  tender: fc.boolean(),
  at: fc.option(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), { freq: 5 }),
});
const system = (most: number, lines: number): fc.Arbitrary<{ people: Someone[]; ties: Tie[] }> => fc.integer({ min: 0, max: most }).chain((count) => {
  const end = count === 0 ? fc.constant(SELF as string) : fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: count - 1 }).map((n) => `p${n}`) }, { weight: 1, arbitrary: fc.constant(SELF as string) });
  return fc.record({
    people: fc.tuple(...Array.from({ length: count }, (_, index) => person(index))) as fc.Arbitrary<Someone[]>,
    ties: fc.array(fc.record({
      a: end, b: end, kind: fc.constantFrom(...RELATIONS), made_ms: fc.integer({ min: 0, max: 100 }), ended_ms: fc.option(fc.integer({ min: 0, max: 200 }), { freq: 4 }),
    }), { maxLength: lines }),
  });
});

/** Where everyone stands, seen from Self. */
function fromSelf({ at }: Placed): Map<string, readonly [number, number]> {
  const self = at.get(SELF)!;
  return new Map([...at].map(([id, { x, y }]) => [id, [x - self.x, y - self.y]]));
}
function tooClose(placed: Placed, isMoved: (id: string) => boolean): string[] {
  const all = [...placed.at];
  return all.flatMap(([id, p], index) => all.slice(index + 1).flatMap(([other, q]) => {
    const one = isMoved(id) || isMoved(other);
    const overlap = Math.abs(p.x - q.x) < CELL.w * (one ? ACROSS : 1) - 0.01 && Math.abs(p.y - q.y) < CELL.h * (one ? DOWN : 1) - 0.01;
    // two that the person moved, or one moved onto Self, stand where they were put
    const chosen = [id, other].every((end) => end === SELF || isMoved(end));
    return overlap && !chosen ? [`${id} ${other}`] : [];
  }));
}

describe('place', () => {
  it.each(ASPECTS)('lets no emblem or name lie over another, and nobody outside the frame (%d)', (aspect) => {
    fc.assert(fc.property(system(60, 60), ({ people, ties }) => {
      const placed = place(people, ties, CELL, aspect);
      const moved = new Set(people.filter(({ at }) => at !== null).map(({ id }) => id));
      expect(placed.at.size).toBe(people.length + 1);
      expect(tooClose(placed, (id) => moved.has(id))).toEqual([]);
      for (const { x, y } of placed.at.values()) {
        expect(x).toBeGreaterThanOrEqual(CELL.w / 2 - 0.01);
        expect(x).toBeLessThanOrEqual(placed.w - CELL.w / 2 + 0.01);
        expect(y).toBeGreaterThanOrEqual(CELL.h / 2 - 0.01);
        expect(y).toBeLessThanOrEqual(placed.h - CELL.h / 2 + 0.01);
      }
    }), { numRuns: 60 });
  });

  it('gives the same map for the same journal, in whatever order it comes', () => {
    fc.assert(fc.property(system(20, 20), ({ people, ties }) => {
      expect(place([...people].reverse(), ties, CELL, 0.75)).toEqual(place(people, ties, CELL, 0.75));
    }), { numRuns: 40 });
  });

  it('moves nobody when someone new comes without a line', () => {
    fc.assert(fc.property(system(40, 30), ({ people, ties }) => {
      const there = people.map((one) => ({ ...one, at: null }));
      const before = fromSelf(place(there, ties, CELL, 0.75));
      const after = fromSelf(place([...there, { id: 'new', made_ms: 1000, tender: false, at: null }], ties, CELL, 0.75));
      for (const [id, spot] of before) expect(after.get(id)).toEqual(spot);
    }), { numRuns: 60 });
  });

  it('moves few when someone new comes with a line', () => {
    fc.assert(fc.property(system(40, 30).filter(({ people }) => people.length > 5), ({ people, ties }) => {
      const there = people.map((one) => ({ ...one, at: null }));
      const line: Tie = { a: 'new', b: 'p2', kind: 'protects', made_ms: 1001, ended_ms: null };
      const before = fromSelf(place(there, ties, CELL, 0.75));
      const after = fromSelf(place([...there, { id: 'new', made_ms: 1000, tender: false, at: null }], [...ties, line], CELL, 0.75));
      const stirred = [...before].filter(([id, spot]) => after.get(id)!.some((value, axis) => value !== spot[axis]));
      expect(stirred.length).toBeLessThanOrEqual(6);
    }), { numRuns: 60 });
  });

  it('moves nobody when a line ends', () => {
    fc.assert(fc.property(system(20, 10).filter(({ ties }) => ties.length > 0), ({ people, ties }) => {
      const still = ties.map((tie) => ({ ...tie, ended_ms: null }));
      const ended = still.map((tie, index) => (index === 0 ? { ...tie, ended_ms: 1000 } : tie));
      expect(place(people, ended, CELL, 0.75)).toEqual(place(people, still, CELL, 0.75));
    }), { numRuns: 40 });
  });

  it('puts those the person moved where they were put, and only those in the way go elsewhere', () => {
    const people = Array.from({ length: 6 }, (_, index): Someone => ({ id: `p${index}`, made_ms: index, tender: false, at: null }));
    const before = place(people, [], CELL, 0.75);
    const moved = place(people.map((one) => (one.id === 'p0' ? { ...one, at: [500, 900] as const } : one)), [], CELL, 0.75);
    expect(moved.at.get('p0')).toEqual({ x: moved.w / 2, y: Math.min(0.9 * moved.h, moved.h - CELL.h / 2) });
    const stirred = [...before.at].filter(([id, { x, y }]) => id !== 'p0' && (moved.at.get(id)!.x !== x || moved.at.get(id)!.y !== y));
    expect(stirred.length).toBeLessThanOrEqual(2);
  });

  it('keeps protectors next to the one they look after', () => {
    const people: Someone[] = ['a', 'b', 'c', 'child'].map((id, index) => ({ id, made_ms: index, tender: id === 'child', at: null }));
    const ties = ['a', 'b', 'c'].map((a, index): Tie => ({ a, b: 'child', kind: 'protects', made_ms: 10 + index, ended_ms: null }));
    const { at } = place(people, ties, CELL, 0.75);
    const child = at.get('child')!;
    for (const id of ['a', 'b', 'c']) expect(Math.hypot(at.get(id)!.x - child.x, at.get(id)!.y - child.y)).toBeLessThan(2.6 * CELL.w);
  });

  it('finds room for two hundred', () => {
    const people = Array.from({ length: 200 }, (_, index): Someone => ({ id: `p${index}`, made_ms: index, tender: index % 4 === 0, at: null }));
    const ties = people.slice(1).map(({ id }, index): Tie => ({ a: id, b: `p${index - (index % 5)}`, kind: 'tug', made_ms: 300 + index, ended_ms: null }));
    const placed = place(people, ties, CELL, 0.75);
    expect(tooClose(placed, () => false)).toEqual([]);
  });
});
