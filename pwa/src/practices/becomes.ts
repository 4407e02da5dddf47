/**
 * From a sitting, at its end or where it was stopped, to what is to be noted: each answer once.
 *
 * - Skipped, can't tell where that is no answer of its own, or said of nobody: nothing.
 * - Never twice: every note has a key made of step and person, kept on the note (`from`, `step`) and on the sitting
 *   (`told`: key → when the answer was given). Running again adds nothing; an answer that was changed since sets its
 *   members on the same note. What the person put into the bin, or took away, does not come back.
 * - Never over earlier words: on a part, a challenge or a note that stands, new words go below the old ones, and words
 *   that stand there already are not added (`joined`). Only chosen words and numbers of this same sitting are replaced.
 */
import type { Fields, NoteType } from '../journal/kinds';
import { standsFor } from '../journal/people';
import { isMutual } from '../journal/relations';
import type { RelationKind } from '../journal/vocabulary';
import { NOTHING_SAID } from './answers';
import { addedTo } from './additions';
import { draftsOf, type Draft, type Sat } from './drafts';
import { isFrom, ofType, type Kept, type Known, type Plan, type Planned } from './plan';
import type { Practice, Target } from './practice';
import { joined } from './take';
import { SHAPES } from './targets';

/** The record each draft becomes a new one of; the others add to what is there. */
const NEW: Partial<Record<Target, NoteType>> = {
  reading: 'reading', self_reading: 'self_reading', relation: 'relation', burden: 'burden', permission: 'permission', concern: 'concern',
  witness: 'witness', release: 'release', quality: 'quality', role_change: 'role_change', promise: 'promise', agreement: 'agreement',
};
/** Without one of these there is nothing to note. */
const NEEDS: Partial<Record<Target, readonly string[]>> = {
  burden: ['words', 'image', 'origin', 'kind'], permission: ['answer'], concern: ['words', 'help'], release: ['outcome'], quality: ['words'],
  witness: ['seen', 'heard', 'understood', 'showed', 'enough'], role_change: ['before', 'after', 'degree'], promise: ['words'],
  agreement: ['words'], letter: ['text'],
};
const WHOM = ['of', 'near', 'part', 'holder', 'about', 'parts'];
const DAY_MS = 86_400_000;

export function plan(sitting: Sat, practice: Practice, closing: Practice, known: Known): Plan {
  const { answers, dropped } = letGo(sitting, practice);
  const notes: Planned[] = [];
  const told: Fields<'sitting'>['told'] = { ...sitting.told };
  const lines = new Map<string, string>();
  let here = known;
  for (const draft of draftsOf({ ...sitting, answers }, practice, closing, known)) {
    const needs = NEEDS[draft.note];
    if (needs && !draft.newest && !needs.some((name) => draft.fields[name] !== undefined)) continue;
    if (draft.note === 'relation') {
      const line = lineBetween(draft, known);
      if (line) {
        lines.set(draft.key, line);
        continue;
      }
    }
    const found = planned(draft, { ...sitting, answers }, here, lines);
    if (found === null) continue;
    notes.push(...found);
    here = { ...here, notes: withChanges(here.notes, found) };
    told[draft.key] = Math.max(told[draft.key] ?? 0, draft.at_ms);
  }
  return { notes: withoutOrphans(notes), sitting: { told, ...(dropped && { answers }) } };
}

/** What is to be noted of one draft; null = it has nowhere to go for now. */
function planned(draft: Draft, sitting: Sat, known: Known, lines: ReadonlyMap<string, string>): Planned[] | null {
  const told = Object.hasOwn(sitting.told, draft.key) ? sitting.told[draft.key]! : null;
  const isToldAll = told !== null && told >= draft.at_ms;
  if (draft.note === 'letter') return letter(draft, sitting, known);
  const type = NEW[draft.note];
  if (type === undefined || draft.newest) return isToldAll ? [] : addedTo(draft, sitting, known);
  const standing = known.notes.find((note) => isFrom(note, sitting.id, draft.key));
  const fields = fieldsOf(draft, sitting, known, lines);
  if (fields === null) return null;
  if (standing) return again(standing, draft, isToldAll ? endsOf(fields) : fields, told !== null);
  // Noted once and not there any more: the person took it away.
  if (told !== null) return [];
  const links: Record<string, string> = draft.ofDraft !== null && !lines.has(draft.ofDraft) ? { of: draft.ofDraft } : {};
  return [{ key: draft.key, type, id: null, fields: { ...fields, from: sitting.id, step: draft.key }, links } as Planned];
}

/** An answer that was changed: its members are set. Of a note nobody knows to be told (the app ended right after it was
 *  stored) only what is missing is filled in. */
function again(standing: Kept, draft: Draft, fields: Record<string, unknown>, wasTold: boolean): Planned[] {
  if (standing.binned_ms !== null) return [];
  const now = standing as unknown as Record<string, unknown>;
  const changes = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    const before = now[name];
    if (same(before, value)) return [];
    // Whom it is about may have been named since; it is never changed.
    if (!Object.hasOwn(SHAPES[draft.note].members, name)) return WHOM.includes(name) && isEmpty(before) ? [[name, value]] : [];
    if (typeof before === 'string' && SHAPES[draft.note].members[name] === 'text') {
      const words = joined(before, String(value));
      return words === before ? [] : [[name, words]];
    }
    return wasTold || isEmpty(before) ? [[name, value]] : [];
  });
  return changes.length > 0 ? [{ key: draft.key, type: standing.type, id: standing.id, fields: Object.fromEntries(changes), links: {} } as Planned] : [];
}

