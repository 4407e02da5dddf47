/**
 * A page as text and as blocks (protocol 10.2).
 *
 * A block is one line of the text, empty lines included: text = the blocks in their order, joined by line feeds;
 * the empty text has no block. Because a line feed stands between blocks and never inside one, paragraphs that two
 * devices added are never glued together by a merge.
 */
import type { Random, Value } from '../crypto/encoding';
import { align } from './diff';
import { changed, isMap, setOf, type Fields, type Members } from './kinds';
import { NOBODY, NOT_SURE, SELF } from './vocabulary';

/** [pos, run, idx]: blocks are ordered by these three, then by id. */
export type Order = readonly [pos: number, run: string, idx: number];

export interface Block {
  id: string;
  order: Order;
  text: string;
  /** Who says it: '' nobody named, `self`, `unsure`, or the id of a part. */
  who: string;
}

/** A line as the page shows it. `who` left out: it keeps whoever said it. */
export interface Line { text: string; who?: string | undefined }

/** A line of which it is known who says it. */
export interface Said { text: string; who: string }

/** One sitting of writing. All blocks it adds in one place share `run`, so they stay together after a merge. */
export interface Spell {
  run: string;
  /** Ids of the blocks this spell added. */
  made: Set<string>;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 10;
const RUN_LENGTH = 4;
const POS_STEP = 2 ** 20;
const IDX_STEP = 1024;

export function newSpell(random: Random): Spell {
  return { run: name(RUN_LENGTH, random), made: new Set() };
}

/** `f` of a page that has no text yet. */
export function newEntry(parts: readonly string[], now_ms: number, fields: Partial<Fields<'entry'>> = {}): Members {
  return changed('entry', { kind: 'free', b: {}, parts: setOf(parts), made_ms: now_ms }, fields);
}

/** Whether a part says it, and not the person, somebody not known, or nobody named. */
export function isPart(who: string): boolean {
  return who !== NOBODY && who !== SELF && who !== NOT_SURE;
}

/** The empty text has none. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** The lines of a text, with whoever says each. */
export function paragraphs(text: string, who?: readonly string[]): Line[] {
  return linesOf(text).map((line, j) => ({ text: line, who: who?.[j] }));
}

/** The blocks of `f.b` in reading order. Members that are no blocks are passed over. */
export function blocksOf(b: Members): Block[] {
  const blocks: Block[] = [];
  for (const [id, value] of Object.entries(b)) {
    if (isMap(value)) blocks.push({ id, order: orderOf(value['o']), text: textOf(value['t']), who: textOf(value['s']) });
  }
  return blocks.sort((x, y) => compare(x.order, y.order) || (x.id < y.id ? -1 : 1));
}

/**
 * Who says each line of `text`, which was `old` with these speakers before it was edited as one: a line that lives on,
 * reworded or not, keeps whoever said it; nobody is named for a new one.
 */
export function speakersAfter(old: string, who: readonly string[], text: string): string[] {
  const lines = linesOf(text);
  if (who.every((one) => one === NOBODY)) return lines.map(() => NOBODY);
  return align(linesOf(old), lines).map((from) => who[from] ?? NOBODY);
}

/** The text a person reads. */
export function entryText(b: Members): string {
  return blocksOf(b).map((block) => block.text).join('\n');
}

/**
 * Saves what is on the page: the blocks that now stand for these lines. Unchanged lines keep their block, a changed
 * line between two kept ones keeps its id, all others are new blocks of this spell. Unknown members of kept blocks stay.
 */
export function write(b: Members, lines: readonly Line[], spell: Spell, random: Random): Members {
  const old = blocksOf(b);
  const from = align(old.map((block) => block.text), lines.map((line) => line.text));
  const kept = from.map((i) => (i < 0 ? null : old[i]!));
  const next: Members = {};
  for (const [id, value] of Object.entries(b)) if (!isMap(value)) next[id] = value;
  place(kept, spell, random).forEach((spot, j) => {
    const before = b[spot.id];
    const { s: said, ...others } = isMap(before) ? before : {};
    const { text, who = textOf(said) } = lines[j]!;
    next[spot.id] = { ...others, o: [...spot.order], t: text, ...(who !== '' && { s: who }) };
  });
  return next;
}

interface Spot { id: string; order: Order }

/** An id and an order for every line; null = a new one. */
function place(kept: readonly (Block | null)[], spell: Spell, random: Random): Spot[] {
  const spots: Spot[] = [];
  for (let j = 0; j < kept.length; ) {
    const block = kept[j];
    if (block) {
      spots.push(block);
      j++;
      continue;
    }
    let end = j;
    while (end < kept.length && !kept[end]) end++;
    const orders = between(spots.at(-1), kept[end] ?? undefined, end - j, spell, random);
    if (!orders) return renumber(kept, spell, random);
    for (const order of orders) spots.push({ id: newId(spell, random), order });
    j = end;
  }
  return spots;
}

/** Orders for `n` new blocks between two neighbours, or null when there is no room. */
function between(
  left: Spot | undefined, right: Spot | undefined, n: number, spell: Spell, random: Random,
): Order[] | null {
  const steps = (pos: number, run: string, first: number, step: number): Order[] =>
    Array.from({ length: n }, (_, i) => [pos, run, first + i * step]);
  if (!left && !right) return steps(POS_STEP, spell.run, IDX_STEP, IDX_STEP);
  if (!left) return steps(right!.order[0] - POS_STEP, spell.run, IDX_STEP, IDX_STEP);
  const [pos, run, idx] = left.order;
  if (right && right.order[0] === pos && right.order[1] === run) {
    // Inside a run there is nothing but idx. Somewhere in the lower half, so that two devices that write here at
    // the same time hardly ever mix line by line; directly after lines of this same spell.
    const room = right.order[2] - idx - 1;
    if (room < n) return null;
    const skip = spell.made.has(left.id) ? 0 : below(Math.floor((room - n) / 2) + 1, random);
    return steps(pos, run, idx + 1 + skip, 1);
  }
  if (run === spell.run) return steps(pos, run, idx + IDX_STEP, IDX_STEP);
  if (!right) return steps(pos + POS_STEP, spell.run, IDX_STEP, IDX_STEP);
  const gap = right.order[0] - pos;
  if (gap >= 2) return steps(pos + Math.floor(gap / 2), spell.run, IDX_STEP, IDX_STEP);
  return steps(pos, run, idx + IDX_STEP, IDX_STEP);
}

function renumber(kept: readonly (Block | null)[], spell: Spell, random: Random): Spot[] {
  return kept.map((block, j) => ({
    id: block?.id ?? newId(spell, random),
    order: [POS_STEP, spell.run, (j + 1) * IDX_STEP],
  }));
}

function newId(spell: Spell, random: Random): string {
  const id = name(ID_LENGTH, random);
  spell.made.add(id);
  return id;
}

/** A random name inside a page: of a line, a run, a stroke. */
export function name(length: number, random: Random): string {
  return Array.from(random(length), (byte) => ALPHABET[byte & 31]).join('');
}

/** A number from 0 to limit - 1; limit is at most 2^16. */
function below(limit: number, random: Random): number {
  const [high, low] = random(2);
  return ((high! << 8) | low!) % limit;
}

function compare(x: Order, y: Order): number {
  if (x[0] !== y[0]) return x[0] - y[0];
  if (x[1] !== y[1]) return x[1] < y[1] ? -1 : 1;
  return x[2] - y[2];
}

function orderOf(value: Value | undefined): Order {
  if (!Array.isArray(value)) return [0, '', 0];
  const [pos, run, idx] = value;
  return [
    typeof pos === 'number' ? pos : 0, typeof run === 'string' ? run : '', typeof idx === 'number' ? idx : 0,
  ];
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
