import type { Key } from '../i18n/words';
import type { IconName } from './icons';

/** The root screens in the order of the bar. */
export interface RootPlace { path: string; word: Key; icon: IconName }

export const TODAY: RootPlace = { path: '/', word: 'common.today', icon: 'sunrise' };
export const JOURNAL: RootPlace = { path: '/journal', word: 'common.journal', icon: 'book-open' };
export const WRITE: RootPlace = { path: '/write', word: 'common.write', icon: 'pen-line' };
export const PARTS: RootPlace = { path: '/parts', word: 'common.parts', icon: 'shapes' };
export const PATH: RootPlace = { path: '/path', word: 'common.path', icon: 'route' };

/** The place a path belongs to, or null: a page of the journal is in the journal. */
export function placeOf(path: string): RootPlace | null {
  if (path === '/') return TODAY;
  if (path.startsWith('/journal') || path.startsWith('/entry')) return JOURNAL;
  if (path.startsWith('/write')) return WRITE;
  if (path.startsWith('/part')) return PARTS;
  if (path.startsWith('/path') || path.startsWith('/challenge')) return PATH;
  return null;
}
