/** The versions of records that the page was last told of: what a save was made from (protocol 9.9). */
import type { Id } from '../rpc/api';
import type { Standing } from './save';

const PER_RECORD = 3;
const RECORDS = 200;

export class Versions {
  readonly #given = new Map<Id, Standing[]>();

  give(standing: Standing): void {
    const { id, lv } = standing;
    const before = (this.#given.get(id) ?? []).filter((one) => one.lv !== lv);
    this.#given.delete(id);
    this.#given.set(id, [...before, standing].slice(-PER_RECORD));
    if (this.#given.size > RECORDS) this.#given.delete(this.#given.keys().next().value!);
  }

  find(id: Id, lv: number): Standing | null {
    return this.#given.get(id)?.find((one) => one.lv === lv) ?? null;
  }
}
