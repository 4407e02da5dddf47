/**
 * Where the journal contradicts itself, so that nothing sensible can be suggested. Two cases, and only these:
 *
 * - `two_answers`: to one question there are opposite answers from the same minute, and nothing newer. The question is
 *   a door (one protector, one tender part, one scope: yes or yes-if against no or not-now), whether a protector knows
 *   the person (yes against no), or whether a worry was heard (not yet against mostly or more). Two devices that were
 *   offline, or two parts that were merged, can bring that about. Answers of different minutes are a change of mind.
 * - `none_in_view`: the person says no tender part is in view here, and within 60 days noted that one was met.
 *
 * A change over time, a low reading after a high one, or a rating that does not fit another is no contradiction.
 */
import type { Circle } from './circle';
import { isFaded } from './coverage';
import type { Evidence } from './evidence';
import { atOf, newestFirst, type Challenge, type Records } from './records';

export interface Doubt {
  because: 'two_answers' | 'none_in_view';
  /** The records that do not fit each other. */
  ids: readonly string[];
  parts: readonly string[];
}

const MINUTE_MS = 60_000;
/** What is noted of a tender part only when it was met. A place left open for someone not known is not. */
const MET: readonly Evidence['kind'][] = ['self_near', 'seen_asked', 'outcome', 'witnessed', 'quality_back', 'visited', 'less_exposed'];

/** Null while everything fits. */
export function doubtOf(challenge: Challenge, records: Records, circle: Circle, evidence: readonly Evidence[], now_ms: number): Doubt | null {
  const met = evidence.filter((one) => MET.includes(one.kind) && !isFaded(one, now_ms));
  if (challenge.noExile && met.length > 0) {
    return { because: 'none_in_view', ids: [...new Set(met.flatMap(({ ids }) => ids))], parts: [...new Set(met.flatMap(({ parts }) => parts))] };
  }
  return twoAnswers(answers(challenge, records, circle));
}

interface Answer { id: string; at_ms: number; question: string; part: string; said: 'yes' | 'no' | 'else' }

function answers(challenge: Challenge, records: Records, { stands, protectors, tender }: Circle): Answer[] {
  const worries = new Map(records.concern.map((one) => [one.id, stands(one.part)]));
  const doors = records.permission.flatMap((one): Answer[] => {
    const [part, about] = [stands(one.part), stands(one.about)];
    if (one.answer === 'not_asked' || !(protectors.includes(part) || tender.includes(about))) return [];
    return [{ id: one.id, at_ms: atOf(one), question: `door ${part} ${about} ${one.scope}`, part, said: one.answer.startsWith('yes') ? 'yes' : 'no' }];
  });
  const here = records.reading.filter((one) => one.challenge === '' || one.challenge === challenge.id);
  const known = here.flatMap((one): Answer[] => {
    const part = stands(one.of);
    if (one.knows === null || !protectors.includes(part)) return [];
    return [{ id: one.id, at_ms: atOf(one), question: `knows ${part}`, part, said: one.knows === 'yes' || one.knows === 'no' ? one.knows : 'else' }];
  });
  const heard = here.flatMap((one): Answer[] => {
    const part = worries.get(one.of);
    if (one.heard === null || part === undefined || !protectors.includes(part)) return [];
    const said = one.heard === 'not_yet' ? 'no' : one.heard === 'mostly' || one.heard === 'a_great_deal' ? 'yes' : 'else';
    return [{ id: one.id, at_ms: atOf(one), question: `heard ${one.of}`, part, said }];
  });
  return [...doors, ...known, ...heard];
}

function twoAnswers(all: readonly Answer[]): Doubt | null {
  const asked = new Map<string, Answer[]>();
  for (const one of all) {
    const same = asked.get(one.question);
    if (same) same.push(one);
    else asked.set(one.question, [one]);
  }
  for (const question of [...asked.keys()].sort()) {
    const [newest, ...before] = asked.get(question)!.sort(newestFirst);
    const against = before.find((one) => newest!.at_ms - one.at_ms < MINUTE_MS && isOpposite(one, newest!));
    if (against) return { because: 'two_answers', ids: [newest!.id, against.id], parts: [newest!.part] };
  }
  return null;
}

function isOpposite(x: Answer, y: Answer): boolean {
  return x.said !== 'else' && y.said !== 'else' && x.said !== y.said;
}
