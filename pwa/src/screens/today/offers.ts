import { steps, type Known, type Step } from '../../journal/steps';
import type { Step as PathStep } from '../../stage/back';

/** One kind step: of the path, or one that fits any day. */
export type Offer = { of: 'path'; step: PathStep } | { of: 'any'; step: Step };

/** Everything that may be offered, the most fitting first. While nobody has a name, finding someone comes before all. */
export function offers(known: Known, next: readonly PathStep[]): Offer[] {
  const onPath = next.filter(({ name }) => name !== 'who' || known.parts.length > 0);
  const asked = new Set(onPath.map(({ part }) => part));
  const isSaid = ({ name, part }: Step): boolean => (part !== undefined && asked.has(part))
    || (name === 'challenge_who' && onPath.some((step) => step.name === 'who'));
  const any = steps(known).filter((step) => !isSaid(step)).map((step): Offer => ({ of: 'any', step }));
  const path = onPath.map((step): Offer => ({ of: 'path', step }));
  return isBeginning(known) ? [...any, ...path] : [...path, ...any];
}

/**
 * The step to show: the next one on the path, else each day has its own first one. "Something else" goes on from
 * there, round and round.
 * @param day any number that is the same all day.
 * @param turn how often something else was asked for.
 */
export function offerFor(known: Known, next: readonly PathStep[], day: number, turn: number): Offer {
  const all = offers(known, next);
  const first = isBeginning(known) || all[0]!.of === 'path' ? 0 : day;
  return all[(first + turn) % all.length]!;
}

/** Nothing is written, or nobody has a name. */
function isBeginning({ written, parts }: Known): boolean {
  return !written || parts.length === 0;
}
