export interface Paragraph { text: string; start: number }

/** A page as it is read: a short first line with more below it is its title; blank lines only part paragraphs. */
export interface Reading { title: Paragraph | null; paragraphs: Paragraph[] }

const LONGEST_TITLE = 72;

export function reading(text: string): Reading {
  let at = 0;
  const paragraphs = text.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    return line.trim() === '' ? [] : { text: line, start };
  });
  const [first, ...rest] = paragraphs;
  const isTitle = first && rest.length > 0 && first.text.length <= LONGEST_TITLE;
  return isTitle ? { title: first, paragraphs: rest } : { title: null, paragraphs };
}
