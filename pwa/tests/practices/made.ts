import { changed, read, type Fields, type Members, type NoteType } from '../../src/journal/kinds';
import { NOTHING_SAID, type Answer, type Given } from '../../src/practices/answers';
import { CLOSING_PRACTICE, practiceById } from '../../src/practices/bundled';
import { CANT_TELL, choicesOf, type Practice, type Step } from '../../src/practices/practice';
import type { Kept, Known, Plan } from '../../src/practices/plan';
import { begin, say, wayOf, type About, type Place, type Sitting } from '../../src/practices/sitting';

export const NOW_MS = Date.UTC(2026, 10, 23, 8);
export const TODAY = Math.floor(NOW_MS / 86_400_000);
export const ago = (days: number): number => NOW_MS - days * 86_400_000;

export function practice(id: string): Practice {
  return practiceById(id)!;
}

/** A note with nothing in it but what is given. */
export function kept<T extends NoteType>(type: T, id: string, fields: Partial<Fields<T>> = {}): Kept<T> {
  return { ...read(type, changed(type, { made_ms: NOW_MS }, fields)), type, id } as unknown as Kept<T>;
}

export const PLEASER = kept('part', 'pleaser', { name: 'The Pleaser', role: 'manager' });
export const SMALL = kept('part', 'small', { name: 'The small one', role: 'exile' });
export const CRITIC = kept('part', 'critic', { name: 'The Critic', role: 'protector_unsure' });
export const CHALLENGE = kept('challenge', 'no', { words: 'I say yes to everybody.', parts: ['pleaser'], made_ms: ago(90) });
export const EVERYBODY: readonly Kept[] = [PLEASER, SMALL, CRITIC, CHALLENGE];

/** Whom a practice is about, in the journal of these tests. */
export function aboutOf({ subject }: Practice): About {
  const part = { protector: 'pleaser', part: 'pleaser', tender: 'small', two: 'pleaser', challenge: '', none: '' }[subject];
  return { part, about: subject === 'two' ? 'critic' : '', challenge: 'no' };
}

/** Something to say to a step, whatever it asks; `words` tell the steps apart. */
export function something({ id, ask, subject }: Step, words = `about ${id}`): Given {
  switch (ask.kind) {
    case 'text': return { text: words };
    case 'texts': return { rows: Object.fromEntries(ask.rows.map((row) => [row.id, `${row.id} ${words}`])) };
    case 'degree': return { value: 6 };
    case 'degrees': return { values: Object.fromEntries(ask.rows.map((row, i) => [row.id, 8 - i])) };
    case 'degree_words': return { word: 'a_little' };
    case 'one': return { word: choicesOf(ask.choices).findLast((one) => one !== CANT_TELL && one !== 'let_go')!, ...(ask.line !== undefined && { text: words }) };
    case 'some': return { some: choicesOf(ask.choices).slice(-2), ...(ask.line !== undefined && { text: words }) };
    case 'each': return { rows: Object.fromEntries(ask.rows.map((row) => [row.id, 'yes'])) };
    case 'who': return { who: whoFor(ask.adds, ask.many, subject), ...(ask.line !== undefined && { text: words }) };
    case 'yes_no': return { word: 'yes' };
    case 'stay': return {};
  }
}

function whoFor(adds: string, many: boolean, subject: boolean): string[] {
  if (adds === 'exile') return ['small'];
  return many ? ['critic', 'pleaser'] : [subject ? 'pleaser' : 'critic'];
}

/** What is said at any place of the way. */
export function said(place: Place): Given {
  if (place.step) return something(place.step);
  switch (place.kind) {
    case 'before': case 'midway': case 'after': return { value: 7, word: 'okay' };
    case 'here': return { who: ['pleaser'], word: 'self' };
    case 'company': return { word: 'therapist' };
    case 'trust': return { value: 6 };
    default: return { text: 'thank you' };
  }
}

/** A sitting in which something was said at the first so many places. */
export function sat(one: Practice, places = Infinity, about: About = aboutOf(one)): Sitting & { id: string } {
  const way = wayOf(one, CLOSING_PRACTICE);
  const sitting = way.slice(0, places).reduce<Sitting>((before, place, i) => say(before, place, said(place), NOW_MS + 1000 * (i + 1)), begin(one, about, NOW_MS));
  return { ...sitting, id: 'sitting' };
}

export function answer(given: Partial<Answer>): Answer {
  return { ...NOTHING_SAID, at_ms: NOW_MS, ...given };
}

export function known(notes: readonly Kept[] = EVERYBODY, more: Partial<Known> = {}): Known {
  return { notes, hasLetter: false, day: TODAY, ...more };
}

/** The journal after a plan was carried out, by the registry itself: what it does not take is lost here too. */
export function noted(before: Known, sitting: Sitting & { id: string }, { notes, sitting: set }: Plan): { known: Known; sitting: Sitting & { id: string } } {
  let journal = [...before.notes];
  let hasLetter = before.hasLetter;
  const ids = new Map<string, string>();
  for (const one of notes) {
    if (one.type === 'entry') {
      hasLetter = true;
      continue;
    }
    const id = one.id ?? `new-${one.key}`;
    ids.set(one.key, id);
    const links = Object.fromEntries(Object.entries(one.links).map(([member, key]) => [member, ids.get(key)!]));
    const old = journal.find((note) => note.id === id);
    const f: Members = old ? changed(one.type, {}, old as never) : { made_ms: NOW_MS };
    const note = { ...read(one.type, changed(one.type, f, { ...one.fields, ...links } as never)), type: one.type, id } as unknown as Kept;
    journal = old ? journal.map((each) => (each.id === id ? note : each)) : [...journal, note];
  }
  return { known: { ...before, notes: journal, hasLetter }, sitting: { ...sitting, ...set } };
}
