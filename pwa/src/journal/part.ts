/** A part as the person describes it. Every field is optional; a new one is "protector, not sure". */
import type { Random } from '../crypto/encoding';
import { readU32 } from '../crypto/encoding';
import { isMap, ROLES, type Members, type Role } from './kinds';

/** What a person can write about a part, in the order the page shows it. */
export const PART_FIELDS = [
  'name', 'role', 'roleWord', 'otherNames', 'age', 'job', 'fears', 'body', 'notes',
] as const;

export type PartField = (typeof PART_FIELDS)[number];
export type PartText = { [F in PartField]: F extends 'role' ? Role : string };

export interface Emblem { pattern: number; seed: number }

const PATTERNS = 8;

export function newPart(fields: Partial<PartText>, now_ms: number, random: Random): Members {
  return changePart({ role: 'protector_unsure', emblem: { ...newEmblem(random) }, made_ms: now_ms }, fields);
}

/** `f` with the given fields set. An emptied field is left out; a role that is not known is not taken. */
export function changePart(f: Members, fields: Partial<PartText>): Members {
  const next: Members = { ...f };
  for (const field of PART_FIELDS) {
    const value = fields[field];
    if (value === undefined || (field === 'role' && !ROLES.some((role) => role === value))) continue;
    if (value === '') delete next[field];
    else next[field] = value;
  }
  return next;
}

/** Drawn at random and kept for good, so that a new name never changes the look. */
export function newEmblem(random: Random): Emblem {
  const bytes = random(5);
  return { pattern: bytes[4]! % PATTERNS, seed: readU32(bytes) };
}

export function emblemOf(f: Members): Emblem {
  const emblem = f['emblem'];
  const whole = (name: string, limit: number): number => {
    const value = isMap(emblem) ? emblem[name] : undefined;
    return typeof value === 'number' && value >= 0 && value < limit ? value : 0;
  };
  return { pattern: whole('pattern', PATTERNS), seed: whole('seed', 2 ** 32) };
}
