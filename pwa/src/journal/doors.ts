/**
 * What a part allows, as doors. Every answer stays: the newest one of a scope, about the same tender part, is what
 * holds, and those before it are its history.
 */
import type { Fields } from './kinds';
import { SCOPES, type Scope } from './vocabulary';

export type Answer = Fields<'permission'> & { id: string };

/** As it is drawn: dashed (not asked), shut (no, not now), ajar (yes, if), wide (yes). */
export type DoorState = 'unknown' | 'shut' | 'ajar' | 'wide';

/** `old`: long enough ago to ask again. `over`: what was agreed has run out. `none`: not asked yet. */
export type DoorAge = 'none' | 'holds' | 'old' | 'over';

export interface Door {
  scope: Scope;
  /** What was answered last; null when nobody asked. */
  answer: Answer | null;
  state: DoorState;
  age: DoorAge;
  /** What was answered before, newest first. */
  before: Answer[];
}

/** An answer older than this is worth asking for again. */
export const ASK_AGAIN_DAYS = 30;
const DAY_MS = 86_400_000;

const STATE = { not_asked: 'unknown', no: 'shut', not_now: 'shut', yes_if: 'ajar', yes: 'wide' } as const;

/**
 * The three doors of one part about one other.
 * @param answers permissions, of this part and of any other.
 * @param parts the part, with those that were merged into it.
 * @param abouts whom it is about, likewise; `['']`: someone not known.
 * @param today the day of the calendar the person lives in (days since 1970).
 */
export function doors(answers: readonly Answer[], parts: readonly string[], abouts: readonly string[], now_ms: number, today: number): Door[] {
  const here = answers.filter((one) => parts.includes(one.part) && abouts.includes(one.about)).sort(newestFirst);
  return SCOPES.map((scope) => {
    const [answer = null, ...before] = here.filter((one) => one.scope === scope);
    return { scope, answer, state: answer ? STATE[answer.answer] : 'unknown', age: ageOf(answer, now_ms, today), before };
  });
}

/** Whom this part was asked about, '' for someone not known. Each once, in the order they were first asked about. */
export function askedAbout(answers: readonly Answer[], parts: readonly string[]): string[] {
  const own = answers.filter((one) => parts.includes(one.part)).sort((x, y) => -newestFirst(x, y));
  return [...new Set(own.map((one) => one.about))];
}

/** Whether the part says yes right now, with or without conditions. */
export function isOpen({ state, age }: Door): boolean {
  return (state === 'ajar' || state === 'wide') && age !== 'over';
}

function ageOf(answer: Answer | null, now_ms: number, today: number): DoorAge {
  if (!answer || answer.answer === 'not_asked') return 'none';
  if (answer.lasts === 'until_day' && answer.until_day !== null && today > answer.until_day) return 'over';
  const past_ms = now_ms - answer.at_ms;
  if (answer.lasts === 'once' && past_ms >= DAY_MS) return 'over';
  return past_ms >= ASK_AGAIN_DAYS * DAY_MS ? 'old' : 'holds';
}

function newestFirst(x: Answer, y: Answer): number {
  return y.at_ms - x.at_ms || (x.id < y.id ? 1 : -1);
}
