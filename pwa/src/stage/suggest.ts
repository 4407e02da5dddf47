/**
 * Which goal to look at next, with the reason: the first one of which hardly anything has been noted, and these
 * exceptions. What comes first counts first:
 *
 * (e) the journal contradicts itself (doubt.ts) → say so, suggest nothing
 * (a) a no or not-now that holds, or a worry nobody heard → 1, naming that protector
 * (b) steadiness fell into its lowest band in two sittings of the last 7 days → 1, with Steadier ground beside it
 * (c) short visits after a release are going on → 3
 * (d) the person says no tender part is in view → 2 and 3 are left out, so after 1 comes 4 or 5. Trust stays first
 *     there too: nobody gives up a post for someone they do not trust.
 *
 * It is a suggestion: the answer is the person's, and nothing in the app depends on it.
 */
import { GOALS, type Goal } from '../journal/vocabulary';
import { circleOf, type Circle } from './circle';
import { coverageOf, isLittle } from './coverage';
import { doubtOf, type Doubt } from './doubt';
import { evidenceOf, type Evidence } from './evidence';
import { atOf, DAY_MS, newestFirst, type Challenge, type Records } from './records';
import { isUnsteady, UNSTEADY_WITHIN_MS } from './steady';
import { openFollowUps, refusals, unheard, type Now } from './waiting';

export const RESTS_MS = 14 * DAY_MS;

/** Why a goal is suggested. */
export type Reason = 'no' | 'worry' | 'unsteady' | 'visits' | 'none_in_view' | 'next';
/** Why nothing is. `nothing_noted`: there is nothing to give as a reason yet. `there`: that is where the person looks. */
export type Silence = 'stopped' | 'resting' | 'decided' | 'nothing_noted' | 'there' | 'enough_everywhere';

export type Suggestion =
  | { say: 'nothing'; because: Silence }
  | { say: 'unclear'; doubt: Doubt }
  | {
    say: 'goal';
    goal: Goal;
    reason: Reason;
    /** The protector or tender part the reason is about. */
    part: string | null;
    /** The records behind the reason. */
    ids: readonly string[];
    /** Offer Steadier ground beside it. */
    ground: boolean;
    /** An earlier goal than the one the person looks at: coming back to it. */
    returning: boolean;
  };

/** `circle` and `evidence` where they are known already. */
export function suggest(
  challenge: Challenge, records: Records, now: Now, circle: Circle = circleOf(challenge, records), evidence?: readonly Evidence[],
): Suggestion {
  if (challenge.quiet) return nothing('stopped');
  if (challenge.state !== 'working') return nothing('resting');
  if (records.decision.some((one) => one.challenge === challenge.id && Math.abs(now.now_ms - atOf(one)) < RESTS_MS)) return nothing('decided');
  const all = evidence ?? evidenceOf(challenge, records, circle);
  const doubt = doubtOf(challenge, records, circle, all, now.now_ms);
  if (doubt) return { say: 'unclear', doubt };

  const found = exception(records, circle, now) ?? next(challenge, all, now.now_ms);
  if (found === null) return nothing(all.length === 0 ? 'nothing_noted' : 'enough_everywhere');
  if (challenge.focus.includes(found.goal)) return nothing('there');
  return { say: 'goal', ...found, returning: challenge.focus.length > 0 && challenge.focus.every((goal) => goal > found.goal) };
}

type Found = Pick<Extract<Suggestion, { say: 'goal' }>, 'goal' | 'reason' | 'part' | 'ids' | 'ground'>;

/** (a), (b) and (c); `part` of (a): who said no, or worries. */
function exception(records: Records, circle: Circle, now: Now): Found | null {
  const red = unsteady(records, now.now_ms);
  const ground = red.length >= 2;
  for (const [reason, waiting] of [['no', refusals(records, circle, now)], ['worry', unheard(records, circle)]] as const) {
    const [first] = waiting;
    if (first) return { goal: '1', reason, part: first.part, ids: waiting.filter(({ part }) => part === first.part).map(({ id }) => id), ground };
  }
  if (ground) return { goal: '1', reason: 'unsteady', part: null, ids: red, ground };
  const [visit] = openFollowUps(records, circle, now);
  return visit ? { goal: '3', reason: 'visits', part: visit.part, ids: [visit.id], ground: false } : null;
}

/** (d), and the rule itself. Without anything noted there is no reason to give, and nothing is suggested. */
function next(challenge: Challenge, evidence: readonly Evidence[], now_ms: number): Found | null {
  if (evidence.length === 0) return null;
  const coverage = coverageOf(evidence, now_ms);
  const goals = GOALS.filter((goal) => !challenge.noExile || (goal !== '2' && goal !== '3'));
  const at = goals.findIndex((goal) => isLittle(coverage[goal]));
  const goal = goals[at];
  if (!goal) return null;
  const leading = evidence.filter((one) => one.goal === goal || one.goal === goals[at - 1]);
  // What is noted may all lie elsewhere; then that is what is behind it.
  const behind = leading.length > 0 ? leading : evidence;
  const reason = challenge.noExile && goal > '3' ? 'none_in_view' : 'next';
  return { goal, reason, part: null, ids: [...new Set(behind.flatMap(({ ids }) => ids))], ground: false };
}

/** Sittings of the last days in which steadiness was in the lowest band, or everything felt far away; newest first. */
function unsteady({ sitting }: Records, now_ms: number): string[] {
  const recent = sitting.map((one) => ({ ...one, at_ms: atOf(one) })).filter(({ at_ms }) => Math.abs(now_ms - at_ms) < UNSTEADY_WITHIN_MS);
  return recent.filter(isUnsteady).sort(newestFirst).map(({ id }) => id);
}

function nothing(because: Silence): Suggestion {
  return { say: 'nothing', because };
}
