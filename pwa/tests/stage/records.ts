import fc from 'fast-check';
import { KINDS, type Fields } from '../../src/journal/kinds';
import {
  ANSWERS, C8, DECISIONS, GOALS, HANDLED, KNOWS, LASTS, LEADS, OUTCOMES, P5, RELATIONS, ROLES, SCOPES, TOWARD,
} from '../../src/journal/vocabulary';
import { DEGREES } from '../../src/journal/shapes';
import { DAY_MS, STAGE_TYPES, type Challenge, type Records, type Seen, type StageType } from '../../src/stage/records';

export const NOW_MS = Date.UTC(2026, 10, 23, 8);
export const TODAY = Math.floor(NOW_MS / DAY_MS);
export const NOW = { now_ms: NOW_MS, today: TODAY };
export const ago = (days: number): number => NOW_MS - days * DAY_MS;

type Made<T extends StageType | 'challenge'> = Partial<Fields<T>> & { edited_ms?: number };

/** A record with nothing in it but what is given; noted today unless said otherwise. */
export function seen<T extends StageType | 'challenge'>(type: T, id: string, fields: Made<T> = {}): Seen<T> {
  const nothing = Object.fromEntries(Object.entries(KINDS[type]).map(([name, shape]) => [name, shape.read(undefined)]));
  const made_ms = (fields as { at_ms?: number }).at_ms ?? NOW_MS;
  return { ...nothing, made_ms, edited_ms: made_ms, id, ...fields } as unknown as Seen<T>;
}

export function challenge(fields: Made<'challenge'> = {}): Challenge {
  return seen('challenge', 'c', { words: 'I say yes to everybody.', love: 'say a kind no', parts: ['p'], ...fields });
}

export function records(some: Partial<Records> = {}): Records {
  return { ...Object.fromEntries(STAGE_TYPES.map((type) => [type, []])), moment: [], ...some } as unknown as Records;
}

/** The Pleaser, who guards the small one. */
export const PLEASER = seen('part', 'p', { name: 'The Pleaser', role: 'manager' });
export const SMALL = seen('part', 'x', { name: 'The small one', role: 'exile' });
export const GUARDS = seen('relation', 'guards', { kind: 'protects', a: 'p', b: 'x' });
export const TWO: Partial<Records> = { part: [PLEASER, SMALL], relation: [GUARDS] };

/** One more record, of whatever type. */
export interface Noted { type: StageType | 'moment'; record: { id: string } }

export function add(to: Records, noted: readonly Noted[]): Records {
  const next: Record<string, unknown[]> = Object.fromEntries(Object.entries(to).map(([type, all]) => [type, [...all]]));
  for (const { type, record } of noted) next[type]!.push(record);
  return next as unknown as Records;
}

const PARTS = ['p', 'q', 'x', 'y', 'h', 'gone'] as const;
const part = fc.constantFrom(...PARTS);
const parts = fc.uniqueArray(part, { maxLength: 3 });
const at = fc.integer({ min: -200, max: 400 }).map(ago);
const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('cant_tell' as const)), { nil: null });
const degree = fc.option(fc.constantFrom(...DEGREES), { nil: null });
const words = fc.constantFrom('', ' ', 'something');
const from = fc.constantFrom('', 's1', 's2');
const about = fc.constantFrom('', 'c', 'other');
const one = <T>(list: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...list), { nil: null });

