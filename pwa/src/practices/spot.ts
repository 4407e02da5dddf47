/** Walking through a file that may hold anything: each value knows its place, and each wrong turn says where. */
import { stray } from './fill';
import type { Json, Placed } from './json';
import { PracticeError, type Reason } from './trouble';

/** Ours, where a member nobody knows is a mistake, or a person's, where it may come from a newer app. */
export type Source = 'bundled' | 'own';

/** So much of a wrong word is told back. */
const SHOWN = 80;

/** A value of the file and its place. Every way out that is not the value is a PracticeError. */
export class Spot {
  readonly #value: Json | undefined;

  private constructor(private readonly file: Placed, private readonly source: Source, private readonly place: string, value: Json | undefined) {
    this.#value = value;
  }

  static of(file: Placed, source: Source): Spot {
    return new Spot(file, source, '', file.value);
  }

  get isThere(): boolean {
    return this.#value !== undefined;
  }

  fail(reason: Reason, what = ''): never {
    throw new PracticeError(reason, this.place, this.#line(), what);
  }

  get(name: string): Spot {
    const inner = isObject(this.#value) && Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    return new Spot(this.file, this.source, this.place === '' ? name : `${this.place}.${name}`, inner);
  }

  item(i: number): Spot {
    return new Spot(this.file, this.source, `${this.place}[${i}]`, Array.isArray(this.#value) ? this.#value[i] : undefined);
  }

  /** An object with these members; the function gives one by its name. */
  members(known: readonly string[]): (name: string) => Spot {
    const value = this.#there();
    if (!isObject(value)) this.fail('kind');
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined && this.source === 'bundled') this.fail('unknown', unknown.slice(0, SHOWN));
    return (name) => this.get(name);
  }

  /** `absent` when the member is left out. */
  or<T>(absent: T, made: (spot: Spot) => T): T {
    return this.isThere ? made(this) : absent;
  }

  text(longest: number): string {
    const value = this.#there();
    if (typeof value !== 'string') this.fail('kind');
    if (value.trim() === '') this.fail('empty');
    if (value.length > longest) this.fail('too_long', String(longest));
    const wrong = stray(value);
    if (wrong !== null) this.fail('placeholder', wrong.slice(0, SHOWN));
    return value;
  }

  name(pattern: RegExp): string {
    const value = this.#there();
    if (typeof value !== 'string') this.fail('kind');
    if (!pattern.test(value)) this.fail('range', value.slice(0, SHOWN));
    return value;
  }

  word<T extends string>(known: readonly T[]): T {
    const value = this.#there();
    return known.find((one) => one === value) ?? this.fail('not_one_of', known.join(', '));
  }

  whole(least: number, most: number): number {
    const value = this.#there();
    if (typeof value !== 'number' || !Number.isInteger(value)) this.fail('kind');
    if (value < least || value > most) this.fail('range', `${least}-${most}`);
    return value;
  }

  /** Left out means no. */
  flag(): boolean {
    if (this.isThere && typeof this.#value !== 'boolean') this.fail('kind');
    return this.#value === true;
  }

  list<T>(least: number, most: number, made: (spot: Spot) => T): T[] {
    const value = this.#there();
    if (!Array.isArray(value)) this.fail('kind');
    if (value.length < least) this.fail('too_few', String(least));
    if (value.length > most) this.fail('too_many', String(most));
    return value.map((_, i) => made(this.item(i)));
  }

  table<T>(most: number, made: (spot: Spot) => T): Record<string, T> {
    const value = this.#there();
    if (!isObject(value)) this.fail('kind');
    if (Object.keys(value).length > most) this.fail('too_many', String(most));
    return Object.fromEntries(Object.keys(value).map((name) => [name, made(this.get(name))]));
  }

  /** No two of them have one name. */
  once(named: readonly { id: string }[]): void {
    const i = named.findIndex(({ id }, at) => named.findIndex((one) => one.id === id) < at);
    if (i >= 0) this.item(i).fail('twice', named[i]!.id);
  }

  #there(): Json {
    return this.#value === undefined ? this.fail('missing') : this.#value;
  }

  /** Of what is missing, the line it would belong to. */
  #line(): number | null {
    for (let place = this.place; ; place = place.slice(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['), 0))) {
      const line = this.file.lineOf(place);
      if (line !== null || place === '') return line;
    }
  }
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
