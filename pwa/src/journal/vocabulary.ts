/** The words a record may use where it does not use the person's own. What a person reads for them is in i18n. */

export const BRINGS = ['problem', 'wish', 'hope'] as const;
export type Brings = (typeof BRINGS)[number];

export const ROLES = [
  'manager', 'firefighter', 'protector_unsure', 'exile', 'helper', 'self_like', 'unsure', 'own',
] as const;
export type Role = (typeof ROLES)[number];
/** Roles that guard: a new part is one of them, "not sure which". */
export const PROTECTORS: readonly Role[] = ['manager', 'firefighter', 'protector_unsure'];

/** `lines`: writing. A page of a kind that is not here was written by a newer app. */
export const ENTRY_KINDS = ['free', 'dialogue', 'letter', 'moment', 'drawing', 'session', 'practice'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Who says a line, apart from the id of a part: nobody named, the person, or somebody not yet known. */
export const NOBODY = '';
export const SELF = 'self';
export const NOT_SURE = 'unsure';

export const CHANNELS = ['image', 'words', 'feeling', 'sensation', 'knowing'] as const;
export const STILL = ['active', 'quiet', 'changed'] as const;
export const SHARE = ['private', 'ask', 'fine'] as const;
export const AREAS = ['relationships', 'work', 'other', 'own'] as const;
export const CHALLENGE_STATES = ['working', 'resting', 'let_go'] as const;
/** The five goals of the founding text, by number, as words (canonical JSON keys are text). */
export const GOALS = ['1', '2', '3', '4', '5'] as const;
export type Goal = (typeof GOALS)[number];

export const KNOWS = ['no', 'glimpses', 'yes', 'cant_tell'] as const;
/** How one feels toward a part. The first nine are open: warm, or one of the eight qualities of Self. */
export const C8 = [
  'calm', 'curiosity', 'clarity', 'compassion', 'confidence', 'courage', 'creativity', 'connectedness',
] as const;
export const OPEN_TOWARD = [...C8, 'warm'] as const;
export const TOWARD = [
  ...OPEN_TOWARD, 'neutral', 'irritated', 'afraid', 'want_gone', 'want_fix', 'hurry', 'numb',
] as const;
export const P5 = ['presence', 'patience', 'perspective', 'persistence', 'playfulness'] as const;
export const LEADS = ['self', 'part', 'mixed', 'cant_tell'] as const;
export const HANDLED = ['myself', 'support', 'not_yet'] as const;

/** `protects`: looks after. `tug`: two pull against each other. */
export const RELATIONS = ['protects', 'tug', 'gets_on', 'concerned', 'cares', 'grew_from', 'own'] as const;
export type RelationKind = (typeof RELATIONS)[number];

export const BURDENS = ['personal', 'legacy', 'cultural', 'absorbed', 'unknown'] as const;
export const NOTICED = ['thought', 'feeling', 'urge', 'sensation', 'nothing_clear'] as const;
export const COMPANY = ['alone', 'therapist', 'guide', 'trusted'] as const;
export const ACTIVATION = ['okay', 'too_much', 'too_little'] as const;

/** What a protector may be asked for, each on its own: to show, to let connect, to let help. */
export const SCOPES = ['show', 'connect', 'help'] as const;
export type Scope = (typeof SCOPES)[number];
export const ANSWERS = ['not_asked', 'no', 'not_now', 'yes_if', 'yes'] as const;
export const LASTS = ['once', 'until_day', 'withdrawn'] as const;

export const OUTCOMES = ['not_now', 'held_differently', 'a_little', 'partly', 'a_lot', 'all_it_knows'] as const;
export const LEFT_PLACE = ['yes', 'partly', 'no', 'not_needed'] as const;
export const WHERE_DONE = ['session', 'guide', 'alone'] as const;
/** Asked four weeks after something changed. */
export const STILL_SO = ['yes', 'partly', 'no'] as const;
export const QUALITIES = ['need', 'self_quality', 'natural_way', 'capacity'] as const;
export const PROMISE_STATES = ['open', 'kept', 'changed', 'released'] as const;
export const DECISIONS = ['yes', 'not_yet', 'another', 'stop', 'chosen'] as const;

/** Terms a person may have a word of their own for; those with an s stand for more than one. */
export const TERMS = [
  'self', 'part', 'parts', 'protector', 'protectors', 'plans_ahead', 'rushes_in', 'tender', 'tenders', 'helper', 'helpers',
  'fills_room', 'make_room', 'carries', 'handed_down', 'set_down', 'tug', 'tugs', 'moment', 'moments',
] as const;
export type Term = (typeof TERMS)[number];
