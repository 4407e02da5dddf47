import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELATIONS, SELF, type RelationKind } from '../../../src/journal/vocabulary';
import type { Line } from '../../../src/rpc/api';
import { cellFor, figureOf, handAngle, sunAt, type Figure } from '../../../src/screens/map/geometry';
import { drawingsOf } from '../../../src/screens/map/strokes';
import { made } from '../../made';

const CELL = cellFor(1);
const SIZE = { w: 318, h: 440 };
const line = (kind: RelationKind, a: string, b: string, fields: Partial<Line> = {}): Line => ({ ...made('relation', `${kind} ${a} ${b}`, { kind, a, b }), tightness: [], ...fields });
const figures = (...spots: [string, number, number][]): Map<string, Figure> =>
  new Map([[SELF, sunAt({ x: 159, y: 220 }, 1)], ...spots.map(([id, x, y]) => [id, figureOf({ x, y }, CELL, 8, 1)] as const)]);

describe('the lines of the map', () => {
  it('draws every kind, and each differently', () => {
    const looks = RELATIONS.map((kind) => drawingsOf([line(kind, 'a', 'b')], figures(['a', 60, 60], ['b', 260, 60]), () => '', SIZE, 1)[0]!.strokes.map(({ look }) => look).join());
    expect(new Set(looks).size).toBeGreaterThanOrEqual(5);
  });

  it('draws nothing between those who are not on the map', () => {
    expect(drawingsOf([line('tug', 'a', 'nobody')], figures(['a', 60, 60]), () => '', SIZE, 1)).toEqual([]);
  });

  it('ties a knot into a tug and puts its words where nobody is', () => {
    const [drawing] = drawingsOf([line('tug', 'a', 'b')], figures(['a', 60, 60], ['b', 260, 60]), () => 'tug, tight 7', SIZE, 1);
    expect(drawing!.knot).not.toBeNull();
    expect(drawing!.tag).toMatchObject({ words: 'tug, tight 7' });
  });

  it('has no line lie on another between the same two', () => {
    const ways = drawingsOf([line('tug', 'a', 'b'), line('protects', 'a', 'b'), line('cares', 'b', 'a')], figures(['a', 60, 60], ['b', 260, 60]), () => '', SIZE, 1).map(({ way }) => way);
    expect(new Set(ways).size).toBe(3);
  });

  it('gives numbers a browser can draw, wherever they stand', () => {
    const at = fc.tuple(fc.integer({ min: 53, max: 265 }), fc.integer({ min: 55, max: 385 }));
    fc.assert(fc.property(at, at, fc.constantFrom(...RELATIONS), (p, q, kind) => {
      const [drawing] = drawingsOf([line(kind, 'a', 'b')], figures(['a', ...p], ['b', ...q]), () => 'words', SIZE, 1);
      for (const { d } of drawing!.strokes) expect(d).toMatch(/^[MQLAaZ0-9 .-]+$/);
    }));
  });

  it('keeps hands off names and off each other', () => {
    const held = [0, 1, 2].reduce<number[]>((angles) => [...angles, handAngle({ x: 0, y: 0 }, { x: -50, y: 60 }, angles)], []);
    for (const angle of held) expect(Math.sin(angle)).toBeLessThan(0.3);
    expect(Math.cos(held[0]! - held[1]!)).toBeLessThan(Math.cos(1.2));
  });
});
