/**
 * What the journal shows of each of the five goals, for one challenge. Kinds of evidence are told apart and counted;
 * what a reading says is never added up. Every kind is of the sort "there is a record that …", so noting more never
 * makes less of it: a worry that still waits is told by the suggestion (suggest.ts), not by taking evidence away.
 *
 * A reading that was made in connection with another challenge says nothing about this one. Of merged parts the
 * records of each count for the one that stands for all.
 */
import type { Goal } from '../journal/vocabulary';
import { circleOf, type Circle } from './circle';
import { KINDS_OF, type EvidenceKind, type Found } from './signs';
import { newestFirst, type Challenge, type Records } from './records';

export interface Evidence {
  goal: Goal;
  kind: EvidenceKind;
  /** The records behind it, newest first. */
  ids: readonly string[];
  /** The parts it is about, likewise. */
  parts: readonly string[];
  /** When it was last seen. */
  at_ms: number;
}

/** Every kind that is present, in the order of the goals. */
export function evidenceOf(challenge: Challenge, records: Records, circle: Circle = circleOf(challenge, records)): Evidence[] {
  return KINDS_OF.flatMap(({ goal, kind, find }) => {
    const found = find({ challenge, records, circle }).sort(newestFirst);
    return found.length > 0 ? [item(goal, kind, found)] : [];
  });
}

function item(goal: Goal, kind: EvidenceKind, found: readonly Found[]): Evidence {
  return {
    goal, kind,
    ids: [...new Set(found.map(({ id }) => id))],
    parts: [...new Set(found.flatMap(({ part }) => part ?? []))],
    at_ms: found[0]!.at_ms,
  };
}
