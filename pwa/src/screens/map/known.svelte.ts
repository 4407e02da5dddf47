import { call, onLock } from '../../app/vault.svelte';
import { drawn, told } from '../../journal/relations';
import type { Id, Line } from '../../rpc/api';
import { changed } from '../changes.svelte';
import { people } from '../parts/people.svelte';

type At = Readonly<Record<Id, readonly [number, number]>>;

/** Everything the map and its words show, as last asked for; forgotten with the lock. */
class Known {
  /** null until they were asked for once; those that ended among them. */
  all = $state.raw<readonly Line[] | null>(null);
  /** Where the person put parts, in thousandths of the map. */
  at = $state.raw<At>({});
  trouble = $state.raw<unknown>(null);
  /** Every line that can be told, with those who stand for its ends by now. */
  readonly told = $derived(told(this.all ?? [], people.all ?? []));
  readonly drawn = $derived(drawn(this.told, people.all ?? []));
  readonly ready = $derived(this.all !== null && people.all !== null);

  /** Asks for all of it. When that does not work, what was known so far stays. */
  async load(): Promise<void> {
    try {
      [this.all, this.at] = await Promise.all([call('lines'), call('positions'), people.load()]);
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }

  find(id: Id): Line | undefined {
    return this.told.find((line) => line.id === id);
  }

  /** What is still so about a part, as the picture shows it. */
  of(part: Id): Line[] {
    return this.drawn.filter(({ a, b }) => a === part || b === part);
  }

  /** Puts a part there, null: back to its automatic place. Shown at once; rejects when it could not be stored. */
  async put(part: Id, to: readonly [number, number] | null): Promise<void> {
    const { [part]: _before, ...others } = this.at;
    this.at = to ? { ...others, [part]: to } : others;
    await call('savePositions', { at: { [part]: to } });
    changed();
  }
}

export const known = new Known();
onLock(() => {
  known.all = null;
  known.at = {};
});
