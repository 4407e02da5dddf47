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
    }
  }

  /** Another look, drawn at random; nothing else changes. */
  async redraw(): Promise<void> {
    await this.flush();
    this.receive(await call('savePart', { id: this.id, lv: this.saver!.stored, fields: {}, newEmblem: true }));
    await this.spread();
  }

  async bin(): Promise<void> {
    await this.flush();
    await call('binPart', { id: this.id });
    await this.spread();
  }

  async restore(): Promise<void> {
    await call('restorePart', { id: this.id });
    await this.spread();
    await this.look();
  }

  async resolve({ path, key }: AlsoWritten, choice: AlsoChoice): Promise<void> {
    await this.flush();
    await call('resolveAlso', { id: this.id, path, key, choice });
    await this.look();
    await this.spread();
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
