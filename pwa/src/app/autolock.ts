/** Whether the journal has been left alone long enough to lock, by the clock on the wall: timers sleep with the phone. */
export function isDue(lastUsed_ms: number, now_ms: number, minutes: number): boolean {
  return now_ms - lastUsed_ms >= minutes * 60_000 || now_ms < lastUsed_ms - 60_000;
}

const LOOK_EVERY_MS = 5_000;

interface Watch {
  minutes: () => number | null;
  lock: () => void;
}

/**
 * Locks after `minutes` without a touch or a key, and on return to the app before anything is painted.
 * `minutes` null: nothing to lock. A clock set back by more than a minute locks as well.
 */
export function watchAutolock({ minutes, lock }: Watch): void {
  let lastUsed_ms = Date.now();
  const used = (): void => { lastUsed_ms = Date.now(); };
  const look = (): void => {
    const after = minutes();
    if (after === null) used();
    else if (isDue(lastUsed_ms, Date.now(), after)) lock();
  };
  for (const kind of ['pointerdown', 'keydown', 'input'] as const) {
    addEventListener(kind, () => { look(); used(); }, { capture: true, passive: true });
  }
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') look(); });
  addEventListener('pageshow', look);
  setInterval(look, LOOK_EVERY_MS);
}
