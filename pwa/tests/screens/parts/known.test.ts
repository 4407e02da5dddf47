import { describe, expect, it } from 'vitest';
import { answers, askedIn, fitting, QUESTIONS, said } from '../../../src/screens/parts/asked';
import { invited, linesOf, sectionOf } from '../../../src/screens/parts/known';
import { made, madePart } from '../../made';

describe('what is known of a part', () => {
  it('is told most telling first, in the person’s words, and says which words are the app’s', () => {
    const part = madePart('p', { notes: 'old', fears: 'silence', job: 'guards', still: 'quiet', share: 'fine' });
    const lines = linesOf(part, 'glimpses');
    expect(lines.map(({ words }) => words)).toEqual(['guards', 'silence', 'Glimpses', 'old', 'Quiet lately', 'Fine to show']);
    expect(lines.filter(({ own }) => own).map(({ words }) => words)).toEqual(['guards', 'silence', 'old']);
  });

  it('has nothing to tell of a new one', () => {
    expect(linesOf(madePart('p'), null)).toEqual([]);
  });

  it('invites to one question at a time, and a tender part to where it is', () => {
    expect(invited(madePart('p'))).toBe('job');
    expect(invited(madePart('p', { job: 'guards' }))).toBe('fears');
    expect(invited(madePart('p', { job: 'guards', fears: 'silence', rather: 'sleep' }))).toBeNull();
    expect(invited(madePart('p', { role: 'exile' }))).toBe('body');
  });

  it('opens at the section that was asked for', () => {
    expect([sectionOf('body'), sectionOf('notes'), sectionOf(null), sectionOf('no such field')]).toEqual(['shows', 'life', 'work', 'work']);
  });
});

describe('a reading', () => {
  it('tells each answer, "can’t tell" as well, and nothing that was not asked', () => {
    const reading = made('reading', 'r', { room: 0, trust: 'cant_tell', knows: 'no', toward: ['curiosity', 'hurry'] });
    expect(answers(reading)).toEqual([
      'Room: 0, a corner', 'Trust: Can’t tell', 'Does it know you?: Not yet', 'How you feel toward it: curious, in a hurry',
    ]);
    expect(askedIn(reading)).toEqual(['room', 'trust', 'knows', 'toward']);
    expect(said('charge', null)).toBe('');
  });

  it('offers every question, a few first that fit the role', () => {
    expect(new Set(QUESTIONS).size).toBe(QUESTIONS.length);
    expect(fitting('exile')).not.toContain('trust');
    for (const one of [...fitting('exile'), ...fitting('manager'), ...fitting(undefined)]) expect(QUESTIONS).toContain(one);
  });
});
