import type { VaultError, VaultErrorCode } from '../rpc/api';

/** Words are on their way to storage at most this long after they were typed. */
export const SAVE_MS = 300;
/** What could not be stored is tried again after this time, later after twice as long each. */
export const RETRY_MS = 3_000;
const RETRY_MOST_MS = 30_000;

/** `empty`: nothing to store yet. `stuck`: not stored; it is tried again until it works. */
export type SaveState =
  | { at: 'empty' | 'saving' | 'kept' | 'synced' }
  | { at: 'stuck'; code: VaultErrorCode };

export interface Stored<Draft> {
  /** The counter the next save has to carry. */
  lv: number;
  /** false when there was nothing to store yet. */
  stored: boolean;
  /** What stands now, when another tab or device had changed it as well. */
  merged?: Draft;
}

export interface SaverPort<Draft> {
  save(draft: Draft, lv: number): Promise<Stored<Draft>>;
  same(a: Draft, b: Draft): boolean;
  /** Shows what was merged. Returns what the page shows from now on: the same, or with what was typed since on top. */
  merged(sent: Draft, stands: Draft): Draft;
  show(state: SaveState): void;
  /** Runs something later; the returned function calls it off. */
  later(run: () => void, ms: number): () => void;
}

/** The clock of the browser, for `SaverPort.later`. */
export function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => { clearTimeout(timer); };
}

/**
 * Keeps what is typed: stores it at most every 300 ms while someone writes, at once on `flush`, and
 * one save at a time, each with the counter the one before gave back. A save that did not work is
 * tried again by itself; the draft is never let go before it is stored.
 */
export class Saver<Draft> {
  private draft: Draft | null = null;
  private running: Promise<void> | null = null;
  private cancel: (() => void) | null = null;
  private wait = RETRY_MS;
  private stuck = false;

  constructor(
    private readonly port: SaverPort<Draft>,
    private lv: number,
  ) {}

  /** True while something typed is not stored yet. */
  get pending(): boolean {
    return this.draft !== null || this.running !== null;
  }

  /** The counter of the version that is stored. */
  get stored(): number {
    return this.lv;
  }

  edit(draft: Draft): void {
    this.draft = draft;
    if (!this.stuck) this.port.show({ at: 'saving' });
    if (!this.running) this.schedule(SAVE_MS);
  }

  /** Stores at once. Resolves when everything typed so far is stored, or could not be. */
  async flush(): Promise<void> {
    this.unschedule();
    if (this.running) await this.running;
    if (this.draft !== null) await this.start();
  }

  /** Goes on from a version that came in from elsewhere, when nothing is pending here. */
  follow(lv: number): void {
    this.lv = lv;
  }

  /** The same, and says where that version is. */
  adopt({ lv, synced }: { lv: number; synced: boolean }): void {
    this.follow(lv);
    this.port.show({ at: lv === 0 ? 'empty' : synced ? 'synced' : 'kept' });
  }

  private schedule(ms: number): void {
    this.cancel ??= this.port.later(() => {
      this.cancel = null;
      void this.start();
    }, ms);
  }

  private unschedule(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private start(): Promise<void> {
    this.unschedule();
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    const sent = this.draft;
    if (sent === null) return;
    this.draft = null;
    try {
      const saved = await this.port.save(sent, this.lv);
      this.lv = saved.lv;
      this.wait = RETRY_MS;
      this.stuck = false;
      if (saved.merged !== undefined) this.take(sent, saved.merged);
      if (this.draft !== null) this.schedule(SAVE_MS);
      else this.port.show({ at: saved.stored ? 'kept' : 'empty' });
    } catch (error) {
      this.draft ??= sent;
      this.stuck = true;
      const code = (error as VaultError).code ?? 'unexpected';
      this.port.show({ at: 'stuck', code });
      this.unschedule();
      // Once locked there is nowhere to store it, and the worker that could has ended.
      if (code === 'locked') return;
      this.schedule(this.wait);
      this.wait = Math.min(this.wait * 2, RETRY_MOST_MS);
    }
  }

  /** What was typed during the save is saved again, on top of what came from elsewhere. */
  private take(sent: Draft, stands: Draft): void {
    const page = this.port.merged(sent, stands);
    this.draft = this.port.same(page, stands) ? null : page;
  }
}
