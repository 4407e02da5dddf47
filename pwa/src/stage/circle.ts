/** Who has to do with a challenge: the parts it names, and whom its protectors look after. */
import { standsFor } from '../journal/people';
import { PROTECTORS, type Role } from '../journal/vocabulary';
import type { Challenge, Records, Seen } from './records';

export interface Circle {
  /** Ids of the challenge's own live parts that guard something. */
  protectors: readonly string[];
  /** Tender parts: those the challenge names, and those its protectors look after. */
  tender: readonly string[];
  /** All of them, and the parts that are neither. */
  everyone: ReadonlySet<string>;
  /** The live part that stands for this one since they were merged. */
  stands: (id: string) => string;
}

/** Roles that may turn out to guard, or to be looked after, by what is noted of them. */
const OPEN_ROLES: readonly Role[] = ['unsure', 'own'];

export function circleOf(challenge: Challenge, records: Records): Circle {
  const parts = new Map(records.part.map((part) => [part.id, part]));
  const known = new Map<string, string>();
  const stands = (id: string): string => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = standsFor(id, records.part);
    known.set(id, found);
    return found;
  };
  const once = (part: Seen<'part'>, roles: readonly Role[]): boolean => roles.includes(part.role)
    || records.role_change.some((change) => stands(change.part) === part.id && [change.fromRole, change.toRole].some((role) => role !== null && roles.includes(role)));
  const guarding = records.relation.filter(({ kind }) => kind === 'protects').map(({ a, b }) => ({ by: stands(a), whom: stands(b) }));

  const named = unique(challenge.parts.map(stands)).flatMap((id) => parts.get(id) ?? []);
  const protectors = named.filter((part) => once(part, PROTECTORS)
    || (OPEN_ROLES.includes(part.role) && guarding.some(({ by }) => by === part.id))).map(({ id }) => id);
  const lookedAfter = guarding.filter(({ by, whom }) => by !== whom && protectors.includes(by)).flatMap(({ whom }) => parts.get(whom) ?? []);
  const tender = unique([
    ...named.filter((part) => once(part, ['exile'])),
    ...lookedAfter.filter((part) => once(part, ['exile']) || OPEN_ROLES.includes(part.role)),
  ].map(({ id }) => id));
  return { protectors, tender, everyone: new Set([...named.map(({ id }) => id), ...tender]), stands };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
