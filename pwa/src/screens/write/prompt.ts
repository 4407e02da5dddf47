import { t, type Key } from '../../i18n/words';
import { ENTRY_KINDS } from '../../journal/vocabulary';
import type { EntryFields, Id, Part } from '../../rpc/api';
import { nameInside } from '../parts/people.svelte';
import { PATH_PAGES } from '../path/pages';

/** What a page may be opened for: the steps of Today and of the path, and the two buttons of a part. */
const SENTENCES = {
  who_showed_up: 'today.page_who_showed_up',
  challenge_moment: 'today.step_challenge_moment',
  challenge_who: 'today.step_challenge_who',
  challenge_love: 'today.step_challenge_love',
  part_fears: 'today.step_part_fears',
  part_job: 'today.step_part_job',
  part_need: 'today.step_part_need',
  part_thanks: 'today.step_part_thanks',
  one_word: 'today.step_one_word',
  to: 'write.to_part',
  about: 'write.about_part',
  ...PATH_PAGES,
} as const satisfies Record<string, Key>;

/** The sentence above a page that was opened for something; nothing for a plain page or an unknown name. */
export function promptOf(step: string | null, part: Part | undefined): string | undefined {
  const sentence = SENTENCES[step as keyof typeof SENTENCES] as Key | undefined;
  return sentence && t(sentence, { name: part ? nameInside(part) : t('write.it') });
}

/** What is asked above the names on a page that was opened to find out who is there. */
export function namingOf(step: string | null): string | undefined {
  return step === 'who_showed_up' || step === 'challenge_who' ? t('today.page_name_them') : undefined;
}

/** What a new page starts with, by its address: a kind, a part (a letter is to that part), a challenge, a session. */
export function beginning(query: URLSearchParams): { parts: Id[]; fields: Partial<EntryFields> } {
  const kind = ENTRY_KINDS.find((one) => one === query.get('kind')) ?? 'free';
  const part = query.get('part') ?? '';
  const to = kind === 'letter' ? part : '';
  return {
    parts: part === '' ? [] : [part],
    fields: { kind, to, challenge: query.get('challenge') ?? '', session: query.get('session') ?? '' },
  };
}
