/**
 * When to sync: 5 s after the last change, at most every 30 s while someone writes, at once on hiding; on start, on
 * return, when the network comes back, and every minute while the app is in sight. Being offline is normal and only
 * makes the pauses longer. What a round does is not known here.
 */
import type { SyncState } from '../rpc/api';
import type { Outcome } from '../sync/session';

const AFTER_CHANGE_MS = 5_000;
const WHILE_WRITING_MS = 30_000;
const IN_SIGHT_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
const WAITS_FOR_PERSON: ReadonlySet<Outcome['state']> = new Set([
  'signed_out', 'needs_passphrase', 'refused', 'update_needed',
]);

export interface LoopPort {
  /** One round; undefined while another tab is at it. */
  round(asked: boolean): Promise<Outcome | undefined>;
  /** Objects the server has yet to hear of. */
  pending(): Promise<number>;
  /** Objects here that do not open. */
  unreadable(): number;
  show(state: SyncState): void;
  now(): number;
  later(run: () => void, ms: number): () => void;
}

export class Loop {
  #state: SyncState;
  #visible = true;
  #running: Promise<void> | null = null;
  #failures = 0;
  #firstChange_ms: number | null = null;
  /** No round before this time: the server asked for a pause, or (Infinity) only the person can help. */
  #pausedUntil_ms = 0;
  /** After failures; a network that comes back or the person's return cut it short. */
  #retryAt_ms = 0;
  #cancel: (() => void) | null = null;
  #stopped = false;
  readonly #port: LoopPort;

  constructor(port: LoopPort, state: SyncState) {
    this.#port = port;
    this.#state = state;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Records were changed here. */
  changed(): void {
    const now_ms = this.#port.now();
    this.#firstChange_ms ??= now_ms;
    this.#schedule(Math.min(AFTER_CHANGE_MS, this.#firstChange_ms + WHILE_WRITING_MS - now_ms));
    if (this.#state.state === 'up_to_date') void this.#count();
  }

  /** The app went out of sight: what is not sent goes now. */
  hide(): void {
    this.#visible = false;
    this.#calm();
    if (this.#firstChange_ms !== null) this.#schedule(0);
    else if (this.#failures > 0) this.#schedule(FIRST_RETRY_MS);
  }

  /** The app is in sight again. */
  appear(): void {
    this.#visible = true;
    this.wake();
  }

  /** The vault was opened, or the network is back. */
  wake(): void {
    this.#retryAt_ms = 0;
    this.#schedule(0);
  }

  /** The person asked, or something changed that may help: no pause counts. */
  async ask(): Promise<SyncState> {
    this.#retryAt_ms = 0;
    this.#pausedUntil_ms = 0;
    await this.#running;
    await this.#run(true);
    return this.#state;
  }

  show(state: SyncState): void {
    this.#state = state;
    this.#port.show(state);
  }

  stop(): void {
    this.#stopped = true;
    this.#calm();
  }

  #schedule(ms: number): void {
    this.#calm();
    if (this.#stopped) return;
    const wait_ms = Math.max(ms, Math.max(this.#pausedUntil_ms, this.#retryAt_ms) - this.#port.now(), 0);
    if (wait_ms === Infinity) return;
    this.#cancel = this.#port.later(() => void this.#run(false), wait_ms);
  }

  #calm(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(asked: boolean): Promise<void> {
    this.#calm();
    this.#running ??= this.#round(asked).finally(() => {
      this.#running = null;
      this.#next();
    });
    return this.#running;
  }

  async #round(asked: boolean): Promise<void> {
    const changedBefore = this.#firstChange_ms;
    this.#firstChange_ms = null;
    const pending = await this.#port.pending();
    if (pending > 0 || asked) this.show({ state: 'syncing', pending });
    const outcome = await this.#port.round(asked).catch(() => null);
    if (outcome) {
      this.#pace(outcome);
      this.show(stateOf(outcome, this.#port.unreadable(), this.#port.now()));
      return;
    }
    // Another tab is at it, or the store failed: what is here stays here and goes later.
    if (outcome === null) this.#failed();
    if (pending > 0) this.#firstChange_ms ??= changedBefore;
    if (this.#state.state === 'syncing') this.show({ state: 'pending', pending });
  }

  #pace({ state, retryAfterS }: Outcome): void {
    if (state === 'up_to_date') this.#failures = this.#retryAt_ms = 0;
    else this.#failed();
    this.#pausedUntil_ms = WAITS_FOR_PERSON.has(state) ? Infinity : this.#port.now() + retryAfterS * 1000;
  }

  #failed(): void {
    const pause_ms = Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, LONGEST_RETRY_MS);
    this.#retryAt_ms = this.#port.now() + pause_ms;
  }

  /** The next round without anybody asking. */
  #next(): void {
    if (this.#cancel !== null) return;
    if (this.#firstChange_ms !== null) this.#schedule(AFTER_CHANGE_MS);
    else if (this.#failures > 0) this.#schedule(FIRST_RETRY_MS);
    else if (this.#visible) this.#schedule(IN_SIGHT_MS);
  }

  async #count(): Promise<void> {
    const pending = await this.#port.pending();
    if (this.#state.state === 'up_to_date' && pending > 0) this.show({ state: 'pending', pending });
  }
}

/** A round's outcome as the interface tells it (protocol 8.8). */
export function stateOf(outcome: Outcome, unreadableHere: number, now_ms: number): SyncState {
  const { state, reason, pending, findings, healed } = outcome;
  switch (state) {
    case 'refused':
      return { state, reason, pending };
    case 'offline':
    case 'signed_out':
    case 'needs_passphrase':
    case 'full':
    case 'update_needed':
      return { state, pending };
  }
  if (healed) return { state: 'healed', again: healed.again, merged: healed.merged, after: healed.after };
  if (findings.missing.size > 0) return { state: 'missing', count: findings.missing.size };
  if (findings.newer.size > 0) return { state: 'newer_record', count: findings.newer.size };
  const unreadable = findings.unreadable.size + findings.unmerged.size + unreadableHere;
  if (unreadable > 0) return { state: 'unreadable', count: unreadable };
  return state === 'pending' ? { state, pending } : { state, at_ms: now_ms };
}
