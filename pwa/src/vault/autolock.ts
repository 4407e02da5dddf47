/**
 * The worker's own watch over the keys. Timers sleep with the phone, so the clock on the wall decides, whenever
 * anything is asked; the page tells of touches and keys, because a worker cannot see them.
 */
const MINUTE_MS = 60_000;
/** A clock that was set back by more than this has lost its say. */
const SLACK_MS = 60_000;

export class Autolock {
  minutes = 5;
  #used_ms = 0;

  /** Somebody is there. */
  use(now_ms: number): void {
    this.#used_ms = now_ms;
  }

  /** Whether nobody was there for too long. */
  isDue(now_ms: number): boolean {
    return this.wait(now_ms) <= 0 || now_ms < this.#used_ms - SLACK_MS;
  }

  /** Milliseconds until it is due. */
  wait(now_ms: number): number {
    return this.#used_ms + this.minutes * MINUTE_MS - now_ms;
  }
}
