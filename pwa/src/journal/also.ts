/**
 * "Also written": what another device wrote in the same place (protocol 10.3 M8). A merge keeps it in `also` until
 * the person decides. Only words a person wrote are shown; positions, emblems and times that lost a merge say
 * nothing to anyone and go with the next change of the record.
 */
import type { Random, Value } from '../crypto/encoding';
import { blocksOf, entryText, newSpell, write, type Block, type Line } from './entry';
import { isMap, isType, isWords, type Members } from './kinds';
import { map } from './shapes';
import { NOBODY } from './vocabulary';

export interface Variant {
  /** Dotted path, e.g. `f.b.abcdefghij.t` or `f.job`. `gone` = another device deleted it; `text` is then empty. */
  path: string;
  key: string;
  /** The variant as text a person can read. */
  text: string;
  /** What stands in its place now; empty when that was removed meanwhile. */
  present: string;
  /** Of a line of a page: who says it, as long as the line is there. */
  who: string;
  at_ms: number;
}

/**
 * The text that stands stays alone, the variant takes its place, or both stand one after the other. For `gone`: `present`
 * keeps the record, `also` moves it to the bin.
 */
export type Choice = 'present' | 'also' | 'both';

/** What a record says, without the members that belong to the sync layer. */
export interface Said {
  type: string;
  f: Members;
  also: Members;
}

/** Another device deleted the record while this one changed it. */
const GONE = 'gone';

const BLOCK_TEXT = /^f\.b\.([a-z2-7]{10})\.t$/;
/** Members written into a field of one line: two variants stand beside each other. In others one stands below the other. */
const SHORT = new Set([
  'name', 'otherNames', 'roleWord', 'areaWord', 'pronoun', 'age', 'firstNoticed', 'who', 'way', 'look', 'body', 'triggers', 'rather',
  'image', 'origin', 'word', 'near', 'time', 'company', 'stopWord',
]);
const MEMBER = /^f\.([A-Za-z_]+)$/;
/** Words further inside a record: an answer of a sitting, a visit. */
const INNER: Partial<Record<string, RegExp>> = {
  sitting: /^f\.answers\.[a-z0-9_]+\.(?:text|rows\.[a-zA-Z0-9_]+)$/,
  follow_up: /^f\.visits\.[A-Za-z0-9_-]+\.(?:how|back|busy|wants)$/,
};

/** The variants a person should see, newest first. */
export function variants(said: Said): Variant[] {
  const shown: Variant[] = [];
  for (const [path, kept] of Object.entries(said.also)) {
    if (!isMap(kept)) continue;
    for (const [key, note] of Object.entries(kept)) {
      const value = isMap(note) ? note['v'] : undefined;
      if (!isReadable(said.type, path, value)) continue;
      const text = path === GONE ? '' : String(value);
      shown.push({ path, key, text, present: presentText(said.f, path), who: whoSays(said.f, path), at_ms: timeOf(note) });
    }
  }
  return shown.sort((x, y) => y.at_ms - x.at_ms || (x.key < y.key ? -1 : 1));
}

/** `also` without what no person would want to read. */
export function readable(type: string, also: Members): Members {
  const kept: Members = {};
  for (const [path, notes] of Object.entries(also)) {
    if (!isMap(notes)) continue;
    const shown = Object.entries(notes).filter(([, note]) => isReadable(type, path, isMap(note) ? note['v'] : undefined));
    if (shown.length > 0) kept[path] = Object.fromEntries(shown);
  }
  return kept;
}

/** The record after the person's choice, or null when the variant is no longer there. */
export function decide(
  said: Said, path: string, key: string, choice: Choice, now_ms: number, random: Random,
): Said | null {
  const kept = Object.hasOwn(said.also, path) ? said.also[path] : undefined;
  const note = isMap(kept) && Object.hasOwn(kept, key) ? kept[key] : undefined;
  if (!isMap(kept) || !isMap(note)) return null;
  const { [key]: _decided, ...rest } = kept;
  const { [path]: _notes, ...others } = said.also;
  const also = Object.keys(rest).length > 0 ? { ...others, [path]: rest } : others;
  const f = choice === 'present' ? said.f : applied(said.f, path, note['v']!, choice, now_ms, random);
  return { type: said.type, f, also };
}

function applied(
  f: Members, path: string, value: Value, choice: 'also' | 'both', now_ms: number, random: Random,
): Members {
  if (path === GONE) return choice === 'also' ? { ...f, binned_ms: now_ms } : f;
  const block = BLOCK_TEXT.exec(path)?.[1];
  if (block !== undefined) return withBlock(f, block, String(value), choice, random);
  const present = presentText(f, path);
  const names = path.split('.').slice(1);
  const both = choice === 'both' && present !== '' && names[0] !== 'role';
  return placed(f, names, both ? present + (SHORT.has(names[0]!) ? ', ' : '\n') + String(value) : value);
}

/** `f` with this value where the names lead to. */
function placed(f: Members, [name, ...inner]: readonly string[], value: Value): Members {
  return { ...f, [name!]: inner.length > 0 ? placed(map.read(f[name!]), inner, value) : value };
}

/** The variant in the place of its block, or as a new block after it; at the end when the block is gone. */
function withBlock(f: Members, id: string, text: string, choice: 'also' | 'both', random: Random): Members {
  const b = isMap(f['b']) ? f['b'] : {};
  const block = b[id];
  if (choice === 'also' && isMap(block)) return { ...f, b: { ...b, [id]: { ...block, t: text } } };
  const blocks = blocksOf(b);
  const at = blocks.findIndex((one) => one.id === id);
  const lines: Line[] = entryText(b) === '' ? [] : blocks.map(({ text: line, who }) => ({ text: line, who }));
  lines.splice(at < 0 ? lines.length : at + 1, 0, { text, who: blocks[at]?.who });
  return { ...f, b: write(b, lines, newSpell(random), random) };
}

function presentText(f: Members, path: string): string {
  const block = BLOCK_TEXT.exec(path)?.[1];
  if (block !== undefined) return blockIn(f, block)?.text ?? '';
  let value: Value | undefined = f;
  for (const name of path.split('.').slice(1)) value = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function whoSays(f: Members, path: string): string {
  const block = BLOCK_TEXT.exec(path)?.[1];
  return block === undefined ? NOBODY : blockIn(f, block)?.who ?? NOBODY;
}

function blockIn(f: Members, id: string): Block | undefined {
  const b = map.read(f['b']);
  return Object.hasOwn(b, id) ? blocksOf({ [id]: b[id]! })[0] : undefined;
}

function isReadable(type: string, path: string, value: Value | undefined): boolean {
  if (path === GONE) return true;
  const member = MEMBER.exec(path)?.[1];
  const isMember = member !== undefined && isType(type) && isWords(type, member);
  const shown = BLOCK_TEXT.test(path) || INNER[type]?.test(path) || member === 'role' || isMember;
  return Boolean(shown) && typeof value === 'string' && value.trim() !== '';
}

function timeOf(note: Value): number {
  const at = isMap(note) ? note['at'] : undefined;
  const ms = Array.isArray(at) ? at[0] : undefined;
  return typeof ms === 'number' ? ms : 0;
}
