import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Said } from '../../../src/journal/entry';
import { followed, replaced, saidLines, swapped, turnsOf } from '../../../src/screens/write/turns';

const line = fc.record({ text: fc.constantFrom('', 'yes', 'a line', ' '), who: fc.constantFrom('', 'self', 'p') });
const lines = fc.array(line, { maxLength: 10 });
const written = ({ who, text }: Said): string => `${who}: ${text}`;
const spoken = (...pairs: [string, string][]): Said[] => pairs.map(([who, text]) => ({ who, text }));

describe('turns', () => {
  it('gather what the same one says on and on, with its paragraphs', () => {
    const turns = turnsOf(spoken(['self', 'one'], ['p', 'two'], ['p', ''], ['p', 'three'], ['self', 'four']));
    expect(turns.map(({ who, text }) => [who, text])).toEqual([['self', 'one'], ['p', 'two\n\nthree'], ['self', 'four']]);
  });

  it('leave every line that nobody says alone, so that each can get a speaker', () => {
    expect(turnsOf(spoken(['', 'one'], ['', ''], ['', 'two'])).map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('keep lines apart that are being changed', () => {
    const all = spoken(['p', 'one'], ['p', 'two'], ['p', 'three']);
    expect(turnsOf(all, { from: 1, to: 2 }).map(({ from, to }) => [from, to])).toEqual([[0, 1], [1, 2], [2, 3]]);
  });

  it('hold every word there is, once and in order', () => {
    fc.assert(fc.property(lines, (all) => {
      const words = (texts: readonly string[]): string[] => texts.join('\n').split(/\s+/).filter((word) => word !== '');
      expect(words(turnsOf(all).map(({ text }) => text))).toEqual(words(all.map(({ text }) => text)));
    }));
  });

  it('change places with a neighbour and lose nothing', () => {
    fc.assert(fc.property(lines, fc.nat(), (all, at) => {
      const turns = turnsOf(all);
      fc.pre(turns.length > 1);
      const i = at % (turns.length - 1);
      const moved = swapped(all, turns[i]!, turns[i + 1]!);
      expect(moved.map(written).sort()).toEqual(all.map(written).sort());
      expect(moved.slice(turns[i]!.from).map(({ text }) => text).find((text) => text.trim() !== '')).toBe(turns[i + 1]!.text.split('\n')[0]);
    }));
  });

  it('take new words in the place of old ones', () => {
    expect(replaced(spoken(['self', 'a'], ['p', 'b']), { from: 1, to: 2 }, 'c\nd', 'q')).toEqual(spoken(['self', 'a'], ['q', 'c'], ['q', 'd']));
    expect(replaced(spoken(['self', 'a']), { from: 0, to: 1 }, '', 'q')).toEqual([]);
    expect(saidLines('', ['p'])).toEqual([]);
  });
});

describe('followed', () => {
  it('finds lines again after others came before them', () => {
    expect(followed('a\nb\nc', 'zero\na\nb\nc\nd', { from: 1, to: 3 })).toEqual({ from: 2, to: 4 });
    expect(followed('a\nb', 'zero\na\nb', { from: 2, to: 2 })).toEqual({ from: 3, to: 3 });
    expect(followed('a\nb', 'zero\na\nb', { from: 1, to: 1 })).toEqual({ from: 2, to: 2 });
  });

  it('never points outside the text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('', 'a', 'b'), { maxLength: 6 }), fc.array(fc.constantFrom('', 'a', 'x'), { maxLength: 6 }), fc.nat(), fc.nat(), (old, next, x, y) => {
      const [before, now] = [old.join('\n'), next.join('\n')];
      const count = before === '' ? 0 : old.length;
      const from = x % (count + 1);
      const found = followed(before, now, { from, to: from + (y % (count - from + 1)) });
      expect(found.from).toBeGreaterThanOrEqual(0);
      expect(found.to).toBeGreaterThanOrEqual(found.from);
      expect(found.to).toBeLessThanOrEqual(Math.max(1, now.split('\n').length));
    }));
  });
});
