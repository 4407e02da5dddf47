import { PROTECTORS, SELF, type RelationKind, type Role } from '../../journal/vocabulary';
import { WITH_SELF } from '../../journal/relations';
import type { Id, Part } from '../../rpc/api';

/** A tender part nobody has met: it comes to be when the line is drawn. */
export const NEW = 'new';
/** Who a line ends with: a part, Self, somebody new, or '' = nobody yet. */
export type End = Id | typeof SELF | typeof NEW | '';

/** Who may stand at the second end, when this kind of line begins at `from`. */
export function secondEnds(kind: RelationKind | null, from: End, parts: readonly Part[]): End[] {
  const others: End[] = parts.filter(({ id }) => id !== from).map(({ id }) => id);
  if (kind === 'protects') others.unshift(NEW);
  else if (from !== SELF && kind !== null && WITH_SELF.includes(kind)) others.push(SELF);
  return others;
}

/** Who may stand at the first end. Self comes last; where both stand alike, Self may as well be the second. */
export function firstEnds(kind: RelationKind | null, parts: readonly Part[]): End[] {
  const self = kind === 'concerned' || kind === 'cares' || kind === 'own';
  return [...parts.map(({ id }) => id), ...(self ? [SELF] : [])];
}

export function isProtector(role: Role): boolean {
  return PROTECTORS.includes(role);
}
