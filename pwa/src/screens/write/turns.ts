/** A dialogue as who says what: the lines of a page, gathered into turns. Pure. */
import { linesOf, type Said } from '../../journal/entry';
import { NOBODY } from '../../journal/vocabulary';
import { tracker } from './track';

/** The lines from `from` up to, not including, `to`. */
export interface Range { from: number; to: number }

export interface Turn extends Range { who: string; text: string }

export function saidLines(text: string, who: readonly string[]): Said[] {
  return linesOf(text).map((line, j) => ({ text: line, who: who[j] ?? NOBODY }));
}

/**
 * What is said, in order. Lines that follow each other and are said by the same one are one turn; a line nobody says
 * stands alone. Blank lines only part paragraphs. `apart`: lines that are a turn of their own whoever stands beside them.
 */
export function turnsOf(lines: readonly Said[], apart: Range | null = null): Turn[] {
  const turns: Turn[] = [];
  const isApart = (j: number): boolean => apart !== null && j >= apart.from && j < apart.to;
  lines.forEach(({ text, who }, j) => {
    if (text.trim() === '' && !isApart(j)) return;
    const last = turns.at(-1);
    const goesOn = last && last.who === who && isApart(last.from) === isApart(j) && (who !== NOBODY || isApart(j));
    if (goesOn) last.to = j + 1;
    else turns.push({ who, from: j, to: j + 1, text: '' });
  });
  return turns.map((turn) => ({ ...turn, text: textOf(lines, turn) }));
}

export function textOf(lines: readonly Said[], { from, to }: Range): string {
  return lines.slice(from, to).map((line) => line.text).join('\n');
}

/** Puts these words in the place of a range; all of them are said by one. */
export function replaced(lines: readonly Said[], { from, to }: Range, text: string, who: string): Said[] {
  return lines.toSpliced(from, to - from, ...linesOf(text).map((line) => ({ text: line, who })));
}

/** Two turns that follow each other change places; what stands between them stays there. */
export function swapped(lines: readonly Said[], first: Range, second: Range): Said[] {
  return [
    ...lines.slice(0, first.from), ...lines.slice(second.from, second.to), ...lines.slice(first.to, second.from),
    ...lines.slice(first.from, first.to), ...lines.slice(second.to),
  ];
}

/** Where these lines of `before` are found in the text it became. */
export function followed(before: string, now: string, { from, to }: Range): Range {
  const lines = linesOf(before);
  const start = lines.slice(0, from).reduce((sum, line) => sum + line.length + 1, 0);
  if (start > before.length) return { from: linesOf(now).length, to: linesOf(now).length };
  const move = tracker(before, now);
  const lineAt = (position: number): number => now.slice(0, position).split('\n').length - 1;
  const first = lineAt(move(start));
  if (from === to) return { from: first, to: first };
  const end = start + lines.slice(from, to).join('\n').length;
  return { from: first, to: Math.max(first, lineAt(move(end))) + 1 };
}

/** Who has a say here: everyone who is in the page, then everyone else who spoke. */
export function partsIn(parts: readonly string[], who: readonly string[], isPart: (who: string) => boolean): string[] {
  return [...new Set([...parts, ...who.filter(isPart)])];
}
