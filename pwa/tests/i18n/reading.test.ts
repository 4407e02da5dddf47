import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/locales/en/index';

/** The school grade a text may ask for (Flesch and Kincaid), for every area. */
const HARDEST = 7;
const LONGEST_WORDS = 20;
/** Titles of books are what they are. */
const QUOTED = /^help\.read_[1-5]$/;
/** Fewer words say nothing about how a text reads. */
const FEWEST_WORDS = 40;

type Entry = string | Record<string, string>;

/** What the sentences of an area say, each value replaced by a plain word. Labels are no sentences. */
function sentencesOf(area: string, words: Record<string, Entry>): { key: string; text: string }[] {
  return Object.entries(words).flatMap(([name, entry]) => {
    const key = `${area}.${name}`;
    const texts = QUOTED.test(key) ? [] : typeof entry === 'string' ? [entry] : Object.values(entry);
    const sentences = texts.flatMap((text) => text.replace(/\{\w+\}/g, 'someone').match(/[^.?…:]+[.?…:]+/g) ?? []);
    return sentences.map((text) => ({ key, text: text.trim() }));
  });
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\d’'-]+/gu) ?? [];

/** Syllables as an English ear would count them, near enough: groups of vowels, without a silent e at the end. */
function syllables(word: string): number {
  const bare = word.toLowerCase().replace(/’(s|re|ve|ll|t|d|m)$/, '').replace(/[^a-z]/g, '');
  if (bare.length <= 3) return 1;
  const groups = bare.replace(/(?:[^laeiouy]es|[^td]ed|[^l]e)$/, (end) => end[0]!).match(/[aeiouy]+/g) ?? [];
  return Math.max(1, groups.length);
}

function grade(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf);
  return 0.39 * (words.length / sentences.length) + 11.8 * (words.reduce((sum, word) => sum + syllables(word), 0) / words.length) - 15.59;
}

const areas = Object.entries(en) as [string, Record<string, Entry>][];

describe('reading', () => {
  it.each(areas)('%s asks for no more than seven years of school', (area, words) => {
    const sentences = sentencesOf(area, words).map(({ text }) => text);
    const length = sentences.flatMap(wordsOf).length;
    if (length >= FEWEST_WORDS) expect(grade(sentences)).toBeLessThanOrEqual(HARDEST);
  });

  it('keeps every sentence under twenty words', () => {
    const long = areas.flatMap(([area, words]) => sentencesOf(area, words)).filter(({ text }) => wordsOf(text).length >= LONGEST_WORDS);

    expect(long).toEqual([]);
  });
});

describe('the measure', () => {
  it('counts syllables near enough', () => {
    const counted = ['quiet', 'room', 'protector', 'noticed', 'table', 'journal', 'wanted', 'closes', 'a'].map(syllables);

    expect(counted).toEqual([1, 1, 3, 2, 2, 2, 2, 1, 1]);
  });

  it('finds a page of law hard and a child’s page easy', () => {
    expect(grade(['The aforementioned confidentiality provisions notwithstanding, applicable jurisdictional considerations predominate.'])).toBeGreaterThan(15);
    expect(grade(['The cat sat on the mat.', 'It had a red hat.'])).toBeLessThan(2);
  });
});
