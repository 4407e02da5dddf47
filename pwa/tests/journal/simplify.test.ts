import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, simplify, type Dot } from '../../src/journal/simplify';

const dot = fc.record({ x: fc.integer({ min: 0, max: 1600 }), y: fc.integer({ min: 0, max: 2000 }), z: fc.integer({ min: 0, max: 15 }) });
const line = fc.array(dot, { minLength: 1, maxLength: 60 });
const tolerance = fc.integer({ min: 0, max: 40 });
const at = (x: number, y: number, z = 8): Dot => ({ x, y, z });

/** How far a dot is from the nearest piece of a line. */
function away(one: Dot, through: readonly Dot[]): number {
  return Math.min(...through.map((a, i) => distance(one, a, through[i + 1] ?? a)));
}

describe('simplify', () => {
  test('what is left out lies within the tolerance of what stays', () => {
    fc.assert(fc.property(line, tolerance, (dots, most) => {
      const kept = simplify(dots, most);
      for (const one of dots) expect(away(one, kept)).toBeLessThanOrEqual(most + 1e-9);
    }));
  });

  test('the ends stay, in their order, and nothing is made up', () => {
    fc.assert(fc.property(line, tolerance, (dots, most) => {
      const kept = simplify(dots, most);
      expect([kept[0], kept.at(-1)]).toEqual([dots[0], dots.at(-1)]);
      expect(dots.filter((one) => kept.includes(one))).toEqual(kept);
    }));
  });

  test('doing it twice changes nothing', () => {
    fc.assert(fc.property(line, tolerance, (dots, most) => {
      const once = simplify(dots, most);
      expect(simplify(once, most)).toEqual(once);
    }));
  });

  test('a straight line is two dots, unless it swells', () => {
    const straight = [0, 1, 2, 3, 4].map((i) => at(i * 10, i * 10));
    expect(simplify(straight, 2)).toEqual([straight[0], straight[4]]);
    expect(simplify(straight.with(2, at(20, 20, 15)), 2)).toContainEqual(at(20, 20, 15));
  });

  test('a scribble of thousands of dots is done at once', () => {
    const dots = Array.from({ length: 5000 }, (_, i) => at(Math.round(800 + 700 * Math.sin(i / 3)), Math.round(1000 + 900 * Math.cos(i / 7))));
    const started = performance.now();
    simplify(dots, 2);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
