import { call } from '../../app/vault.svelte';
import type { AlsoChoice, AlsoWritten, Id, Part, PartFields, VaultError } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { later, Saver, type SaveState, type Stored } from '../saver';
import { PART_FIELDS, fieldsOf, rebaseFields, sendable } from './fields';
import { people } from './people.svelte';

/** One part on screen: what is noted of it, stored while it is typed. */
export class OpenPart {
  part = $state.raw<Part | null>(null);
  fields = $state<PartFields>(fieldsOf({}));
  saving = $state.raw<SaveState>({ at: 'empty' });
  missing = $state(false);
  /** What the last action was rejected with; typing has its own state. */
  trouble = $state.raw<unknown>(null);
  private saver: Saver<PartFields> | null = null;

  constructor(private readonly id: Id) {
    const known = people.find(id);
    if (known) this.receive(known);
    void this.look();
  }

  change(fields: Partial<PartFields>): void {
    Object.assign(this.fields, fields);
    this.saver?.edit({ ...this.fields });
  }

  async flush(): Promise<void> {
    await this.saver?.flush();
  }

  /** Asks how the part stands after something changed elsewhere. */
  async look(): Promise<void> {
    if (this.saver?.pending) return;
    try {
      const part = await call('part', { id: this.id });
      if (!this.saver?.pending) this.receive(part);
    } catch (error) {
      this.missing = (error as VaultError).code === 'not_found';
      if (!this.missing) this.trouble = error;
    }
  }

  /** Another look, drawn at random; nothing else changes. */
  redraw(): Promise<boolean> {
    return this.act(() => call('savePart', { id: this.id, lv: this.saver!.stored, fields: {}, newEmblem: true }));
  }

  /** true when it has left the list. */
  bin(): Promise<boolean> {
    return this.act(() => call('binPart', { id: this.id }));
  }

  restore(): Promise<boolean> {
    return this.act(() => call('restorePart', { id: this.id }));
  }

  resolve({ path, key }: AlsoWritten, choice: AlsoChoice): Promise<boolean> {
    return this.act(() => call('resolveAlso', { id: this.id, path, key, choice }));
  }

  private async act(run: () => Promise<unknown>): Promise<boolean> {
    this.trouble = null;
    try {
      await this.flush();
      await run();
    } catch (error) {
      this.trouble = error;
      return false;
    }
    await this.look();
    await this.spread();
    return true;
  }

  private receive(part: Part): void {
    this.part = part;
    Object.assign(this.fields, fieldsOf(part));
    this.saver ??= new Saver<PartFields>({
      save: (fields) => this.save(fields),
      same: (a, b) => PART_FIELDS.every((field) => a[field] === b[field]),
      merged: (sent, stands) => Object.assign(this.fields, rebaseFields(sent, { ...this.fields }, stands)),
      show: (state) => { this.saving = state; },
      later,
    }, part.lv);
    this.saver.follow(part.lv);
  }

  private async save(fields: PartFields): Promise<Stored<PartFields>> {
    const before = this.part!;
    const part = await call('savePart', { id: this.id, lv: this.saver!.stored, fields: sendable(fields, before) });
    this.part = part;
    void this.spread();
    const stands = fieldsOf(part);
    const same = PART_FIELDS.every((field) => stands[field] === fields[field] || (field === 'name' && fields.name.trim() === ''));
    return { lv: part.lv, stored: true, ...(same ? {} : { merged: stands }) };
  }

  private async spread(): Promise<void> {
    await people.load();
    changed();
  }
}
