/** What looking back is made of: the notes a vault holds, as the registry reads them, without those in the bin. */
import type { Fields, NoteType } from '../journal/kinds';
import { mergedWith, standsFor } from '../journal/people';
import type { R10 } from '../journal/shapes';
import type { Led } from './led';
import { whenOf, type Noted } from './series';

export type Kept<T extends NoteType> = Fields<T> & { id: string };

export interface Material {
  now_ms: number;
  /** From when on; 0 = all of it. */
  since_ms: number;
  parts: readonly Kept<'part'>[];
  challenges: readonly Kept<'challenge'>[];
  /** By the record they are about. */
  readings: ReadonlyMap<string, readonly Kept<'reading'>[]>;
  selfReadings: readonly Kept<'self_reading'>[];
  checkins: readonly Kept<'checkin'>[];
  sittings: readonly Kept<'sitting'>[];
  concerns: readonly Kept<'concern'>[];
  relations: readonly Kept<'relation'>[];
  burdens: readonly Kept<'burden'>[];
  witnesses: readonly Kept<'witness'>[];
  releases: readonly Kept<'release'>[];
  roleChanges: readonly Kept<'role_change'>[];
  /** Pages of a moment that say who led. */
  moments: readonly { made_ms: number; leads: Led['leads']; challenge: string }[];
}

type Scales<T> = { [K in keyof T]: T[K] extends R10 ? (R10 extends T[K] ? K : never) : never }[keyof T];

/** One scale of some readings, each with its date. */
export function scale<T extends { at_ms: number; made_ms: number }>(notes: readonly T[], name: Scales<T>, now_ms: number): Noted[] {
  return notes.map((note) => ({ at_ms: whenOf(note, now_ms), value: note[name] as R10 }));
}

/** The readings about any of these records. */
export function readingsOf({ readings }: Material, ids: readonly string[]): Kept<'reading'>[] {
  return ids.flatMap((id) => readings.get(id) ?? []);
}

/** Readings by the record they are about: years of them are asked for part by part. */
export function byRecord(readings: readonly Kept<'reading'>[]): Map<string, Kept<'reading'>[]> {
  const found = new Map<string, Kept<'reading'>[]>();
  for (const reading of readings) {
    const some = found.get(reading.of);
    if (some) some.push(reading);
    else found.set(reading.of, [reading]);
  }
  return found;
}

/** A part and all that were merged into it. */
export function allOf({ parts }: Material, id: string): string[] {
  return mergedWith(id, parts);
}

export interface Tug { id: string; parts: [string, string] }

/** Pairs that pull against each other, by the parts that stand for them now. */
export function tugs({ relations, parts }: Material): Tug[] {
  return relations.flatMap(({ id, kind, a, b }) => {
    const both: [string, string] = [standsFor(a, parts), standsFor(b, parts)];
    const known = both.every((one) => parts.some((part) => part.id === one));
    return kind === 'tug' && known && both[0] !== both[1] ? { id, parts: both } : [];
  });
}
