import { expect, test } from 'vitest';
import { EVEN, type Dot, type Stroke } from '../../../src/journal/strokes';
import { touched } from '../../../src/screens/drawing/touched';

const at = (x: number, y: number): Dot => ({ x, y, z: EVEN });
const stroke = (id: string, ...dots: Dot[]): Stroke => ({ id, colour: 0, width: 10, dots });
const line = stroke('line', at(0, 100), at(400, 100));
const dot = stroke('dot', at(800, 800));
const ids = (from: Dot, to: Dot): string[] => touched([line, dot], from, to, 20).map(({ id }) => id);

test('an eraser takes what it touches, width included, and nothing else', () => {
  expect(ids(at(200, 124), at(200, 124))).toEqual(['line']);
  expect(ids(at(200, 126), at(200, 126))).toEqual([]);
  expect(ids(at(810, 810), at(810, 810))).toEqual(['dot']);
});

test('what lies on its way is taken, however fast it goes', () => {
  expect(ids(at(200, 0), at(200, 900))).toEqual(['line']);
  expect(ids(at(0, 0), at(900, 900))).toEqual(['line', 'dot']);
});
