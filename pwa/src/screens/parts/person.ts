import type { Part } from '../../rpc/api';

const SAYS = [
  'otherNames', 'age', 'look', 'job', 'hopes', 'fears', 'costs', 'triggers', 'rather', 'body', 'firstNoticed', 'notes',
] as const satisfies (keyof Part)[];

/** A tender part nobody has met yet: it has a name, and nothing is noted or written about it. */
export function isUnmet(part: Part): boolean {
  return part.role === 'exile' && part.entries === 0 && SAYS.every((name) => part[name].trim() === '');
}

/**
 * A name as it stands inside a sentence: "The Pleaser" becomes "the Pleaser". `articles` are the
 * words of the language that lose their capital there, parted by "|".
 */
export function insideSentence(name: string, articles: string): string {
  const first = name.split(' ', 1)[0] ?? '';
  const isArticle = first !== name && articles.split('|').includes(first);
  return isArticle ? first.toLowerCase() + name.slice(first.length) : name;
}

/** A name in few words: "The Pleaser" becomes "Pleaser". */
export function withoutArticle(name: string, articles: string): string {
  const first = name.split(' ', 1)[0] ?? '';
  return first !== name && articles.split('|').includes(first) ? name.slice(first.length).trimStart() || name : name;
}
