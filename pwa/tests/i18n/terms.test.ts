import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/locales/en/index';
import { inOurWords, speakWith, t } from '../../src/i18n/words';
import { TERMS } from '../../src/journal/vocabulary';

/** From now on the person says these. */
const say = (words: Record<string, string>): void => speakWith((term) => words[term]);

afterEach(() => { say({}); });

describe('terms', () => {
  it('are ours until the person has a word of their own', () => {
    expect(t('help.goal_4')).toMatch(/^For that, protectors ease\./);
    say({ protectors: 'guards' });
    expect(t('help.goal_4')).toMatch(/^For that, guards ease\./);
  });

  it('begin a sentence with a capital', () => {
    say({ protectors: 'guards' });
    expect(t('help.protector_first')).toBe('Guards first');
  });

  it('take the article that fits', () => {
    say({ tender: 'unseen one' });
    expect(t('help.goal_2')).toMatch(/^For that, an unseen one needs/);
    say({});
    expect(t('help.goal_2')).toMatch(/^For that, a tender part needs/);
  });

  it('keep words that are written from right to left to themselves', () => {
    say({ part: 'חלק' });
    expect(t('help.never_4')).toContain('a \u2068חלק\u2069 until');
  });

  it('stand aside for a value of the same name', () => {
    expect(t('help.never_4', { a_part: 'the Pleaser' })).toContain('or the Pleaser until');
  });

  it('stay ours where others may look', () => {
    say({ parts: 'crew' });
    expect([t('common.parts'), inOurWords('common.parts')]).toEqual(['Crew', 'Parts']);
  });

  it('are not spelled out where the person may have a word of their own', () => {
    const spelled = Object.entries(en).flatMap(([area, words]) => Object.entries(words as Record<string, string | Record<string, string>>)
      .filter(([name]) => !/^(term_|ifs_)/.test(name))
      .filter(([, entry]) => /\b(protectors?|tender parts?|tugs?)\b/i.test(Object.values(typeof entry === 'string' ? [entry] : entry).join(' ').replace(/\{\w+\}/g, '')))
      .map(([name]) => `${area}.${name}`));

    expect(spelled).toEqual([]);
  });

  it('exist for every term a person can rename, and only for those', () => {
    const ours = Object.keys(en.words).filter((name) => name.startsWith('term_')).map((name) => name.slice('term_'.length));

    expect(ours.sort()).toEqual([...TERMS].sort());
  });
});
