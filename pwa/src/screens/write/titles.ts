import { t } from '../../i18n/words';
import { isPart } from '../../journal/entry';
import { nameInside, people } from '../parts/people.svelte';
import type { OpenPage } from './open-page.svelte';
import { partsIn } from './turns';

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "With the Pleaser and Hothead" */
export function dialogueTitle({ parts, who }: OpenPage): string {
  const names = people.of(partsIn(parts, who, isPart)).map(nameInside);
  return names.length > 0 ? t('write.dialogue_with', { names: and.format(names) }) : t('write.dialogue_title');
}

/** "To the Pleaser" */
export function letterTitle({ fields }: OpenPage): string {
  const part = people.find(fields.to);
  return part ? t('write.letter_to', { name: nameInside(part) }) : t('write.letter_title');
}
