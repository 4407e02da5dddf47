import { call } from '../../app/vault.svelte';
import type { AlsoChoice, AlsoWritten, Entry, Id, VaultError } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { later, RETRY_MS, Saver, type SaveState, type Stored } from '../saver';
import { rebase, rebaseParts } from './rebase';

interface Draft { readonly text: string; readonly parts: readonly Id[] }

/** One page of the journal on screen: what it says, where its words are, and everything that can be done with it. */
export class OpenPage {
  /** As it came from the vault; null until then. */
  entry = $state.raw<Entry | null>(null);
  text = $state('');
  parts = $state.raw<readonly Id[]>([]);
  also = $state.raw<readonly AlsoWritten[]>([]);
  saving = $state.raw<SaveState>({ at: 'empty' });
  /** It was deleted for good elsewhere while it stood here. */
  gone = $state(false);
  /** What the last action was rejected with; typing has its own state. */
  trouble = $state.raw<unknown>(null);
  /** Set by the editor while there is one, to keep the caret through a merge. */
  area: HTMLTextAreaElement | null = null;

  private saver: Saver<Draft> | null = null;
  private readonly opening: Promise<void>;

  /** @param ask for an entry or a new one; typing may begin before the answer. */
  constructor(ask: () => Promise<Entry>) {
    this.opening = this.open(ask);
  }

  /** Rejects when the page is not there or cannot be read, or the journal is locked. */
  async opened(): Promise<void> {
    await this.opening;
  }

  get id(): Id | undefined {
    return this.entry?.id;
  }

  type(text: string): void {
    this.text = text;
    this.keep();
  }

  toggle(part: Id): void {
    this.parts = this.parts.includes(part) ? this.parts.filter((id) => id !== part) : [...this.parts, part];
    this.keep();
  }

  /** Stores what was typed, at once. */
  async flush(): Promise<void> {
    await this.saver?.flush();
  }

  /** The screen goes. Words that could not be stored are tried again as long as the app runs; a blank page leaves nothing. */
  async leave(): Promise<void> {
    await this.flush();
    if (this.id && !this.saver?.pending) await call('leaveEntry', { id: this.id }).catch(() => undefined);
    changed();
  }

  /** Asks how the page stands after something changed elsewhere or went up to the server. */
  async look(): Promise<void> {
    const saver = this.saver;
    if (!saver || !this.id || saver.pending || saver.stored === 0) return;
    try {
      const entry = await call('entry', { id: this.id });
      if (saver.pending) return;
      if (entry.lv !== saver.stored) this.show({ text: this.text, parts: this.parts }, entry);
      this.entry = entry;
      this.also = entry.also;
      saver.adopt(entry);
    } catch (error) {
      this.gone = (error as VaultError).code === 'not_found';
    }
  }

  /** true when it is in the bin now. */
  bin(): Promise<boolean> {
    return this.act(() => call('bin', { id: this.id! }));
  }

  restore(): Promise<boolean> {
    return this.act(() => call('restore', { id: this.id! }));
  }

  resolve({ path, key }: AlsoWritten, choice: AlsoChoice): Promise<boolean> {
    return this.act(() => call('resolveAlso', { id: this.id!, path, key, choice }));
  }

  private async act(run: () => Promise<void>): Promise<boolean> {
    this.trouble = null;
    try {
      await this.flush();
      await run();
    } catch (error) {
      this.trouble = error;
      return false;
    }
    changed();
    await this.look();
    return true;
  }

  private async open(ask: () => Promise<Entry>): Promise<void> {
    for (;;) {
      try {
        return this.receive(await ask());
      } catch (error) {
        const { code } = error as VaultError;
        if (code === 'not_found' || code === 'damaged' || code === 'locked') throw error;
        this.saving = { at: 'stuck', code };
        await new Promise<void>((done) => { later(done, RETRY_MS); });
      }
    }
  }

  private receive(entry: Entry): void {
    this.entry = entry;
    this.also = entry.also;
    const typed = this.text;
    this.text = typed === '' ? entry.text : typed;
    this.parts = entry.parts;
    this.saver = new Saver<Draft>({
      save: (draft, lv) => this.save(entry.id, draft, lv),
      same: (a, b) => a.text === b.text && a.parts.join() === b.parts.join(),
      merged: (sent, stands) => this.show(sent, stands),
      show: (state) => { this.saving = state; },
      later,
    }, entry.lv);
    this.saver.adopt(entry);
    if (typed !== '') this.keep();
  }

  private keep(): void {
    this.saver?.edit({ text: this.text, parts: this.parts });
  }

  private async save(id: Id, draft: Draft, lv: number): Promise<Stored<Draft>> {
    const { merged, ...saved } = await call('saveEntry', { id, lv, text: draft.text, parts: [...draft.parts] });
    if (!merged) return saved;
    this.also = merged.also;
    return { ...saved, merged };
  }

  /** Puts what was merged on the page, under what was typed since `sent`, and the caret where it was. */
  private show(sent: Draft, stands: Draft): Draft {
    const area = this.area;
    const { text, cursor } = rebase(sent.text, this.text, stands.text, area?.selectionStart ?? 0);
    this.text = text;
    this.parts = rebaseParts(sent.parts, this.parts, stands.parts);
    if (area && area.value !== text) {
      area.value = text;
      area.setSelectionRange(cursor, cursor);
    }
    return { text, parts: this.parts };
  }
}
