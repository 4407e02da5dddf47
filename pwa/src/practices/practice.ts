/** A practice as it is used: what schema.ts makes of its file. Everything in it is data. */
import {
  ANSWERS, BURDENS, C8, CHALLENGE_STATES, CHANNELS, COMPANY, HANDLED, KNOWS, LEADS, LEFT_PLACE, NOTICED, OUTCOMES, QUALITIES, SCOPES,
  TOWARD, WHERE_DONE, type Role,
} from '../journal/vocabulary';

export const FORMAT = 'selfward-practice-1';

/** Whom it suits: someone alone, someone with company, or a session of which it is the record. Advice, never a lock. */
export const SUITS = ['alone', 'company', 'session'] as const;
/** What it is about. `two`: two parts in a tug. `none`: nothing that is there beforehand. */
export const SUBJECTS = ['protector', 'tender', 'part', 'challenge', 'two', 'none'] as const;
/** What it goes better after: a yes of the protectors, being listened to, some trust. */
export const AFTER = ['yes', 'listening', 'trust'] as const;
/** Scales of a degree, by the names the widget has for them. */
export const SCALES = ['room', 'trust', 'strength', 'steadiness', 'charge', 'tension', 'much'] as const;
/** Roles somebody new may get in a step that asks who it is. */
export const ADDS = ['protector_unsure', 'exile', 'unsure'] as const satisfies readonly Role[];

/** Choices whose words the app knows already, in every language. */
export const LISTS = {
  answers: ANSWERS.filter((one) => one !== 'not_asked'), burdens: BURDENS, c8: C8, challenge_states: CHALLENGE_STATES,
  channels: CHANNELS, company: COMPANY, handled: HANDLED, knows: KNOWS, leads: LEADS, left_place: LEFT_PLACE, noticed: NOTICED,
  outcomes: OUTCOMES, qualities: QUALITIES, scopes: SCOPES, toward: TOWARD, where_done: WHERE_DONE,
} as const satisfies Record<string, readonly string[]>;
export type ListName = keyof typeof LISTS;

/** Answers every choice takes besides its own; a step of the senses also takes the last two. */
export const CANT_TELL = 'cant_tell';
export const NOWHERE = 'nowhere';
export const NOTHING = 'nothing';
export const SENSED = [NOWHERE, NOTHING, CANT_TELL] as const;

/** `id`: what is stored. `drops`: steps whose words are let go of when this is chosen. */
export interface Option { id: string; label: string; drops?: readonly string[] }
export interface Row { id: string; label: string }
/** Own options, or a list the app has the words for. */
export type Choices = { options: readonly Option[] } | { list: ListName };

/** How a step is answered. `line`: the label of a line of own words beside a choice. */
export type Ask =
  | { kind: 'text' }
  /** Several short texts. */
  | { kind: 'texts'; rows: readonly Row[] }
  | { kind: 'degree'; scale: (typeof SCALES)[number] }
  /** The same scale for several things. */
  | { kind: 'degrees'; scale: (typeof SCALES)[number]; rows: readonly Row[] }
  | { kind: 'degree_words' }
  | { kind: 'one' | 'some'; choices: Choices; line?: string }
  /** One answer for each row. */
  | { kind: 'each'; rows: readonly Row[]; choices: Choices }
  /** Parts; new ones by name. `someone`: "someone not known" is an answer. */
  | { kind: 'who'; many: boolean; adds: (typeof ADDS)[number]; someone: boolean; line?: string }
  | { kind: 'yes_no'; line?: string }
  /** Nothing to answer: stay with it. */
  | { kind: 'stay' };

export interface Step {
  id: string;
  say: string;
  help?: string;
  ask: Ask;
  /** About the body or an image: nowhere, nothing and can't tell are whole answers. */
  senses: boolean;
  /** Comes afterwards, when the thing itself has happened. */
  later: boolean;
  /** The answer names whom the sitting is about, where nobody was chosen before. */
  subject: boolean;
  /** The answer is what {situation} stands for in later steps. */
  situation: boolean;
  becomes: readonly Becomes[];
}

/** What an answer turns into (becomes.ts, and the README for what fits what). */
export interface Becomes {
  note: Target;
  member?: string;
  /** Of a choice with a line of own words, take the line. */
  take?: 'line';
  /** Steps that fill one note give it one name. */
  as?: string;
  /** Whom it is about: `subject`, `other`, `challenge`, the id of a step that asks who, or the name of a note. */
  of?: string;
  about?: string;
  /** Each row is a scope (of a permission) or a member, or a time (`then`, `today`). */
  rows?: 'scope' | 'member' | 'time';
  /** What each choice is stored as; one that is not named here becomes nothing. */
  words?: Readonly<Record<string, string>>;
  /** Only when one of these was chosen. */
  when?: readonly string[];
  /** Members that are always the same. */
  with?: Readonly<Record<string, string>>;
  /** Adds to the newest one there is, and makes none. */
  on?: 'newest';
}

export const TARGETS = [
  'reading', 'self_reading', 'part', 'relation', 'burden', 'challenge', 'permission', 'concern', 'witness', 'release', 'quality',
  'visit', 'role_change', 'promise', 'agreement', 'letter',
] as const;
export type Target = (typeof TARGETS)[number];

export interface Practice {
  id: string;
  version: number;
  /** 0: the closing, which belongs to every practice. */
  goal: 0 | 1 | 2 | 3 | 4 | 5;
  title: string;
  about: string;
  minutes: number;
  suits: (typeof SUITS)[number];
  /** Asks for steadiness midway as well. */
  deep: boolean;
  subject: (typeof SUBJECTS)[number];
  after: readonly (typeof AFTER)[number][];
  steps: readonly Step[];
}

/** The words a choice may be stored as, in their order. */
export function choicesOf(choices: Choices): readonly string[] {
  return 'list' in choices ? LISTS[choices.list] : choices.options.map(({ id }) => id);
}
