/**
 * The way told backwards, for one challenge: what the person would love → which protector would loosen a little →
 * whom it looks after and what it fears → may they be met → does it know the person → the next kind step. Answered
 * from the person's own records alone; what is not known stays open, to be asked about.
 */
import { doors, isOpen, type Door } from '../journal/doors';
import { circleOf, type Circle } from './circle';
import { evidenceOf, type Evidence } from './evidence';
import { atOf, isNumber, newestFirst, type Challenge, type Records, type Seen } from './records';
import { answersOf, isShut, openFollowUps, unheard, type Now } from './waiting';

/** What was said first and last; null while nothing was. `first` is `last` when it was asked once. */
export type Moved = { first: { value: number; at_ms: number }; last: { value: number; at_ms: number } } | null;

/** The way past one protector. */
export interface Way {
  part: string;
  space: Moved;
  extremity: Moved;
  trust: Moved;
  /** Whom it looks after, as far as was noted. */
  guards: readonly string[];
  /** What it said about meeting each of them; `about` '' = someone not known. */
  doors: readonly { about: string; doors: readonly Door[] }[];
  knows: { value: 'no' | 'glimpses' | 'yes' | 'cant_tell'; at_ms: number } | null;
  step: Step;
}

export type StepName =
  | 'love' | 'who' | 'visit' | 'promise' | 'hear_worry' | 'ask_job' | 'ask_fear' | 'ask_knows' | 'tell_age' | 'sit'
  | 'ask_whom' | 'ask_way' | 'leave_be' | 'ask_again' | 'letter' | 'tell_protector' | 'ask_rather' | 'smaller';

/** `part`: who is asked. `about`: the tender part it is about. */
export interface Step { name: StepName; part: string | null; about: string | null }

export interface Back {
  /** The protectors of this challenge; the one that trusts the person most comes first. */
  ways: readonly Way[];
  /** What comes next while there is nobody to ask. */
  step: Step;
}

/** Less trust than this, or none noted: keeping company comes before asking for anything. */
const TRUST_LEAST = 4;

/** @param protectorFirst the person leaves out what belongs to goals 2 and 3. */
export function backOf(
  challenge: Challenge, records: Records, now: Now, protectorFirst: boolean, circle: Circle = circleOf(challenge, records),
  evidence: readonly Evidence[] = evidenceOf(challenge, records, circle),
): Back {
  const ways = circle.protectors.flatMap((id) => {
    const part = records.part.find((one) => one.id === id);
    return part ? [wayOf(part, { challenge, records, circle, evidence, now, deep: !protectorFirst && !challenge.noExile })] : [];
  });
  const step: Step = { name: challenge.love.trim() === '' ? 'love' : 'who', part: null, about: null };
  return { ways: ways.sort(nearestFirst), step };
}

interface Around { challenge: Challenge; records: Records; circle: Circle; evidence: readonly Evidence[]; now: Now; deep: boolean }

function wayOf(part: Seen<'part'>, around: Around): Way {
  const { challenge, records, circle, now } = around;
  const readings = records.reading.filter((one) => circle.stands(one.of) === part.id && (one.challenge === '' || one.challenge === challenge.id))
    .map((one) => ({ ...one, at_ms: atOf(one) })).sort(newestFirst);
  const moved = (member: 'space' | 'extremity' | 'trust'): Moved => {
    const said = readings.flatMap((one) => { const value = one[member]; return isNumber(value) ? [{ value, at_ms: one.at_ms }] : []; });
    return said.length > 0 ? { first: said.at(-1)!, last: said[0]! } : null;
  };
  const guards = [...new Set(records.relation
    .filter((one) => one.kind === 'protects' && one.ended_ms === null && circle.stands(one.a) === part.id).map((one) => circle.stands(one.b)))]
    .filter((id) => id !== part.id && records.part.some((one) => one.id === id)).sort();
  const answers = answersOf(records, circle);
  const met = (guards.length > 0 ? guards : ['']).map((about) => ({ about, doors: doors(answers, [part.id], [about], now.now_ms, now.today) }));
  const asked = readings.find(({ knows }) => knows !== null);
  const way = {
    part: part.id, space: moved('space'), extremity: moved('extremity'), trust: moved('trust'), guards, doors: met,
    knows: asked ? { value: asked.knows!, at_ms: asked.at_ms } : null,
  };
  return { ...way, step: stepOf(part, way, around) };
}

/** The first thing that is still open, from the near end of the way. */
function stepOf(part: Seen<'part'>, way: Omit<Way, 'step'>, { records, circle, evidence, now, deep }: Around): Step {
  const step = (name: StepName, about: string | null = null): Step => ({ name, part: part.id, about });
  const visit = deep && openFollowUps(records, circle, now).find((one) => way.guards.includes(one.part));
  if (visit) return step('visit', visit.part);
  const isDue = (one: Seen<'promise'>): boolean => one.state === 'open' && one.due_day !== null && one.due_day <= now.today;
  if (records.promise.some((one) => circle.stands(one.part) === part.id && isDue(one))) return step('promise');
  if (unheard(records, circle).some((one) => one.part === part.id)) return step('hear_worry');
  if (part.job.trim() === '') return step('ask_job');
  if (part.fears.trim() === '') return step('ask_fear');
  if (way.knows === null || way.knows.value === 'cant_tell') return step('ask_knows');
  if (way.knows.value !== 'yes') return step('tell_age');
  if (way.trust === null || way.trust.last.value < TRUST_LEAST) return step('sit');
  const towards = deep ? towardsTender(way, evidence) : null;
  if (towards) return step(...towards);
  const released = evidence.find(({ kind }) => kind === 'outcome')?.parts.find((id) => way.guards.includes(id));
  const isTold = evidence.some(({ kind, parts }) => kind === 'protectors_told' && parts.includes(part.id));
  if (deep && released !== undefined && !isTold) return step('tell_protector', released);
  return part.rather.trim() === '' ? step('ask_rather') : step('smaller');
}

/** Asking the way, the doorway and a letter suit someone alone; more is for company. Null when that one was helped. */
function towardsTender({ guards, doors: all }: Omit<Way, 'step'>, evidence: readonly Evidence[]): [StepName, string | null] | null {
  const helped = new Set(evidence.filter(({ goal }) => goal === '3').flatMap(({ parts }) => parts));
  if (guards.length === 0) return ['ask_whom', null];
  const about = guards.find((id) => !helped.has(id));
  if (about === undefined) return null;
  const here = all.find((one) => one.about === about)!.doors;
  if (here.some(isShut)) return ['leave_be', about];
  const [show, connect] = here;
  if (!isOpen(show!) || !isOpen(connect!)) return ['ask_way', about];
  return show!.age === 'old' || connect!.age === 'old' ? ['ask_again', about] : ['letter', about];
}

/** Most trust first, then who was heard of last. */
function nearestFirst(x: Way, y: Way): number {
  const trust = (way: Way): number => way.trust?.last.value ?? -1;
  const last = ({ space, extremity, trust: asked, knows }: Way): number =>
    Math.max(space?.last.at_ms ?? 0, extremity?.last.at_ms ?? 0, asked?.last.at_ms ?? 0, knows?.at_ms ?? 0);
  return trust(y) - trust(x) || last(y) - last(x) || (x.part < y.part ? -1 : 1);
}
