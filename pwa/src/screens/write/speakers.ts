import { t } from '../../i18n/words';
import { NOBODY, NOT_SURE, SELF } from '../../journal/vocabulary';
import { ROLE_CLASS } from '../../ui/art/outline';
import { nameOf, people } from '../parts/people.svelte';
import { withoutArticle } from '../parts/person';
import { isOwn, own } from '../terms/own.svelte';

/** Who says a line, as it stands above the line. */
export function speakerName(who: string): string {
  if (who === SELF) return isOwn('self') ? own('self') : t('write.self');
  if (who === NOT_SURE) return t('write.not_sure_who');
  return who === NOBODY ? t('write.nobody_yet') : nameOf(who);
}

/** The same in few words, for choosing. */
export function shortName(who: string): string {
  if (who === SELF) return isOwn('self') ? own('self') : t('write.self_short');
  return who === NOT_SURE ? t('write.not_sure') : withoutArticle(nameOf(who), t('words.articles'));
}

/** Classes of the style sheet for a line of this speaker. */
export function lineClass(who: string): string {
  if (who === SELF) return 'self r-self';
  if (who === NOBODY) return 'nobody';
  const role = who === NOT_SURE ? 'unsure' : people.find(who)?.role ?? 'unsure';
  return `part ${ROLE_CLASS[role]}`;
}
