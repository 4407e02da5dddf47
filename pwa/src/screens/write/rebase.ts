import { align } from '../../journal/diff';
import { linesOf } from '../../journal/entry';
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

/** A text, and who says each of its lines. */
export interface Spoken { text: string; who: readonly string[] }

/** Who says each line of `text`, the rebased one: a speaker named since the save stays named, all others stand as merged. */
export function rebaseWho(sent: Spoken, current: Spoken, stands: Spoken, text: string): string[] {
  if (text === stands.text && same(sent.who, current.who)) return [...stands.who];
  const lines = linesOf(text);
  const now = align(linesOf(current.text), lines);
  const merged = align(linesOf(stands.text), lines);
  const before = align(linesOf(sent.text), linesOf(current.text));
  return lines.map((_line, j) => {
    const mine = current.who[now[j]!];
    const isNew = mine !== undefined && mine !== sent.who[before[now[j]!]!];
    return (isNew ? mine : stands.who[merged[j]!] ?? mine) ?? '';
  });
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