const FIELDS: { [T in Exclude<StageType, 'part'>]: fc.Arbitrary<Made<T>> } = {
  relation: fc.record({ kind: fc.constantFrom(...RELATIONS), a: part, b: part, ended_ms: fc.option(at, { nil: null }), made_ms: at }),
  reading: fc.record({
    of: fc.oneof(part, fc.constantFrom('c', 'relation0', 'relation1', 'concern0', 'concern1')), from, at_ms: at, challenge: about,
    trust: value, extremity: value, space: value, ease: value, alignment: value, vulnerability: value, tension: value, charge: value,
    knows: one(KNOWS), toward: fc.uniqueArray(fc.constantFrom(...TOWARD), { maxLength: 2 }), heard: degree, handled: one(HANDLED),
  }),
  self_reading: fc.record({
    at_ms: at, challenge: about, near: fc.oneof(part, fc.constant('')), leads: one(LEADS), move: value,
    c: fc.constant(Object.fromEntries(C8.map((name) => [name, null])) as Fields<'self_reading'>['c']),
    p: fc.constantFrom(...(['0', null] as const)).map((said) => Object.fromEntries(P5.map((name) => [name, said])) as Fields<'self_reading'>['p']),
  }),
  checkin: fc.record({
    at_ms: at, leads: one(LEADS), parts: parts.map((ids) => Object.fromEntries(ids.map((id) => [id, { here: true, strength: null, room: null }]))),
  }),
  sitting: fc.record({ at_ms: at, part: fc.oneof(part, fc.constant('')), challenge: about, before: value, midway: value, after: value, company: one(['alone', 'therapist'] as const), activation: one(['okay', 'too_little'] as const) }),
  permission: fc.record({ part, about: fc.oneof(part, fc.constant('')), scope: fc.constantFrom(...SCOPES), answer: fc.constantFrom(...ANSWERS), lasts: fc.constantFrom(...LASTS), until_day: fc.option(fc.integer({ min: 0, max: 30_000 }), { nil: null }), at_ms: at }),
  concern: fc.record({ part, about: fc.oneof(part, fc.constant('')), words, at_ms: at }),
  burden: fc.record({ holder: part, words, made_ms: at }),
  witness: fc.record({ part, seen: degree, heard: degree, understood: degree, company: one(['alone', 'trusted'] as const), at_ms: at }),
  release: fc.record({ holder: part, outcome: fc.constantFrom(...OUTCOMES), saw: parts, at_ms: at }),
  quality: fc.record({ part, words, at_ms: at }),
  follow_up: fc.record({
    release: fc.constantFrom('', 'release0', 'release1'), part: fc.oneof(part, fc.constant('')), start_day: fc.integer({ min: TODAY - 60, max: TODAY + 60 }), days: fc.integer({ min: 1, max: 366 }),
    visits: fc.array(at, { maxLength: 2 }).map((times) => Object.fromEntries(times.map((at_ms, i) => [`v${i}`, { at_ms, how: '', back: '', busy: '', wants: '', same: null }]))),
  }),
  role_change: fc.record({ part, fromRole: one(ROLES), toRole: one(ROLES), degree, after: words, at_ms: at }),
  promise: fc.record({ part, due_day: fc.option(fc.integer({ min: 0, max: 30_000 }), { nil: null }), made_ms: at }),
  agreement: fc.record({ parts, challenge: about, kept: one(['yes', 'partly', 'no'] as const), at_ms: at }),
  decision: fc.record({ challenge: about, at_ms: at, suggested: one(GOALS), chosen: fc.uniqueArray(fc.constantFrom(...GOALS)), answer: fc.constantFrom(...DECISIONS) }),
};

const moment = fc.record({ at_ms: at, parts, challenge: about, led: fc.boolean() });

/** Records that name parts which may or may not be there; each with an id of its own. */
export const noted: fc.Arbitrary<Noted[]> = fc.array(
  fc.oneof(
    ...Object.entries(FIELDS).map(([type, fields]) => (fields as fc.Arbitrary<Made<StageType>>).map((said) => ({ type: type as StageType, said }))),
    moment.map((said) => ({ type: 'moment' as const, said })),
  ),
  { maxLength: 40 },
).map((all) => all.map(({ type, said }, i) => {
  const id = `${type}${i % 2 === 0 ? i / 2 : `b${i}`}`;
  return { type, record: type === 'moment' ? { id, ...said } as { id: string } : seen(type, id, said as Made<StageType>) };
}));

/** Five people, with whatever roles, some of them merged into others. */
export const people: fc.Arbitrary<Seen<'part'>[]> = fc.tuple(...PARTS.slice(0, 5).map((id) => fc.record({
  role: fc.constantFrom(...ROLES), job: words, fears: words, rather: words, mergedInto: fc.constantFrom('', '', '', 'p', 'x', 'q'), made_ms: at,
}).map((fields) => seen('part', id, fields))));

export const anyChallenge: fc.Arbitrary<Challenge> = fc.record({
  parts: fc.uniqueArray(part), noExile: fc.boolean(), love: words, focus: fc.uniqueArray(fc.constantFrom(...GOALS), { maxLength: 2 }),
}).map(challenge);
