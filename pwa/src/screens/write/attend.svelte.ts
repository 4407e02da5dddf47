import { onMount, untrack } from 'svelte';
import { keepSafe } from '../../app/leave';
import { describePlace } from '../../app/place';
import { app } from '../../app/vault.svelte';
import { changes } from '../changes.svelte';
import { people } from '../parts/people.svelte';
import type { OpenPage } from './open-page.svelte';

/**
 * What a screen owes the page it shows: words are stored when the app freezes, locks or goes, the place is known in case
 * the system ends the app, and what changes elsewhere is asked for. To be called while the screen is put together.
 */
export function attend(page: OpenPage, isEditing: () => boolean): void {
  onMount(() => {
    const flush = (): void => { void page.flush(); };
    document.addEventListener('freeze', flush);
    addEventListener('blur', flush);
    const offs = [
      () => { document.removeEventListener('freeze', flush); },
      () => { removeEventListener('blur', flush); },
      keepSafe(() => page.flush()),
      describePlace(() => {
        if (page.saving.at === 'empty' || !page.id) return {};
        return isEditing() ? { entry: page.id, cursor: page.area?.selectionStart ?? page.text.length } : { entry: page.id };
      }),
    ];
    if (!people.all) void people.load();
    return () => {
      for (const off of offs) off();
      void page.leave();
    };
  });

  $effect(() => {
    void changes.count;
    void app.status?.sync.state;
    untrack(() => { void page.look(); });
  });
}
