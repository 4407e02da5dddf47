import type { Fields } from '../../journal/kinds';
import type { Goal } from '../../journal/vocabulary';
import type { PathView } from '../../rpc/api';
import { addNote, setNote } from '../notes';
import type { OpenNote } from '../open-note.svelte';

/** Reasons that are kept with a decision. */
const REASONS = 20;

/** Looks at these goals from now on, in no order, or at none; and keeps that this was chosen, and when. */
export async function lookAt(challenge: OpenNote<'challenge'>, goals: Goal[], now_ms: number): Promise<void> {
  challenge.change({ focus: goals });
  await challenge.flush();
  await addNote('decision', { challenge: challenge.note!.id, at_ms: now_ms, chosen: goals, answer: 'chosen' });
}

/** What the person answers to a suggestion. `another`: the goal they chose instead. */
export async function answer(
  { challenge, suggestion }: PathView, said: Exclude<Fields<'decision'>['answer'], 'chosen'>, now_ms: number, another?: Goal,
): Promise<void> {
  if (suggestion.say !== 'goal') return;
  const chosen = said === 'yes' ? [suggestion.goal] : said === 'another' && another ? [another] : challenge.focus;
  if (said === 'yes' || said === 'another') await setNote<'challenge'>(challenge, { focus: chosen });
  if (said === 'stop') await setNote<'challenge'>(challenge, { quiet: true });
  await addNote('decision', {
    challenge: challenge.id, at_ms: now_ms, suggested: suggestion.goal, chosen, answer: said, reasons: suggestion.ids.slice(0, REASONS),
  });
}
