/**
 * What the journal keeps: for every record type the members of `f` and the shape of each (shapes.ts). The record
 * itself keeps members it does not know (protocol 10.1); this is the view the app works with. Every type of the
 * journal's own also has `made_ms` and `binned_ms`.
 *
 * Merge rule: the shape (protocol 10.2). Upgrade: a member that changes its meaning gets a new name and the old one
 * is read as its stand-in, so records are never rewritten wholesale.
 */
import {
  between, code, degree, flag, group, integer, link, links, map, mapOf, maybe, moment, oneOf, point, r10, set, someOf, text,
  type Members, type Shape,
} from './shapes';
import {
  ACTIVATION, ANSWERS, AREAS, BRINGS, BURDENS, C8, CHALLENGE_STATES, CHANNELS, COMPANY, DECISIONS, ENTRY_KINDS, GOALS,
  HANDLED, KNOWS, LASTS, LEADS, LEFT_PLACE, NOTICED, OUTCOMES, P5, PROMISE_STATES, QUALITIES, RELATIONS, ROLES, SCOPES,
  SHARE, STILL, STILL_SO, TOWARD, WHERE_DONE,
} from './vocabulary';

export { isMap, setOf, type Members } from './shapes';
export { ROLES, type Brings, type Role } from './vocabulary';

/** How its emblem is drawn: one of eight patterns, and a 32-bit seed. */
const emblem = group({ pattern: between(0, 7, 0), seed: between(0, 2 ** 32 - 1, 0) });

const ofEach = <N extends string, T>(names: readonly N[], shape: Shape<T>): Record<N, Shape<T>> =>
  Object.fromEntries(names.map((name) => [name, shape])) as Record<N, Shape<T>>;

const own = { made_ms: integer, binned_ms: moment };
/** Where a record came from: a page, a check-in or a sitting; '' = noted by hand. `step`: which of its steps. */
const from = { from: link, step: code };

/** What was answered to one step of a practice (practices/answers.ts). Each is merged by itself. */
const answer = group({
  text, value: r10, word: code, some: set, rows: mapOf(text), values: mapOf(r10), who: set,
  /** Someone not known. */
  someone: flag,
  skipped: flag, at_ms: integer,
});

