/**
 * How steady the person says they are, and what the app does about it. Their own number, and whether it is too much or
 * too little, are all there is to go by; nothing they write is looked at. Nothing here stops anyone: a way on is always
 * one of the ways.
 */
import type { Fields } from '../journal/kinds';
import type { R10 } from '../journal/shapes';
import { isUnsteady, RED_MOST, UNSTEADY_WITHIN_MS } from '../stage/steady';
import type { Practice } from './practice';

/** Unsteady 0-3, wobbly 4-6, steady 7-10. */
export type Band = 'steady' | 'wobbly' | 'unsteady';
export type Activation = Fields<'sitting'>['activation'];
export interface Steadiness { value: R10; activation: Activation }

const WOBBLY_MOST = 6;
/** Below this, a visit to a tender part gives way to a protector's company. */
const DOORWAY_LEAST = 5;
/** So much lower than before counts like unsteady. */
const FELL_BY = 3;

/** Numb or far away (too little) counts like unsteady; too much without a number like wobbly. null: nothing was said. */
export function bandOf({ value, activation }: Steadiness): Band | null {
  if (activation === 'too_little') return 'unsteady';
  if (typeof value === 'number') return value <= RED_MOST ? 'unsteady' : value <= WOBBLY_MOST ? 'wobbly' : 'steady';
  return activation === 'too_much' ? 'wobbly' : null;
}

/** `numb`: too little. `fell`: three lower than before. */
export type Why = 'wobbly' | 'unsteady' | 'numb' | 'fell';

/**
 * `ground`: Steadier ground. `protector`, `doorway`, `five_minutes`: smaller steps. `write`: a page of one's own.
 * `seal`: close what was written until asked for. `closing`: to the last five prompts. `people`: somebody to talk to.
 * `leave_it`: not more today. `session`: keep it for the next session. `go_on`: as it was meant.
 */
export type Way = 'ground' | 'protector' | 'doorway' | 'five_minutes' | 'write' | 'seal' | 'closing' | 'people' | 'leave_it' | 'session' | 'go_on';

/** What to do, the gentlest first. */
export interface Response {
  band: Band | null;
  /** `go_on`: nothing is offered. `smaller`: a sheet. `ground`: that first. `fold`: the prompts fold away. `rest`: at the end. */
  say: 'go_on' | 'smaller' | 'ground' | 'fold' | 'rest';
  because: Why[];
  ways: Way[];
  /** The second unsteady sitting in seven days: tell the therapist, and come back to building trust. */
  twice: boolean;
}

export interface Check {
  at: 'before' | 'midway' | 'after';
  now: Steadiness;
  /** Of the same sitting, for `after`. */
  before: R10;
  practice: Pick<Practice, 'goal' | 'deep' | 'subject'>;
  /** The person leaves out what belongs to goals 2 and 3. */
  protectorFirst: boolean;
  /** Whether another sitting of the last seven days was unsteady (unsteadyLately). */
  lately: boolean;
}

export function respond({ at, now, before, practice, protectorFirst, lately }: Check): Response {
  const band = bandOf(now);
  const fell = at === 'after' && typeof now.value === 'number' && typeof before === 'number' && before - now.value >= FELL_BY;
  const because: Why[] = [
    ...(band === 'unsteady' ? [now.activation === 'too_little' ? 'numb' as const : 'unsteady' as const] : []),
    ...(fell ? ['fell' as const] : []),
    ...(band === 'wobbly' && !fell ? ['wobbly' as const] : []),
  ];
  const twice = band === 'unsteady' && lately;
  const is = (say: Response['say'], ...ways: Way[]): Response => ({ band, say, because, ways, twice });
  const isLow = band === 'unsteady' || fell;
  if (at === 'after') return isLow ? is('rest', 'ground', 'people', 'leave_it', 'session') : is('go_on');
  if (at === 'midway' && isLow) return is('fold', 'ground', 'people', 'seal', 'closing', 'go_on');
  if (at === 'midway') return band === 'wobbly' ? is('smaller', 'five_minutes', 'closing', 'go_on') : is('go_on');
  if (isLow) return is('ground', 'ground', 'protector', 'write', 'go_on');
  return band === 'wobbly' ? is('smaller', ...smaller(now.value, practice, protectorFirst), 'go_on') : is('go_on');
}

/** With a protector already, a shorter time is what is smaller. */
function smaller(value: R10, { goal, subject }: Check['practice'], protectorFirst: boolean): Way[] {
  const isNear = goal === 2 || goal === 3 || subject === 'tender';
  if (!isNear) return ['five_minutes'];
  const isLow = typeof value === 'number' && value < DOORWAY_LEAST;
  return isLow || protectorFirst ? ['protector', 'five_minutes'] : ['doorway', 'protector', 'five_minutes'];
}

type Sat = Pick<Fields<'sitting'>, 'at_ms' | 'made_ms' | 'before' | 'midway' | 'after' | 'activation'> & { id: string };

/** Whether there was an unsteady sitting in the last seven days, this one left out. */
export function unsteadyLately(sittings: readonly Sat[], sitting: string, now_ms: number): boolean {
  return sittings.some((one) => one.id !== sitting && isUnsteady(one) && Math.abs(now_ms - (one.at_ms || one.made_ms)) < UNSTEADY_WITHIN_MS);
}

/** What is kept of several: too little before too much before okay, so that a sitting that was numb once shows it. */
export function mostTelling(said: readonly Activation[]): Activation {
  return (['too_little', 'too_much', 'okay'] as const).find((one) => said.includes(one)) ?? null;
}
