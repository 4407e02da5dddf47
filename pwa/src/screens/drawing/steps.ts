import type { Members } from '../../journal/kinds';

/** What one stretch of the hand did: strokes that came, strokes that went. */
export interface Step { readonly came: Members; readonly went: Members }

/** The way back and forth through what was done in this sitting; ids decide, so strokes of another device stay. */
export interface Steps { readonly done: readonly Step[]; readonly undone: readonly Step[] }

export const NO_STEPS: Steps = { done: [], undone: [] };

/** What was undone before can't be done again after something new. */
export function after({ done }: Steps, step: Step): Steps {
  return { done: [...done, step], undone: [] };
}

export function undo({ done, undone }: Steps, k: Members): { steps: Steps; k: Members } {
  const last = done.at(-1);
  if (!last) return { steps: { done, undone }, k };
  return { steps: { done: done.slice(0, -1), undone: [...undone, last] }, k: taken({ came: last.went, went: last.came }, k) };
}

export function redo({ done, undone }: Steps, k: Members): { steps: Steps; k: Members } {
  const last = undone.at(-1);
  if (!last) return { steps: { done, undone }, k };
  return { steps: { done: [...done, last], undone: undone.slice(0, -1) }, k: taken(last, k) };
}

/** The drawing after a step. */
export function taken({ came, went }: Step, k: Members): Members {
  return { ...Object.fromEntries(Object.entries(k).filter(([id]) => !Object.hasOwn(went, id))), ...came };
}
