/** What the answers of a sitting say, put together note by note; nothing is compared with the journal yet. */
import { standsFor } from '../journal/people';
import { isSaid, type Answer } from './answers';
import type { Becomes, Practice, Step, Target } from './practice';
import { answerAt, FRAME, leadsOf, otherOf, subjectOf, wayOf, whoIn, type Sitting } from './sitting';
import { ofType, type Known } from './plan';
import { joined, taken } from './take';
import { SHAPES } from './targets';

/** `of`, `about`: whom it is about, '' = nobody or not known. `at_ms`: when its newest answer was given. */
export interface Draft {
  key: string;
  note: Target;
  of: string;
  about: string;
  /** Several it is about together: who agreed. */
  all: readonly string[];
  fields: Record<string, unknown>;
  /** Of a reading about something this sitting notes: the key of that. */
  ofDraft: string | null;
  /** Only added to the newest there is. */
  newest: boolean;
  at_ms: number;
}

export type Sat = Sitting & { id: string };

/** In the order of the way. Whoever was merged into another stands for itself no more. */
export function draftsOf(sitting: Sat, practice: Practice, closing: Practice, known: Known): Draft[] {
  const book = new Book(sitting, practice, known);
  const leads = leadsOf(sitting);
  if (leads) book.add({ note: 'self_reading' }, { key: FRAME.here, member: 'leads', value: leads, at_ms: sitting.answers[FRAME.here]!.at_ms });
  const trust = answerAt(sitting, { key: FRAME.trust });
  if (isSaid(trust) && trust.value !== null) book.add({ note: 'reading', of: 'subject' }, { key: FRAME.trust, member: 'trust', value: trust.value, at_ms: trust.at_ms });
  for (const { step, key } of wayOf(practice, closing)) {
    const answer = answerAt(sitting, { key });
    if (!step || !isSaid(answer)) continue;
    for (const one of step.becomes) book.turn(step, key, answer, one);
  }
  book.spread();
  return book.drafts;
}

type Noting = Pick<Becomes, 'note' | 'of' | 'about' | 'as' | 'with' | 'on'>;
/** `row`: which of several that were answered at once. */
interface Said { key: string; member?: string; value?: unknown; at_ms: number; row?: Record<string, string> }

/** Of these there is one to a sitting, however many steps it comes from. */
const ONE: readonly Target[] = ['visit', 'letter'];
const THE_SAME: readonly string[] = ['subject', 'other', 'challenge'];
/** Records that are there already: each member is added to by itself. */
const ON_THEIR_OWN: readonly Target[] = ['part', 'challenge'];

class Book {
  readonly drafts: Draft[] = [];
  /** Conditions, for every door that was answered. */
  readonly #conditions: { as: string; fields: Record<string, string>; at_ms: number }[] = [];
  readonly #named = new Map<string, Draft[]>();
  readonly #parts;

  constructor(private readonly sitting: Sat, private readonly practice: Practice, known: Known) {
    this.#parts = ofType(known.notes, 'part');
  }

  turn(step: Step, key: string, answer: Answer, one: Becomes): void {
    if (one.rows === 'member') {
      const said = Object.entries(answer.rows).filter(([, words]) => words.trim() !== '').map(([row, words]) => [row, words.trim()] as const);
      if (said.length > 0) this.#conditions.push({ as: one.as ?? key, fields: Object.fromEntries(said), at_ms: answer.at_ms });
      return;
    }
    const { at_ms } = answer;
    if (one.rows === 'scope') {
      for (const [scope, value] of Object.entries(answer.rows)) this.add(one, { key, member: 'answer', value, at_ms, row: { scope } });
    } else if (one.rows === 'time') {
      for (const [time, value] of Object.entries(answer.values)) if (value !== null) this.add(one, { key, member: one.member!, value, at_ms, row: { time } });
    } else if (one.member === undefined) {
      this.add(one, { key, at_ms });
    } else {
      const value = taken(step, answer, one);
      if (value !== undefined) this.add(one, { key, member: one.member, value, at_ms });
    }
  }

