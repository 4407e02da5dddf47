import { call } from '../../app/vault.svelte';
import type { Id } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { OpenNote } from '../open-note.svelte';
import { people } from './people.svelte';

/** One part on screen: what is noted of it, stored while it is typed. */
export class OpenPart extends OpenNote<'part'> {
  constructor(private readonly part: Id) {
    super('part', people.find(part) ?? part);
    this.onchanged = () => void this.spread();
    void this.look();
  }

  /** Another look, drawn at random; nothing else changes. */
  redraw(): Promise<boolean> {
    return this.act(() => call('redrawPart', { id: this.part }));
  }

  /** A new name or role is shown wherever the part is named. */
  private async spread(): Promise<void> {
    await people.load();
    changed();
  }
}
