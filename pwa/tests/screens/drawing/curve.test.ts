import { describe, expect, test } from 'vitest';
import { EVEN, type Dot } from '../../../src/journal/strokes';
import { pathOf } from '../../../src/screens/drawing/curve';

const at = (x: number, y: number, z = EVEN): Dot => ({ x, y, z });
const numbers = (d: string): number[] => [...d.matchAll(/-?\d+(\.\d+)?/g)].map(([text]) => Number(text));

describe('a stroke as a path', () => {
  test('goes through every dot', () => {
    const { d, filled } = pathOf({ dots: [at(0, 0), at(90, 30), at(120, 200)], width: 8 });
    expect(filled).toBe(false);
    for (const place of ['M0 0C', ' 90 30C', ' 120 200']) expect(d).toContain(place);
  });

  test('of one dot is a dot', () => {
    expect(pathOf({ dots: [at(5, 6)], width: 8 })).toEqual({ d: 'M5 6h.1', filled: false });
  });

  test('keeps a sharp turn sharp', () => {
    const { d } = pathOf({ dots: [at(0, 0), at(90, 0), at(0, 0)], width: 8 });
    expect(d).toBe('M0 0C30 0 90 0 90 0C90 0 30 0 0 0');
  });

  test('bends only as far as its dots go', () => {
    const { d } = pathOf({ dots: [at(0, 0), at(100, 0), at(200, 100), at(200, 200)], width: 8 });
    for (const number of numbers(d)) expect(number).toBeLessThan(230);
  });

  test('of a pen that was pressed unevenly is a shape with an inside, wider where it was pressed', () => {
    const { d, filled } = pathOf({ dots: [at(0, 100, 0), at(200, 100, 15)], width: 32 });
    expect(filled).toBe(true);
    expect(d.endsWith('Z')).toBe(true);
    expect(numbers(d).slice(0, 2)).toEqual([0, 108]);
    expect(d).toContain('A23 23 0 0 0 200 77');
  });

  test('of one pressed touch is a round spot', () => {
    expect(pathOf({ dots: [at(50, 50, 15)], width: 32 })).toMatchObject({ filled: true });
  });
});
