/**
 * What was said in a sitting turns into notes (practices/becomes.ts), each once in the vault: a new note has an id that
 * follows from the sitting and the key of what was said. Running again, in another tab or on a second device that has
 * not synced yet, meets the same records; one that is in the bin or was deleted stays there.
 */
import { b64, unb64 } from '../crypto/encoding';
import { newEntry, newSpell, paragraphs, write } from '../journal/entry';
import { changed, isNote, read, type Members, type NoteType, type Type } from '../journal/kinds';
import { plan } from '../practices/becomes';
import { CLOSING_PRACTICE, practiceById } from '../practices/bundled';
import type { Sat } from '../practices/drafts';
import type { Kept, Planned } from '../practices/plan';
import type { Practice } from '../practices/practice';
import { readFile } from '../practices/schema';
import { PracticeError } from '../practices/trouble';
import type { Id } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { make } from '../sync/record';
import { edit } from './edit';
import type { Open } from './open';
import type { Standing } from './save';
import { isGone } from './views';

export interface Made { id: Id; type: Type }

/**
 * Answers what was added or changed. A practice that is not here any more, or cannot be read, turns into nothing; its answers stay.
 * @param day of the person's calendar. Throws Refusal `not_found` and what saving throws.
 */
export async function noteSitting(open: Open, id: Id, day: number): Promise<Made[]> {
  const standing = open.index.other(id);
  if (!standing || standing.record.type !== 'sitting' || isGone(standing.record)) throw new Refusal('not_found');
  const sitting: Sat = { ...read('sitting', standing.record.f), id };
  const practice = practiceOf(open, sitting.practice);
  if (!practice || standing.readonly) return [];
  const before = new Map(open.index.notes().filter(({ readonly }) => !readonly).map((one) => [one.id, one]));
  const planned = plan(sitting, practice, CLOSING_PRACTICE, { notes: [...before.values()].flatMap(keptOf), hasLetter: false, day });
  const ids = new Map<string, Id>();
  const made: Made[] = [];
  for (const one of planned.notes) {
    const noteId = one.id ?? b64(open.records.keyring.singleton(`sitting/${id}/${one.key}`));
    ids.set(one.key, noteId);
    if (await (one.id === null ? added(open, noteId, one, ids) : set(open, one, before.get(one.id)!))) made.push({ id: noteId, type: one.type });
  }
  await open.write(id, (current) => current && edit(current, standing, (f) => changed('sitting', f, planned.sitting), open.stamp()));
  return made;
}

function practiceOf(open: Open, name: string): Practice | null {
  const own = open.index.other(name);
  if (own?.record.type !== 'practice') return practiceById(name);
  try {
    return readFile(read('practice', own.record.f).source, 'own');
  } catch (error) {
    if (error instanceof PracticeError) return null;
    throw error;
  }
}

function keptOf({ id, record: { type, f } }: Standing): Kept[] {
  return isNote(type) ? [{ ...read(type, f), type, id } as unknown as Kept] : [];
}

/** Whether it was not there before. */
async function added(open: Open, id: Id, one: Planned, ids: ReadonlyMap<string, Id>): Promise<boolean> {
  const { records } = open;
  let isNew = false as boolean;
  await open.write(id, (current) => {
    isNew = current === null;
    return current ? null : { record: make(unb64(id, 16), one.type, started(open, one, ids), records.now(), records.tag) };
  });
  return isNew;
}

function started({ records: { random, now } }: Open, one: Planned, ids: ReadonlyMap<string, Id>): Members {
  if (one.type === 'entry') return { ...newEntry([], now(), one.fields), b: write({}, paragraphs(one.text), newSpell(random), random) };
  const links = Object.fromEntries(Object.entries(one.links).map(([member, key]) => [member, ids.get(key)!]));
  return changed(one.type as NoteType, { made_ms: now() }, { ...one.fields, ...links });
}

/** Whether anything changed; on top of whatever was changed meanwhile. */
async function set(open: Open, one: Planned, base: Standing): Promise<boolean> {
  let isChanged = false as boolean;
  await open.write(base.id, (current) => {
    const step = current && !isGone(current.record) ? edit(current, base, (f) => changed(one.type, f, one.fields), open.stamp()) : null;
    isChanged = step !== null;
    return step;
  });
  return isChanged;
}
