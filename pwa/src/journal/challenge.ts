/** What brings a person here (a problem, a wish or a hope) and how they would love it to be. */
import { changed, type Members } from './kinds';
import type { Brings } from './vocabulary';

export function newChallenge(brings: Brings, words: string, love: string, now_ms: number): Members {
  return changed('challenge', {}, { brings, words, love, made_ms: now_ms });
}

/** A challenge with neither words nor a direction says nothing and is not stored. */
export function saysSomething(words: string, love: string): boolean {
  return words.trim() !== '' || love.trim() !== '';
}
