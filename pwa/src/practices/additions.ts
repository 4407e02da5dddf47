/** What a sitting adds to records that are there already: words below the words, someone beside the others. */
import type { Fields } from '../journal/kinds';
import { standsFor } from '../journal/people';
import type { Draft, Sat } from './drafts';
import { ofType, type Kept, type Known, type Planned, type PlannedOf } from './plan';
import { joined } from './take';

/** Names and ages stand beside each other, everything else below. */
const BESIDE: readonly string[] = ['otherNames', 'pronoun', 'age', 'firstNoticed'];

/** Null while there is nothing to add to: it may come back. */
export function addedTo(draft: Draft, sitting: Sat, known: Known): Planned[] | null {
  switch (draft.note) {
    case 'part': return toPart(draft, known);
    case 'challenge': return toChallenge(draft, known);
    case 'release': return toRelease(draft, known);
    case 'visit': return visit(draft, sitting, known);
    default: return null;
  }
}

function toPart({ key, of, fields }: Draft, { notes }: Known): Planned[] | null {
  const part = ofType(notes, 'part').find(({ id, binned_ms }) => id === of && binned_ms === null);
  if (!part) return null;
  const changes = Object.entries(fields).flatMap(([name, value]) => {
    const before = part[name as keyof Fields<'part'>];
    const after = Array.isArray(value) ? union(before as readonly string[], value as string[]) : joined(String(before), String(value), BESIDE.includes(name) ? ', ' : '\n');
    return after === before ? [] : [[name, after] as const];
  });
  return changes.length > 0 ? [{ key, type: 'part', id: of, fields: Object.fromEntries(changes), links: {} }] : [];
}

function toChallenge({ key, of, fields }: Draft, { notes }: Known): Planned[] | null {
  const challenge = ofType(notes, 'challenge').find(({ id, binned_ms }) => id === of && binned_ms === null);
  if (!challenge) return null;
  const parts = ofType(notes, 'part');
  const fresh = (fields['parts'] as string[] | undefined)?.filter((id) => !challenge.parts.some((one) => standsFor(one, parts) === standsFor(id, parts))) ?? [];
  const love = typeof fields['love'] === 'string' ? joined(challenge.love, fields['love']) : challenge.love;
  const state = (fields['state'] as Fields<'challenge'>['state'] | undefined) ?? challenge.state;
  const changes: Partial<Fields<'challenge'>> = {
    ...(fresh.length > 0 && { parts: [...challenge.parts, ...fresh] }), ...(love !== challenge.love && { love }), ...(state !== challenge.state && { state }),
  };
  return Object.keys(changes).length > 0 ? [{ key, type: 'challenge', id: of, fields: changes, links: {} }] : [];
}

/** Who saw it, added to the newest release of this one. */
function toRelease({ key, of, fields }: Draft, { notes }: Known): Planned[] | null {
  const parts = ofType(notes, 'part');
  const newest = newestOf(ofType(notes, 'release').filter(({ holder, binned_ms }) => binned_ms === null && standsFor(holder, parts) === of));
  if (!newest) return null;
  const saw = union(newest.saw, (fields['saw'] as string[] | undefined) ?? []);
  return saw === newest.saw ? [] : [{ key, type: 'release', id: newest.id, fields: { saw: [...saw] }, links: {} }];
}

/** A visit is noted with the short visits that go on, or begins them. Its name is the sitting's. */
function visit({ key, of, fields, at_ms }: Draft, sitting: Sat, known: Known): Planned[] | null {
  const { next_day: days, ...said } = fields;
  const follow = followUpOf(of, known);
  const before = follow?.visits[sitting.id] ?? NO_VISIT;
  const texts = Object.fromEntries((['how', 'back', 'busy', 'wants'] as const).map((name) => [name, typeof said[name] === 'string' ? joined(before[name], said[name]) : before[name]]));
  const now = { ...before, ...texts, ...(said['same'] !== undefined && { same: said['same'] as typeof before.same }), at_ms: before.at_ms || at_ms };
  const next = typeof days === 'number' ? { next_day: known.day + days } : {};
  const changes: Partial<Fields<'follow_up'>> = { ...(Object.keys(said).length > 0 && { visits: { ...follow?.visits, [sitting.id]: now } }), ...next };
  const begun: Partial<Fields<'follow_up'>> = follow ? {} : { part: of, start_day: known.day, from: sitting.id, step: key };
  const made: PlannedOf<'follow_up'> = { key, type: 'follow_up', id: follow?.id ?? null, fields: { ...begun, ...changes }, links: {} };
  return [made];
}

const NO_VISIT: Fields<'follow_up'>['visits'][string] = { at_ms: 0, how: '', back: '', busy: '', wants: '', same: null };

/** The short visits to this one, the latest begun. */
export function followUpOf(part: string, { notes }: Pick<Known, 'notes'>): Kept<'follow_up'> | undefined {
  const parts = ofType(notes, 'part');
  const holders = new Map(ofType(notes, 'release').map(({ id, holder }) => [id, holder]));
  const here = ofType(notes, 'follow_up').filter((one) => one.binned_ms === null && standsFor(one.part || holders.get(one.release) || '', parts) === part);
  return here.sort((x, y) => y.start_day - x.start_day || (x.id < y.id ? -1 : 1))[0];
}

function newestOf<N extends { id: string; at_ms: number; made_ms: number }>(notes: readonly N[]): N | undefined {
  return [...notes].sort((x, y) => (y.at_ms || y.made_ms) - (x.at_ms || x.made_ms) || (x.id < y.id ? -1 : 1))[0];
}

/** The same list when nothing is new. */
function union(before: readonly string[], more: readonly string[]): readonly string[] {
  return more.every((one) => before.includes(one)) ? before : [...new Set([...before, ...more])];
}
