import { call, onChanged, onLock } from '../../app/vault.svelte';
import { t } from '../../i18n/words';
import { standsFor } from '../../journal/people';
import type { Id, Part } from '../../rpc/api';
import { insideSentence, isUnmet } from './person';

/** Everyone there is a name for, as last asked for; forgotten with the lock. */
class People {
  /** null until they were asked for once. The binned ones are among them: old pages still name them. */
  all = $state.raw<readonly Part[] | null>(null);
  trouble = $state.raw<unknown>(null);
  /** Those a person may choose from. One that turned out to be another is not listed twice. */
  readonly listed = $derived((this.all ?? []).filter((part) => !part.binned && standsFor(part.id, this.all ?? []) === part.id));
  private readonly byId = $derived(new Map((this.all ?? []).map((part) => [part.id, part])));

  /** Asks for all of them. When that does not work, those known so far stay. */
  async load(): Promise<void> {
    try {
      this.all = await call('parts');
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }

  find(id: Id): Part | undefined {
    return this.byId.get(id);
  }

  /** The parts of a page, in the order they were chosen. */
  of(ids: readonly Id[]): Part[] {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
}

export const people = new People();
onLock(() => { people.all = null; });
// a name, a role, or who turned out to be whom, by sync or in another tab
onChanged(({ what }) => { if (people.all && what.includes('part')) void people.load(); });

/** "Plans ahead", the person's own word, or that nobody has met it yet. */
export function roleLine(part: Part): string {
  if (isUnmet(part)) return t('words.unmet');
  if (part.role === 'own') return part.roleWord.trim() || t('words.own');
  return t(`words.${part.role}`);
}

/** What a part is called wherever it is still named: also one that left the list for good. */
export function nameOf(id: Id): string {
  return people.find(id)?.name ?? t('parts.someone_gone');
}

/** The name of a part inside a sentence of the app. */
export function nameInside(part: Part): string {
  return insideSentence(part.name, t('words.articles'));
}
