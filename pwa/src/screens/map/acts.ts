/** What can be done with lines, each with the way back. */
import { call } from '../../app/vault.svelte';
import { t } from '../../i18n/words';
import type { Fields } from '../../journal/kinds';
import type { Id, Line, Note } from '../../rpc/api';
import { offerUndo } from '../../ui/undo.svelte';
import { changed } from '../changes.svelte';
import { addNote, setNote } from '../notes';
import { people } from '../parts/people.svelte';
import { known } from './known.svelte';
import { innerName, sentence } from './sentences';

export async function draw(fields: Partial<Fields<'relation'>>, tension: Fields<'reading'>['tension']): Promise<Note<'relation'>> {
  const line = await addNote('relation', fields);
  if (tension !== null) await addNote('reading', { of: line.id, at_ms: Date.now(), tension });
  return line;
}

/** Someone not met yet, named by the one who looks after it. */
export async function addUnmet(protector: Id): Promise<Note<'part'>> {
  const part = await addNote('part', { role: 'exile', name: t('map.someone', { name: innerName(protector) }) });
  await people.load();
  return part;
}

/** The same in one go, with its line. */
export async function lookAfter(protector: Id): Promise<void> {
  const part = await addUnmet(protector);
  const line = await draw({ kind: 'protects', a: protector, b: part.id }, null);
  await known.load();
  offerUndo(t('map.someone_added'), async () => {
    await call('bin', { id: line.id });
    await call('bin', { id: part.id });
    changed();
  }, 'undo-2');
}

/** It is no longer so, or it is so again (null). */
export async function end(line: Line, ended_ms: number | null): Promise<void> {
  const before = line.ended_ms;
  const after = await setNote(line, { ended_ms });
  offerUndo(t(ended_ms === null ? 'map.resumed' : 'map.ended'), async () => { await setNote(after, { ended_ms: before }); }, 'undo-2');
}

/** It never was so: into the bin. */
export async function takeAway(line: Line): Promise<void> {
  await call('bin', { id: line.id });
  changed();
  offerUndo(t('map.taken'), async () => {
    await call('restore', { id: line.id });
    changed();
  });
}

export function drawnSentence(line: Parameters<typeof sentence>[0]): string {
  return t('map.drawn', { sentence: sentence(line) });
}
