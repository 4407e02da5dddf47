/** The one error of this room: a practice that cannot be used, and where in its file. */
export type Reason =
  | 'too_long_file' | 'not_json' | 'too_deep' | 'twice' | 'missing' | 'unknown' | 'kind' | 'empty' | 'too_long' | 'too_many' | 'too_few'
  | 'range' | 'not_one_of' | 'names_nobody' | 'placeholder' | 'does_not_fit';

export class PracticeError extends Error {
  /**
   * @param place where, as in `steps[2].ask.kind`; '' = the file itself.
   * @param line the line in the file, from 1; null when it was not read from text.
   * @param what the word it is about, where one helps: a member, a step, an option.
   */
  constructor(readonly reason: Reason, readonly place: string, readonly line: number | null, readonly what = '') {
    super(`${reason} at ${place || 'the file'}${line === null ? '' : `, line ${line}`}${what === '' ? '' : `: ${what}`}`);
    this.name = 'PracticeError';
  }
}
