import { untrack } from 'svelte';
import { onChanged } from '../app/vault.svelte';

/** Moves whenever the journal changed, here, in another tab or by sync: whoever shows some of it asks again. */
export const changes = $state({ count: 0 });

/** To be called after every change made here. Inside an effect it does not make the effect follow itself. */
export function changed(): void {
  changes.count = untrack(() => changes.count) + 1;
}

onChanged(changed);