export const KINDS = {
  /** A page. `b`: its lines (entry.ts), `k`: strokes of a drawing (strokes.ts). */
  entry: {
    ...own, kind: oneOf(ENTRY_KINDS, 'free'), b: map, k: map, parts: links,
    /** A letter: to whom. `''` = somebody not named. */
    to: link,
    /** Kept for the next session. */
    star: flag,
    /** Sealed at; opens by itself on that day, or when asked for (null). */
    sealed_ms: moment, seal_day: moment,
    /** A moment: what was noticed, how strong, whom it belongs to when nobody is named, who led. */
    noticed: someOf(NOTICED), strength: r10, someone: flag, leads: maybe(LEADS),
    challenge: link, session: link, sitting: link,
  },
  part: {
    ...own, name: text, otherNames: text, role: oneOf(ROLES, 'protector_unsure'), roleWord: text, pronoun: text,
    age: text, look: text, body: text, channels: someOf(CHANNELS), job: text, hopes: text, fears: text, costs: text,
    triggers: text, rather: text, firstNoticed: text, notes: text, still: oneOf(STILL, 'active'), mergedInto: link,
    share: oneOf(SHARE, 'private'), emblem,
  },
  /** Something observed at a moment about a part, challenge, relation, concern or burden (`of`). Only ever added. */
  reading: {
    ...own, ...from, of: link, at_ms: integer, challenge: link,
    room: r10, charge: r10, trust: r10, trustTherapist: r10, trustGuide: r10, extremity: r10, space: r10, ease: r10, alignment: r10,
    vulnerability: r10, tension: r10, knows: maybe(KNOWS), toward: someOf(TOWARD), heard: degree, handled: maybe(HANDLED),
  },
  /** The same about Self and the whole system. Self is never a part. */
  self_reading: {
    ...own, ...from, at_ms: integer, challenge: link, near: link, c: group(ofEach(C8, maybe(['0', '1', '2', '3', '4']))),
    p: group(ofEach(P5, maybe(['0', '1', '2', '3', '4']))), leads: maybe(LEADS), balance: r10, exposed: r10, move: r10,
  },
  /** `a` → `b`: a looks after b, grew from b, ...; for a tug and for getting on the order says nothing. */
  relation: {
    ...own, ...from, kind: oneOf(RELATIONS, 'own'), a: link, b: link, word: text, ended_ms: moment,
    /** The person says it may be so. */
    unsure: flag,
  },
  burden: { ...own, ...from, holder: link, kind: oneOf(BURDENS, 'unknown'), words: text, image: text, origin: text },
  challenge: {
    ...own, brings: oneOf(BRINGS, 'problem'), words: text, love: text, area: maybe(AREAS), areaWord: text, parts: links,
    /** The goals the person is looking at; empty = none in particular. */
    focus: someOf(GOALS), state: oneOf(CHALLENGE_STATES, 'working'),
    /** No more suggestions here. */
    quiet: flag,
    /** The person says no tender part is in view. */
    noExile: flag,
  },
  /** At most a minute. `parts`: id, or `unsure` for someone not known → that it is around, how strong it is, how much
   *  room it takes. `nobody`: the person looked, and noticed no one. */
  checkin: {
    ...own, at_ms: integer, parts: mapOf(group({ here: flag, strength: r10, room: r10 })), nobody: flag, leads: maybe(LEADS), line: text,
    need: text,
  },
  /** A practice while it runs, and afterwards. `part`: whom it is about, `about`: the other of two, `parts`: who was
   *  there. `answers`: id of a step → what was said. `told`: what of it was noted elsewhere, and when it was said. */
  sitting: {
    ...own, practice: code, version: integer, company: maybe(COMPANY), challenge: link, part: link, about: link, parts: links,
    at_ms: integer, before: r10, midway: r10, after: r10, activation: maybe(ACTIVATION), answers: mapOf(answer),
    told: mapOf(integer), stopped: flag, closed: flag,
  },
  /** A practice of the person's own, or one they were given: the file as it was read (practices/schema.ts). */
  practice: { ...own, source: text },
  /** What a protector answered when it was asked. Only ever added: the newest of a scope is what holds. */
  permission: {
    ...own, ...from, part: link, about: link, scope: oneOf(SCOPES, 'show'), answer: oneOf(ANSWERS, 'not_asked'),
    near: text, time: text, company: text, stopWord: text, lasts: oneOf(LASTS, 'withdrawn'), until_day: moment, at_ms: integer,
  },
  /** How far it was heard is a reading of it. */
  concern: { ...own, ...from, part: link, about: link, words: text, help: text, at_ms: integer },
  witness: {
    ...own, ...from, part: link, seen: degree, heard: degree, understood: degree, showed: text, enough: flag,
    company: maybe(COMPANY), at_ms: integer,
  },
  release: {
    ...own, ...from, holder: link, burden: link, outcome: oneOf(OUTCOMES, 'not_now'), way: text, left: maybe(LEFT_PLACE),
    remains: text, invited: text, saw: links, where: maybe(WHERE_DONE), at_ms: integer,
  },
  /** `seen`: days it was seen in daily life, as text. */
  quality: { ...own, ...from, part: link, kind: oneOf(QUALITIES, 'capacity'), words: text, seen: set, at_ms: integer },
  /** `visits`: id → how it was. `stillSo`: asked once, after four weeks. */
  follow_up: {
    ...own, ...from, release: link, part: link, start_day: integer, days: between(1, 366, 28), next_day: moment, stillSo: maybe(STILL_SO),
    visits: mapOf(group({
      at_ms: integer, how: text, back: text, busy: text, wants: text, same: maybe(['lighter', 'same', 'heavier'] as const),
    })),
  },
  role_change: {
    ...own, ...from, part: link, before: text, after: text, fromRole: maybe(ROLES), toRole: maybe(ROLES), degree, helped: maybe(['yes', 'no'] as const),
    stillSo: maybe(STILL_SO), at_ms: integer,
  },
  promise: {
    ...own, ...from, part: link, words: text, due_day: moment, state: oneOf(PROMISE_STATES, 'open'), after: text, state_ms: moment,
  },
  agreement: { ...own, ...from, parts: links, challenge: link, words: text, review_day: moment, kept: maybe(['yes', 'partly', 'no'] as const), at_ms: integer },
  session: {
    ...own, at_ms: moment, who: text, intention: text, items: links, keep: text, agreed: text, homework: text,
  },
  /** What the person decided when a goal was suggested, or chose unasked. `reasons`: ids of the records behind it. */
  decision: {
    ...own, challenge: link, at_ms: integer, suggested: maybe(GOALS), chosen: someOf(GOALS), answer: oneOf(DECISIONS, 'chosen'),
    reasons: links, note: text,
  },
  support: { ...own, name: text, how: text, words: text },
  /** Singleton: where the parts stand on the map, in thousandths of its width and height. */
  map: { at: mapOf(point) },
  /** Singleton. `kit_*`: when the recovery code was made, and when two of its groups were typed back. */
  settings: {
    autolock_min: between(1, 1440, 5), kit_made_day: moment, kit_checked_day: moment,
    /** The challenge that Today and reminders follow; '' = none chosen. */
    pinned: link,
    /** Words the person uses: name of a term → word. */
    words: mapOf(text),
    protectorFirst: flag, country: text, grounding: set,
  },
  /** Singleton of the protocol: copies of the slot records (protocol 9.5). */
  keys: { slots: map },
  /** One per installation. */
  device: { name: text, session_id: text, added_day: integer, seen_day: integer },
} as const;

