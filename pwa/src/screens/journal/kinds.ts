import type { EntryKind } from '../../journal/vocabulary';
import type { IconName } from '../../ui/icons';

/** The sign of each kind of page, in the list, in menus and filters. */
export const KIND_ICON: Record<EntryKind, IconName> = {
  free: 'book-open', dialogue: 'messages-square', letter: 'mail', moment: 'feather', drawing: 'brush', session: 'notebook-pen',
  practice: 'square-dashed',
};
