/** A page that was put away: until a day, or until it is asked for. */

export interface Seal {
  sealed_ms: number | null;
  /** The first day on which it is open again (days since 1970, in the calendar of the person); null = when asked for. */
  seal_day: number | null;
}

export const UNSEALED: Seal = { sealed_ms: null, seal_day: null };

const DAY_MS = 86_400_000;

/** On its day it opens by itself; nothing has to be written for that. */
export function isSealed({ sealed_ms, seal_day }: Seal, today: number): boolean {
  return sealed_ms !== null && (seal_day === null || today < seal_day);
}

/** The day a moment falls on in the calendar of this device. */
export function dayHere(at_ms: number): number {
  const at = new Date(at_ms);
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS);
}
