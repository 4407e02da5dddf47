/** JSON that remembers on which line each value stands, so that a person can be told where their file went wrong. */
import { PracticeError } from './trouble';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Placed {
  value: Json;
  /** The line of the value at a place such as `steps[2].say`; null when there is none. */
  lineOf(place: string): number | null;
}

/** So deep no practice goes. */
const DEEPEST = 12;
const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Throws PracticeError `not_json`, `too_deep`, and `twice` where a member is there two times. */
export function parse(text: string): Placed {
  const reader = new Reader(text);
  return { value: reader.all(), lineOf: (place) => reader.lines.get(place) ?? null };
}

class Reader {
  readonly lines = new Map<string, number>();
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(private readonly text: string) {}

  all(): Json {
    const value = this.#value('', 0);
    if (this.#at < this.text.length) throw this.#error('not_json', '');
    return value;
  }

  #value(place: string, depth: number): Json {
    this.#take(SPACE);
    this.lines.set(place, this.#lineHere());
    if (depth > DEEPEST) throw this.#error('too_deep', place);
    const sign = this.text[this.#at];
    const value = sign === '{' ? this.#object(place, depth) : sign === '[' ? this.#array(place, depth) : this.#plain(place);
    this.#take(SPACE);
    return value;
  }

  #object(place: string, depth: number): Json {
    const members = new Map<string, Json>();
    this.#at++;
    for (let next = this.#first('}'); next; next = this.#more('}', place)) {
      this.#take(SPACE);
      const name = this.#text(place);
      const inner = place === '' ? name : `${place}.${name}`;
      this.#take(SPACE);
      if (!this.#sign(':')) throw this.#error('not_json', place);
      if (members.has(name)) throw this.#error('twice', inner);
      members.set(name, this.#value(inner, depth + 1));
    }
    return Object.fromEntries(members);
  }

  #array(place: string, depth: number): Json {
    const items: Json[] = [];
    this.#at++;
    for (let next = this.#first(']'); next; next = this.#more(']', place)) items.push(this.#value(`${place}[${items.length}]`, depth + 1));
    return items;
  }

  #plain(place: string): Json {
    if (this.text[this.#at] === '"') return this.#text(place);
    const word = this.#take(NUMBER) || this.#take(WORD);
    if (word === '') throw this.#error('not_json', place);
    return JSON.parse(word) as Json;
  }

  #text(place: string): string {
    const found = this.#take(TEXT);
    if (found === '') throw this.#error('not_json', place);
    return JSON.parse(found) as string;
  }

  /** Whether something comes before the end. */
  #first(end: string): boolean {
    this.#take(SPACE);
    return !this.#sign(end);
  }

  #more(end: string, place: string): boolean {
    if (this.#sign(',')) return true;
    if (this.#sign(end)) return false;
    throw this.#error('not_json', place);
  }

  #sign(sign: string): boolean {
    const isHere = this.text[this.#at] === sign;
    if (isHere) this.#at++;
    return isHere;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted++) if (this.text[this.#counted] === '\n') this.#line++;
    return this.#line;
  }

  #error(reason: 'not_json' | 'too_deep' | 'twice', place: string): PracticeError {
    return new PracticeError(reason, place, this.#lineHere());
  }
}
