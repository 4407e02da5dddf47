import { en } from './locales/en/index';

type Words = typeof en;
type Area = keyof Words & string;

/** `area.name` of every sentence there is. */
export type Key = { [A in Area]: `${A}.${keyof Words[A] & string}` }[Area];

export type Values = Record<string, string | number>;

/** One sentence, or its forms by plural category (`one`, `other`, …), chosen by the value `count`. */
type Entry = string | Record<string, string>;

const LANGUAGE = 'en-GB';
const tables: Record<string, Record<string, Entry>> = en;
const plurals = new Intl.PluralRules(LANGUAGE);
const always: Values = {};

/** Values every sentence may use without being handed them, such as `device` ("phone", "computer"). */
export function alwaysKnown(values: Values): void {
  Object.assign(always, values);
}

/**
 * The sentence for `key` in the person's language, with `{name}` replaced by `values.name`.
 * A sentence with plural forms needs `values.count`.
 */
export function t(key: Key, values: Values = {}): string {
  const dot = key.indexOf('.');
  const entry = tables[key.slice(0, dot)]?.[key.slice(dot + 1)];
  if (entry === undefined) throw new Error(`no words for ${key}`);
  const known: Values = { ...always, ...values };
  return formOf(entry, known).replace(/\{(\w+)\}/g, (_all, name: string) => String(known[name] ?? ''));
}

function formOf(entry: Entry, values: Values): string {
  if (typeof entry === 'string') return entry;
  return entry[plurals.select(Number(values['count']))] ?? entry['other'] ?? '';
}
