import { call, onLock } from '../../app/vault.svelte';
import type { EntryRow } from '../../rpc/api';
import { appended, EVERYTHING, isNarrow, queryFor, type Narrowing } from './list';

/** The journal as it is listed: what it is narrowed to and the rows fetched so far. Kept while a page is read. */
class Rows {
  narrowing = $state.raw<Narrowing>(EVERYTHING);
  shown = $state.raw<readonly EntryRow[]>([]);
  total = $state(0);
  /** Sealed pages that were not looked into for the words. */
  unsearched = $state(0);
  /** false while older pages are still being opened after unlocking. */
  complete = $state(true);
  /** What `shown` answers to; null before the first answer. */
  answered = $state.raw<Narrowing | null>(null);
  trouble = $state.raw<unknown>(null);
  /** Where the list beside a page stands. */
  top = 0;

  private running: Promise<void> | null = null;
  private again = false;

  get narrow(): boolean {
    return isNarrow(this.narrowing);
  }

  get more(): boolean {
    return this.shown.length < this.total || !this.complete;
  }

  /** Asks for what is shown now once more. While an answer is on its way, only the newest question waits. */
  load(): Promise<void> {
    this.again = true;
    this.running ??= this.ask().finally(() => { this.running = null; });
    return this.running;
  }

  narrowTo(change: Partial<Narrowing>): Promise<void> {
    this.narrowing = { ...this.narrowing, ...change };
    return this.load();
  }

  /** The next rows below. */
  async older(): Promise<void> {
    if (this.running || !this.more) return;
    const narrowing = this.narrowing;
    this.running = this.extend(narrowing).finally(() => { this.running = null; });
    await this.running;
    if (this.again || narrowing !== this.narrowing) await this.load();
  }

  forget(): void {
    this.narrowing = EVERYTHING;
    this.shown = [];
    this.total = 0;
    this.unsearched = 0;
    this.answered = null;
    this.top = 0;
  }

  private async ask(): Promise<void> {
    while (this.again) {
      this.again = false;
      const narrowing = this.narrowing;
      const kept = narrowing === this.answered ? this.shown.length : 0;
      await this.attempt(async () => {
        const page = await call('entries', queryFor(narrowing, kept));
        this.shown = page.rows;
        this.total = page.total;
        this.unsearched = page.unsearched;
        this.complete = page.complete;
        this.answered = narrowing;
      });
    }
  }

  private extend(narrowing: Narrowing): Promise<void> {
    return this.attempt(async () => {
      const page = await call('entries', queryFor(narrowing, 0, this.shown.at(-1)));
      if (narrowing !== this.answered) return;
      this.shown = appended(this.shown, page);
      this.total = page.total;
      this.complete = page.complete;
    });
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }
}

export const rows = new Rows();
onLock(() => { rows.forget(); });
