import { dayOf } from '../../i18n/dates';
import { t, type Key } from '../../i18n/words';
import type { Tightness } from '../../journal/relations';
import { SELF, type RelationKind } from '../../journal/vocabulary';
import type { Id, Line } from '../../rpc/api';
import { wordOf } from '../../ui/degree';
import { nameInside, people } from '../parts/people.svelte';

type Said = Pick<Line, 'kind' | 'a' | 'b' | 'word' | 'unsure'>;

/** The name of an end as it begins a sentence. */
export function nameOf(id: Id): string {
  return id === SELF ? t('map.you') : people.find(id)?.name ?? '';
}

/** The name of an end in the middle of a sentence. */
export function innerName(id: Id): string {
  const part = people.find(id);
  return id === SELF ? t('map.inner_you') : part ? nameInside(part) : '';
}

/** The whole line as one sentence. */
export function sentence({ kind, a, b, word, unsure }: Said): string {
  // someone who is named by this very line needs no name in it
  const isNamedByIt = kind === 'protects' && people.find(b)?.name === t('map.someone', { name: innerName(a) });
  const values = { a: nameOf(a), b: isNamedByIt ? t('map.inner_newly') : innerName(b), word: word.trim() };
  if (kind === 'own' && values.word === '') return t(a === SELF ? 'map.self_tied' : 'map.tied', values);
  const from = a === SELF ? 'self_' : '';
  return t(`map.${from}${unsure ? 'may_' : 'is_'}${kind}` as Key, values);
}

/** What stands under the sentence: since when, or until when, and that it is a guess. */
export function since({ made_ms, ended_ms, unsure }: Line, now_ms: number): string {
  const from = dayOf(made_ms, now_ms);
  const when = ended_ms === null ? t('map.since', { day: from }) : t('map.from_to', { from, to: dayOf(ended_ms, now_ms) });
  return unsure ? `${when} ${t('map.not_sure')}` : when;
}

/** "tight, 7 of 10" */
export function tight({ value }: Tightness): string {
  return value === 'cant_tell' ? t('map.cant_tell') : t('map.tight', { word: t(wordOf('tension', value)), value });
}

/** "Rope: tight, 7 of 10 on 19 November. It was 8." Nothing said: ''. */
export function rope([now, before]: readonly Tightness[], now_ms: number): string {
  if (!now) return '';
  const said = t('map.rope', { tight: tight(now), day: dayOf(now.at_ms, now_ms) });
  return before && before.value !== 'cant_tell' && before.value !== now.value ? `${said} ${t('map.it_was', { value: before.value })}` : said;
}

/** What stands beside the line in the picture. */
export function tag({ kind, word, tightness: [now] }: Pick<Line, 'kind' | 'word' | 'tightness'>): string {
  if (kind === 'own') return word.trim();
  if (kind !== 'tug') return '';
  return now && now.value !== 'cant_tell' ? t('map.tug_tag', { word: t(wordOf('tension', now.value)), value: now.value }) : t('map.kind_tug');
}

export function kindName(kind: RelationKind): string {
  return t(`map.kind_${kind}`);
}
