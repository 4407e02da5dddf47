/** A part as the person describes it. Every field is optional; a new one is "protector, not sure". */
import type { Random } from '../crypto/encoding';
import { readU32 } from '../crypto/encoding';
import { changed, type Fields, type Members } from './kinds';

export type Emblem = Fields<'part'>['emblem'];

const PATTERNS = 8;

/** `f` of a new part. */
export function newPart(fields: Partial<Fields<'part'>>, now_ms: number, random: Random): Members {
  return changed('part', { role: 'protector_unsure', emblem: { ...newEmblem(random) }, made_ms: now_ms }, fields);
}

/** Drawn at random and kept for good, so that a new name never changes the look. */
export function newEmblem(random: Random): Emblem {
  const bytes = random(5);
  return { pattern: bytes[4]! % PATTERNS, seed: readU32(bytes) };
}
