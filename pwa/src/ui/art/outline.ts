import type { Role } from '../../rpc/api';

/** Every role has its own outline, drawn in a box of 64 by 64. Shape first, colour second. */
export const OUTLINES: Readonly<Record<Role, string>> = {
  manager: 'M21 7H43A14 14 0 0 1 57 21V43A14 14 0 0 1 43 57H21A14 14 0 0 1 7 43V21A14 14 0 0 1 21 7Z',
  firefighter: 'M32 6H52A6 6 0 0 1 58 12V32A26 26 0 1 1 32 6Z',
  protector_unsure: 'M8 32A24 24 0 0 1 56 32V52A6 6 0 0 1 50 58H14A6 6 0 0 1 8 52Z',
  exile: 'M32 6A26 26 0 1 1 32 58A26 26 0 1 1 32 6Z',
  helper:
    'M32 12.8A14.2 14.2 0 1 1 51.2 32A14.2 14.2 0 1 1 32 51.2A14.2 14.2 0 1 1 12.8 32A14.2 14.2 0 1 1 32 12.8Z',
  self_like:
    'M55.4 38.5Q55.4 45.5 49.3 49L38.1 55.5Q32 59 25.9 55.5L14.7 49Q8.6 45.5 8.6 38.5L8.6 25.5Q8.6 18.5 14.7 15' +
    'L25.9 8.5Q32 5 38.1 8.5L49.3 15Q55.4 18.5 55.4 25.5Z',
  unsure: 'M9 38C4 22 18 8 35 10C52 12 61 25 57 40C53 53 38 58 25 55C15 53 11 47 9 38Z',
  own: 'M24.9 10.1Q32 3 39.1 10.1L53.9 24.9Q61 32 53.9 39.1L39.1 53.9Q32 61 24.9 53.9L10.1 39.1Q3 32 10.1 24.9Z',
};

/** The colour family of a role in the style sheet. */
export const ROLE_CLASS: Readonly<Record<Role, string>> = {
  manager: 'r-manager',
  firefighter: 'r-firefighter',
  protector_unsure: 'r-protector',
  exile: 'r-tender',
  helper: 'r-helper',
  self_like: 'r-selflike',
  unsure: 'r-unsure',
  own: 'r-own',
};

/** Roles in the order in which they are offered. */
export const ROLES = [
  'protector_unsure', 'manager', 'firefighter', 'exile', 'helper', 'self_like', 'unsure', 'own',
] as const satisfies readonly Role[];
