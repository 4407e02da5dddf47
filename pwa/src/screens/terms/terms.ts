import type { Term } from '../../journal/vocabulary';
import { sendable } from '../fields';

/** One idea, and its plural where it has one. */
interface Idea { term: Term; many?: Term }

export const IDEAS = [
  { term: 'self' },
  { term: 'part', many: 'parts' },
  { term: 'protector', many: 'protectors' },
  { term: 'plans_ahead' },
  { term: 'rushes_in' },
  { term: 'tender', many: 'tenders' },
  { term: 'helper', many: 'helpers' },
  { term: 'fills_room' },
  { term: 'make_room' },
  { term: 'carries' },
  { term: 'handed_down' },
  { term: 'set_down' },
  { term: 'tug', many: 'tugs' },
  { term: 'moment', many: 'moments' },
] as const satisfies readonly Idea[];

export type Words = Readonly<Record<string, string>>;

/** What has to be stored: the words that differ, '' for those that are ours again. */
export function changedWords(words: Words, stored: Words): Words {
  const ours = Object.keys(stored).filter((term) => !Object.hasOwn(words, term)).map((term) => [term, '']);
  return Object.fromEntries([...ours, ...Object.entries(sendable(words, stored))]);
}
