import type { EntryPage, EntryQuery, EntryRow, Id } from '../../rpc/api';

/** So many rows are asked for at a time. */
export const PAGE_ROWS = 50;

/** What the journal is narrowed down to. Empty means everything that is not in the bin. */
export interface Narrowing { text: string; parts: readonly Id[]; also: boolean }

export const EVERYTHING: Narrowing = { text: '', parts: [], also: false };

/** How many filters are on; words in the search field are not one. */
export function filtersOn({ parts, also }: Narrowing): number {
  return parts.length + (also ? 1 : 0);
}

export function isNarrow(narrowing: Narrowing): boolean {
  return narrowing.text.trim() !== '' || filtersOn(narrowing) > 0;
}

/** What to ask the vault for: the first rows, as many as are on screen now, or the ones after `last`. */
export function queryFor({ text, parts, also }: Narrowing, shown: number, last?: EntryRow): EntryQuery {
  const query: EntryQuery = { limit: last ? PAGE_ROWS : Math.max(PAGE_ROWS, shown) };
  if (text.trim() !== '') query.text = text.trim();
  if (parts.length > 0) query.parts = [...parts];
  if (also) query.also = true;
  if (last) query.after = { made_ms: last.made_ms, id: last.id };
  return query;
}

/** Rows on screen with the next ones below; a row that came up again is shown once, as it is now. */
export function appended(shown: readonly EntryRow[], page: EntryPage): EntryRow[] {
  const fresh = new Set(page.rows.map((row) => row.id));
  return [...shown.filter((row) => !fresh.has(row.id)), ...page.rows];
}
