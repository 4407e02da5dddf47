import { beforeEach, describe, expect, test } from 'vitest';
import type { Members } from '../../../src/journal/kinds';
import { EVEN, strokesOf, WIDTHS, type Dot } from '../../../src/journal/strokes';
import { Sketch } from '../../../src/screens/drawing/sketch.svelte';

const at = (x: number, y: number): Dot => ({ x, y, z: EVEN });
const zigzag = (from: number, to: number): Dot[] =>
  Array.from({ length: to - from }, (_, i) => at((from + i) * 7 % 1600, (from + i) % 2 === 0 ? 100 : 900));

let k: Members;
let writes: number;
let sketch: Sketch;

beforeEach(() => {
  k = {};
  writes = 0;
  sketch = new Sketch({ read: () => k, write: (next) => { k = next; writes += 1; } });
});

function draw(...dots: Dot[]): void {
  sketch.begin(dots[0]!, 0);
  sketch.move(dots.slice(1), 50);
  sketch.end();
}

describe('a line', () => {
  test('is stored while it is drawn, and again when the hand is lifted', () => {
    sketch.begin(at(0, 0), 0);
    sketch.move([at(100, 0)], 100);
    expect(writes).toBe(0);
    sketch.move([at(100, 300)], 210);
    expect(strokesOf(k)[0]!.dots).toEqual([at(0, 0), at(100, 0), at(100, 300)]);
    sketch.move([at(400, 300)], 260);
    sketch.end();
    expect(strokesOf(k)).toHaveLength(1);
    expect(strokesOf(k)[0]!.dots.at(-1)).toEqual(at(400, 300));
    expect(sketch.live).toBeNull();
  });

  test('has the colour and width that were picked, and lies on top', () => {
    draw(at(1, 1));
    sketch.pen = { colour: 4, width: WIDTHS.broad };
    draw(at(9, 9));
    expect(strokesOf(k).map(({ colour, width }) => [colour, width])).toEqual([[0, WIDTHS.medium], [4, WIDTHS.broad]]);
  });

  test('that never ends is stored in pieces and taken back as one', () => {
    sketch.begin(zigzag(0, 1)[0]!, 0);
    for (let n = 0; n < 30; n++) sketch.move(zigzag(n * 100 + 1, n * 100 + 101), n * 16);
    sketch.end();
    const pieces = strokesOf(k);
    expect(pieces.length).toBeGreaterThan(2);
    pieces.slice(1).forEach(({ dots }, i) => expect(dots[0]).toEqual(pieces[i]!.dots.at(-1)));
    sketch.undo();
    expect(k).toEqual({});
    sketch.redo();
    expect(strokesOf(k)).toEqual(pieces);
  });

  test('is not begun on paper that is full, and what is on it stays', () => {
    k = { full: { o: 1, p: Array.from({ length: 90_000 }, () => 100) } };
    expect(sketch.begin(at(1, 1), 0)).toBe(false);
    sketch.end();
    expect(Object.keys(k)).toEqual(['full']);
    sketch.erasing = true;
    expect(sketch.begin(at(1, 1), 0)).toBe(true);
  });
});

describe('erasing', () => {
  beforeEach(() => {
    draw(at(0, 100), at(800, 100));
    draw(at(0, 900), at(800, 900));
    draw(at(1500, 1900));
    sketch.erasing = true;
  });

  test('takes whole lines, as one step however many', () => {
    draw(at(400, 0), at(400, 1000));
    expect(strokesOf(k).map(({ dots }) => dots[0])).toEqual([at(1500, 1900)]);
    sketch.undo();
    expect(strokesOf(k)).toHaveLength(3);
  });

  test('of nothing is no step', () => {
    draw(at(1200, 1200));
    sketch.undo();
    expect(strokesOf(k)).toHaveLength(2);
  });
});

describe('clearing', () => {
  test('empties the paper, and everything can be brought back even after drawing on', () => {
    draw(at(1, 1));
    draw(at(2, 2));
    const went = sketch.clear();
    expect(k).toEqual({});
    draw(at(3, 3));
    sketch.bring(went);
    expect(strokesOf(k)).toHaveLength(3);
  });

  test('keeps what nobody here can read', () => {
    k = { later: { shape: 'star' } };
    draw(at(1, 1));
    sketch.clear();
    expect(k).toEqual({ later: { shape: 'star' } });
  });
});
