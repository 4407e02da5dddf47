/** What is said to a step, as it is stored: one shape for every kind of answer, empty where nothing was said. */
import type { Fields } from '../journal/kinds';
import type { Members } from '../journal/shapes';
import { read } from '../journal/kinds';
import { CANT_TELL, SENSED, type Step } from './practice';

export type Answer = Fields<'sitting'>['answers'][string];
/** The members that are said; the others stay empty. */
export type Given = Partial<Omit<Answer, 'at_ms' | 'skipped'>>;

const BLANK: Members = { answers: { blank: {} } };

/** Nothing said yet. */
export const NOTHING_SAID: Answer = read('sitting', BLANK).answers['blank']!;

/** Whether anything was said; skipping is none. */
export function isSaid(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && !answer.skipped && hasContent(answer);
}

/** Whether the person has been past it, with an answer or without. */
export function isPassed(answer: Answer | undefined): boolean {
  return answer !== undefined && (answer.skipped || answer.at_ms > 0 || hasContent(answer));
}

function hasContent({ text, value, word, some, rows, values, who, someone }: Answer): boolean {
  return text.trim() !== '' || value !== null || word !== '' || some.length > 0 || who.length > 0 || someone
    || Object.values(rows).some((row) => row.trim() !== '') || Object.values(values).some((one) => one !== null);
}

/** What was chosen: one word or some. */
export function chosen({ word, some }: Answer): readonly string[] {
  return word !== '' ? [word] : some;
}

/** Nowhere, nothing or can't tell, as the whole answer to a step. */
export function isSensed({ senses }: Step, { word }: Answer): boolean {
  return senses ? (SENSED as readonly string[]).includes(word) : word === CANT_TELL;
}
