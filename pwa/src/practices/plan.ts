/** What is to be noted after a sitting, as plain data, and what is known beforehand. */
import type { Fields, NoteType } from '../journal/kinds';

/** A note as the registry reads it. */
export type Kept<T extends NoteType = NoteType> = { [K in T]: { type: K; id: string } & Fields<K> }[T];

export interface Known {
  /** Every note that may matter, in the bin or not: the parts, the challenge, what names them, what came from this
   *  sitting. More of them do no harm. */
  notes: readonly Kept[];
  /** Whether a letter came from this sitting already. */
  hasLetter: boolean;
  /** The day of the calendar the person lives in. */
  day: number;
}

/** `key`: the same on every device and every time; stored as `step`. `id`: null = a new one, else its members are set. */
export type Planned = { [T in NoteType]: PlannedOf<T> }[NoteType] | PlannedLetter;

export interface PlannedOf<T extends NoteType> {
  key: string;
  type: T;
  id: string | null;
  fields: Partial<Fields<T>>;
  /** Members that name another note of this plan, by its key; it comes before this one. */
  links: Readonly<Record<string, string>>;
}

/** A page, with its text. */
export interface PlannedLetter { key: string; type: 'entry'; id: null; fields: Partial<Fields<'entry'>>; text: string }

export interface Plan {
  notes: Planned[];
  /** To be set on the sitting once the notes are stored. */
  sitting: Partial<Fields<'sitting'>>;
}

/** Notes a sitting made are found again by these two. */
export function isFrom(note: Kept, sitting: string, key: string): boolean {
  return 'step' in note && note.from === sitting && note.step === key;
}

export function ofType<T extends NoteType>(notes: readonly Kept[], type: T): Kept<T>[] {
  return notes.filter((note) => note.type === type) as unknown as Kept<T>[];
}
