/**
 * What the journal keeps: for every record type the members of `f`, the shape of each and what stands in when one
 * is absent or has a shape this version does not know. Reading never fails and never drops anything: the record
 * itself keeps members it does not know (protocol 10.1); this is only the view the app works with.
 *
 * Maps and sets are keyed by stable ids, because shape alone decides how two devices merge (protocol 10.2).
 */
import type { Value } from '../crypto/encoding';

/** An object of canonical JSON: `f`, or a map or set inside it. */
export type Members = { [key: string]: Value };

export type Brings = 'problem' | 'wish' | 'hope';
export type Role =
  | 'manager' | 'firefighter' | 'protector_unsure' | 'exile' | 'helper' | 'self_like' | 'unsure' | 'own';

const BRINGS: readonly Brings[] = ['problem', 'wish', 'hope'];
export const ROLES: readonly Role[] = [
  'manager', 'firefighter', 'protector_unsure', 'exile', 'helper', 'self_like', 'unsure', 'own',
];

type Field<T> = (value: Value | undefined) => T;

const text: Field<string> = (value) => (typeof value === 'string' ? value : '');
const integer: Field<number> = (value) => (typeof value === 'number' ? value : 0);
const moment: Field<number | null> = (value) => (typeof value === 'number' ? value : null);
const map: Field<Members> = (value) => (isMap(value) ? value : {});
/** A set is a map id → 1. */
const set: Field<string[]> = (value) => Object.keys(map(value));
const between = (low: number, high: number, absent: number): Field<number> => (value) =>
  typeof value === 'number' && value >= low && value <= high ? value : absent;
const oneOf = <T extends string>(known: readonly T[], absent: T): Field<T> => (value) =>
  known.find((name) => name === value) ?? absent;

export const KINDS = {
  /** A page. `b`: its blocks, see entry.ts. `kind` is `free`; other kinds belong to newer apps. */
  entry: { kind: text, b: map, parts: set, made_ms: integer, binned_ms: moment },
  part: {
    name: text, role: oneOf(ROLES, 'protector_unsure'), roleWord: text, otherNames: text, age: text, job: text,
    fears: text, body: text, notes: text, emblem: map, made_ms: integer, binned_ms: moment,
  },
  challenge: { brings: oneOf(BRINGS, 'problem'), words: text, love: text, made_ms: integer },
  /** Singleton. `kit_*`: when the recovery code was made, and when two of its groups were typed back. */
  settings: { autolock_min: between(1, 1440, 5), kit_made_day: moment, kit_checked_day: moment },
  /** Singleton of the protocol: copies of the slot records (protocol 9.5). */
  keys: { slots: map },
  /** One per installation. */
  device: { name: text, session_id: text, added_day: integer, seen_day: integer },
} as const;

export type Type = keyof typeof KINDS;
export type Fields<T extends Type> = {
  [F in keyof (typeof KINDS)[T]]: (typeof KINDS)[T][F] extends Field<infer V> ? V : never;
};

/** The members of `f` of a record of this type, each in a usable shape. */
export function read<T extends Type>(type: T, f: Members): Fields<T> {
  const fields: Record<string, Field<unknown>> = KINDS[type];
  const view: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    view[name] = field(Object.hasOwn(f, name) ? f[name] : undefined);
  }
  return view as Fields<T>;
}

export function isType(type: string): type is Type {
  return Object.hasOwn(KINDS, type);
}

export function isMap(value: Value | undefined): value is Members {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A set as it is stored. */
export function setOf(ids: readonly string[]): Members {
  return Object.fromEntries(ids.map((id) => [id, 1]));
}
