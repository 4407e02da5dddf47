/**
 * Where something may go better after something else, one sheet says so, once in a sitting and before its first step:
 * a fact, a reason, the gentler ways, and going on. Nothing is noted of which way was taken; a sitting that is taken up
 * again is past it.
 */
import { askedAbout, doors, isOpen, type Answer, type Door } from '../journal/doors';
import { mergedWith, standsFor } from '../journal/people';
import { isPassed } from './answers';
import { ofType, type Kept } from './plan';
import type { Practice } from './practice';
import { FRAME, subjectOf, type Sitting } from './sitting';

export type SheetWay =
  | { do: 'practice'; practice: string; part: string | null }
  /** Somebody is there; that goes on, with company noted. */
  | { do: 'company' }
  | { do: 'leave_it' }
  | { do: 'go_on' };

export interface Sheet {
  /** `no_yes`: no yes that holds. `listening`: nobody listened to it yet. `trust`: hardly any. `again`: the second deep one in a day. */
  why: 'no_yes' | 'listening' | 'trust' | 'again';
  /** Whom it is about: who has not said yes, who was not heard, who trusts little; null = nobody in particular. */
  part: string | null;
  /** What that one answered last, and when. */
  said: Pick<Answer, 'answer' | 'at_ms'> | null;
  /** The gentlest first; going on is always the last. */
  ways: SheetWay[];
}

export interface Facts {
  practice: Practice;
  sitting: Sitting & { id: string };
  /** Parts, relations, permissions, witnesses, readings and sittings; more do no harm. */
  notes: readonly Kept[];
  /** Whether a practice is a deep one, by its id. */
  isDeep: (practice: string) => boolean;
  now_ms: number;
  today: number;
}

/** Less trust than this. */
const TRUST_LEAST = 4;
const A_DAY_MS = 86_400_000;
const GO_ON: SheetWay = { do: 'go_on' };

export function nudge(facts: Facts): Sheet | null {
  const { practice, sitting } = facts;
  if (practice.steps.some(({ id }) => isPassed(sitting.answers[id]))) return null;
  const here: Here = { ...facts, notes: facts.notes.filter(({ binned_ms }) => binned_ms === null), parts: ofType(facts.notes, 'part') };
  const subject = standsFor(subjectOf(sitting, practice), here.parts);
  return (practice.after.includes('yes') ? noYes(here, subject) : null)
    ?? (practice.after.includes('listening') ? notListened(here, subject) : null)
    ?? (practice.after.includes('trust') ? littleTrust(here, subject) : null)
    ?? (practice.deep ? again(here) : null);
}

interface Here extends Facts { parts: readonly Kept<'part'>[] }

/** With company there, whoever guards it is not alone with the question. */
function noYes({ notes, parts, sitting, now_ms, today }: Here, subject: string): Sheet | null {
  if (sitting.company !== null && sitting.company !== 'alone') return null;
  const answers = ofType(notes, 'permission').map((one) => ({ ...one, part: standsFor(one.part, parts), about: standsFor(one.about, parts) }));
  const guarding = ofType(notes, 'relation').filter((one) => one.kind === 'protects' && one.ended_ms === null && standsFor(one.b, parts) === subject).map(({ a }) => standsFor(a, parts));
  const asked = answers.map(({ part }) => part).filter((part) => askedAbout(answers, [part]).includes(subject));
  const guards = [...new Set([...guarding, ...asked])].filter((id) => id !== subject && subject !== '');
  const near = guards.map((id) => ({ id, doors: doors(answers, [id], [subject], now_ms, today).filter(({ scope }) => scope !== 'show') }));
  const shut = near.find((one) => one.doors.some((door) => door.state === 'shut' && door.age !== 'over'));
  if (!shut && near.some((one) => one.doors.some((door) => isOpen(door) && door.age === 'holds'))) return null;
  const who = shut ?? near[0];
  return {
    why: 'no_yes', part: who?.id ?? null, said: who ? saidLast(who.doors) : null,
    ways: [{ do: 'practice', practice: 'p2.1', part: who?.id ?? null }, { do: 'practice', practice: 'p2.2', part: subject || null }, { do: 'company' }, GO_ON],
  };
}

function saidLast(some: readonly Door[]): Sheet['said'] {
  const given = some.flatMap(({ answer }) => (answer && answer.answer !== 'not_asked' ? [answer] : []));
  const [last] = given.sort((x, y) => y.at_ms - x.at_ms);
  return last ? { answer: last.answer, at_ms: last.at_ms } : null;
}

function notListened({ notes, parts }: Here, subject: string): Sheet | null {
  const listened = subject !== '' && ofType(notes, 'witness').some(({ part }) => standsFor(part, parts) === subject);
  if (listened) return null;
  const way = (practice: string): SheetWay => ({ do: 'practice', practice, part: subject || null });
  return { why: 'listening', part: subject || null, said: null, ways: [way('p2.3'), way('p2.2'), GO_ON] };
}

/** What was said in this sitting counts before what was said earlier; not asked is not little. */
function littleTrust({ notes, parts, sitting }: Here, subject: string): Sheet | null {
  if (subject === '') return null;
  const all = mergedWith(subject, parts);
  const earlier = ofType(notes, 'reading').filter((one) => all.includes(one.of) && typeof one.trust === 'number').sort((x, y) => (y.at_ms || y.made_ms) - (x.at_ms || x.made_ms));
  const now = sitting.answers[FRAME.trust]?.value;
  const trust = typeof now === 'number' ? now : earlier[0]?.trust;
  if (typeof trust !== 'number' || trust >= TRUST_LEAST) return null;
  const way = (practice: string): SheetWay => ({ do: 'practice', practice, part: subject });
  return { why: 'trust', part: subject, said: null, ways: [way('p1.3'), way('p1.4'), GO_ON] };
}

function again({ notes, sitting, isDeep, now_ms }: Here): Sheet | null {
  const other = ofType(notes, 'sitting').find((one) => one.id !== sitting.id && isDeep(one.practice) && hasSteps(one)
    && Math.abs(now_ms - (one.at_ms || one.made_ms)) < A_DAY_MS);
  return other ? { why: 'again', part: null, said: null, ways: [{ do: 'leave_it' }, { do: 'practice', practice: 'p1.2', part: null }, GO_ON] } : null;
}

/** Opened and left at once is no deep sitting. */
function hasSteps({ answers }: Sitting): boolean {
  return Object.entries(answers).some(([key, answer]) => !key.startsWith('_') && !key.startsWith('p0_') && isPassed(answer));
}
