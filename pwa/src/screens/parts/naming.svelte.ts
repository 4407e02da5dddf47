import { sentenceFor } from '../../app/errors';
import { t } from '../../i18n/words';
import type { Fields } from '../../journal/kinds';
import type { Note } from '../../rpc/api';
import { addNote } from '../notes';
import { people } from './people.svelte';

/** Someone new on their way into the list: a name and nothing else is needed. Pressed twice, it is still one part. */
export class Naming {
  name = $state('');
  error = $state<string>();
  busy = $state(false);
  input = $state<HTMLInputElement>();

  /** Adds them, with whatever else is known, then `made`. What is missing, or why it did not work, is said at the field. */
  async add(event: SubmitEvent, made: (part: Note<'part'>) => void | Promise<void>, known: Partial<Fields<'part'>> = {}): Promise<void> {
    event.preventDefault();
    const name = this.name.trim();
    this.error = name === '' ? t('parts.name_missing') : undefined;
    if (this.error) return this.input?.focus();
    if (this.busy) return;
    this.busy = true;
    try {
      const part = await addNote('part', { ...known, name });
      await people.load();
      await made(part);
      this.name = '';
    } catch (trouble) {
      this.error = sentenceFor(trouble);
    }
    this.busy = false;
  }

  clear(): void {
    this.name = '';
    this.error = undefined;
  }
}
