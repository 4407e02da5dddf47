/** Comparing and rebasing the members of a note; values are plain data. */

/** What is the same object on both sides is not looked into: a drawing of a thousand strokes changes in one of them. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function sameFields<F extends object>(a: F, b: F): boolean {
  return (Object.keys(a) as (keyof F)[]).every((name) => same(a[name], b[name]));
}

/** What has to be stored: the members that differ. */
export function sendable<F extends object>(fields: F, stored: F): Partial<F> {
  const names = (Object.keys(fields) as (keyof F)[]).filter((name) => !same(fields[name], stored[name]));
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Partial<F>;
}

/**
 * After a merge: what was changed since the save keeps what was said, everything else shows what stands. A set or a map
 * comes together key by key, as in a merge (protocol 10.2), or the next save would take out what was added elsewhere.
 */
export function rebaseFields<F extends object>(sent: F, current: F, stands: F): F {
  const names = Object.keys(current) as (keyof F)[];
  return Object.fromEntries(names.map((name) => [name, rebased(sent[name], current[name], stands[name])])) as F;
}

function rebased<V>(sent: V, current: V, stands: V): V {
  if (same(current, sent)) return stands;
  if (isSet(sent) && isSet(current) && isSet(stands)) return rebaseSet(sent, current, stands) as V;
  return isMap(sent) && isMap(current) && isMap(stands) ? rebaseMap(sent, current, stands) as V : current;
}

/** A set after a merge: what was put in or taken out since the save is done again. */
export function rebaseSet<T extends string>(sent: readonly T[], current: readonly T[], stands: readonly T[]): T[] {
  const off = new Set(sent.filter((one) => !current.includes(one)));
  const on = current.filter((one) => !sent.includes(one) && !stands.includes(one));
  return [...stands.filter((one) => !off.has(one)), ...on];
}

/** The same for a map, key by key. */
export function rebaseMap<V>(sent: Readonly<Record<string, V>>, current: Readonly<Record<string, V>>, stands: Readonly<Record<string, V>>): Record<string, V> {
  const kept = Object.entries(stands).filter(([key]) => !Object.hasOwn(sent, key) || Object.hasOwn(current, key));
  const changed = Object.entries(current).filter(([key, value]) => !Object.hasOwn(sent, key) || !same(value, sent[key]));
  return Object.fromEntries([...kept, ...changed.map(([key, value]) => [key, rebasedAt(key, value)] as const)]);

  function rebasedAt(key: string, value: V): V {
    return Object.hasOwn(sent, key) && Object.hasOwn(stands, key) ? rebased(sent[key]!, value, stands[key]!) : value;
  }
}

function isSet(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}