  /** One draft for everyone it is about; what several steps say of one note comes together. */
  add(one: Noting, { key, member, value, at_ms, row = {} }: Said): void {
    for (const { of, about, all, ofDraft } of this.#whom(one)) {
      const own = ON_THEIR_OWN.includes(one.note) ? [member] : [];
      // Whom the sitting is about may be named later, so that names a note only where it tells several apart.
      const ends = one.note === 'relation' ? [of, about] : isTheSame(one) ? [] : [ofDraft ?? of];
      const full = [ONE.includes(one.note) ? 'the' : one.as ?? key, one.note, ...own, ...Object.values(row), ...ends].join('.');
      const draft = this.drafts.find((before) => before.key === full)
        ?? this.#begin({ key: full, note: one.note, of, about, all, fields: { ...one.with, ...row }, ofDraft, newest: one.on === 'newest', at_ms }, one.as);
      draft.at_ms = Math.max(draft.at_ms, at_ms);
      if (member === undefined) continue;
      const before = draft.fields[member];
      const isText = SHAPES[one.note].members[member] === 'text' && typeof before === 'string';
      draft.fields[member] = isText ? joined(before, String(value)) : value;
    }
  }

  /** A condition makes a yes a yes-if: it is what the yes was said under. */
  spread(): void {
    for (const { as, fields, at_ms } of this.#conditions) {
      for (const draft of this.#named.get(as) ?? []) {
        Object.assign(draft.fields, fields);
        if (draft.fields['answer'] === 'yes') draft.fields['answer'] = 'yes_if';
        draft.at_ms = Math.max(draft.at_ms, at_ms);
      }
    }
  }

  #begin(draft: Draft, as: string | undefined): Draft {
    this.drafts.push(draft);
    if (as !== undefined) this.#named.set(as, [...this.#named.get(as) ?? [], draft]);
    return draft;
  }

  #whom({ note, of, about }: Noting): Pick<Draft, 'of' | 'about' | 'all' | 'ofDraft'>[] {
    const nobody = { of: '', about: '', all: [], ofDraft: null };
    if (note === 'self_reading') return [{ ...nobody, of: this.#near() }];
    if (note === 'challenge') return [{ ...nobody, of: this.sitting.challenge }];
    const refs = of === undefined ? undefined : this.#named.get(of);
    if (refs) return refs.map((ref) => ({ ...nobody, ofDraft: ref.key }));
    const people = this.#people(of);
    if (note === 'agreement') return [{ ...nobody, all: people }];
    if (note === 'relation') return this.#pairs(of, about).map(([a, b]) => ({ ...nobody, of: a, about: b }));
    const other = this.#people(about)[0] ?? '';
    const found = people.map((id) => ({ ...nobody, of: id, about: other === id ? '' : other }));
    // A promise and a letter may be for someone nobody named.
    return found.length === 0 && (note === 'promise' || note === 'letter') ? [nobody] : found;
  }

  #pairs(of: string | undefined, about: string | undefined): [string, string][] {
    const [from, to] = [this.#people(of), this.#people(about)];
    if (of === about) return from.length === 2 ? [[from[0]!, from[1]!]] : [];
    return from.flatMap((a) => to.filter((b) => b !== a).map((b): [string, string] => [a, b]));
  }

  #people(ref: string | undefined): string[] {
    const { sitting, practice } = this;
    const ids = ref === undefined ? []
      : ref === 'subject' ? [subjectOf(sitting, practice)]
        : ref === 'other' ? [otherOf(sitting, practice)]
          : ref === 'challenge' ? [sitting.challenge] : whoIn(sitting, ref);
    return [...new Set(ids.filter((id) => id !== '').map((id) => standsFor(id, this.#parts)))];
  }

  /** Beside whom the person was: of a tender part that is worth noting. */
  #near(): string {
    const subject = standsFor(subjectOf(this.sitting, this.practice), this.#parts);
    const role = this.#parts.find(({ id }) => id === subject)?.role;
    return this.practice.subject === 'tender' || role === 'exile' ? subject : '';
  }
}

/** Whether it is about one and the same all along. */
function isTheSame({ note, of }: Noting): boolean {
  return !ON_THEIR_OWN.includes(note) && (of === undefined || THE_SAME.includes(of) || note === 'agreement');
}
