export interface Paragraph {
  text: string;
  start: number;
  /** Number of the line in the text. */
  line: number;
}

/** A page as it is read: a short first line with more below it is its title; blank lines only part paragraphs. */
export interface Reading { title: Paragraph | null; paragraphs: Paragraph[] }

const LONGEST_TITLE = 72;

export function reading(text: string, titled = true): Reading {
  let at = 0;
  const paragraphs = text.split('\n').flatMap((words, line) => {
    const start = at;
    at += words.length + 1;
    return words.trim() === '' ? [] : { text: words, start, line };
  });
  const [first, ...rest] = paragraphs;
  const isTitle = titled && first && rest.length > 0 && first.text.length <= LONGEST_TITLE;
  return isTitle ? { title: first, paragraphs: rest } : { title: null, paragraphs };
}
