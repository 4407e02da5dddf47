import { call } from '../app/vault.svelte';
import type { Fields } from '../journal/kinds';
import type { AnyNote, Id, Note, NoteType } from '../rpc/api';
import { changed } from './changes.svelte';

/** Adds a note. Everything on screen that shows some of the journal asks again. */
export async function addNote<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return saved(type, null, 0, fields);
}

/** Sets members of a note that was asked for before. */
export async function setNote<T extends NoteType>({ type, id, lv }: Pick<Note<T>, 'type' | 'id' | 'lv'>, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return saved(type, id, lv, fields);
}

/** The notes of one type that are not in the bin, oldest first. */
export async function notesOf<T extends NoteType>(type: T): Promise<Note<T>[]> {
  return await call('notes', { type }) as unknown as Note<T>[];
}

/** Those of one type among notes of all types. */
export function only<T extends NoteType>(type: T, notes: readonly AnyNote[]): Note<T>[] {
  return notes.filter((note) => note.type === type) as unknown as Note<T>[];
}

async function saved<T extends NoteType>(type: T, id: Id | null, lv: number, fields: Partial<Fields<T>>): Promise<Note<T>> {
  const note = await call('saveNote', { type, id, lv, fields } as never) as unknown as Note<T>;
  changed();
  return note;
}
