import type { Fields } from '../journal/kinds';
import type { Id } from '../rpc/api';
import { OpenNote } from './open-note.svelte';

type Taken = 'reading' | 'self_reading';

/** One reading being taken: begun with its first answer, stored as it is answered. What is emptied again is not kept. */
export class Taking<T extends Taken> {
  private open = $state.raw<OpenNote<T> | null>(null);

  /** @param start what the reading is about. @param asked what can be answered. */
  constructor(private readonly type: T, private readonly start: Partial<Fields<T>>, private readonly asked: readonly (keyof Fields<T>)[]) {}

  get fields(): Fields<T> | null {
    return this.open?.fields ?? null;
  }

  get saving(): OpenNote<T>['saving'] {
    return this.open?.saving ?? { at: 'empty' };
  }

  get id(): Id | null {
    return this.open?.note?.id ?? null;
  }

  change(fields: Partial<Fields<T>>): void {
    this.open ??= new OpenNote<T>(this.type, { at_ms: Date.now(), ...this.start } as Partial<Fields<T>>);
    this.open.change(fields);
  }

  async flush(): Promise<void> {
    await this.open?.flush();
  }

  /** Nothing more will be asked. */
  async end(): Promise<void> {
    await this.flush();
    const { open } = this;
    if (open?.note && this.asked.every((name) => isOpen(open.fields[name]))) await open.bin();
  }
}

/** Not answered. */
function isOpen(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
