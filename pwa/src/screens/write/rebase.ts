import type { Id } from '../../rpc/api';
import { difference, tracker } from './track';

export interface Standing { text: string; cursor: number }

/**
 * Puts a merged text under a person's hands: what was typed after the save went out is kept, on top
 * of what another tab or device wrote, and the caret stays at the words it stood at. Nothing typed
 * is ever dropped: where both changed the same words, the typed ones follow the merged ones.
 * @param sent the text that was saved.
 * @param current the text on the page now; the same, or typed on since.
 * @param merged what the save gave back.
 * @param cursor position in `current`.
 */
export function rebase(sent: string, current: string, merged: string, cursor: number): Standing {
  if (merged === sent) return { text: current, cursor };
  const move = tracker(sent, merged);
  if (current === sent) return { text: merged, cursor: move(cursor) };
  const { from, oldTo, newTo } = difference(sent, current);
  const typed = current.slice(from, newTo);
  const [start, end] = [move(from), move(oldTo)];
  const untouched = merged.slice(start, end) === sent.slice(from, oldTo);
  const at = untouched ? start : Math.max(start, end);
  const text = merged.slice(0, at) + typed + merged.slice(untouched ? end : at);
  if (cursor < from) return { text, cursor: move(cursor) };
  if (cursor <= newTo) return { text, cursor: at + (cursor - from) };
  const place = move(cursor - newTo + oldTo);
  return { text, cursor: place + text.length - merged.length };
}

/** The parts of a page after a merge: what was chosen or taken off since the save is done again. */
export function rebaseParts(sent: readonly Id[], current: readonly Id[], merged: readonly Id[]): Id[] {
  const off = new Set(sent.filter((id) => !current.includes(id)));
  const on = current.filter((id) => !sent.includes(id) && !merged.includes(id));
  return [...merged.filter((id) => !off.has(id)), ...on];
}
