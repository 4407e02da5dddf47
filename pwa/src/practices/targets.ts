/** Which answers can turn into which members of which records. Checked when a practice is read, so that none is lost. */
import {
  ANSWERS, BURDENS, CHALLENGE_STATES, CHANNELS, COMPANY, HANDLED, KNOWS, LEADS, LEFT_PLACE, OUTCOMES, QUALITIES, RELATIONS, SCOPES,
  TOWARD, WHERE_DONE,
} from '../journal/vocabulary';
import { CANT_TELL, choicesOf, LISTS, type Ask, type Becomes, type Option, type Step, type Target } from './practice';

/** What a member holds. `day`: so many days from now. `self`: how much of each quality of Self is within reach. */
export type Held =
  | 'text' | 'r10' | 'degree' | 'flag' | 'people' | 'day' | 'self'
  | { one: readonly string[] } | { some: readonly string[] };

interface Shape {
  members: Readonly<Record<string, Held>>;
  /** Members a practice may set to a word of these lists. */
  with?: Readonly<Record<string, readonly string[]>>;
  /** Made by who is named alone. */
  bare?: boolean;
}

const texts = <N extends string>(...names: N[]): Record<N, Held> => Object.fromEntries(names.map((name) => [name, 'text'])) as Record<N, Held>;
const degrees = <N extends string>(...names: N[]): Record<N, Held> => Object.fromEntries(names.map((name) => [name, 'r10'])) as Record<N, Held>;

export const SHAPES: Readonly<Record<Target, Shape>> = {
  reading: {
    members: {
      ...degrees('room', 'charge', 'trust', 'trustTherapist', 'trustGuide', 'extremity', 'space', 'ease', 'alignment', 'vulnerability', 'tension'),
      knows: { one: KNOWS }, toward: { some: TOWARD }, heard: 'degree', handled: { one: HANDLED },
    },
  },
  self_reading: { members: { c: 'self', leads: { one: LEADS }, ...degrees('balance', 'exposed', 'move') } },
  part: {
    members: {
      ...texts('otherNames', 'pronoun', 'age', 'look', 'body', 'job', 'hopes', 'fears', 'costs', 'triggers', 'rather', 'firstNoticed', 'notes'),
      channels: { some: CHANNELS },
    },
  },
  relation: { members: {}, with: { kind: RELATIONS }, bare: true },
  burden: { members: { ...texts('words', 'image', 'origin'), kind: { one: BURDENS } }, with: { kind: BURDENS } },
  challenge: { members: { love: 'text', parts: 'people', state: { one: CHALLENGE_STATES } } },
  permission: { members: { answer: { one: ANSWERS }, ...texts('near', 'time', 'company', 'stopWord') }, with: { scope: SCOPES } },
  concern: { members: texts('words', 'help') },
  witness: { members: { seen: 'degree', heard: 'degree', understood: 'degree', showed: 'text', enough: 'flag', company: { one: COMPANY } } },
  release: {
    members: { outcome: { one: OUTCOMES }, left: { one: LEFT_PLACE }, where: { one: WHERE_DONE }, saw: 'people', ...texts('way', 'remains', 'invited') },
  },
  quality: { members: texts('words'), with: { kind: QUALITIES } },
  visit: { members: { ...texts('how', 'back', 'busy', 'wants'), same: { one: ['lighter', 'same', 'heavier'] }, next_day: 'day' } },
  role_change: { members: { ...texts('before', 'after'), degree: 'degree', helped: { one: ['yes', 'no'] } } },
  promise: { members: texts('words') },
  agreement: { members: texts('words') },
  letter: { members: { text: 'text', sealed: 'flag' } },
};

/** What does not fit, as a word of the file; null when this answer can turn into that. */
export function misfit({ ask }: Step, one: Becomes): string | null {
  const shape = SHAPES[one.note];
  for (const [name, word] of Object.entries(one.with ?? {})) if (!shape.with?.[name]?.includes(word)) return name;
  const chosen = valuesOf(ask);
  if (one.when && !one.when.every((word) => chosen?.includes(word))) return 'when';
  if (one.words && !Object.keys(one.words).every((word) => word === CANT_TELL || chosen?.includes(word))) return 'words';
  if (one.rows) return rowsFit(ask, one, shape) ? null : 'rows';
  if (one.member === undefined) return shape.bare && ask.kind === 'who' ? null : 'member';
  const held = Object.hasOwn(shape.members, one.member) ? shape.members[one.member] : undefined;
  return held !== undefined && fits(ask, one, held) ? null : 'member';
}

/** What can be chosen, where the answer is a choice. */
function valuesOf(ask: Ask): readonly string[] | null {
  if (ask.kind === 'one' || ask.kind === 'some') return choicesOf(ask.choices);
  return ask.kind === 'yes_no' ? ['yes', 'no'] : null;
}

function rowsFit(ask: Ask, { rows, note, member }: Becomes, { members }: Shape): boolean {
  const has = (held: Held, ...names: readonly string[]): boolean => names.every((name) => members[name] === held);
  switch (rows) {
    case 'member': return ask.kind === 'texts' && has('text', ...ask.rows.map(({ id }) => id));
    case 'time': return ask.kind === 'degrees' && note === 'reading' && has('r10', member ?? '') && ask.rows.every(({ id }) => id === 'then' || id === 'today');
    default: return ask.kind === 'each' && note === 'permission' && member === 'answer'
      && ask.rows.every(({ id }) => (SCOPES as readonly string[]).includes(id)) && choicesOf(ask.choices).every((one) => (LISTS.answers as readonly string[]).includes(one));
  }
}

function fits(ask: Ask, one: Becomes, held: Held): boolean {
  if (one.take === 'line') return held === 'text' && 'line' in ask && ask.line !== undefined;
  switch (ask.kind) {
    case 'text': return held === 'text';
    case 'degree': return held === 'r10';
    case 'degree_words': return held === 'degree';
    case 'who': return held === 'people';
    case 'one': case 'some': case 'yes_no': return chosenFits(ask, one, held);
    default: return false;
  }
}

function chosenFits(ask: Ask, { words, when }: Becomes, held: Held): boolean {
  if (held === 'flag') return when !== undefined;
  if (held === 'text') return optionsOf(ask) !== null;
  if (held === 'self') return ask.kind === 'some' && 'list' in ask.choices && ask.choices.list === 'c8';
  const stored = words ? Object.values(words) : valuesOf(ask)!;
  if (held === 'day') return words !== undefined && stored.every((word) => /^\d{1,3}$/.test(word));
  if (typeof held === 'string') return false;
  const known = 'one' in held ? held.one : held.some;
  return stored.every((word) => known.includes(word));
}

/** Own options, whose labels are words that can be kept. */
export function optionsOf(ask: Ask): readonly Option[] | null {
  return (ask.kind === 'one' || ask.kind === 'some') && 'options' in ask.choices ? ask.choices.options : null;
}
