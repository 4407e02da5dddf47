import { describe, expect, it } from 'vitest';
import { nearest, next, sideOf, stepped, thousandths } from '../../../src/screens/map/around';

const CELL = { w: 100, h: 100 };
const SELF = { x: 200, y: 200 };

describe('around', () => {
  it('names the side of Self', () => {
    const side = (x: number, y: number): string => sideOf({ x: 200 + x, y: 200 + y }, SELF, CELL);
    expect([side(0, -150), side(10, 150), side(-200, 20), side(120, 0), side(-90, -110), side(100, 100), side(10, 10)])
      .toEqual(['above', 'below', 'left', 'right', 'above_left', 'below_right', 'you']);
  });

  it('keeps a step inside the map', () => {
    expect(stepped({ x: 60, y: 60 }, 'left', 40, { w: 300, h: 300 }, CELL)).toEqual({ x: 50, y: 60 });
    expect(stepped({ x: 60, y: 60 }, 'down', 40, { w: 300, h: 300 }, CELL)).toEqual({ x: 60, y: 100 });
  });

  it('goes to the next one in a direction', () => {
    const others = [['far', { x: 200, y: 20 }], ['near', { x: 220, y: 120 }], ['right', { x: 300, y: 190 }]] as const;
    expect(next(SELF, 'up', others)).toBe('near');
    expect(next(SELF, 'right', others)).toBe('right');
    expect(next(SELF, 'down', others)).toBeNull();
  });

  it('says who is near, if anybody', () => {
    expect(nearest(SELF, [['one', { x: 300, y: 200 }], ['two', { x: 260, y: 200 }]], CELL)).toBe('two');
    expect(nearest(SELF, [['one', { x: 500, y: 200 }]], CELL)).toBeNull();
  });

  it('stores places in thousandths', () => {
    expect(thousandths({ x: 159, y: 108 }, { w: 318, h: 432 })).toEqual([500, 250]);
  });
});
