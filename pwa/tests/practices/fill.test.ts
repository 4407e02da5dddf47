import { describe, expect, it } from 'vitest';
import { term } from '../../src/i18n/words';
import { NEUTRAL_NAMES } from '../../src/practices/bundled';
import { fill, stray } from '../../src/practices/fill';

const spoken = (names = {}): Parameters<typeof fill>[1] => ({ names, neutral: NEUTRAL_NAMES, term });

describe('a sentence of a practice', () => {
  it('names whom it is about', () => {
    expect(fill('Sit with {protector}. {Part} has time.', spoken({ protector: 'the Pleaser', part: 'the Pleaser' }))).toBe('Sit with the Pleaser. The Pleaser has time.');
  });

  it('has a neutral word where nobody was named', () => {
    expect(fill('Does {part} know you? {Exile} may wait. And {challenge}?', spoken({ part: ' ' }))).toBe('Does this part know you? The tender part may wait. And what you are working with?');
  });

  it('says terms in the person’s words, with their article and capital', () => {
    const own = { ...spoken(), term: (name: string) => ({ A_part: 'An inner child', a_protector: 'a guard', part: 'inner child' })[name] };
    expect(fill('“{A_part} of me”, {a_term_protector}, {term_part}', own)).toBe('“An inner child of me”, a guard, inner child');
  });

  it('does not read a name again', () => {
    expect(fill('{part}', spoken({ part: '{exile} $& {x}' }))).toBe('{exile} $& {x}');
  });

  it('finds what means nothing', () => {
    expect(['{parts} {A_term_part} {Term_part} {exile}', 'a {b', '{nobody}', '{}', '{A_exile}'].map(stray)).toEqual([null, '{', '{nobody}', '{}', '{A_exile}']);
  });
});
