import { call } from '../../app/vault.svelte';
import { isPart, linesOf, speakersAfter, type Said } from '../../journal/entry';
import { KINDS } from '../../journal/kinds';
import type { AlsoChoice, AlsoWritten, Entry, EntryFields, Id, VaultError } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { rebaseFields, rebaseSet, sameFields, sendable } from '../fields';
import { later, RETRY_MS, Saver, type SaveState, type Stored } from '../saver';
import { rebase, rebaseWho, type Spoken } from './rebase';

interface Draft extends Readonly<Spoken> { readonly parts: readonly Id[]; readonly fields: EntryFields }

/** One page of the journal on screen: what it says, where its words are, and everything that can be done with it. */
export class OpenPage {
  /** As it came from the vault; null until then. */
  entry = $state.raw<Entry | null>(null);
  text = $state('');
  /** Who says each line of the text: '' nobody named, `self`, `unsure`, or the id of a part. */
  who = $state.raw<readonly string[]>([]);
  /** Everything else it says: its kind, strokes, seal, ... */
  fields = $state.raw<EntryFields>(fieldsOf({}));
  parts = $state.raw<readonly Id[]>([]);
  also = $state.raw<readonly AlsoWritten[]>([]);
  saving = $state.raw<SaveState>({ at: 'empty' });
  /** It was deleted for good elsewhere while it stood here. */
  gone = $state(false);
  /** What the last action was rejected with; typing has its own state. */
  trouble = $state.raw<unknown>(null);
  /** Set by the editor while there is one, to keep the caret through a merge. */
  area: HTMLTextAreaElement | null = null;
  /** Told when a merge put another text on the page, before anything shows it. */
  onmerged: ((before: string, now: string) => void) | null = null;

  /** What the vault has of `fields`; null while it has nothing. */
  private stored: EntryFields | null = null;
  private saver: Saver<Draft> | null = null;
  private readonly opening: Promise<void>;

  /**
   * @param ask for an entry or a new one; typing may begin before the answer.
   * @param known of a new one: what it starts with.
   */
  constructor(ask: () => Promise<Entry>, known: Partial<EntryFields> = {}) {
    this.fields = fieldsOf(known);
    this.opening = this.open(ask);
  }

  /** Rejects when the page is not there or cannot be read, or the journal is locked. */
  async opened(): Promise<void> {
    await this.opening;
  }

  get id(): Id | undefined {
    return this.entry?.id;
  }

  /** The text as it was edited as a whole. */
  type(text: string): void {
    this.who = speakersAfter(this.text, this.who, text);
    this.text = text;
    this.keep();
  }

  /** The text line by line, with whoever says each; a part that speaks is in the page. */
  say(lines: readonly Said[]): void {
    const silent = this.who;
    this.text = lines.map((line) => line.text).join('\n');
    this.who = linesOf(this.text).map((_text, j) => lines[j]!.who);
    const fresh = new Set(this.who.filter((who) => isPart(who) && !silent.includes(who) && !this.parts.includes(who)));
    if (fresh.size > 0) this.parts = [...this.parts, ...fresh];
    this.keep();
  }

  /** Sets members other than its words. */
  change(fields: Partial<EntryFields>): void {
    if (!this.saver) return void this.opening.then(() => this.change(fields), () => undefined);
    this.fields = { ...this.fields, ...fields };
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
    // What is put back by an undo from here on may have nothing to stand on.
    if (this.text.trim() === '') this.stored = null;
    changed();
  }

  /** Asks how the page stands after something changed elsewhere or went up to the server. */
  async look(): Promise<void> {
    const saver = this.saver;
    if (!saver || !this.id || saver.pending || saver.stored === 0) return;
    try {
      const entry = await call('entry', { id: this.id });
      if (saver.pending) return;
      if (entry.lv !== saver.stored) this.show(this.draft(), draftOf(entry));
      this.entry = entry;
      this.also = entry.also;
      this.stored = fieldsOf(entry);
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
    const isEarly = this.text !== '' || this.parts.some((part) => !entry.parts.includes(part));
    if (this.text === '') ({ text: this.text, who: this.who } = entry);
    else if (entry.text !== '') [this.text, this.who] = [`${entry.text}\n${this.text}`, [...entry.who, ...this.who]];
    this.parts = [...new Set([...entry.parts, ...this.parts])];
    this.fields = fieldsOf(entry);
    this.stored = entry.lv === 0 ? null : this.fields;
    this.saver = new Saver<Draft>({
      save: (draft, lv) => this.save(entry.id, draft, lv),
      same: (a, b) => a.text === b.text && a.who.join() === b.who.join() && a.parts.join() === b.parts.join() && sameFields(a.fields, b.fields),
      merged: (sent, stands) => this.show(sent, stands),
      show: (state) => { this.saving = state; },
      later,
    }, entry.lv);
    this.saver.adopt(entry);
    if (isEarly) this.keep();
  }

  private draft(): Draft {
    return { text: this.text, who: this.who, parts: this.parts, fields: this.fields };
  }

  private keep(): void {
    this.saver?.edit(this.draft());
  }

  private async save(id: Id, draft: Draft, lv: number): Promise<Stored<Draft>> {
    const { text, who, parts } = draft;
    const fields = this.stored ? sendable(draft.fields, this.stored) : draft.fields;
    const { merged, ...saved } = await call('saveEntry', { id, lv, text, who: [...who], parts: [...parts], fields });
    if (saved.stored) this.stored = merged?.fields ?? draft.fields;
    if (!merged) return saved;
    this.also = merged.also;
    return { ...saved, merged };
  }

  /** Puts what was merged on the page, under what was typed since `sent`, and the caret where it was. */
  private show(sent: Draft, stands: Draft): Draft {
    const area = this.area;
    const before = this.draft();
    const { text, cursor } = rebase(sent.text, before.text, stands.text, area?.selectionStart ?? 0);
    if (text !== before.text) this.onmerged?.(before.text, text);
    this.text = text;
    this.who = rebaseWho(sent, before, stands, text);
    this.parts = rebaseSet(sent.parts, before.parts, stands.parts);
    this.fields = rebaseFields(sent.fields, before.fields, stands.fields);
    if (area && area.value !== text) {
      area.value = text;
      area.setSelectionRange(cursor, cursor);
    }
    return this.draft();
  }
}

/** The members of a page besides its words and the parts in it; those that are absent read as nothing. */
function fieldsOf(entry: Partial<EntryFields>): EntryFields {
  const { b: _words, parts: _parts, made_ms: _made, binned_ms: _binned, sitting: _sitting, ...shapes } = KINDS.entry;
  const members = Object.entries(shapes).map(([name, shape]) => [name, entry[name as keyof EntryFields] ?? shape.read(undefined)]);
  return Object.fromEntries(members) as EntryFields;
}

function draftOf(entry: Entry): Draft {
  return { text: entry.text, who: entry.who, parts: entry.parts, fields: fieldsOf(entry) };
}
