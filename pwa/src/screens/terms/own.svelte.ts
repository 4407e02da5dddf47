import { call, onChanged, onLock } from '../../app/vault.svelte';
import { speakWith, t } from '../../i18n/words';
import type { Term } from '../../journal/vocabulary';

/** The words of the person, by term; forgotten with the lock. Sentences on screen follow when they change. */
const said = $state<{ words: Record<string, string> }>({ words: {} });

speakWith((term) => said.words[term]?.trim() || undefined);
onLock(() => { said.words = {}; });
onChanged(({ what }) => { if (what.includes('settings')) void learnWords(); });

/** Asks which words the person uses. While that does not work, ours stand. */
export async function learnWords(): Promise<void> {
  const settings = await call('settings').catch(() => null);
  if (settings) said.words = settings.words;
}

/** From now on, in this tab. */
export function speak(words: Record<string, string>): void {
  said.words = words;
}

/** What the app itself calls it. */
export function ours(term: Term): string {
  return t(`words.term_${term}`);
}

/** The person's word for it, else ours. */
export function own(term: Term): string {
  return said.words[term]?.trim() || ours(term);
}

/** Whether the person has a word of their own for it. */
export function isOwn(term: Term): boolean {
  return own(term) !== ours(term);
}
