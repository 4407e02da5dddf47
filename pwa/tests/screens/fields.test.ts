import { describe, expect, it } from 'vitest';
import { read } from '../../src/journal/kinds';
import { rebaseFields, sameFields, sendable } from '../../src/screens/fields';

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
});