/** The members of a new record; null when what it is about is not there. */
function fieldsOf(draft: Draft, sitting: Sat, known: Known, lines: ReadonlyMap<string, string>): Record<string, unknown> | null {
  const { note, of, about, at_ms, fields } = draft;
  const { challenge } = sitting;
  switch (note) {
    case 'reading': return reading(draft, challenge, known, lines);
    case 'self_reading': return { ...fields, near: of, challenge, at_ms };
    case 'relation': return { ...fields, a: of, b: about };
    case 'burden': return { ...fields, holder: of };
    case 'release': return { ...fields, holder: of, at_ms };
    case 'permission': case 'concern': return { ...fields, part: of, about, at_ms };
    case 'agreement': return { ...fields, parts: [...draft.all], challenge, at_ms };
    case 'promise': return { ...fields, part: of };
    case 'role_change': {
      const part = ofType(known.notes, 'part').find(({ id }) => id === of);
      return { fromRole: part?.role ?? null, before: part?.role === 'own' ? part.roleWord : '', ...fields, part: of, at_ms };
    }
    default: return { ...fields, part: of, at_ms };
  }
}

/** "Then" is when the challenge was first told; where it was asked about at that time, that stands. */
function reading(draft: Draft, challenge: string, known: Known, lines: ReadonlyMap<string, string>): Record<string, unknown> | null {
  const { time, ...fields } = draft.fields;
  const of = draft.ofDraft === null ? draft.of : lines.get(draft.ofDraft) ?? '';
  if (of === '' && draft.ofDraft === null) return null;
  if (time !== 'then') return { ...fields, ...(of !== '' && { of }), challenge, at_ms: draft.at_ms };
  const told = ofType(known.notes, 'challenge').find(({ id }) => id === of);
  const isKnown = ofType(known.notes, 'reading').some((one) => one.of === of && one.binned_ms === null && one.charge !== null
    && one.step !== draft.key && Math.abs((one.at_ms || one.made_ms) - (told?.made_ms ?? 0)) < DAY_MS);
  return told && !isKnown ? { ...fields, of, challenge, at_ms: told.made_ms } : null;
}

/** A line like this that stands already. */
function lineBetween({ of, about, fields }: Draft, { notes }: Known): string | null {
  const parts = ofType(notes, 'part');
  const kind = fields['kind'] as RelationKind;
  const found = ofType(notes, 'relation').filter((one) => one.kind === kind && one.binned_ms === null && one.ended_ms === null).find((one) => {
    const [a, b] = [standsFor(one.a, parts), standsFor(one.b, parts)];
    return (a === of && b === about) || (isMutual(kind) && a === about && b === of);
  });
  return found?.id ?? null;
}

/** A letter is a page once the sitting is closed: until then it may be gone on with, sealed or let go. */
function letter({ key, of, fields, at_ms }: Draft, sitting: Sat, { hasLetter }: Known): Planned[] | null {
  if (!sitting.closed) return null;
  if (hasLetter || Object.hasOwn(sitting.told, key)) return [];
  const sealed = fields['sealed'] === true;
  return [{ key, type: 'entry', id: null, fields: { kind: 'letter', to: of, sitting: sitting.id, challenge: sitting.challenge, ...(sealed && { sealed_ms: at_ms }) }, text: String(fields['text']) }];
}

/** Words a person chose to let go of: they turn into nothing, and leave the sitting. */
function letGo({ answers }: Sat, { steps }: Practice): { answers: Fields<'sitting'>['answers']; dropped: boolean } {
  const gone = steps.flatMap(({ id, ask }) => {
    const options = (ask.kind === 'one' || ask.kind === 'some') && 'options' in ask.choices ? ask.choices.options : [];
    const answer = answers[id];
    return answer && !answer.skipped ? options.filter((option) => option.id === answer.word || answer.some.includes(option.id)).flatMap(({ drops }) => drops ?? []) : [];
  }).filter((id) => answers[id] !== undefined && answers[id].text !== '');
  const emptied = Object.fromEntries(gone.map((id) => [id, { ...NOTHING_SAID, at_ms: answers[id]!.at_ms }]));
  return { answers: { ...answers, ...emptied }, dropped: gone.length > 0 };
}

/** What is set by one answer is what the next one adds to. */
function withChanges(notes: readonly Kept[], planned: readonly Planned[]): readonly Kept[] {
  const changes = new Map(planned.flatMap(({ id, fields }) => (id === null ? [] : [[id, fields] as const])));
  return changes.size === 0 ? notes : notes.map((note) => ({ ...note, ...changes.get(note.id) }) as Kept);
}

/** A reading whose line is neither there nor planned has nothing to be about. */
function withoutOrphans(notes: readonly Planned[]): Planned[] {
  const keys = new Set(notes.map(({ key }) => key));
  return notes.filter((note) => note.type === 'entry' || Object.values(note.links).every((key) => keys.has(key)));
}

function endsOf(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => WHOM.includes(name)));
}

function same(x: unknown, y: unknown): boolean {
  return JSON.stringify(x) === JSON.stringify(y);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}
