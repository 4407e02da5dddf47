import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differing } from '../../../src/screens/write/differing';

describe('differing', () => {
  it('sets whole words apart', () => {
    const { left, right } = differing('the whole friendship, not just a Friday.', 'the whole friendship, and then the next one.');
    expect([left.before, left.differs, left.after]).toEqual(['the whole friendship, ', 'not just a Friday', '.']);
    expect(right.differs).toBe('and then the next one');
  });

  it('sets nothing apart in two that are the same', () => {
    expect(differing('same', 'same').left.differs).toBe('');
  });

  it('gives back every letter of both', () => {
    const text = fc.array(fc.constantFrom('a', 'b ', 'yes', '. ', '🙂'), { maxLength: 10 }).map((all) => all.join(''));
    fc.assert(fc.property(text, text, (a, b) => {
      const { left, right } = differing(a, b);
      expect(left.before + left.differs + left.after).toBe(a);
      expect(right.before + right.differs + right.after).toBe(b);
    }));
  });
});
