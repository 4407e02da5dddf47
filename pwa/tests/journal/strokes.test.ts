import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Members } from '../../src/journal/kinds';
import {
  DRAWING_BYTES, drawingRoom, EVEN, newStrokeId, onTop, PAPER, pressed, pressure, strokesOf, strokeValue,
  WIDTHS, type Dot,
} from '../../src/journal/strokes';
import { merge } from '../../src/sync/merge';
import { change, make, PAYLOAD_MAX, type VaultRecord } from '../../src/sync/record';
import { encode } from '../../src/crypto/encoding';
import { seeded } from '../seeded';

const PEN = { colour: 2, width: WIDTHS.medium };
const dot = fc.record({ x: fc.integer({ min: 0, max: PAPER.width }), y: fc.integer({ min: 0, max: PAPER.height }), z: fc.integer({ min: 0, max: 15 }) });
const line = fc.array(dot, { minLength: 1, maxLength: 40 });
const at = (x: number, y: number, z = EVEN): Dot => ({ x, y, z });
const some = (seed: number): Members => strokeValue([at(seed, 1), at(500, seed * 3), at(900, 20)], PEN, seed);

describe('a stroke', () => {
  test('is read as it was stored', () => {
    fc.assert(fc.property(line, (dots) => {
      const value = strokeValue(dots, PEN, 3);
      const [stroke] = strokesOf({ aaaaaaaaaa: value });
      expect(stroke).toMatchObject({ id: 'aaaaaaaaaa', ...PEN });
      expect(strokeValue(stroke!.dots, PEN, 3)).toEqual(value);
      expect(stroke!.dots[0]).toMatchObject({ x: dots[0]!.x, y: dots[0]!.y });
    }));
  });

  test('is small whole numbers, with pressure only where it differs', () => {
    expect(strokeValue([at(10.2, 20.4), at(300.6, 20.1), at(300, 400)], PEN, 1)).toEqual({ o: 1, c: 2, w: 18, p: [10, 20, 291, 0, -1, 380] });
    expect(strokeValue([at(0, 0, 4), at(90, 0, 12)], PEN, 1)).toMatchObject({ p: [0, 0, 90, 0], z: [4, 12] });
  });

  test('of one touch is one dot', () => {
    expect(strokeValue([at(5, 6), at(5.2, 6.1)], PEN, 1)['p']).toEqual([5, 6]);
  });

  test('that is damaged is read as nothing, and stays where it is', () => {
    const good = strokeValue([at(1, 1)], PEN, 1);
    const k: Members = {
      a: 7, b: {}, c: { p: [] }, d: { p: [1, 2, 3] }, e: { p: [1, 'x'] }, f: { p: 'line' }, g: { p: [2 ** 40, 1] }, h: good,
    };
    expect(strokesOf(k).map(({ id }) => id)).toEqual(['h']);
  });

  test('of a newer app is drawn as far as it can be', () => {
    expect(strokesOf({ a: { p: [1, 2], c: 99, w: -4, z: [99], later: 'x' } })).toEqual([{ id: 'a', colour: 0, width: WIDTHS.medium, dots: [at(1, 2)] }]);
  });

  test('has an id of ten characters', () => {
    expect(newStrokeId(seeded(1))).toMatch(/^[a-z2-7]{10}$/);
  });
});

describe('reading', () => {
  test('gives the same stroke for what is stored once, so that only what is new is drawn again', () => {
    const k = { a: some(1) };
    expect(strokesOf({ ...k, b: some(2) })[0]).toBe(strokesOf(k)[0]);
  });
});

describe('which stroke lies on top', () => {
  test('the newest does, and two of one order are told apart by their ids', () => {
    const k = { b: some(1), a: some(1), c: some(7) };
    expect(onTop({})).toBe(1);
    expect(onTop(k)).toBe(8);
    expect(strokesOf(k).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('pressure', () => {
  test('of a finger or a mouse leaves the width as it was chosen', () => {
    expect([pressed(pressure(0.5)), pressure(0), pressure(1)]).toEqual([1, 0, 15]);
  });
});

describe('two devices draw on one page without a network', () => {
  const start = make(seeded(1)(16), 'entry', { kind: 'drawing', k: { both: some(1), out: some(2) } }, 1000, 'aaaaaa');
  const drawn = (tag: string, edit: (k: Members) => Members): VaultRecord =>
    change(start, { f: { ...start.f, k: edit(start.f['k'] as Members) } }, 2000, tag, true);
  const met = (one: VaultRecord, two: VaultRecord): VaultRecord => merge(one, two, start, true);

  test('every stroke of both is there, what one erased is gone, and nothing waits for a decision', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{10}$/), { maxLength: 12 }), fc.nat(12), (ids, cut) => {
      const [mine, theirs] = [ids.slice(0, cut), ids.slice(cut)];
      const adding = (some_ids: string[], order: number) => (k: Members): Members =>
        Object.fromEntries([...Object.entries(k), ...some_ids.map((id) => [id, some(order)] as const)]);
      const one = drawn('bbbbbb', (k) => adding(mine, 3)(k));
      const two = drawn('cccccc', ({ out: _out, ...k }) => adding(theirs, 3)(k));
      const merged = met(one, two);
      expect(Object.keys(merged.f['k'] as Members).sort()).toEqual([...ids, 'both'].sort());
      expect(merged['also']).toBeUndefined();
      expect(met(two, one)).toEqual(merged);
    }));
  });

  test('undo on one device takes back its own stroke alone', () => {
    const one = drawn('bbbbbb', (k) => k);
    const two = drawn('cccccc', (k) => ({ ...k, theirs: some(3) }));
    expect(Object.keys(met(one, two).f['k'] as Members).sort()).toEqual(['both', 'out', 'theirs']);
  });

  test('two that are full still fit into one record, with a full page of words each', () => {
    const filled = (letter: string): Members => {
      const k: Members = {};
      for (let i = 0; drawingRoom(k) !== 'none'; i += 50) {
        for (let j = i; j < i + 50; j++) k[letter.repeat(6) + String(j).padStart(4, '0')] = strokeValue(Array.from({ length: 40 }, (_, n) => at(n * 37 % 1600, (n * n * 91 + j) % 2000)), PEN, j);
      }
      return k;
    };
    const words = (letter: string): Members => ({ [letter.repeat(10)]: { o: [1, 'aaaa', 1], t: letter.repeat(128 * 1024) } });
    const with_all = (letter: string, tag: string): VaultRecord =>
      change(start, { f: { ...start.f, k: filled(letter), b: words(letter) } }, 2000, tag, true);
    const merged = met(with_all('x', 'bbbbbb'), with_all('y', 'cccccc'));
    expect(encode(merged).length).toBeLessThan(PAYLOAD_MAX);
  });
});

describe('how much room is left', () => {
  test('is told long before a record is full', () => {
    const long = { a: { p: Array.from({ length: 60_000 }, () => 1234) } };
    expect([drawingRoom({}), drawingRoom(long), drawingRoom({ ...long, b: long.a })]).toEqual(['plenty', 'little', 'none']);
    expect(DRAWING_BYTES * 3).toBeLessThan(PAYLOAD_MAX);
  });
});
