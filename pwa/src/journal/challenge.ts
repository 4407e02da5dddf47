/** What brings a person here (a problem, a wish or a hope) and how they would love it to be. */
import { changed, type Fields, type Members } from './kinds';
import type { Brings } from './vocabulary';

export function newChallenge(brings: Brings, words: string, love: string, now_ms: number): Members {
  return changed('challenge', {}, { brings, words, love, made_ms: now_ms });
}

/** A challenge with neither words nor a direction says nothing and is not stored. */
export function saysSomething(words: string, love: string): boolean {
  return words.trim() !== '' || love.trim() !== '';
}

interface Told { id: string; state: Fields<'challenge'>['state']; made_ms: number }

/** What the person is working with: the pinned one, else the newest; one that rests or was let go is neither. */
export function workingWith<C extends Told>(challenges: readonly C[], pinned: string): C | null {
  const working = challenges.filter(({ state }) => state === 'working');
  const newest = working.toSorted((x, y) => y.made_ms - x.made_ms || (x.id < y.id ? -1 : 1))[0];
  return working.find(({ id }) => id === pinned) ?? newest ?? null;
}
