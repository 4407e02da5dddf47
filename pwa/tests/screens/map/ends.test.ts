import { describe, expect, it } from 'vitest';
import { SELF } from '../../../src/journal/vocabulary';
import { firstEnds, NEW, secondEnds } from '../../../src/screens/map/ends';
import { grouped } from '../../../src/screens/map/groups';
import type { Line } from '../../../src/rpc/api';
import { made, madePart } from '../../made';

const PARTS = [madePart('a'), madePart('b')];
const line = (a: string, b: string): Line => ({ ...made('relation', `${a}${b}`, { a, b }), tightness: [] });

describe('who a line may end with', () => {
  it('is never the one it began with', () => {
    expect(secondEnds('tug', 'a', PARTS)).toEqual(['b']);
  });

  it('is someone not met yet, where it is looked after', () => {
    expect(secondEnds('protects', 'a', PARTS)).toEqual([NEW, 'b']);
  });

  it('is the person, where that makes sense', () => {
    expect(secondEnds('gets_on', 'a', PARTS)).toContain(SELF);
    expect(secondEnds('tug', 'a', PARTS)).not.toContain(SELF);
    expect(secondEnds('cares', SELF, PARTS)).toEqual(['a', 'b']);
    expect(firstEnds('protects', PARTS)).not.toContain(SELF);
    expect(firstEnds('cares', PARTS)).toContain(SELF);
  });
});

describe('grouped', () => {
  it('tells lines by whom they begin with, in the order of the list, the person last', () => {
    const groups = grouped([line(SELF, 'a'), line('b', 'a'), line('a', 'b'), line('b', SELF)], ['a', 'b']);
    expect(groups.map(({ part, lines }) => [part, lines.length])).toEqual([['a', 1], ['b', 2], [SELF, 1]]);
  });
});
