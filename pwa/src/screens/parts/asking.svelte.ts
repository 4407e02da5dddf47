import type { Fields } from '../../journal/kinds';
import type { Id } from '../../rpc/api';
import { OpenNote } from '../open-note.svelte';

/** One reading being taken: begun with its first answer, stored as it is answered. What is emptied again is not kept. */
export class Asking {
  private open = $state.raw<OpenNote<'reading'> | null>(null);

  /** @param of the part, concern or burden that is asked. */
  constructor(private readonly of: Id) {}

  get fields(): Fields<'reading'> | null {
    return this.open?.fields ?? null;
  }

  get saving(): OpenNote<'reading'>['saving'] {
    return this.open?.saving ?? { at: 'empty' };
  }

  get id(): Id | null {
    return this.open?.note?.id ?? null;
  }

  change(fields: Partial<Fields<'reading'>>): void {
    this.open ??= new OpenNote('reading', { of: this.of, at_ms: Date.now() });
    this.open.change(fields);
  }

  async flush(): Promise<void> {
    await this.open?.flush();
  }

  /** Nothing more will be asked. */
  async end(): Promise<void> {
    await this.flush();
    if (this.open?.note && saysNothing(this.open.fields)) await this.open.bin();
  }
}

const ABOUT_IT: readonly string[] = ['of', 'at_ms', 'from', 'challenge', 'made_ms', 'binned_ms'] satisfies (keyof Fields<'reading'>)[];

function saysNothing(fields: Fields<'reading'>): boolean {
  return Object.entries(fields).every(([name, value]) =>
    ABOUT_IT.includes(name) || value === null || (Array.isArray(value) && value.length === 0));
}
