import type { Entry, Id, Saved, SaveEntry, VaultError, VaultErrorCode } from '../../rpc/api';

/** Words are on their way to storage at most this long after they were typed. */
export const SAVE_MS = 300;
const RETRY_MS = 3_000;
const RETRY_MOST_MS = 30_000;

/** `empty`: nothing to store yet. `stuck`: not stored; it is tried again until it works. */
export type SaveState =
  | { at: 'empty' | 'saving' | 'kept' | 'synced' }
  | { at: 'stuck'; code: VaultErrorCode };

export interface Draft { readonly text: string; readonly parts: readonly Id[] }

export interface SaverPort {
  save(input: SaveEntry): Promise<Saved>;
  /** Runs something later; the returned function calls it off. */
  later(run: () => void, ms: number): () => void;
  show(state: SaveState): void;
  /**
   * Another tab or device had changed the page: `sent` was merged into what now stands.
   * Returns what the page shows from now on: the same, or with what was typed since on top.
   */
  merged(sent: Draft, stands: NonNullable<Saved['merged']>): Draft;
}

/**
 * Keeps what is typed: stores it at most every 300 ms while someone writes, at once on `flush`, and
 * one save at a time, each with the counter the one before gave back. A save that did not work is
 * tried again by itself; the draft is never let go before it is stored.
 */
export class Saver {
  private draft: Draft | null = null;
  private running: Promise<void> | null = null;
  private cancel: (() => void) | null = null;
  private wait = RETRY_MS;
  private stuck = false;

  constructor(
    private readonly port: SaverPort,
    private readonly id: Id,
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
    if (this.draft) await this.start();
  }

  /** Takes over a version that came in from elsewhere, when nothing is pending here. */
  adopt(entry: Pick<Entry, 'lv' | 'synced'>): void {
    this.lv = entry.lv;
    this.port.show({ at: entry.lv === 0 ? 'empty' : entry.synced ? 'synced' : 'kept' });
  }

  /** Stops the clock; call `flush` before it. */
  end(): void {
    this.unschedule();
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
    if (!sent) return;
    this.draft = null;
    try {
      const saved = await this.port.save({ id: this.id, lv: this.lv, text: sent.text, parts: [...sent.parts] });
      this.lv = saved.lv;
      this.wait = RETRY_MS;
      this.stuck = false;
      if (saved.merged) this.take(sent, saved.merged);
      if (this.draft) this.schedule(SAVE_MS);
      else this.port.show({ at: saved.stored ? 'kept' : 'empty' });
    } catch (error) {
      this.draft ??= sent;
      this.stuck = true;
      this.port.show({ at: 'stuck', code: (error as VaultError).code ?? 'unexpected' });
      this.unschedule();
      this.schedule(this.wait);
      this.wait = Math.min(this.wait * 2, RETRY_MOST_MS);
    }
  }

  /** What was typed during the save is saved again, on top of what came from elsewhere. */
  private take(sent: Draft, stands: NonNullable<Saved['merged']>): void {
    const page = this.port.merged(sent, stands);
    const more = page.text !== stands.text || page.parts.join() !== stands.parts.join();
    this.draft = more ? page : null;
  }
}
