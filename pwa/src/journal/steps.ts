/** The one kind step of Today: what fits now, from what exists. Nothing here is a task, and nothing is ever due. */
import type { Fields } from './kinds';

/** What a kind step asks for. Each has its sentence, its reason, and a question on the page it opens. */
export type StepName =
  | 'who_showed_up' | 'first_line' | 'name_someone'
  | 'challenge_moment' | 'challenge_who' | 'challenge_love'
  | 'part_fears' | 'part_job' | 'part_need' | 'part_thanks'
  | 'any_line' | 'one_word';

export interface Step { name: StepName; part?: string }

type Someone = Pick<Fields<'part'>, 'role' | 'job' | 'fears' | 'still'> & { id: string };

/** What exists so far, as far as the next step depends on it. */
export interface Known {
  /** Whether anything was written yet. */
  written: boolean;
  parts: readonly Someone[];
  challenge: Pick<Fields<'challenge'>, 'words' | 'love' | 'parts'> | null;
}

/** Everything that would fit now, the most fitting first; at least two, so that there is always something else. */
export function steps({ written, parts, challenge }: Known): Step[] {
  const found: Step[] = [];
  if (parts.length === 0) found.push({ name: 'who_showed_up' });
  if (!written) found.push({ name: 'first_line' });
  if (parts.length === 0) found.push({ name: 'name_someone' });
  const about = challenge ? aboutChallenge(challenge) : [];
  const withPart = inside(parts, challenge?.parts ?? []).map(askPart);
  for (let i = 0; i < Math.max(about.length, withPart.length); i++) {
    found.push(...about.slice(i, i + 1), ...withPart.slice(i, i + 1));
  }
  return [...found, { name: 'any_line' }, { name: 'one_word' }];
}

function aboutChallenge({ words, love }: { words: string; love: string }): Step[] {
  const found: Step[] = [];
  if (words.trim() !== '') found.push({ name: 'challenge_moment' }, { name: 'challenge_who' });
  if (love.trim() !== '') found.push({ name: 'challenge_love' });
  return found;
}

/**
 * Whom a step may turn to: those the challenge names, else everyone. Never a tender part, which is met when those who
 * guard it agree; never one that went quiet.
 */
function inside(parts: readonly Someone[], named: readonly string[]): Someone[] {
  const able = parts.filter(({ role, still }) => role !== 'exile' && still !== 'quiet');
  const involved = able.filter(({ id }) => named.includes(id));
  return involved.length > 0 ? involved : able;
}

/** First what is not known of it yet. */
function askPart(part: Someone): Step {
  if (part.role === 'helper') return { name: 'part_thanks', part: part.id };
  if (part.job.trim() === '') return { name: 'part_job', part: part.id };
  if (part.fears.trim() === '') return { name: 'part_fears', part: part.id };
  return { name: 'part_need', part: part.id };
}
