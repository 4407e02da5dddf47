import type { EntryKind } from '../../journal/vocabulary';
import type { EntryPage, EntryQuery, EntryRow, Id } from '../../rpc/api';

/** So many rows are asked for at a time; at first as many as a phone shows, and some. */
export const PAGE_ROWS = 50;
export const FIRST_ROWS = 24;

/** What the journal is narrowed down to. Empty means everything that is not in the bin. */
export interface Narrowing {
  text: string;
  parts: readonly Id[];
  also: boolean;
  /** One kind of page; null = all. */
  kind: EntryKind | null;
  /** Only those kept for the next session. */
  star: boolean;
  /** '' = whatever they are about. */
  challenge: Id;
}

export const EVERYTHING: Narrowing = { text: '', parts: [], also: false, kind: null, star: false, challenge: '' };

/** How many filters are on that are set in their sheet. */
export function filtersOn({ parts, also, challenge }: Narrowing): number {
  return parts.length + (also ? 1 : 0) + (challenge === '' ? 0 : 1);
}

export function isNarrow(narrowing: Narrowing): boolean {
  return narrowing.text.trim() !== '' || narrowing.kind !== null || narrowing.star || filtersOn(narrowing) > 0;
}

/** What to ask the vault for: the first rows, as many as are on screen now, or the ones after `last`. */
export function queryFor({ text, parts, also, kind, star, challenge }: Narrowing, shown: number, last?: EntryRow): EntryQuery {
  const query: EntryQuery = { limit: last ? PAGE_ROWS : Math.max(FIRST_ROWS, shown) };
  if (text.trim() !== '') query.text = text.trim();
  if (parts.length > 0) query.parts = [...parts];
  if (also) query.also = true;
  if (kind !== null) query.kinds = [kind];
  if (star) query.star = true;
  if (challenge !== '') query.challenge = challenge;
  if (last) query.after = { made_ms: last.made_ms, id: last.id };
  return query;
}

/** Rows on screen with the next ones below; a row that came up again is shown once, as it is now. */
export function appended(shown: readonly EntryRow[], page: EntryPage): EntryRow[] {
  const fresh = new Set(page.rows.map((row) => row.id));
  return [...shown.filter((row) => !fresh.has(row.id)), ...page.rows];
}
