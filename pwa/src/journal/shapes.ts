/**
 * The shapes a member of `f` can have. A shape reads what is stored into something the app can use, and writes it
 * back. Reading never fails: what is absent or of a shape this version does not know reads as the absent value.
 * Shape alone decides how two devices merge (protocol 10.2): a set or map merges key by key, anything else is one
 * value, and the one that loses is kept as "also written" when it is text.
 */
import type { Value } from '../crypto/encoding';

/** An object of canonical JSON: `f`, or a map or set inside it. */
export type Members = { [key: string]: Value };

/** How the links of a record are found: a field that names one record, or a set of them. */
export type Link = 'one' | 'many';

export interface Shape<T> {
  read(value: Value | undefined): T;
  /** What is stored; undefined leaves the member out. `before`: what was; it stays in place of what is not of this
   *  shape, and members of a newer app stay inside it. */
  write(value: T, before?: Value): Value | undefined;
  link?: Link;
}

/** 0 to 10, or "can't tell"; null = not asked (never the same as 0). */
export type R10 = number | 'cant_tell' | null;
/** How far, in words; null = not asked. */
export type Degree = 'not_yet' | 'a_little' | 'some' | 'mostly' | 'a_great_deal' | 'cant_tell';
export const DEGREES: readonly Degree[] = ['not_yet', 'a_little', 'some', 'mostly', 'a_great_deal', 'cant_tell'];

const CANT_TELL = 'cant_tell';
const TOP = 10;

export function isMap(value: Value | undefined): value is Members {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A set as it is stored: a map id → 1. */
export function setOf(ids: readonly string[]): Members {
  return Object.fromEntries(ids.map((id) => [id, 1]));
}

function isR10(value: Value | undefined): value is number | 'cant_tell' {
  return value === CANT_TELL || (isWhole(value) && value >= 0 && value <= TOP);
}

function isWhole(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** Words of the person; '' = nothing written. */
export const text: Shape<string> = {
  read: (value) => (typeof value === 'string' ? value : ''),
  write: (value) => (value === '' ? undefined : value),
};

/** A name the app gave something: no words of a person. */
export const code: Shape<string> = { ...text };

/** A whole number; absent reads as 0. */
export const integer: Shape<number> = {
  read: (value) => (isWhole(value) ? value : 0),
  write: (value) => (isWhole(value) ? value : undefined),
};

/** A time in ms, or a day (days since 1970, as the calendar of the person said); null = none. */
export const moment: Shape<number | null> = {
  read: (value) => (isWhole(value) ? value : null),
  write: (value) => (value !== null && isWhole(value) ? value : undefined),
};

export const flag: Shape<boolean> = {
  read: (value) => value === 1,
  write: (value) => (value ? 1 : undefined),
};

export const r10: Shape<R10> = {
  read: (value) => (isR10(value) ? value : null),
  write: (value, before) => (value === null || isR10(value) ? value ?? undefined : before),
};

export const map: Shape<Members> = {
  read: (value) => (isMap(value) ? value : {}),
  write: (value) => (Object.keys(value).length > 0 ? value : undefined),
};

export const set: Shape<string[]> = {
  read: (value) => Object.keys(map.read(value)),
  write: (value) => (value.length > 0 ? setOf(value) : undefined),
};

/** The id of another record; '' = none. */
export const link: Shape<string> = { ...text, link: 'one' };
/** Ids of other records. */
export const links: Shape<string[]> = { ...set, link: 'many' };

/** A number in a range; `absent` stands in for anything else. */
export function between(low: number, high: number, absent: number): Shape<number> {
  return { read: (value) => (isWhole(value) && value >= low && value <= high ? value : absent), write: integer.write };
}

/** One of these words; `absent` stands in for anything else. */
export function oneOf<T extends string>(known: readonly T[], absent: T): Shape<T> {
  return {
    read: (value) => known.find((name) => name === value) ?? absent,
    write: (value, before) => (known.includes(value) ? value : before),
  };
}

/** One of these words, or null = not asked. */
export function maybe<T extends string>(known: readonly T[]): Shape<T | null> {
  return {
    read: (value) => known.find((name) => name === value) ?? null,
    write: (value, before) => (value === null || known.includes(value) ? value ?? undefined : before),
  };
}

/** Some of these words, as a set: two devices may both add, and words of a newer app stay. */
export function someOf<T extends string>(known: readonly T[]): Shape<T[]> {
  return {
    read: (value) => known.filter((name) => Object.hasOwn(map.read(value), name)),
    write: (value, before) => {
      const foreign = Object.keys(map.read(before)).filter((name) => !(known as readonly string[]).includes(name));
      return set.write([...foreign, ...value.filter((name) => known.includes(name))]);
    },
  };
}

export const degree: Shape<Degree | null> = maybe(DEGREES);

/** A map whose values all have one shape; keys are ids or names. */
export function mapOf<T>(inner: Shape<T>): Shape<Record<string, T>> {
  return {
    read: (value) => Object.fromEntries(Object.entries(map.read(value)).map(([key, one]) => [key, inner.read(one)])),
    write: (value, before) => map.write(present(Object.entries(value).map(([key, one]) => [key, inner.write(one, map.read(before)[key])]))),
  };
}

/** An object with these members; members of a newer app stay. */
export function group<T extends object>(shapes: { [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const each = Object.entries(shapes) as [keyof T & string, Shape<T[keyof T]>][];
  return {
    read: (value) => Object.fromEntries(each.map(([name, shape]) => [name, shape.read(map.read(value)[name])])) as T,
    write: (value, before) => ({
      ...Object.fromEntries(Object.entries(map.read(before)).filter(([name]) => !Object.hasOwn(shapes, name))),
      ...present(each.map(([name, shape]) => [name, shape.write(value[name], map.read(before)[name])])),
    }),
  };
}

/** Two whole numbers, one value: a place on the map. null = none. */
export const point: Shape<readonly [number, number] | null> = {
  read: (value) => (Array.isArray(value) && isWhole(value[0]) && isWhole(value[1]) ? [value[0], value[1]] : null),
  write: (value) => (value && value.every((one) => isWhole(one)) ? [...value] : undefined),
};

function present(members: [string, Value | undefined][]): Members {
  return Object.fromEntries(members.filter((pair): pair is [string, Value] => pair[1] !== undefined));
}
