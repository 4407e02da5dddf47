import { describe, expect, it } from 'vitest';
import { insideSentence, isUnmet } from '../../../src/screens/parts/person';
import { madePart } from '../../made';

const someone = madePart('x', { name: 'Someone it looks after', role: 'exile' });

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
