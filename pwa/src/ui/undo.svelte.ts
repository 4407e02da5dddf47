import type { IconName } from './icons';

interface Offer { text: string; icon: IconName; undo: () => void | Promise<void>; until_ms: number }

const KEPT_MS = 10_000;

/** The one removal that can be taken back right now. */
export const undo = $state<{ offer: Offer | null }>({ offer: null });

/** Says what was removed and keeps the way back open: ten seconds at least, then until the next action. */
export function offerUndo(text: string, takeBack: () => void | Promise<void>, icon: IconName = 'trash', now_ms = Date.now()): void {
  undo.offer = { text, icon, undo: takeBack, until_ms: now_ms + KEPT_MS };
}

/** The next action (another screen, a press, a typed letter): the offer goes once its ten seconds are over. */
export function nextAction(now_ms = Date.now()): void {
  if (undo.offer && now_ms >= undo.offer.until_ms) undo.offer = null;
}
