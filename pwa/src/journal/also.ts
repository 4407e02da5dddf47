/**
 * "Also written": what another device wrote in the same place (protocol 10.3 M8). A merge keeps it in `also` until
 * the person decides. Only words a person wrote are shown; positions, emblems and times that lost a merge say
 * nothing to anyone and go with the next change of the record.
 */
import type { Random, Value } from '../crypto/encoding';
import { blocksOf, entryText, newSpell, write } from './entry';
import { isMap, type Members } from './kinds';

export interface Variant {
  path: string;
  key: string;
  text: string;
  present: string;
  at_ms: number;
}

/** The text that stands stays alone, the variant takes its place, or both stand one after the other. */
export type Choice = 'present' | 'also' | 'both';

/** What a record says, without the members that belong to the sync layer. */
export interface Said {
  f: Members;
  also: Members;
}

/** Another device deleted the record while this one changed it. */
const GONE = 'gone';

const BLOCK_TEXT = /^f\.b\.([a-z2-7]{10})\.t$/;
/** Fields that hold more than a line: two variants stand one below the other. */
const LONG_FIELDS = new Set(['f.job', 'f.fears', 'f.notes', 'f.words', 'f.love']);

/** The variants a person should see, newest first. */
export function variants(said: Said): Variant[] {
  const shown: Variant[] = [];
  for (const [path, kept] of Object.entries(said.also)) {
    if (!isMap(kept)) continue;
    for (const [key, note] of Object.entries(kept)) {
      const value = isMap(note) ? note['v'] : undefined;
      if (!isReadable(path, value)) continue;
      const text = path === GONE ? '' : String(value);
      shown.push({ path, key, text, present: presentText(said.f, path), at_ms: timeOf(note) });
    }
  }
  return shown.sort((x, y) => y.at_ms - x.at_ms || (x.key < y.key ? -1 : 1));
}

/** `also` without what no person would want to read. */
export function readable(also: Members): Members {
  const kept: Members = {};
  for (const [path, notes] of Object.entries(also)) {
    if (!isMap(notes)) continue;
    const shown = Object.entries(notes).filter(([, note]) => isReadable(path, isMap(note) ? note['v'] : undefined));
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
  return { f, also };
}

function applied(
  f: Members, path: string, value: Value, choice: 'also' | 'both', now_ms: number, random: Random,
): Members {
  if (path === GONE) return choice === 'also' ? { ...f, binned_ms: now_ms } : f;
  const block = BLOCK_TEXT.exec(path)?.[1];
  if (block !== undefined) return withBlock(f, block, String(value), choice, random);
  const present = presentText(f, path);
  const both = choice === 'both' && present !== '' && path !== 'f.role';
  const next = both ? present + (LONG_FIELDS.has(path) ? '\n' : ', ') + String(value) : value;
  return { ...f, [path.slice('f.'.length)]: next };
}

/** The variant in the place of its block, or as a new block after it; at the end when the block is gone. */
function withBlock(f: Members, id: string, text: string, choice: 'also' | 'both', random: Random): Members {
  const b = isMap(f['b']) ? f['b'] : {};
  const block = b[id];
  if (choice === 'also' && isMap(block)) return { ...f, b: { ...b, [id]: { ...block, t: text } } };
  const blocks = blocksOf(b);
  const at = blocks.findIndex((one) => one.id === id);
  const lines = blocks.map((one) => one.text);
  lines.splice(at < 0 ? lines.length : at + 1, 0, text);
  const next = entryText(b) === '' ? text : lines.join('\n');
  return { ...f, b: write(b, next, newSpell(random), random) };
}

function presentText(f: Members, path: string): string {
  const block = BLOCK_TEXT.exec(path)?.[1];
  if (block !== undefined) {
    const b = f['b'];
    const found = isMap(b) ? b[block] : undefined;
    const text = isMap(found) ? found['t'] : undefined;
    return typeof text === 'string' ? text : '';
  }
  const value = path.startsWith('f.') ? f[path.slice('f.'.length)] : undefined;
  return typeof value === 'string' ? value : '';
}

function isReadable(path: string, value: Value | undefined): boolean {
  if (path === GONE) return true;
  const whole = BLOCK_TEXT.test(path) || /^f\.[A-Za-z_]+$/.test(path);
  return whole && typeof value === 'string' && value.trim() !== '';
}

function timeOf(note: Value): number {
  const at = isMap(note) ? note['at'] : undefined;
  const ms = Array.isArray(at) ? at[0] : undefined;
  return typeof ms === 'number' ? ms : 0;
}
