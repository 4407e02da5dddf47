import { describe, expect, test } from 'vitest';
import { decide, readable, variants, type Said } from '../../src/journal/also';
import { entryText } from '../../src/journal/entry';
import type { Members } from '../../src/journal/kinds';
import { seeded } from '../seeded';

const note = (v: unknown, ms = 5): Members => ({ at: [ms, 'abcdef'], over: 'aaaaaaaa', v }) as Members;
const page = (also: Members): Said => ({
  type: 'entry',
  f: { kind: 'free', b: { aaaaaaaaaa: { o: [1, 'aaaa', 1], t: 'here' }, bbbbbbbbbb: { o: [1, 'aaaa', 2], t: 'end' } } },
  also,
});

describe('variants', () => {
  test('show what was written, what stands, who says it, and when, newest first', () => {
    const also = { 'f.b.aaaaaaaaaa.t': { k1: note('there', 5), k2: note('elsewhere', 9) } };
    expect(variants(page(also))).toEqual([
      { path: 'f.b.aaaaaaaaaa.t', key: 'k2', text: 'elsewhere', present: 'here', who: '', at_ms: 9 },
      { path: 'f.b.aaaaaaaaaa.t', key: 'k1', text: 'there', present: 'here', who: '', at_ms: 5 },
    ]);
  });

  test('name whoever says the line, as long as it is there', () => {
    const said = page({ 'f.b.cccccccccc.t': { k: note('Busy, always') }, 'f.b.dddddddddd.t': { k: note('gone') } });
    const b = { ...said.f['b'] as Members, cccccccccc: { o: [1, 'aaaa', 3], t: 'Busy', s: 'p' } };
    const shown = variants({ ...said, f: { ...said.f, b } });
    expect(shown.map(({ text, who }) => [text, who]).sort()).toEqual([['Busy, always', 'p'], ['gone', '']]);
  });

  test('leave out what nobody wrote, and drop it from what is kept', () => {
    const words = { 'f.b.aaaaaaaaaa.t': { k1: note('there') } };
    const also = { 'f.b.aaaaaaaaaa.o': { k: note([1, 'x', 2]) }, 'f.binned_ms': { k: note(7) }, 'f.emblem.seed': { k: note(1) }, ...words };
    expect(variants(page(also))).toHaveLength(1);
    expect(readable('entry', also)).toEqual(words);
  });

  test('tell that another device deleted the page', () => {
    expect(variants(page({ gone: { x: note(1) } }))).toMatchObject([{ path: 'gone', key: 'x', text: '' }]);
  });

  test('damaged notes are passed over', () => {
    expect(variants(page({ 'f.b.aaaaaaaaaa.t': 7, x: { y: 1 } }))).toEqual([]);
  });
});

describe('a decision', () => {
  const also = { 'f.b.aaaaaaaaaa.t': { k1: note('there'), k2: note('elsewhere') } };
  const decided = (choice: 'present' | 'also' | 'both'): Said =>
    decide(page(also), 'f.b.aaaaaaaaaa.t', 'k1', choice, 100, seeded(1))!;
  const text = ({ f }: Said): string => entryText(f['b'] as Members);

  test('takes away its own variant only', () => {
    expect(decided('present').also).toEqual({ 'f.b.aaaaaaaaaa.t': { k2: note('elsewhere') } });
    expect(text(decided('present'))).toBe('here\nend');
  });

  test('puts the variant in the place of what stands', () => expect(text(decided('also'))).toBe('there\nend'));

  test('puts the variant after what stands', () => expect(text(decided('both'))).toBe('here\nthere\nend'));

  test('puts a variant whose paragraph is gone at the end', () => {
    const lost = page({ 'f.b.cccccccccc.t': { k: note('lost') } });
    expect(text(decide(lost, 'f.b.cccccccccc.t', 'k', 'also', 100, seeded(1))!)).toBe('here\nend\nlost');
  });

  test('on a deletion elsewhere either keeps the page or puts it into the bin', () => {
    const gone = page({ gone: { x: note(1) } });
    expect(decide(gone, 'gone', 'x', 'present', 100, seeded(1))).toEqual({ type: 'entry', f: gone.f, also: {} });
    expect(decide(gone, 'gone', 'x', 'also', 100, seeded(1))!.f['binned_ms']).toBe(100);
  });

  test('joins short fields of a part in a line, long ones below each other, and roles not at all', () => {
    const part = (path: string, v: string): Members => {
      const said: Said = { type: 'part', f: { name: 'A', job: 'one', role: 'exile' }, also: { [path]: { k: note(v) } } };
      return decide(said, path, 'k', 'both', 100, seeded(1))!.f;
    };
    expect(part('f.name', 'B')['name']).toBe('A, B');
    expect(part('f.job', 'two')['job']).toBe('one\ntwo');
    expect(part('f.role', 'helper')['role']).toBe('helper');
  });

  test.each([
    ['part', 'body'], ['part', 'look'], ['part', 'triggers'], ['part', 'rather'], ['permission', 'near'], ['permission', 'stopWord'],
    ['burden', 'image'], ['burden', 'origin'], ['release', 'way'], ['relation', 'word'], ['challenge', 'areaWord'],
  ])('puts no line break into a field of one line: %s, %s', (type, name) => {
    const said: Said = { type, f: { [name]: 'one' }, also: { [`f.${name}`]: { k: note('two') } } };
    expect(decide(said, `f.${name}`, 'k', 'both', 100, seeded(1))!.f[name]).toBe('one, two');
  });

  test('reaches an answer of a sitting, and leaves the others as they are', () => {
    const f: Members = { answers: { job: { text: 'one', at_ms: 1 }, may: { rows: { near: 'a yard' } } } };
    const said = (path: string): Said => ({ type: 'sitting', f, also: { [path]: { k: note('two') } } });
    expect(variants(said('f.answers.job.text'))).toMatchObject([{ text: 'two', present: 'one' }]);
    expect(decide(said('f.answers.job.text'), 'f.answers.job.text', 'k', 'both', 100, seeded(1))!.f)
      .toEqual({ answers: { job: { text: 'one\ntwo', at_ms: 1 }, may: { rows: { near: 'a yard' } } } });
    expect(decide(said('f.answers.may.rows.near'), 'f.answers.may.rows.near', 'k', 'also', 100, seeded(1))!.f)
      .toEqual({ answers: { job: { text: 'one', at_ms: 1 }, may: { rows: { near: 'two' } } } });
    expect(variants(said('f.answers.job.word'))).toEqual([]);
  });

  test('about a variant that is not there is none', () => {
    expect(decide(page({}), 'f.b.aaaaaaaaaa.t', 'k1', 'both', 100, seeded(1))).toBeNull();
  });
});
