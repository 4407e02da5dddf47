import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pattern } from '../../../src/ui/art/pattern';

const seed = fc.integer({ min: 0, max: 0xffffffff });

describe('pattern', () => {
  it('gives the same picture for the same kind and seed', () => {
    fc.assert(fc.property(fc.nat(7), seed, (kind, s) => {
      expect(pattern(kind, s)).toEqual(pattern(kind, s));
    }));
  });

  it('draws eight different pictures from one seed', () => {
    const pictures = Array.from({ length: 8 }, (_, kind) => JSON.stringify(pattern(kind, 7)));
    expect(new Set(pictures).size).toBe(8);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('lets two seeds look like two with kind %i', (kind) => {
    expect(pattern(kind, 1)).not.toEqual(pattern(kind, 2));
  });

  it('writes only finite numbers and at most six shapes', () => {
    fc.assert(fc.property(fc.nat(7), seed, (kind, s) => {
      const shapes = pattern(kind, s);
      expect(shapes.length).toBeLessThanOrEqual(6);
      for (const shape of shapes) expect(shape.d).toMatch(/^[MACLSVHhvaZ\d\s.-]+$/);
    }));
  });

  it('still draws a kind that only a newer app knows', () => {
    expect(pattern(11, 5)).toEqual(pattern(3, 5));
  });
});
