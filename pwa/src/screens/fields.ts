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

/** After a merge: a member changed since the save keeps what was said, the others show what stands. */
export function rebaseFields<F extends object>(sent: F, current: F, stands: F): F {
  const names = Object.keys(current) as (keyof F)[];
  return Object.fromEntries(names.map((name) => [name, same(current[name], sent[name]) ? stands[name] : current[name]])) as F;
}
