/** Whether the journal has been left alone long enough to lock, by the clock on the wall: timers sleep with the phone. */
export function isDue(lastUsed_ms: number, now_ms: number, minutes: number): boolean {
  return now_ms - lastUsed_ms >= minutes * 60_000 || now_ms < lastUsed_ms - 60_000;
}

const LOOK_EVERY_MS = 5_000;

const TELL_EVERY_MS = 20_000;

interface Watch {
  /** How long, or null when there is nothing to lock. */
  minutes: () => number | null;
  lock: () => void;
  /** Somebody is there; called at most every twenty seconds. */
  used: () => void;
}

/**
 * Locks after `minutes` without a touch or a key, and on return to the app before anything is painted.
 * A clock set back by more than a minute locks as well.
 */
export function watchAutolock({ minutes, lock, used }: Watch): void {
  let lastUsed_ms = Date.now();
  let lastTold_ms = 0;
  const look = (): void => {
    const after = minutes();
    if (after === null) lastUsed_ms = Date.now();
    else if (isDue(lastUsed_ms, Date.now(), after)) lock();
  };
  const touch = (): void => {
    look();
    lastUsed_ms = Date.now();
    if (lastUsed_ms - lastTold_ms < TELL_EVERY_MS) return;
    lastTold_ms = lastUsed_ms;
    used();
  };
  for (const kind of ['pointerdown', 'keydown', 'input'] as const) addEventListener(kind, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') look(); });
  addEventListener('pageshow', look);
  setInterval(look, LOOK_EVERY_MS);
}
