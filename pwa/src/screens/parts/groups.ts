/** The list of parts: in the order in which their shapes are told, and in quiet groups once it is long. */
import type { Part } from '../../rpc/api';
import { PROTECTORS, ROLES, type Role } from '../../journal/vocabulary';
import { fold, matches, terms } from '../../journal/search';

/** More than this many need a search field and groups. */
export const MANY = 12;

export type GroupName = 'protectors' | 'tender' | 'others';
export interface Group { name: GroupName; parts: Part[] }

export function byRole(parts: readonly Part[]): Part[] {
  return [...parts].sort((x, y) => ROLES.indexOf(x.role) - ROLES.indexOf(y.role) || x.name.localeCompare(y.name) || (x.id < y.id ? -1 : 1));
}

/** Groups in the order of the list; those with nobody in them are left out. */
export function grouped(parts: readonly Part[]): Group[] {
  const sorted = byRole(parts);
  return (['protectors', 'tender', 'others'] as const)
    .map((name) => ({ name, parts: sorted.filter(({ role }) => groupOf(role) === name) }))
    .filter((group) => group.parts.length > 0);
}

/** Those whose name, other names or own word for the role has every word that was typed. */
export function called(parts: readonly Part[], wanted: string): Part[] {
  const words = terms(wanted);
  return parts.filter((part) => matches(fold(`${part.name}\n${part.otherNames}\n${part.roleWord}`), words));
}

function groupOf(role: Role): GroupName {
  if (PROTECTORS.includes(role)) return 'protectors';
  return role === 'exile' ? 'tender' : 'others';
}
