import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf, entryText, newSpell, paragraphs, write } from '../../src/journal/entry';
import type { Members } from '../../src/journal/kinds';
import { seeded } from '../seeded';

const line = fc.oneof(fc.constantFrom('', 'a', 'b', 'one more line', ' '), fc.string({ maxLength: 12 }));
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

function saved(...texts: string[]): Members {
  const random = seeded(1);
  const spell = newSpell(random);
  return texts.reduce<Members>((b, next) => write(b, next, spell, random), {});
}

function ids(b: Members): Record<string, string> {
  return Object.fromEntries(blocksOf(b).map((block) => [block.text, block.id]));
}

describe('text and blocks', () => {
  test('a text comes back as it was written, whatever was there before and whoever writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 8 }), fc.integer(), (steps, seed) => {
        const random = seeded(seed);
        let b: Members = {};
        let spell = newSpell(random);
        for (const [next, later] of steps) {
          if (later) spell = newSpell(random);
          b = write(b, next, spell, random);
          expect(entryText(b)).toBe(next);
        }
      }),
    );
  });

  test('empty lines are kept, and the empty text has no block', () => {
    expect(paragraphs('')).toEqual([]);
    expect(paragraphs('\n')).toEqual(['', '']);
    expect(Object.keys(saved(''))).toHaveLength(0);
    expect(entryText(saved('\n\na\n'))).toBe('\n\na\n');
  });

  test('block ids have ten characters of the alphabet', () => {
    for (const id of Object.keys(saved('a\nb\nc'))) expect(id).toMatch(/^[a-z2-7]{10}$/);
  });

  test('blocks of one spell share a run, in steps of 1024', () => {
    const orders = blocksOf(saved('a\nb', 'a\nb\nc')).map((block) => block.order);
    expect(new Set(orders.map(([pos, run]) => `${pos} ${run}`)).size).toBe(1);
    expect(orders.map(([, , idx]) => idx)).toEqual([1024, 2048, 3072]);
  });

  test('a later spell starts a run of its own behind the last', () => {
    const random = seeded(2);
    const first = write({}, 'a', newSpell(random), random);
    const second = blocksOf(write(first, 'a\nb', newSpell(random), random));
    expect(second[1]!.order[0]).toBe(second[0]!.order[0] + 2 ** 20);
    expect(second[1]!.order[1]).not.toBe(second[0]!.order[1]);
  });

  test('damaged blocks are read as far as they can be', () => {
    expect(entryText({ aaaaaaaaaa: { t: 'words' }, bbbbbbbbbb: 7, cccccccccc: { o: 'x', t: 9 } })).toBe('words\n');
  });
});

describe('which line keeps its id', () => {
  test('unchanged lines keep it', () => {
    const before = saved('one\ntwo\nthree');
    const after = saved('one\ntwo\nthree', 'zero\none\nthree\nfour');
    expect(ids(after)['one']).toBe(ids(before)['one']);
    expect(ids(after)['three']).toBe(ids(before)['three']);
  });

  test('a changed line between two kept ones keeps it, even when nothing of it is left', () => {
    const before = saved('one\ntwo\nthree');
    expect(ids(saved('one\ntwo\nthree', 'one\nXXX\nthree'))['XXX']).toBe(ids(before)['two']);
  });

  test('typing on and pressing Enter within one save keeps the line and adds one', () => {
    const before = saved('The Fri');
    const after = saved('The Fri', 'The Friday shift\nMaya asked');
    expect(ids(after)['The Friday shift']).toBe(ids(before)['The Fri']);
    expect(blocksOf(after)).toHaveLength(2);
  });

  test('unknown members of a kept block stay', () => {
    const random = seeded(3);
    const b = { aaaaaaaaaa: { o: [1, 'aaaa', 1], t: 'one', s: 'self', later: 5 } };
    const after = write(b, 'one more', newSpell(random), random);
    expect(after['aaaaaaaaaa']).toEqual({ o: [1, 'aaaa', 1], t: 'one more', s: 'self', later: 5 });
  });
});

describe('room between neighbours', () => {
  test('a new spell between two runs goes half way', () => {
    const random = seeded(4);
    const first = write({}, 'a', newSpell(random), random);
    const second = write(first, 'a\nc', newSpell(random), random);
    const [a, b, c] = blocksOf(write(second, 'a\nb\nc', newSpell(random), random));
    expect(b!.order[0]).toBe((a!.order[0] + c!.order[0]) / 2);
  });

  test('without room the entry is numbered anew and every line keeps its id', () => {
    const random = seeded(5);
    const b = { aaaaaaaaaa: { o: [1, 'aaaa', 1], t: 'a' }, bbbbbbbbbb: { o: [1, 'aaaa', 2], t: 'b' } };
    const after = write(b, 'a\nnew\nb', newSpell(random), random);
    expect(entryText(after)).toBe('a\nnew\nb');
    expect(ids(after)).toMatchObject({ a: 'aaaaaaaaaa', b: 'bbbbbbbbbb' });
    expect(blocksOf(after).map((block) => block.order[2])).toEqual([1024, 2048, 3072]);
  });

  test('long pages with one changed line are aligned quickly', () => {
    const lines = Array.from({ length: 4000 }, (_, i) => `line ${i}`);
    const changed = lines.with(10, 'x').with(3990, 'y').toSpliced(2000, 0, 'z');
    const started = performance.now();
    expect(entryText(saved(lines.join('\n'), changed.join('\n')))).toBe(changed.join('\n'));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
