/** What of an answer goes into one member of a record; undefined when there is nothing to take. */
import { DEGREES } from '../journal/shapes';
import { C8 } from '../journal/vocabulary';
import { chosen, type Answer } from './answers';
import type { Becomes, Step } from './practice';
import { optionsOf, SHAPES } from './targets';

/** A quality of Self that is within reach: the middle of five. A tap says no more than that. */
const WITHIN_REACH = '2';

export function taken(step: Step, answer: Answer, one: Becomes): unknown {
  const held = SHAPES[one.note].members[one.member ?? ''];
  const words = chosen(answer);
  if (one.when && !words.some((word) => one.when!.includes(word))) return undefined;
  if (one.take === 'line') return text(answer.text);
  switch (held) {
    case undefined: return undefined;
    case 'text': return step.ask.kind === 'text' ? text(answer.text) : text(labelled(step, answer));
    case 'r10': return answer.value ?? undefined;
    case 'degree': return DEGREES.find((degree) => degree === answer.word);
    case 'flag': return true;
    case 'people': return answer.who.length > 0 ? [...answer.who].sort() : undefined;
    case 'day': return mapped(words, one).map(Number)[0];
    case 'self': return reached(words);
    default: return 'one' in held ? mapped(words, one).find((word) => held.one.includes(word)) : some(mapped(words, one).filter((word) => held.some.includes(word)));
  }
}

/** Words one below the other, without saying anything twice; nothing that stood there goes. */
export function joined(before: string, words: string, between = '\n'): string {
  const [old, added] = [linesOf(before), linesOf(words)];
  if (old.length === 0 || (words.startsWith(before) && before !== '')) return words;
  if (old.every((line) => added.includes(line))) return words;
  const fresh = added.filter((line) => !old.includes(line));
  return fresh.length === 0 ? before : before + between + fresh.join('\n');
}

function text(words: string): string | undefined {
  return words.trim() === '' ? undefined : words.trim();
}

/** Own options are words that can be kept, with the line beside them. */
function labelled({ ask }: Step, answer: Answer): string {
  const labels = chosen(answer).flatMap((word) => optionsOf(ask)?.find(({ id }) => id === word)?.label ?? []);
  return [labels.join(', '), answer.text.trim()].filter((one) => one !== '').join('. ');
}

function mapped(words: readonly string[], one: Becomes): string[] {
  return one.words ? words.flatMap((word) => (Object.hasOwn(one.words!, word) ? one.words![word]! : [])) : [...words];
}

function some(words: string[]): string[] | undefined {
  return words.length > 0 ? words : undefined;
}

function reached(words: readonly string[]): object | undefined {
  const here = C8.filter((name) => words.includes(name));
  return here.length > 0 ? Object.fromEntries(C8.map((name) => [name, here.includes(name) ? WITHIN_REACH : null])) : undefined;
}

function linesOf(words: string): string[] {
  return words.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
