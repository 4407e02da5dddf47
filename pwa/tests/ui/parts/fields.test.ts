import { describe, expect, it } from 'vitest';
import { fieldsOf, rebaseFields, sendable } from '../../../src/screens/parts/fields';

const pleaser = fieldsOf({ name: 'The Pleaser', role: 'manager', job: 'Says yes.' });

describe('the fields of a part', () => {
  it('are blank until something is known, and a protector until it is known which', () => {
    expect(fieldsOf({ name: 'x' })).toMatchObject({ name: 'x', role: 'protector_unsure', notes: '' });
  });

  it('are sent only where they differ', () => {
    expect(sendable({ ...pleaser, fears: 'quiet' }, pleaser)).toEqual({ fears: 'quiet' });
  });

  it('can be emptied, except for the name', () => {
    expect(sendable({ ...pleaser, job: '', name: ' ' }, pleaser)).toEqual({ job: '' });
  });

  it('keep what was typed during a save and take over the rest', () => {
    const current = { ...pleaser, fears: 'quiet' };
    const stands = { ...pleaser, job: 'Says yes first.', fears: 'dark' };
    expect(rebaseFields(pleaser, current, stands)).toMatchObject({ job: 'Says yes first.', fears: 'quiet' });
  });
});
