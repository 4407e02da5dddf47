import { call, onLock } from '../../app/vault.svelte';
import { t } from '../../i18n/words';
import { NOBODY, NOT_SURE, SELF } from '../../journal/vocabulary';
import { ROLE_CLASS } from '../../ui/art/outline';
import { nameOf, people } from '../parts/people.svelte';
import { withoutArticle } from '../parts/person';

/** What the person calls Self, as last asked for; '' = no word of their own. */
const own = $state({ self: '' });
onLock(() => { own.self = ''; });

/** Asks for the words the person uses. Without an answer the app's own stand. */
export async function loadOwnWords(): Promise<void> {
  own.self = (await call('settings').catch(() => null))?.words['self']?.trim() ?? own.self;
}

/** Who says a line, as it stands above the line. */
export function speakerName(who: string): string {
  if (who === SELF) return own.self || t('write.self');
  if (who === NOT_SURE) return t('write.not_sure_who');
  return who === NOBODY ? t('write.nobody_yet') : nameOf(who);
}

/** The same in few words, for choosing. */
export function shortName(who: string): string {
  if (who === SELF) return own.self || t('write.self_short');
  return who === NOT_SURE ? t('write.not_sure') : withoutArticle(nameOf(who), t('words.articles'));
}

/** Classes of the style sheet for a line of this speaker. */
export function lineClass(who: string): string {
  if (who === SELF) return 'self r-self';
  if (who === NOBODY) return 'nobody';
  const role = who === NOT_SURE ? 'unsure' : people.find(who)?.role ?? 'unsure';
  return `part ${ROLE_CLASS[role]}`;
}
