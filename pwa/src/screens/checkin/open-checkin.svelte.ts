import { call } from '../../app/vault.svelte';
import { AROUND, saysNothing, type Presence } from '../../journal/checkin';
import type { Id } from '../../rpc/api';
import { OpenNote } from '../open-note.svelte';

/** A check-in on screen: who is around, how it is with each of them, and what else there is to say. */
export class OpenCheckin extends OpenNote<'checkin'> {
  /** What was said of those who were taken out again: it comes back with them. */
  private readonly said = new Map<Id, Presence>();
  private readonly isNew: boolean;

  /** @param id one that exists; left out, a new one begins, and is stored with its first change. */
  constructor(id: Id | undefined, now_ms: number) {
    super('checkin', id ?? { at_ms: now_ms });
    this.isNew = id === undefined;
  }

  /** In or out. Someone who is around and nobody at all rule each other out. */
  toggle(id: Id): void {
    const { [id]: present, ...others } = this.fields.parts;
    if (present) this.said.set(id, present);
    this.change({ parts: present ? others : { ...others, [id]: this.said.get(id) ?? AROUND }, nobody: false });
  }

  toggleNobody(): void {
    const { nobody, parts } = this.fields;
    for (const [id, present] of Object.entries(parts)) this.said.set(id, present);
    this.change({ nobody: !nobody, parts: {} });
  }

  say(id: Id, how: Partial<Presence>): void {
    const present = this.fields.parts[id];
    if (present) this.change({ parts: { ...this.fields.parts, [id]: { ...present, ...how } } });
  }

  /** The screen goes. One with nothing in it leaves nothing behind; one that was there before goes to the bin. */
  async leave(): Promise<void> {
    await this.flush();
    const { note } = this;
    if (!note || note.readonly || note.binned || note.also.length > 0 || this.saving.at === 'stuck' || !saysNothing(this.fields)) return;
    if (await this.bin() && this.isNew) await call('deleteEntry', { id: note.id }).catch(() => undefined);
  }
}
