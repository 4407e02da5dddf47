import { untrack } from 'svelte';
import { call } from '../../app/vault.svelte';
import type { Id, PartPage } from '../../rpc/api';
import { changes } from '../changes.svelte';

const NOTHING: PartPage = { notes: [], readings: [], trust: [] };

/** What is noted around one part; asked for again whenever the journal changed. To be made while a screen is set up. */
export class Around {
  all = $state.raw<PartPage>(NOTHING);
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);

  constructor(private readonly part: Id) {
    $effect(() => {
      void changes.count;
      untrack(() => { void this.load(); });
    });
  }

  private async load(): Promise<void> {
    try {
      this.all = await call('partPage', { id: this.part });
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
    this.loaded = true;
  }
}
