import type { Term } from '../../journal/vocabulary';

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
