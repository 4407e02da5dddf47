import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/rpc/api';
import { insideSentence, isUnmet } from '../../../src/screens/parts/person';

const someone: Part = {
  id: 'x', name: 'Someone it looks after', role: 'exile', roleWord: '', otherNames: '', age: '', job: '', fears: '', body: '',
  notes: '', lv: 1, emblem: { pattern: 0, seed: 0 }, made_ms: 0, edited_ms: 0, binned: false, readonly: false, entries: 0,
  lastEntry_ms: null, also: [],
};

describe('isUnmet', () => {
  it('holds for a tender part nothing is known of', () => {
    expect(isUnmet(someone)).toBe(true);
  });

  it('ends with the first page or note', () => {
    expect(isUnmet({ ...someone, entries: 1 })).toBe(false);
    expect(isUnmet({ ...someone, body: 'chest' })).toBe(false);
  });

  it('is about tender parts only', () => {
    expect(isUnmet({ ...someone, role: 'manager' })).toBe(false);
  });
});

describe('insideSentence', () => {
  it('lowers the article and nothing else', () => {
    expect(insideSentence('The Pleaser', 'The|A|An')).toBe('the Pleaser');
    expect(insideSentence('Hothead', 'The|A|An')).toBe('Hothead');
  });

  it('leaves a name alone that is only an article, or begins like one', () => {
    expect(insideSentence('The', 'The|A|An')).toBe('The');
    expect(insideSentence('Theo the Great', 'The|A|An')).toBe('Theo the Great');
  });
});
