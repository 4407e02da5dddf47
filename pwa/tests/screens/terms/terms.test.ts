import { describe, expect, it } from 'vitest';
import { changedWords } from '../../../src/screens/terms/terms';

describe('the words that are stored', () => {
  it('are those that differ, so that what another device learned stays', () => {
    expect(changedWords({ self: 'Me', tug: 'rope' }, { self: 'Me' })).toEqual({ tug: 'rope' });
  });

  it('say which are ours again', () => {
    expect(changedWords({}, { self: 'Me' })).toEqual({ self: '' });
  });

  it('are none where nothing differs', () => {
    expect(changedWords({ self: 'Me' }, { self: 'Me' })).toEqual({});
  });
});
