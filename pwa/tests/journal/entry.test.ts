import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf, entryText, newSpell, paragraphs, speakersAfter, write as writeLines, type Spell } from '../../src/journal/entry';
import type { Random } from '../../src/crypto/encoding';
import type { Members } from '../../src/journal/kinds';
import { seeded } from '../seeded';

const line = fc.oneof(fc.constantFrom('', 'a', 'b', 'one more line', ' '), fc.string({ maxLength: 12 }));
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

/** A text as it is typed: each line keeps whoever said it. */
function write(b: Members, next: string, spell: Spell, random: Random): Members {
  return writeLines(b, paragraphs(next), spell, random);
}

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
    expect(paragraphs('\n').map((line) => line.text)).toEqual(['', '']);
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

describe('who says a line', () => {
  const random = seeded(6);
  const spoken = writeLines({}, paragraphs('Hello\nBusy\nAnd you?', ['self', 'p', 'self']), newSpell(random), random);
  const who = (b: Members): string[] => blocksOf(b).map((block) => block.who);

  test('is kept with the line', () => {
    expect(blocksOf(spoken).map((block) => [block.who, block.text])).toEqual([['self', 'Hello'], ['p', 'Busy'], ['self', 'And you?']]);
  });

  test('stays while the text is edited as a whole, and a new line has nobody', () => {
    expect(who(write(spoken, 'Hello\nBusy, always\nNew\nAnd you?', newSpell(random), random))).toEqual(['self', 'p', '', 'self']);
    expect(speakersAfter('Hello\nBusy\nAnd you?', ['self', 'p', 'self'], 'Hello\nBusy, always\nNew\nAnd you?')).toEqual(['self', 'p', '', 'self']);
  });

  test('can be set and taken away; a line nobody says has no such member', () => {
    const turned = writeLines(spoken, paragraphs('Hello\nBusy\nAnd you?', ['', 'unsure', 'self']), newSpell(random), random);
    expect(who(turned)).toEqual(['', 'unsure', 'self']);
    expect(Object.values(turned).filter((block) => Object.hasOwn(block as Members, 's'))).toHaveLength(2);
    expect(blocksOf(turned).map((block) => block.id)).toEqual(blocksOf(spoken).map((block) => block.id));
  });

  test('on the page and in the record is the same, whatever is done to the text', () => {
    const speaker = fc.constantFrom('', 'self', 'unsure', 'p');
    fc.assert(fc.property(fc.array(fc.tuple(line, speaker), { maxLength: 8 }), text, fc.integer(), (lines, next, seed) => {
      const own = seeded(seed);
      const before = lines.map(([words]) => words.replaceAll('\n', '')).join('\n');
      const said = before === '' ? [] : lines.map(([, one]) => one);
      const b = writeLines({}, paragraphs(before, said), newSpell(own), own);
      expect(who(write(b, next, newSpell(own), own))).toEqual(speakersAfter(before, said, next));
    }));
  });
});
