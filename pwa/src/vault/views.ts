/** Records as the page is told of them. */
import { variants } from '../journal/also';
import { blocksOf } from '../journal/entry';
import { isNote, read, type Members } from '../journal/kinds';
import { ENTRY_KINDS } from '../journal/vocabulary';
import type { AnyNote, Entry, Note, Part, Standing as StandingView } from '../rpc/api';
import { isFields, type VaultRecord } from '../sync/record';
import type { Standing } from './save';

export function entryView(standing: Standing): Entry {
  const { record } = standing;
  const { b, parts, made_ms, binned_ms: _binned, sitting: _sitting, ...fields } = read('entry', record.f);
  const lines = blocksOf(b);
  return {
    ...standingView(standing), ...fields, text: lines.map((line) => line.text).join('\n'), who: lines.map((line) => line.who),
    parts, made_ms, synced: standing.synced,
  };
}

/** What the page is told of a note; null when it is none, or gone. */
export function noteView(standing: Standing): AnyNote | null {
  const { record } = standing;
  if (!isNote(record.type) || isGone(record)) return null;
  return { ...standingView(standing), type: record.type, ...read(record.type, record.f) } as AnyNote;
}

/** `entries`, `lastEntry_ms`: how many pages name the part, and when the newest of them was begun. */
export function partView(standing: Standing, entries: number, lastEntry_ms: number | null): Part {
  return { ...noteView(standing) as Note<'part'>, entries, lastEntry_ms };
}

function standingView({ id, lv, record, readonly }: Standing): StandingView {
  const { binned_ms } = record.f;
  return {
    id, lv, edited_ms: record.at[0], binned: typeof binned_ms === 'number', readonly,
    also: variants({ type: record.type, f: record.f, also: alsoOf(record) }),
  };
}

export function alsoOf(record: VaultRecord): Members {
  return isFields(record['also']) ? record['also'] : {};
}

/** Whether the record is a page of a kind that only newer apps can write. */
export function isForeign(record: VaultRecord): boolean {
  const { kind } = record.f;
  return record.type === 'entry' && !isGone(record) && typeof kind === 'string' && !ENTRY_KINDS.some((one) => one === kind);
}

export function isGone(record: VaultRecord): boolean {
  return Object.hasOwn(record, 'gone');
}
