import type { Part } from '../../rpc/api';

/** A tender part nobody has met yet: it has a name, and nothing is noted or written about it. */
export function isUnmet(part: Part): boolean {
  const noted = part.otherNames + part.age + part.job + part.fears + part.body + part.notes;
  return part.role === 'exile' && part.entries === 0 && noted.trim() === '';
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
