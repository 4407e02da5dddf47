import { describe, expect, it } from 'vitest';
import { read } from '../../src/journal/kinds';
import { rebaseFields, rebaseSet, sameFields, sendable } from '../../src/screens/fields';

const pleaser = read('part', { name: 'The Pleaser', role: 'manager', job: 'Says yes.', channels: { image: 1 } });

describe('the members of a note', () => {
  it('are the same when they say the same', () => {
    expect(sameFields(pleaser, { ...pleaser, channels: ['image'] })).toBe(true);
    expect(sameFields(pleaser, { ...pleaser, channels: ['words'] })).toBe(false);
  });

  it('are sent only where they differ', () => {
    expect(sendable({ ...pleaser, fears: 'quiet' }, pleaser)).toEqual({ fears: 'quiet' });
  });

  it('can be emptied', () => {
    expect(sendable({ ...pleaser, job: '' }, pleaser)).toEqual({ job: '' });
  });

  it('keep what was typed during a save and take over the rest', () => {
    const current = { ...pleaser, fears: 'quiet' };
    const stands = { ...pleaser, job: 'Says yes first.', fears: 'dark' };
    expect(rebaseFields(pleaser, current, stands)).toMatchObject({ job: 'Says yes first.', fears: 'quiet' });
  });

  it('come together key by key where they are a map', () => {
    const around = { here: true, strength: null, room: null };
    const sent = read('checkin', { parts: { pleaser: { here: 1 }, critic: { here: 1 } } });
    const current = { ...sent, parts: { pleaser: { ...around, room: 4 as const }, little: around } };
    const stands = { ...sent, parts: { pleaser: { ...around, strength: 7 as const }, critic: around, other: around } };
    expect(rebaseFields(sent, current, stands).parts).toEqual({ pleaser: { ...around, strength: 7, room: 4 }, little: around, other: around });
  });

  it('come together one by one where they are a set', () => {
    const sent = read('challenge', { parts: { pleaser: 1, critic: 1 } });
    const current = { ...sent, parts: ['pleaser', 'little'] };
    const stands = { ...sent, parts: ['critic', 'other', 'pleaser'] };
    expect(rebaseFields(sent, current, stands).parts).toEqual(['other', 'pleaser', 'little']);
  });

  it('keep in a set what was chosen and taken off since the save', () => {
    expect(rebaseSet(['a', 'b'], ['b', 'c'], ['a', 'b', 'd'])).toEqual(['b', 'd', 'c']);
  });
});
