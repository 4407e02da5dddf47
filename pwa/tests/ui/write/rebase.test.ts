import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebase } from '../../../src/screens/write/rebase';
import { tracker } from '../../../src/screens/write/track';

const text = fc.array(fc.constantFrom('a', 'b', '\n', 'the yes', ' ', 'no'), { maxLength: 20 }).map((all) => all.join(''));

describe('rebase', () => {
  it('gives the merged text when nothing was typed since', () => {
    expect(rebase('one\ntwo', 'one\ntwo', 'zero\none\ntwo', 5)).toEqual({ text: 'zero\none\ntwo', cursor: 10 });
  });

  it('keeps what was typed since, with the caret behind it', () => {
    const { text: result, cursor } = rebase('one\ntwo', 'one\ntwo and', 'zero\none\ntwo', 11);
    expect(result).toBe('zero\none\ntwo and');
    expect(result.slice(0, cursor)).toBe('zero\none\ntwo and');
  });

  it('leaves the caret in the line it stood in when a line before it was rewritten', () => {
    const { text: result, cursor } = rebase('one\ntwo\nthree', 'one\ntwo\nthree', 'one more\ntwo\nthree', 6);
    expect(result.slice(cursor)).toBe('o\nthree');
  });

  it('puts typed words behind the merged ones where both changed the same words', () => {
    const { text: result } = rebase('it was fast', 'it was quick', 'it was slow', 12);
    expect(result).toContain('quick');
    expect(result).toContain('slow');
  });

  it('never parts the halves of an emoji', () => {
    const { text: result } = rebase('a 🙂', 'a 🙃', 'a 😀', 4);
    expect(result).toBe('a 😀🙃');
  });

  it('changes nothing when the save gave back what was sent', () => {
    fc.assert(fc.property(text, text, fc.nat(), (sent, current, at) => {
      const cursor = at % (current.length + 1);
      expect(rebase(sent, current, sent, cursor)).toEqual({ text: current, cursor });
    }));
  });

  it('never drops a typed word and keeps the caret inside the text', () => {
    fc.assert(fc.property(text, text, fc.nat(), (sent, merged, at) => {
      const place = at % (sent.length + 1);
      const current = `${sent.slice(0, place)}TYPED${sent.slice(place)}`;
      const result = rebase(sent, current, merged, place + 5);
      expect(result.text).toContain('TYPED');
      expect(result.text.length).toBe(merged.length + 5);
      expect(result.text.slice(0, result.cursor).endsWith('TYPED')).toBe(true);
    }));
  });

  it('keeps the caret inside the text wherever it stood', () => {
    fc.assert(fc.property(text, text, text, fc.nat(), (sent, current, merged, at) => {
      const { text: result, cursor } = rebase(sent, current, merged, at % (current.length + 1));
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThanOrEqual(result.length);
    }));
  });
});

describe('tracker', () => {
  it('never moves positions past each other', () => {
    fc.assert(fc.property(text, text, (old, now) => {
      const move = tracker(old, now);
      for (let i = 1; i <= old.length; i++) expect(move(i)).toBeGreaterThanOrEqual(move(i - 1));
      expect(move(old.length)).toBeLessThanOrEqual(now.length);
    }));
  });
});
