import { call } from '../../app/vault.svelte';
import type { Id, Note } from '../../rpc/api';
import { setNote } from '../notes';

/** These parts have to do with this challenge from now on. One that is gone, or cannot be written to, stays as it is. */
export async function involve(challenge: Id, parts: readonly Id[]): Promise<void> {
  if (parts.length === 0) return;
  try {
    const note = await call('note', { id: challenge }) as Note<'challenge'>;
    const missing = parts.filter((part) => !note.parts.includes(part));
    if (missing.length > 0 && !note.readonly) await setNote(note, { parts: [...note.parts, ...missing] });
  } catch {
    // the page names them all the same
  }
}
