import { difference } from './track';

interface Parted { before: string; differs: string; after: string }

/** Two versions of a paragraph, each with the words that are not in the other set apart. Words are never cut. */
export function differing(left: string, right: string): { left: Parted; right: Parted } {
  const { from, oldTo, newTo } = difference(left, right);
  if (left === right) return { left: { before: left, differs: '', after: '' }, right: { before: right, differs: '', after: '' } };
  const start = wordStart(left, from);
  const tail = Math.min(left.length - wordEnd(left, oldTo), right.length - wordEnd(right, newTo));
  const part = (text: string): Parted => ({
    before: text.slice(0, start), differs: text.slice(start, text.length - tail), after: text.slice(text.length - tail),
  });
  return { left: part(left), right: part(right) };
}

const LETTER = /[\p{L}\p{N}’'-]/u;

function wordStart(text: string, at: number): number {
  while (at > 0 && LETTER.test(text[at - 1]!)) at--;
  return at;
}

function wordEnd(text: string, at: number): number {
  while (at < text.length && LETTER.test(text[at]!)) at++;
  return at;
}
