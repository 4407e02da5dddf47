/** What a suggestion, or its absence, comes from: links to the records. */
import { dayOf } from '../../i18n/dates';
import { t } from '../../i18n/words';
import type { Id, PathView } from '../../rpc/api';
import { nameOf } from '../parts/people.svelte';
import { recordAddress } from './addresses';
import { named, signLine } from './sayings';

export interface Link { text: string; to: string; day: string }

export function behindOf({ suggestion, evidence, challenge }: PathView, now_ms: number): Link[] {
  if (suggestion.say === 'unclear') return [...new Set(suggestion.doubt.parts)].map((part) => ({ text: nameOf(part), to: `/part/${part}`, day: '' }));
  if (suggestion.say !== 'goal') return [];
  const { reason, part, ids } = suggestion;
  if (reason === 'unsteady') return [{ text: t('path.behind_unsteady'), to: '/looking-back', day: '' }];
  if (part && (reason === 'no' || reason === 'worry' || reason === 'visits')) return [{ text: t(`path.behind_${reason}`, named(part)), to: ofPart(reason, part), day: '' }];
  return evidence.filter(({ records }) => records.some(({ id }) => ids.includes(id)))
    .map((one) => ({ text: signLine(one), to: recordAddress(one, challenge.id), day: dayOf(one.at_ms, now_ms) }));
}

function ofPart(reason: 'no' | 'worry' | 'visits', part: Id): string {
  return reason === 'no' ? `/part/${part}/doors` : `/part/${part}`;
}
