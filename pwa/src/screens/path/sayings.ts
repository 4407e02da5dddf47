/** What the path says of a protector, in plain words made of what was noted. */
import { monthOf } from '../../i18n/dates';
import { t, type Values } from '../../i18n/words';
import { GOALS, type Goal } from '../../journal/vocabulary';
import type { EvidenceView, Id, PathView } from '../../rpc/api';
import type { Moved, Way } from '../../stage/back';
import type { Door } from '../../journal/doors';
import type { Suggestion } from '../../stage/suggest';
import { wordOf } from '../../ui/degree';
import { nameInside, nameOf, people } from '../parts/people.svelte';

type Suggested = Extract<Suggestion, { say: 'goal' }>;

/** `{Name}` begins a sentence, `{name}` stands inside one. */
export function named(id: Id | null): Values {
  const part = id ? people.find(id) : undefined;
  return { Name: id ? nameOf(id) : '', name: part ? nameInside(part) : '' };
}

/** The name of a goal, with its number where it stands alone. */
export function goalName(goal: Goal): string {
  return t(`path.goal_${goal}`);
}
export function goalNames(goals: readonly Goal[]): string {
  return GOALS.filter((goal) => goals.includes(goal)).map((goal) => t('path.numbered', { number: goal, goal: goalName(goal) })).join(', ');
}

/** How much it loosens, as far as it was noted: the room it leaves, else its pull, else its trust. */
export function loosening({ space, extremity, trust }: Pick<Way, 'space' | 'extremity' | 'trust'>, now_ms: number): string {
  if (space) return since('space', space, now_ms, { now: roomOf(space.last.value, 'room'), then: roomOf(space.first.value, 'then') });
  if (extremity) return since('pull', extremity, now_ms, { now: t(wordOf('strength', extremity.last.value)), then: t(wordOf('strength', extremity.first.value)) });
  if (trust) return since('trust', trust, now_ms, { now: t(wordOf('trust', trust.last.value)), then: t(wordOf('trust', trust.first.value)) });
  return t('path.room_unsaid');
}

/** "Come near: not now." Those nobody asked about are left out. */
export function doorLines(doors: readonly Door[]): string[] {
  return doors.flatMap(({ answer, age, scope }) => {
    if (!answer || answer.answer === 'not_asked') return [];
    const said = { what: t(`parts.scope_${scope}`), answer: t(`path.answer_${answer.answer}`) };
    return [t(age === 'old' || age === 'over' ? 'path.door_again' : 'path.door', said)];
  });
}

/** "Find and connect?" */
export function suggested({ goal, returning }: Suggested): string {
  return t(returning ? 'path.suggest_back' : 'path.suggest_go', { goal: goalName(goal) });
}

/** Why this goal is suggested, in two sentences. */
export function reasonOf({ reason, goal, part }: Suggested): string {
  switch (reason) {
    case 'next': return t(`path.reason_next_${goal}`);
    case 'none_in_view': return goal === '4' ? t('path.reason_none_4') : t('path.reason_none_5');
    case 'no': return t('path.reason_no', named(part));
    case 'worry': return t('path.reason_worry', named(part));
    case 'unsteady': return t('path.reason_unsteady');
    case 'visits': return t('path.reason_visits', named(part));
  }
}

export function signLine({ kind, parts }: Pick<EvidenceView, 'kind' | 'parts'>): string {
  return t(`path.sign_${kind}`, named(parts[0] ?? null));
}

const FEW = 2;

/** How much has been noted, always in words; what was seen last comes first. */
export function amountLine({ coverage, evidence }: Pick<PathView, 'coverage' | 'evidence'>, goal: Goal): string {
  const newest = evidence.filter((one) => one.goal === goal).toSorted((x, y) => y.at_ms - x.at_ms).slice(0, FEW);
  return t(`path.amount_${coverage[goal]}`, { what: newest.map(({ kind }) => t(`path.short_${kind}`)).join(', ') });
}

function since(what: 'space' | 'pull' | 'trust', { first, last }: NonNullable<Moved>, now_ms: number, words: { now: string; then: string }): string {
  const months = [monthOf(first.at_ms, now_ms), monthOf(last.at_ms, now_ms)];
  if (months[0] === months[1]) return t(`path.${what}_once`, words);
  return t(`path.${what}_since`, { ...words, when: months[0]! });
}

const BANDS = [0, 3, 6, 8, 10];

function roomOf(value: number, form: 'room' | 'then'): string {
  const band = BANDS.findIndex((most) => value <= most);
  return form === 'room' ? t(`path.room_${band}` as 'path.room_0') : t(`path.then_${band}` as 'path.then_0');
}
