import { describe, expect, it } from 'vitest';
import { term } from '../../src/i18n/words';
import { CLOSING_PRACTICE, NEUTRAL_NAMES, PRACTICES } from '../../src/practices/bundled';
import { fill, PLACES, stray } from '../../src/practices/fill';
import { SENSED, type Practice, type Step } from '../../src/practices/practice';
import { ALONE_FIRST } from '../../src/practices/promoted';

const NEVER = [
  'streak', 'score', 'badge', 'should', 'must', 'failed', 'resistance', 'relapse', 'heal', 'fix', 'journey', 'oops',
  'please', 'simply', 'just', 'sorry', 'broken', 'complete', 'congratulations', 'percent', 'level', 'well done',
];
/** Words of the school. On screen everyone's own words stand there. */
const JARGON = ['exile', 'manager', 'firefighter', 'burden', 'blend', 'polari[sz]', 'trailhead', 'IFS', 'Self\\b', 'parts?\\b(?! of it)', 'protectors?\\b', 'tender part'];
/** How many prompts each has. */
const PROMPTS: Record<string, number> = {
  'p1.1': 7, 'p1.2': 8, 'p1.3': 9, 'p1.4': 7, 'p1.5': 6, 'p2.1': 8, 'p2.2': 7, 'p2.3': 8, 'p2.4': 6, 'p2.5': 6, 'p3.1': 7, 'p3.2': 8, 'p3.3': 8,
  'p3.4': 7, 'p3.5': 5, 'p4.1': 7, 'p4.2': 8, 'p4.3': 8, 'p4.4': 7, 'p4.5': 5, 'p5.1': 6, 'p5.2': 8, 'p5.3': 9, 'p5.4': 7, 'p5.5': 6,
};

const ALL = [...PRACTICES, CLOSING_PRACTICE];

function labels({ ask }: Step): string[] {
  const options = 'choices' in ask && 'options' in ask.choices ? ask.choices.options : [];
  return [...options.map(({ label }) => label), ...('rows' in ask ? ask.rows.map(({ label }) => label) : []), ...('line' in ask && ask.line ? [ask.line] : [])];
}

function sentences({ title, about, steps }: Practice): string[] {
  return [title, about, ...steps.flatMap((step) => [step.say, ...(step.help ? [step.help] : []), ...labels(step)])];
}

const words = ALL.flatMap((one) => sentences(one).map((text) => ({ id: one.id, text })));
const bare = (text: string): string => text.replace(/\{\w+\}/g, '…');

describe('the practices that come along', () => {
  it('are the twenty-five, with the prompts they have, and the closing', () => {
    expect(Object.fromEntries(PRACTICES.map(({ id, steps }) => [id, steps.length]))).toEqual(PROMPTS);
    expect(PRACTICES.every(({ id, goal }) => id.startsWith(`p${goal}.`))).toBe(true);
    expect([CLOSING_PRACTICE.goal, CLOSING_PRACTICE.steps.length]).toEqual([0, 5]);
  });

  it('leave being seen and setting down to company and sessions, and look twice at steadiness there', () => {
    expect(Object.fromEntries(PRACTICES.filter(({ suits }) => suits !== 'alone').map(({ id, suits }) => [id, suits]))).toEqual({ 'p2.3': 'company', 'p3.2': 'company', 'p3.3': 'session' });
    expect(PRACTICES.filter(({ deep }) => deep).map(({ id }) => id)).toEqual(['p2.3', 'p3.2', 'p3.3', 'p4.3']);
    expect(PRACTICES.filter(({ id }) => ALONE_FIRST.includes(id)).every(({ suits, deep }) => suits === 'alone' && !deep)).toBe(true);
  });

  it('keep a visit at two minutes', () => {
    expect(PRACTICES.find(({ id }) => id === 'p3.5')!.minutes).toBe(2);
  });

  it('let everything about body and image be nowhere, nothing, can’t tell', () => {
    const asks = /\bbody|Sense a|temperature|picture|weight rest|breaths|like to have close|a colour/;
    const sensing = ALL.flatMap(({ steps }) => steps.filter(({ say }) => asks.test(say)));
    expect(sensing.length).toBeGreaterThan(6);
    expect(sensing.filter(({ senses }) => !senses).map(({ id }) => id)).toEqual([]);
    expect(SENSED).toEqual(['nowhere', 'nothing', 'cant_tell']);
  });

  it('ask for no facts of the past', () => {
    expect(words.filter(({ text }) => /abuse|memor(y|ies)|recover|childhood|trauma|really happen/i.test(text))).toEqual([]);
  });
});

describe('their words', () => {
  it('never say what the voice of the app does not say', () => {
    expect(words.filter(({ text }) => NEVER.some((word) => new RegExp(`\\b${word}`, 'i').test(bare(text))) || text.includes('!'))).toEqual([]);
  });

  it('leave the words of the school to the person’s own', () => {
    expect(words.filter(({ text }) => JARGON.some((word) => new RegExp(`\\b${word}`).test(bare(text))))).toEqual([]);
  });

  it('use typographic signs', () => {
    expect(words.filter(({ text }) => /['"]|\.\.\./.test(text))).toEqual([]);
  });

  it('keep every sentence under twenty words, and most of them short', () => {
    const said = words.flatMap(({ text }) => text.replace(/\{\w+\}/g, 'someone').match(/[^.?…:;]+[.?…:;]+/g) ?? []);
    const lengths = said.map((one) => one.match(/[\p{L}\d’'-]+/gu)?.length ?? 0);
    expect(said.filter((_, i) => lengths[i]! >= 20)).toEqual([]);
    expect(lengths.reduce((sum, one) => sum + one, 0) / lengths.length).toBeLessThan(10);
  });

  it('speak of whoever it is about, and have a neutral word where there is nobody', () => {
    const spoken = { names: {}, neutral: NEUTRAL_NAMES, term };
    expect(Object.keys(NEUTRAL_NAMES).sort()).toEqual([...PLACES].sort());
    expect([...words.map(({ text }) => text), ...Object.values(NEUTRAL_NAMES)].filter((text) => stray(text) !== null)).toEqual([]);
    expect(words.map(({ text }) => fill(text, spoken)).filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });
});
