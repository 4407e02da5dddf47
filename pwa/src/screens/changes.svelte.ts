import { onChanged } from '../app/vault.svelte';

/** Moves whenever the journal changed, here, in another tab or by sync: whoever shows some of it asks again. */
export const changes = $state({ count: 0 });

export function changed(): void {
  changes.count += 1;
}

onChanged(changed);
