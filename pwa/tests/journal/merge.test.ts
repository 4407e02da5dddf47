import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { variants } from '../../src/journal/also';
import { blocksOf, entryText, newSpell, paragraphs, write, type Line } from '../../src/journal/entry';
import type { Members } from '../../src/journal/kinds';
import { merge } from '../../src/sync/merge';
import { change, make, type VaultRecord } from '../../src/sync/record';
import { seeded } from '../seeded';

/** One change of a text: lines added, a line written on, a line taken out. */
type Edit = { at: number; kind: 'add' | 'on' | 'out'; lines: number };

const edits = fc.array(
  fc.record({ at: fc.nat(20), kind: fc.constantFrom('add', 'on', 'out'), lines: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 5 },
) as fc.Arbitrary<Edit[]>;

function apply(text: string, changes: readonly Edit[], who: string): string {
  const lines = text === '' ? [] : text.split('\n');
  changes.forEach(({ at, kind, lines: count }, i) => {
    const place = at % (lines.length + 1);
    if (kind === 'add') lines.splice(place, 0, ...Array.from({ length: count }, (_, n) => `${who}${i}n${n}`));
    else if (place < lines.length && kind === 'on') lines[place] += ` ${who}${i}`;
    else if (place < lines.length) lines.splice(place, 1);
  });
  return lines.join('\n');
}

const textOf = (record: VaultRecord): string => entryText(record.f['b'] as Members);
const alsoOf = (record: VaultRecord): Members => (record['also'] ?? {}) as Members;
const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** A page on two devices that both know `base`, each with its own text. */
function twoDevices(base: string, one: string, two: string): VaultRecord {
  const random = seeded(7);
  const start = make(random(16), 'entry', { kind: 'free', b: write({}, paragraphs(base), newSpell(random), random) }, 1000, 'aaaaaa');
  const edited = (text: string, tag: string, seed: number): VaultRecord => {
    const own = seeded(seed);
    return change(start, { f: { ...start.f, b: write(start.f['b'] as Members, paragraphs(text), newSpell(own), own) } }, 2000, tag, true);
  };
  return merge(edited(one, 'bbbbbb', 8), edited(two, 'cccccc', 9), start, true);
}

/** Everything a person finds on the page: the text and what is shown as "also written". */
function everything(record: VaultRecord): string {
  return [textOf(record), ...variants({ type: 'entry', f: record.f, also: alsoOf(record) }).map(({ text }) => text)].join('\n');
}

describe('two devices write on one page without a network', () => {
  test('different paragraphs: both are in the text, nothing is noted', () => {
    const merged = twoDevices('one\ntwo\nthree', 'ONE\ntwo\nthree', 'one\ntwo\nTHREE\nfour');
    expect(textOf(merged)).toBe('ONE\ntwo\nTHREE\nfour');
    expect(merged['also']).toBeUndefined();
  });

  test('the same paragraph: one stands, the other is also written', () => {
    const merged = twoDevices('It thinks', 'It thinks a no costs a Friday', 'It thinks a no costs all');
    const [also] = variants({ type: 'entry', f: merged.f, also: alsoOf(merged) });
    expect([textOf(merged), also!.text].sort()).toEqual(['It thinks a no costs a Friday', 'It thinks a no costs all']);
    expect(also!.present).toBe(textOf(merged));
  });

  test('both write on at the end: paragraphs stay whole, in order, and together', () => {
    const merged = twoDevices('start', 'start\na1\na2\na3', 'start\nb1\nb2\nb3');
    expect(['start\na1\na2\na3\nb1\nb2\nb3', 'start\nb1\nb2\nb3\na1\na2\na3']).toContain(textOf(merged));
  });

  test('one takes a paragraph out that the other wrote on: what was written stays', () => {
    const merged = twoDevices('one\ntwo\nthree', 'one\nthree', 'one\ntwo more\nthree');
    expect(textOf(merged)).toBe('one\ntwo more\nthree');
  });

  test('no word that either of them typed, and none that both left standing, is ever lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), edits, edits, (length, mine, theirs) => {
        const base = Array.from({ length }, (_, i) => (i % 3 === 2 ? '' : `base${i}`)).join('\n');
        const [one, two] = [apply(base, mine, 'a'), apply(base, theirs, 'b')];
        const merged = twoDevices(base, one, two);
        const found = new Set(words(everything(merged)));
        const known = new Set(words(base));
        const typed = [...words(one), ...words(two)].filter((word) => !known.has(word));
        const both = words(one).filter((word) => known.has(word) && words(two).includes(word));
        for (const word of [...typed, ...both]) expect(found).toContain(word);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a dialogue on two devices without a network', () => {
  /** Lines as who says what, added behind what both know; the lines of each as they are found afterwards. */
  function both(base: [string, string][], one: [string, string][], two: [string, string][]): string[] {
    const random = seeded(11);
    const spoken = (lines: [string, string][]): Line[] => lines.map(([who, text]) => ({ who, text }));
    const start = make(random(16), 'entry', { kind: 'dialogue', b: write({}, spoken(base), newSpell(random), random) }, 1000, 'aaaaaa');
    const goOn = (added: [string, string][], tag: string, seed: number): VaultRecord => {
      const own = seeded(seed);
      const spell = newSpell(own);
      // line by line, as they are added
      const b = added.reduce<Members>((so, _line, n) => write(so, spoken([...base, ...added.slice(0, n + 1)]), spell, own), start.f['b'] as Members);
      return change(start, { f: { ...start.f, b } }, 2000, tag, true);
    };
    const merged = merge(goOn(one, 'bbbbbb', 12), goOn(two, 'cccccc', 13), start, true);
    expect(merged['also']).toBeUndefined();
    return blocksOf(merged.f['b'] as Members).map(({ who, text }) => `${who}: ${text}`);
  }

  test('the lines of both are there, each with whoever says it, and those of one device stay together', () => {
    const found = both([['self', 'Hello']], [['p', 'a1'], ['self', 'a2'], ['p', 'a3']], [['q', 'b1'], ['unsure', 'b2']]);
    const [a, b] = [['p: a1', 'self: a2', 'p: a3'], ['q: b1', 'unsure: b2']];
    expect([['self: Hello', ...a, ...b], ['self: Hello', ...b, ...a]]).toContainEqual(found);
  });

  test('the same words by two speakers are two lines', () => {
    expect(both([], [['self', 'yes']], [['p', 'yes']]).sort()).toEqual(['p: yes', 'self: yes']);
  });

  test('whatever is added, nothing is lost, parted or said by another', () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('self', 'p', 'unsure'), fc.constantFrom('yes', 'no', 'a line', '')), { maxLength: 5 });
    fc.assert(fc.property(lines, lines, lines, (base, one, two) => {
      const written = (all: [string, string][], mark: string): [string, string][] => all.map(([who, text], i) => [who, `${text}${mark}${i}`]);
      const [known, mine, theirs] = [written(base, 'k'), written(one, 'a'), written(two, 'b')];
      const text = (all: [string, string][]): string[] => all.map(([who, words]) => `${who}: ${words}`);
      const options = [[...text(known), ...text(mine), ...text(theirs)], [...text(known), ...text(theirs), ...text(mine)]];
      expect(options).toContainEqual(both(known, mine, theirs));
    }));
  });

  test('a line changed here and its speaker named there: both hold', () => {
    const random = seeded(14);
    const start = make(random(16), 'entry', { b: write({}, [{ text: 'Busy', who: '' }], newSpell(random), random) }, 1000, 'aaaaaa');
    const edited = (line: Line, tag: string): VaultRecord =>
      change(start, { f: { b: write(start.f['b'] as Members, [line], newSpell(random), random) } }, 2000, tag, true);
    const merged = merge(edited({ text: 'Busy, always', who: '' }, 'bbbbbb'), edited({ text: 'Busy', who: 'p' }, 'cccccc'), start, true);
    expect(blocksOf(merged.f['b'] as Members)).toMatchObject([{ text: 'Busy, always', who: 'p' }]);
  });
});
