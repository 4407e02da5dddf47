import { call } from '../app/vault.svelte';
import { KINDS, type Fields } from '../journal/kinds';
import type { AlsoChoice, AlsoWritten, Id, Note, NoteType, VaultError } from '../rpc/api';
import { changed } from './changes.svelte';
import { rebaseFields, sameFields, sendable } from './fields';
import { later, Saver, type SaveState, type Stored } from './saver';

/**
 * One note on screen (a part, a challenge, a promise, ...): what it says, stored while it is typed or chosen, merged
 * with what other tabs and devices say, and what can be done with it.
 */
export class OpenNote<T extends NoteType> {
  /** As it came from the vault; null until then, or while a new one has nothing to store. */
  note = $state.raw<Note<T> | null>(null);
  fields = $state.raw({} as Fields<T>);
  saving = $state.raw<SaveState>({ at: 'empty' });
  missing = $state(false);
  /** What the last action was rejected with; typing has its own state. */
  trouble = $state.raw<unknown>(null);
  /** What a page shows in its place, e.g. a list: told after each change. */
  onchanged: () => void = changed;

  private readonly saver: Saver<Fields<T>>;
  private id: Id | null;

  /** @param known a note, its id, or what a new one starts with; a new one is stored with its first change. */
  constructor(readonly type: T, known: Note<T> | Id | Partial<Fields<T>>) {
    this.id = typeof known === 'string' ? known : 'lv' in known ? known.id : null;
    this.fields = blank(type);
    this.saver = new Saver<Fields<T>>({
      save: (fields, lv) => this.save(fields, lv),
      same: sameFields,
      merged: (sent, stands) => (this.fields = rebaseFields(sent, this.fields, stands)),
      show: (state) => { this.saving = state; },
      later,
    }, 0);
    if (typeof known === 'string') void this.look();
    else if ('lv' in known) this.receive(known);
    else this.fields = { ...this.fields, ...known };
  }

  change(fields: Partial<Fields<T>>): void {
    this.fields = { ...this.fields, ...fields };
    this.saver.edit(this.fields);
  }

  async flush(): Promise<void> {
    await this.saver.flush();
  }

  /** Asks how it stands after something changed elsewhere. */
  async look(): Promise<void> {
    if (this.saver.pending || this.id === null) return;
    try {
      const note = await call('note', { id: this.id }) as unknown as Note<T>;
      if (!this.saver.pending) this.receive(note);
      this.missing = false;
    } catch (error) {
      this.missing = (error as VaultError).code === 'not_found';
      if (!this.missing) this.trouble = error;
    }
  }

  /** true when it is in the bin now. */
  bin(): Promise<boolean> {
    return this.act(async () => { if (this.id !== null) await call('bin', { id: this.id }); });
  }

  restore(): Promise<boolean> {
    return this.act(async () => { if (this.id !== null) await call('restore', { id: this.id }); });
  }

  resolve({ path, key }: AlsoWritten, choice: AlsoChoice): Promise<boolean> {
    return this.act(() => call('resolveAlso', { id: this.id!, path, key, choice }));
  }

  /** Runs something that changes it in the vault. false when that was refused; `trouble` says why. */
  async act(run: () => Promise<unknown>): Promise<boolean> {
    this.trouble = null;
    try {
      await this.flush();
      await run();
    } catch (error) {
      this.trouble = error;
      return false;
    }
    await this.look();
    this.onchanged();
    return true;
  }

  private receive(note: Note<T>): void {
    this.note = note;
    this.id = note.id;
    this.fields = fieldsOf(note);
    this.saver.follow(note.lv);
  }

  private async save(fields: Fields<T>, lv: number): Promise<Stored<Fields<T>>> {
    const sent = sendable(fields, this.note ? fieldsOf(this.note) : blank(this.type));
    const note = await call('saveNote', { type: this.type, id: this.id, lv, fields: sent } as never) as unknown as Note<T>;
    this.note = note;
    this.id = note.id;
    this.onchanged();
    const stands = withEmptiedName(fieldsOf(note), fields);
    return { lv: note.lv, stored: true, ...(sameFields(stands, fields) ? {} : { merged: stands }) };
  }
}

/** The members of a type with nothing in them. */
function blank<T extends NoteType>(type: T): Fields<T> {
  return Object.fromEntries(Object.entries(KINDS[type]).map(([name, shape]) => [name, shape.read(undefined)])) as Fields<T>;
}

function fieldsOf<T extends NoteType>(note: Note<T>): Fields<T> {
  const all = note as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.keys(KINDS[note.type]).map((name) => [name, all[name]])) as Fields<T>;
}

/** A name that was emptied is not stored, and stays empty on screen while a new one is thought of. */
function withEmptiedName<F extends object>(stands: F, typed: F): F {
  const { name } = typed as { name?: unknown };
  return typeof name === 'string' && name.trim() === '' ? { ...stands, name } : stands;
}
