/**
 * Search by reading everything: texts are folded once when they are opened, a query is a scan. Folding is done code
 * point by code point, so a place in the folded text can be traced back to the text as it was written.
 */

/** [start, length] in the text it belongs to. */
export type Hit = [start: number, length: number];

export interface Preview {
  text: string;
  hits: Hit[];
}

const PREVIEW = 200;
/** What two lines on a small phone hold: a hit beyond them would not be seen. */
const SEEN = 50;
/** Characters shown before the first hit when it lies beyond the first lines. */
const LEAD = 24;
const BEYOND_ASCII = /[^\x00-\x7f]+/g;

/** Lower case, without accents and other marks; compatible forms count as one. */
export function fold(text: string): string {
  return text.toLowerCase().replace(BEYOND_ASCII, foldRun);
}

function foldRun(run: string): string {
  const plain = run.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return plain.replaceAll('ς', 'σ').replaceAll('ß', 'ss');
}

/** The words of a query, folded. A text matches when every one of them occurs in it. */
export function terms(query: string): string[] {
  return [...new Set(fold(query).split(/\s+/u))].filter((term) => term !== '');
}

export function matches(folded: string, wanted: readonly string[]): boolean {
  return wanted.every((term) => folded.includes(term));
}

/** The first lines of a text, or the surroundings of its first hit, with the places of all hits inside. */
export function preview(text: string, wanted: readonly string[]): Preview {
  const hits = wanted.length === 0 ? [] : find(text, wanted);
  const first = hits[0];
  const start = first && first[0] + first[1] > SEEN ? wordStart(text, first[0] - LEAD) : 0;
  const end = start + PREVIEW >= text.length ? text.length : whole(text, start + PREVIEW);
  const head = start > 0 ? '…' : '';
  const shown = hits
    .filter(([at, length]) => at >= start && at + length <= end)
    .map(([at, length]): Hit => [at - start + head.length, length]);
  return { text: head + text.slice(start, end) + (end < text.length ? '…' : ''), hits: shown };
}

/** Where the folded words occur in the text as it was written: in order, without overlap. */
export function find(text: string, wanted: readonly string[]): Hit[] {
  const { folded, origin } = trace(text);
  const all: Hit[] = [];
  for (const term of wanted) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      const start = origin[at]!;
      const last = origin[at + term.length - 1]!;
      let end = at + term.length;
      while (origin[end] === last) end++; // one character may fold to several
      all.push([start, origin[end]! - start]);
    }
  }
  all.sort((x, y) => x[0] - y[0] || y[1] - x[1]);
  const hits: Hit[] = [];
  for (const hit of all) {
    const before = hits.at(-1);
    if (!before || hit[0] >= before[0] + before[1]) hits.push(hit);
  }
  return hits;
}

/** The folded text and, for each of its code units and its end, where that came from. */
function trace(text: string): { folded: string; origin: number[] } {
  const origin: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const part = character < '\x80' ? character.toLowerCase() : fold(character);
    for (let i = 0; i < part.length; i++) origin.push(at);
    folded += part;
    at += character.length;
  }
  origin.push(at);
  return { folded, origin };
}

/** The beginning of a word at or before `at`, but not far from it. */
function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at - 20 < 0 ? 0 : at - 20, at).search(/\s\S*$/u);
  return whole(text, space < 0 ? at : at - Math.min(20, at) + space + 1);
}

/** `at`, moved back when it would cut a character in two. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