export type Type = keyof typeof KINDS;
export type Fields<T extends Type> = {
  [F in keyof (typeof KINDS)[T]]: (typeof KINDS)[T][F] extends Shape<infer V> ? V : never;
};

/** Types that belong to the app and the protocol; everything else is what a person noted. */
const APP = ['entry', 'map', 'settings', 'keys', 'device'] as const;
export type NoteType = Exclude<Type, (typeof APP)[number]>;

export function isNote(type: string): type is NoteType {
  return isType(type) && !(APP as readonly string[]).includes(type);
}

/** The members of `f` of a record of this type, each in a usable shape. */
export function read<T extends Type>(type: T, f: Members): Fields<T> {
  const view: Record<string, unknown> = {};
  for (const [name, shape] of shapesOf(type)) view[name] = shape.read(Object.hasOwn(f, name) ? f[name] : undefined);
  return view as Fields<T>;
}

/** `f` with the given members set. One that is empty is left out; one not of its shape, or unknown, is not taken. */
export function changed<T extends Type>(type: T, f: Members, fields: Partial<Fields<T>>): Members {
  const next: Members = { ...f };
  const known = new Map(shapesOf(type));
  for (const [name, value] of Object.entries(fields)) {
    const shape = known.get(name);
    if (!shape || value === undefined) continue;
    const stored = shape.write(value, f[name]);
    if (stored === undefined) delete next[name];
    else next[name] = stored;
  }
  return next;
}

/** The ids this record names, whatever for. */
export function linksOf(type: Type, f: Members): string[] {
  const ids: string[] = [];
  for (const [name, shape] of linking(type)) {
    if (shape.link === 'one') ids.push(String(shape.read(f[name])));
    else ids.push(...shape.read(f[name]) as string[]);
  }
  if (type === 'checkin') ids.push(...Object.keys(map.read(f['parts'])));
  if (type === 'sitting') ids.push(...Object.values(map.read(f['answers'])).flatMap((one) => Object.keys(map.read(map.read(one)['who']))));
  return ids.filter((id) => id !== '');
}

/** The members of a type that name other records, worked out once: a page of a part looks through thousands. */
const LINKING = new Map<Type, [string, Shape<unknown>][]>();

function linking(type: Type): [string, Shape<unknown>][] {
  const known = LINKING.get(type) ?? shapesOf(type).filter(([, shape]) => shape.link !== undefined);
  LINKING.set(type, known);
  return known;
}

export function isType(type: string): type is Type {
  return Object.hasOwn(KINDS, type);
}

const SHAPES = new Map(Object.entries(KINDS).map(([type, shapes]) => [type, Object.entries(shapes) as [string, Shape<unknown>][]]));

function shapesOf(type: Type): [string, Shape<unknown>][] {
  return SHAPES.get(type)!;
}

/** Whether a member holds words of the person. Of everything else, what lost a merge says nothing to anyone. */
export function isWords(type: Type, name: string): boolean {
  return (KINDS[type] as Record<string, unknown>)[name] === text;
}
