/**
 * A sitting: the way through a practice, and what was said on it. The stored record is all there is to know; where
 * somebody goes on follows from what they passed already. So it can be left at any point, by the person or by the
 * system, and taken up again on any device; what two devices answered is put together answer by answer.
 */
import type { Fields } from '../journal/kinds';
import { COMPANY, LEADS } from '../journal/vocabulary';
import { chosen, isPassed, isSaid, NOTHING_SAID, type Answer, type Given } from './answers';
import type { Practice, Step } from './practice';
import { mostTelling, type Activation } from './steadiness';

export type Sitting = Omit<Fields<'sitting'>, 'made_ms' | 'binned_ms'>;

/** What every practice asks besides its own steps. The names begin with a sign no step's name has. */
export const FRAME = { before: '_before', here: '_here', company: '_company', trust: '_trust', midway: '_midway', thanks: '_thanks', after: '_after' } as const;
type FrameKind = keyof typeof FRAME;
const CLOSING = 'p0_';

/** `key`: under which its answer is stored. `step`: of the practice or the closing. */
export type Place =
  | { kind: FrameKind; key: string; step: null }
  | { kind: 'step' | 'later' | 'closing'; key: string; step: Step };

/**
 * The whole way: how steady, who is here, whose company, trust where the practice builds on it; the steps, those of a
 * deep one with a look at steadiness in the middle; thanks, closing, how steady now. Steps for afterwards come last.
 */
export function wayOf(practice: Practice, closing: Practice): Place[] {
  const frame = (kind: FrameKind): Place => ({ kind, key: FRAME[kind], step: null });
  const steps = practice.steps.filter(({ later }) => !later).map((step): Place => ({ kind: 'step', key: step.id, step }));
  const half = Math.ceil(steps.length / 2);
  return [
    frame('before'), frame('here'), frame('company'), ...(practice.after.includes('trust') ? [frame('trust')] : []),
    ...(practice.deep ? [...steps.slice(0, half), frame('midway'), ...steps.slice(half)] : steps),
    frame('thanks'), ...closing.steps.map((step): Place => ({ kind: 'closing', key: CLOSING + step.id, step })), frame('after'),
    ...practice.steps.filter(({ later }) => later).map((step): Place => ({ kind: 'later', key: step.id, step })),
  ];
}

export interface About {
  /** Whom it is about; '' = chosen on the way, or nobody. */
  part?: string;
  /** The other of two. */
  about?: string;
  challenge?: string;
}

export function begin({ id, version }: Pick<Practice, 'id' | 'version'>, { part = '', about = '', challenge = '' }: About, now_ms: number): Sitting {
  return {
    practice: id, version, part, about, challenge, at_ms: now_ms, company: null, parts: [], before: null, midway: null, after: null,
    activation: null, answers: {}, told: {}, stopped: false, closed: false,
  };
}

export function answerAt({ answers }: Pick<Sitting, 'answers'>, { key }: Pick<Place, 'key'>): Answer | undefined {
  return Object.hasOwn(answers, key) ? answers[key] : undefined;
}

/** Where to go on: the first place nobody has been past; the length of the way at its end. */
export function nextPlace(sitting: Sitting, way: readonly Place[]): number {
  const at = way.findIndex((place) => !isPassed(answerAt(sitting, place)));
  return at < 0 ? way.length : at;
}

/** Something was said. What the sitting says by itself (steadiness, company, who was there) follows. */
export function say(sitting: Sitting, place: Place, given: Given, now_ms: number): Sitting {
  const answers = { ...sitting.answers, [place.key]: { ...NOTHING_SAID, ...given, at_ms: now_ms } };
  return followed({ ...sitting, answers }, place, given);
}

/** Not this one. What was written there stays, and turns into nothing. */
export function skip(sitting: Sitting, place: Place, now_ms: number): Sitting {
  const before = answerAt(sitting, place) ?? NOTHING_SAID;
  return followed({ ...sitting, answers: { ...sitting.answers, [place.key]: { ...before, skipped: true, at_ms: now_ms } } }, place, {});
}

/** Stopped here. Everything is kept, and nothing is held against anyone. */
export function stop(sitting: Sitting): Sitting {
  return { ...sitting, stopped: true };
}

export function goOn(sitting: Sitting): Sitting {
  return { ...sitting, stopped: false };
}

/** The last check was passed. Steps for afterwards may still come. */
export function close(sitting: Sitting): Sitting {
  return { ...sitting, stopped: false, closed: true };
}

/** Whether only steps for afterwards are left. */
export function waitsForLater(sitting: Sitting, way: readonly Place[]): boolean {
  return way[nextPlace(sitting, way)]?.kind === 'later';
}

/** What stands there already when a step is reached: the own answer, else what the sitting knows. */
export function preset(sitting: Sitting, place: Place): Answer {
  const own = answerAt(sitting, place);
  if (own && isPassed(own)) return own;
  const ask = place.step?.ask;
  if (ask?.kind === 'degree' && ask.scale === 'steadiness') return { ...NOTHING_SAID, value: sitting.before };
  if (ask?.kind === 'one' && 'list' in ask.choices && ask.choices.list === 'company') return { ...NOTHING_SAID, word: sitting.company ?? '' };
  if (ask?.kind === 'who' && place.step!.subject) return { ...NOTHING_SAID, who: [sitting.part, sitting.about].filter((id) => id !== '').slice(0, ask.many ? 2 : 1) };
  if (place.key === `${CLOSING}thank`) return { ...NOTHING_SAID, who: [...sitting.parts] };
  return NOTHING_SAID;
}

/** Whom it is about by now: who was chosen beforehand, else who was named on the way. '' = nobody. */
export function subjectOf(sitting: Sitting, practice: Practice): string {
  return sitting.part || (named(sitting, practice)[0] ?? '');
}

/** The other of two. */
export function otherOf(sitting: Sitting, practice: Practice): string {
  return sitting.about || (named(sitting, practice).find((id) => id !== subjectOf(sitting, practice)) ?? '');
}

/** The person's words for what {situation} stands for. */
export function situationOf(sitting: Sitting, { steps }: Practice): string {
  const said = steps.filter(({ situation }) => situation).map(({ id }) => answerAt(sitting, { key: id }));
  return said.find(isSaid)?.text.trim() ?? '';
}

function named(sitting: Sitting, { steps }: Practice): string[] {
  return steps.filter(({ subject }) => subject).flatMap(({ id }) => whoIn(sitting, id));
}

/** Who was named there. A set has no order of its own, so everywhere it is this one. */
export function whoIn(sitting: Sitting, key: string): string[] {
  const answer = answerAt(sitting, { key });
  return isSaid(answer) ? [...answer.who].sort() : [];
}

function followed(sitting: Sitting, { kind }: Place, { value = null, word = '', who = [] }: Given): Sitting {
  switch (kind) {
    case 'before': case 'midway': case 'after': return { ...sitting, [kind]: value, activation: activationOf(sitting) };
    case 'here': return { ...sitting, parts: [...new Set(who)] };
    case 'company': return { ...sitting, company: COMPANY.find((one) => one === word) ?? null };
    default: return sitting;
  }
}

function activationOf({ answers }: Sitting): Activation {
  const said = [FRAME.before, FRAME.midway, FRAME.after].map((key) => answers[key]).filter(isSaid).flatMap(chosen);
  return mostTelling(said as Activation[]);
}

/** Who leads at the beginning, as they said it. */
export function leadsOf({ answers }: Sitting): Fields<'self_reading'>['leads'] {
  const here = answers[FRAME.here];
  return isSaid(here) ? LEADS.find((one) => one === here.word) ?? null : null;
}
