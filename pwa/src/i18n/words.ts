import { first } from './locales/en/first';
import type { en } from './locales/en/index';

type Words = typeof en;
type Area = keyof Words & string;

/** `area.name` of every sentence there is. */
export type Key = { [A in Area]: `${A}.${keyof Words[A] & string}` }[Area];

export type Values = Record<string, string | number>;

/** One sentence, or its forms by plural category (`one`, `other`, …), chosen by the value `count`. */
type Entry = string | Record<string, string>;

const LANGUAGE = 'en-GB';
let tables: Record<string, Record<string, Entry>> = first;
const plurals = new Intl.PluralRules(LANGUAGE);
const always: Values = {};

let coming: Promise<void> | null = null;

/** Resolves when every sentence is there; the first ones always are. What could not be fetched is asked for again. */
export function allWords(): Promise<void> {
  coming ??= import('./locales/en/index').then((all) => { tables = all.en; }, (error: unknown) => {
    coming = null;
    throw error;
  });
  return coming;
}

/** A person's own word for one of our terms, where they have one. */
let ownWord: (term: string) => string | undefined = () => undefined;

/** From now on terms are said in the person's words. The function may be asked while a screen is drawn. */
export function speakWith(own: typeof ownWord): void {
  ownWord = own;
}

/** Values every sentence may use without being handed them, such as `device` ("phone", "computer"). */
export function alwaysKnown(values: Values): void {
  Object.assign(always, values);
}

/**
 * The sentence for `key` in the person's language, with `{name}` replaced by `values.name`. Terms of `words.term_…`
 * need no value: `{part}`, at the beginning of a sentence `{Part}`, with an article `{a_part}`.
 * A sentence with plural forms needs `values.count`.
 */
export function t(key: Key, values: Values = {}): string {
  return say(key, values, ownWord);
}

/** The same without any word of the person's own: for what others may see, such as the title of the window. */
export function inOurWords(key: Key): string {
  return say(key, {}, () => undefined);
}

/** One of our terms in the person's words: `part`, `Parts`, `a_tug`. Undefined when there is none of that name. */
export function term(name: string): string | undefined {
  return termOf(name, ownWord);
}

function say(key: Key, values: Values, own: typeof ownWord): string {
  const dot = key.indexOf('.');
  const entry = tables[key.slice(0, dot)]?.[key.slice(dot + 1)];
  if (entry === undefined) throw new Error(`no words for ${key}`);
  const known: Values = { ...always, ...values };
  return formOf(entry, known).replace(/\{(\w+)\}/g, (_all, name: string) => said(known[name]) ?? termOf(name, own) ?? '');
}

/** A value as it stands in a sentence. */
function said(value: string | number | undefined): string | undefined {
  return typeof value === 'string' ? apart(value) : value?.toString();
}

function formOf(entry: Entry, values: Values): string {
  if (typeof entry === 'string') return entry;
  return entry[plurals.select(Number(values['count']))] ?? entry['other'] ?? '';
}

function termOf(name: string, own: typeof ownWord): string | undefined {
  const small = name.charAt(0).toLowerCase() + name.slice(1);
  const term = small.replace(/^a_/, '');
  const ours = tables['words']?.[`term_${term}`];
  if (typeof ours !== 'string') return undefined;
  const word = apart(own(term) || ours);
  const said = term === small ? word : `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
  return small === name ? said : said.charAt(0).toLocaleUpperCase(LANGUAGE) + said.slice(1);
}

/** Words written from right to left keep to themselves inside a sentence that isn't. */
function apart(word: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(word) ? `\u2068${word}\u2069` : word;
}
