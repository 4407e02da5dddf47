import { call } from '../../app/vault.svelte';
import { mergedWith } from '../../journal/people';
import type { Id } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { setNote } from '../notes';
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

  /** From the list, together with those that turned out to be this one. */
  leave(): Promise<boolean> {
    return this.act(() => this.forAll((id) => call('bin', { id })));
  }

  comeBack(): Promise<boolean> {
    return this.act(() => this.forAll((id) => call('restore', { id })));
  }

  /** '' takes the two apart again. */
  mergeInto(other: Id): Promise<boolean> {
    return this.act(() => setNote(this.note!, { mergedInto: other }));
  }

  private async forAll(act: (id: Id) => Promise<void>): Promise<void> {
    for (const id of mergedWith(this.part, people.all ?? [])) await act(id);
  }

  /** A new name or role is shown wherever the part is named. */
  private async spread(): Promise<void> {
    await people.load();
    changed();
  }
}
