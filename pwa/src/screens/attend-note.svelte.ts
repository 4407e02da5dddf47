import { onMount, untrack } from 'svelte';
import { keepSafe } from '../app/leave';
import { changes } from './changes.svelte';

interface Kept { flush(): Promise<void>; look(): Promise<void> }

/**
 * What a screen owes the note it shows: words are stored when the app hides, locks or goes on, and what changes elsewhere
 * is asked for. To be called while the screen is put together.
 */
export function attendNote(open: Kept): void {
  onMount(() => {
    const off = keepSafe(() => open.flush());
    return () => {
      off();
      void open.flush();
    };
  });

  $effect(() => {
    void changes.count;
    untrack(() => { void open.look(); });
  });
}
