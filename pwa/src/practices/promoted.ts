/**
 * Which practices come first in the list. Every practice can be opened at any time; the order is all that changes, save
 * for Protector-first, a choice of the person's: then what belongs to goals 2 and 3 is not there.
 */
import { fold, matches, terms } from '../journal/search';
import type { Fields } from '../journal/kinds';
import type { Goal } from '../journal/vocabulary';
import type { Practice } from './practice';
import type { Band } from './steadiness';

/** With a tender part, alone: asking the way, the doorway, a letter, holding, and visits after something was set down. */
export const ALONE_FIRST: readonly string[] = ['p2.1', 'p2.2', 'p2.4', 'p3.1', 'p3.5'];
const VISITS = 'p3.5';
/** Minutes that are always there. */
const SHORT_MOST = 5;

export interface Wanted {
  /** One goal alone; null = all of them. */
  goal: Goal | null;
  /** Where the person is looking: those come first. */
  focus: readonly Goal[];
  /** How steady, when it is known. */
  band: Band | null;
  /** At most so long; null = any length. */
  minutes: number | null;
  text: string;
  company: Fields<'sitting'>['company'];
  protectorFirst: boolean;
  /** Whether short visits are going on. */
  visits: boolean;
}

export interface Listed {
  practice: Practice;
  /** Comes first, before the others of the list. */
  first: boolean;
  /** Goes better with company, and there is none. */
  withCompany: boolean;
}

export function listed(practices: readonly Practice[], wanted: Wanted): Listed[] {
  const found = practices.filter((one) => isWanted(one, wanted));
  const ranked = found.map((practice, i) => ({ practice, i, rank: rank(practice, wanted) }));
  ranked.sort((x, y) => x.rank - y.rank || x.i - y.i);
  return ranked.map(({ practice, rank: at }) => ({ practice, first: at === 0, withCompany: practice.suits !== 'alone' && isAlone(wanted) }));
}

function isWanted({ goal, minutes, title, about, steps }: Practice, wanted: Wanted): boolean {
  if (goal === 0 || (wanted.protectorFirst && isNear(goal))) return false;
  if (wanted.goal !== null && String(goal) !== wanted.goal) return false;
  if (wanted.minutes !== null && minutes > wanted.minutes) return false;
  return matches(fold([title, about, ...steps.map(({ say }) => say)].join('\n')), terms(wanted.text));
}

/** 0 comes first. Unsteady: a protector's company. Then what the person is looking at; what suits them; what is smaller. */
function rank(practice: Practice, wanted: Wanted): number {
  const { goal, minutes, deep, suits } = practice;
  if (wanted.band === 'unsteady') return goal === 1 ? 0 : deep || isNear(goal) ? 3 : 1;
  if (isAlone(wanted) && suits !== 'alone') return 3;
  if (isAlone(wanted) && isNear(goal) && !isFirstAlone(practice, wanted)) return 2;
  if (wanted.band === 'wobbly' && (deep || minutes > SHORT_MOST)) return goal === 1 ? 1 : 2;
  const isLookedAt = wanted.focus.length === 0 || wanted.focus.some((one) => one === String(goal));
  return isLookedAt ? 0 : 1;
}

function isFirstAlone({ id }: Practice, { visits }: Wanted): boolean {
  return ALONE_FIRST.includes(id) && (id !== VISITS || visits);
}

function isAlone({ company }: Wanted): boolean {
  return company === null || company === 'alone';
}

function isNear(goal: Practice['goal']): boolean {
  return goal === 2 || goal === 3;
}
