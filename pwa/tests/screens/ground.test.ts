import { describe, expect, it } from 'vitest';
import { another, asksHow, begin, goOn, leaveBreath, next, stepOf, STEPS, type Feeling } from '../../src/screens/pause/ground';

describe('a sitting on steadier ground', () => {
  it('begins with the weight for too much, and with standing up for too little', () => {
    expect([stepOf(begin('much')), stepOf(begin('little'))]).toEqual(['feet', 'stand']);
  });

  it('asks how it is after three steps', () => {
    const three = next(next(next(begin('much'))));
    expect([asksHow(next(next(begin('much')))), asksHow(three)]).toEqual([false, true]);
  });

  it('shows another step without counting it', () => {
    const other = another(begin('okay'));
    expect([stepOf(other), other.taken]).toEqual(['breath', 0]);
  });

  it.each(Object.keys(STEPS) as Feeling[])('never runs out of steps for %s', (feeling) => {
    let sitting = begin(feeling);
    for (let i = 0; i < 40; i += 1) sitting = another(sitting);
    expect(STEPS[feeling]).toContain(stepOf(sitting));
  });

  it('leaves the breath out for the rest of the sitting', () => {
    let sitting = leaveBreath(next(begin('much')));
    const seen = new Set<string>();
    for (let i = 0; i < 20; i += 1, sitting = another(sitting)) seen.add(stepOf(sitting));
    expect(seen.has('breath')).toBe(false);
  });

  it('goes on with steps not seen yet', () => {
    const three = next(next(next(begin('much'))));
    expect([stepOf(goOn(three)), asksHow(goOn(three))]).toEqual(['colours', false]);
  });
});
