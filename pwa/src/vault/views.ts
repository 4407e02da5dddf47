/** Records as the page is told of them. */
import { variants } from '../journal/also';
import { entryText } from '../journal/entry';
import { read, type Members } from '../journal/kinds';
import { emblemOf } from '../journal/part';
import type { Challenge, Entry, Part } from '../rpc/api';
import { isFields, type VaultRecord } from '../sync/record';
import type { Standing } from './save';

export function entryView({ id, lv, record, readonly, synced }: Standing): Entry {
  const { b, parts, made_ms, binned_ms } = read('entry', record.f);
  return {
    id, lv, text: entryText(b), parts, made_ms, edited_ms: record.at[0], binned: binned_ms !== null,
    readonly, synced, also: variants({ f: record.f, also: alsoOf(record) }),
  };
}

/** `entries`, `lastEntry_ms`: how many pages name the part, and when the newest of them was begun. */
export function partView(
  { id, lv, record, readonly }: Standing, entries: number, lastEntry_ms: number | null,
): Part {
  const { emblem: _drawn, binned_ms, ...fields } = read('part', record.f);
  return {
    ...fields, id, lv, emblem: emblemOf(record.f), edited_ms: record.at[0], binned: binned_ms !== null,
    readonly, entries, lastEntry_ms, also: variants({ f: record.f, also: alsoOf(record) }),
  };
}

export function challengeView({ id, record }: Standing): Challenge {
  return { id, ...read('challenge', record.f) };
}

export function alsoOf(record: VaultRecord): Members {
  return isFields(record['also']) ? record['also'] : {};
}

/** Whether the record is a page of a kind that only newer apps can write. */
export function isForeign(record: VaultRecord): boolean {
  return record.type === 'entry' && !isGone(record) && read('entry', record.f).kind !== 'free';
}

export function isGone(record: VaultRecord): boolean {
  return Object.hasOwn(record, 'gone');
}
