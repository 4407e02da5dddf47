import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, mostTelling, respond, unsteadyLately, type Check } from '../../src/practices/steadiness';
import { ACTIVATION } from '../../src/journal/vocabulary';
import { ago, kept, NOW_MS, practice } from './made';

const check = (more: Partial<Check> = {}): ReturnType<typeof respond> => respond({
  at: 'before', now: { value: 8, activation: 'okay' }, before: null, practice: practice('p2.3'), protectorFirst: false, lately: false, ...more,
});
const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('cant_tell' as const)), { nil: null });
const activation = fc.option(fc.constantFrom(...ACTIVATION), { nil: null });

describe('the band', () => {
  it('is unsteady up to 3, wobbly up to 6, steady above; numb is like unsteady', () => {
    const bands = [0, 3, 4, 6, 7, 10].map((one) => bandOf({ value: one, activation: null }));
    expect(bands).toEqual(['unsteady', 'unsteady', 'wobbly', 'wobbly', 'steady', 'steady']);
    expect(bandOf({ value: 9, activation: 'too_little' })).toBe('unsteady');
    expect(bandOf({ value: null, activation: 'too_much' })).toBe('wobbly');
    expect(bandOf({ value: 'cant_tell', activation: 'okay' })).toBeNull();
  });

  it('of a sitting shows that it was numb once', () => {
    expect([mostTelling(['okay', 'too_little', 'too_much']), mostTelling(['okay', null]), mostTelling([])]).toEqual(['too_little', 'okay', null]);
  });
});

describe('what follows', () => {
  it('steady: go on', () => {
    expect(check()).toEqual({ band: 'steady', say: 'go_on', because: [], ways: [], twice: false });
    expect(check({ now: { value: null, activation: null } }).say).toBe('go_on');
  });

  it('wobbly before: a smaller step, with a tender part the doorway first, under five a protector', () => {
    expect(check({ now: { value: 5, activation: 'okay' } })).toMatchObject({ say: 'smaller', because: ['wobbly'], ways: ['doorway', 'protector', 'five_minutes', 'go_on'] });
    expect(check({ now: { value: 4, activation: 'okay' } }).ways).toEqual(['protector', 'five_minutes', 'go_on']);
    expect(check({ now: { value: 5, activation: 'okay' }, protectorFirst: true }).ways).not.toContain('doorway');
    expect(check({ now: { value: 5, activation: 'okay' }, practice: practice('p1.3') }).ways).toEqual(['five_minutes', 'go_on']);
  });

  it('unsteady or numb before: ground first, then a protector or a page', () => {
    expect(check({ now: { value: 2, activation: 'too_much' } })).toMatchObject({ say: 'ground', because: ['unsteady'], ways: ['ground', 'protector', 'write', 'go_on'] });
    expect(check({ now: { value: 8, activation: 'too_little' } })).toMatchObject({ say: 'ground', because: ['numb'] });
  });

  it('midway: the prompts fold away, and what was written may be sealed', () => {
    expect(check({ at: 'midway', now: { value: 3, activation: null } })).toMatchObject({ say: 'fold', ways: ['ground', 'people', 'seal', 'closing', 'go_on'] });
    expect(check({ at: 'midway', now: { value: 6, activation: null } })).toMatchObject({ say: 'smaller', ways: ['five_minutes', 'closing', 'go_on'] });
    expect(check({ at: 'midway' }).say).toBe('go_on');
  });

  it('after: unsteady, or three lower than before, asks for rest and people', () => {
    expect(check({ at: 'after', now: { value: 2, activation: null }, before: 8 })).toMatchObject({ say: 'rest', because: ['unsteady', 'fell'], ways: ['ground', 'people', 'leave_it', 'session'] });
    expect(check({ at: 'after', now: { value: 7, activation: null }, before: 10 })).toMatchObject({ say: 'rest', because: ['fell'] });
    expect(check({ at: 'after', now: { value: 6, activation: null }, before: 8 })).toMatchObject({ say: 'go_on', because: ['wobbly'] });
  });

  it('twice in seven days is said as that', () => {
    const before = kept('sitting', 's', { at_ms: ago(6), before: 3 });
    expect(unsteadyLately([before], 'now', NOW_MS)).toBe(true);
    expect(unsteadyLately([before], 's', NOW_MS)).toBe(false);
    expect(unsteadyLately([{ ...before, at_ms: ago(8) }, { ...before, before: 5 }], 'now', NOW_MS)).toBe(false);
    expect(check({ now: { value: 3, activation: null }, lately: true }).twice).toBe(true);
    expect(check({ now: { value: 5, activation: null }, lately: true }).twice).toBe(false);
  });

  it('never takes the way on from anybody, and never is gentler when it is worse', () => {
    const order = ['go_on', 'smaller', 'ground', 'fold', 'rest'];
    fc.assert(fc.property(fc.constantFrom('before', 'midway', 'after'), value, activation, value, fc.constantFrom('p1.1', 'p2.3', 'p4.3'), (at, number, active, before, id) => {
      const now = { value: number, activation: active };
      const found = check({ at, now, before, practice: practice(id) });
      if (at !== 'after' && found.say !== 'go_on') expect(found.ways.at(-1)).toBe('go_on');
      expect(found.say === 'go_on' ? found.ways : [...new Set(found.ways)]).toEqual(found.ways);
      if (typeof number === 'number' && number > 0 && active !== 'too_little') {
        const worse = check({ at, now: { value: number - 1, activation: active }, before, practice: practice(id) });
        expect(order.indexOf(worse.say)).toBeGreaterThanOrEqual(order.indexOf(found.say));
      }
    }));
  });
});
