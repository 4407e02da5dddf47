import { describe, expect, it } from 'vitest';
import { workingWith } from '../../src/journal/challenge';
import { made } from '../made';

const old = made('challenge', 'old', { made_ms: 1 });
const newer = made('challenge', 'newer', { made_ms: 2 });

describe('what the person is working with', () => {
  it('is the pinned challenge, else the newest', () => {
    expect(workingWith([old, newer], 'old')?.id).toBe('old');
    expect(workingWith([old, newer], '')?.id).toBe('newer');
    expect(workingWith([old, newer], 'gone')?.id).toBe('newer');
    expect(workingWith([], 'gone')).toBeNull();
  });

  it('is none that rests or was let go, not even when it is pinned', () => {
    const resting = { ...newer, state: 'resting' as const };
    expect(workingWith([old, resting], 'newer')?.id).toBe('old');
    expect(workingWith([{ ...old, state: 'let_go' as const }, resting], 'newer')).toBeNull();
  });
});
