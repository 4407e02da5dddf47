import type { Brings, Id, Part } from '../../rpc/api';

/** What a kind step asks for. Each has its sentence in the words of Today and, on the page it opens, of Write. */
export type StepName =
  | 'first_line' | 'name_someone'
  | 'challenge_moment' | 'challenge_who' | 'challenge_love'
  | 'part_fears' | 'part_job' | 'part_need' | 'part_thanks'
  | 'any_line' | 'one_word';

export interface Step { name: StepName; part?: Id }

/** What exists so far, as far as the next step depends on it. */
export interface Known {
  pages: number;
  parts: readonly Part[];
  challenge: { brings: Brings; words: string; love: string } | null;
}

/** Everything that would fit now, the most fitting first; at least two, so that there is always something else. */
export function steps({ pages, parts, challenge }: Known): Step[] {
  const found: Step[] = [];
  if (pages === 0) found.push({ name: 'first_line' });
  if (parts.length === 0) found.push({ name: 'name_someone' });
  const about = challenge ? aboutChallenge(challenge) : [];
  const withPart = parts.filter(isAskedFirst).map(askPart);
  for (let i = 0; i < Math.max(about.length, withPart.length); i++) {
    found.push(...about.slice(i, i + 1), ...withPart.slice(i, i + 1));
  }
  return [...found, { name: 'any_line' }, { name: 'one_word' }];
}

/**
 * The step to show. A day has its own first one, once there is more than a beginning; "Something else"
 * goes on from there, round and round.
 * @param day any number that is the same all day.
 * @param turn how often something else was asked for.
 */
export function stepFor(known: Known, day: number, turn: number): Step {
  const all = steps(known);
  const begins = all[0]!.name === 'first_line' || all[0]!.name === 'name_someone';
  return all[((begins ? 0 : day) + turn) % all.length]!;
}

function aboutChallenge({ words, love }: { words: string; love: string }): Step[] {
  const found: Step[] = [];
  if (words.trim() !== '') found.push({ name: 'challenge_moment' }, { name: 'challenge_who' });
  if (love.trim() !== '') found.push({ name: 'challenge_love' });
  return found;
}

/** Tender parts are met when those who guard them agree, so a step never sends anyone there. */
function isAskedFirst(part: Part): boolean {
  return part.role !== 'exile';
}

/** First what is not known of it yet. */
function askPart(part: Part): Step {
  if (part.role === 'helper') return { name: 'part_thanks', part: part.id };
  if (part.job.trim() === '') return { name: 'part_job', part: part.id };
  if (part.fears.trim() === '') return { name: 'part_fears', part: part.id };
  return { name: 'part_need', part: part.id };
}
