import { KINDS, type Fields, type NoteType } from '../src/journal/kinds';
import type { EntryRow, Id, Note, Part, Standing } from '../src/rpc/api';

/** A note as the vault shows it, with nothing in it but what is given. */
export function made<T extends NoteType>(type: T, id: Id, fields: Partial<Fields<T> & Standing> = {}): Note<T> {
  const nothing = Object.fromEntries(Object.entries(KINDS[type]).map(([name, shape]) => [name, shape.read(undefined)]));
  return { ...nothing, id, type, lv: 1, edited_ms: 0, binned: false, readonly: false, also: [], ...fields } as unknown as Note<T>;
}

export function madePart(id: Id, fields: Partial<Part> = {}): Part {
  return { ...made('part', id, { name: id, role: 'manager' }), entries: 0, lastEntry_ms: null, ...fields };
}

export function madeRow(id: Id, fields: Partial<EntryRow> = {}): EntryRow {
  return {
    id, made_ms: 5, edited_ms: 5, preview: id, hits: [], parts: [], also: 0, synced: false, kind: 'free', star: false, sealed: false,
    seal_day: null, ...fields,
  };
}
