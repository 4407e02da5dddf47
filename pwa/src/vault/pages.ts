/** Pages of the journal: reading and writing. */
import { b64, unb64, utf8, type Random } from '../crypto/encoding';
import { entryText, newEntry, newSpell, paragraphs, write, type Spell } from '../journal/entry';
import { changed, isMap, read, setOf, type Members } from '../journal/kinds';
import { dayHere } from '../journal/seal';
import type { Entry, EntryFields, EntryPage, EntryQuery, Id, Saved, SaveEntry } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { make } from '../sync/record';
import { edit, removal } from './edit';
import type { Open } from './open';
import { entryView, isGone } from './views';

/** UTF-8 bytes of one page (protocol 1.8). */
const TEXT_BYTES = 128 * 1024;
const SITTINGS = 20;

/** A page somebody is writing. `f`: what it starts from while it is not stored. */
interface Sitting { spell: Spell; f: Members }

export class Pages {
  readonly #open: Open;
  readonly #random: Random;
  readonly #sittings = new Map<Id, Sitting>();

  constructor(open: Open) {
    this.#open = open;
    this.#random = open.records.random;
  }

  list(query: EntryQuery): EntryPage {
    return this.#open.index.entries(query, dayHere(this.#open.records.now()));
  }

  async get(id: Id): Promise<Entry> {
    const standing = await this.#open.records.get(id);
    if (standing && !isGone(standing.record)) {
      if (!this.#sittings.has(id)) this.#sit(id, standing.record.f);
      this.#open.versions.give(standing);
      return entryView(standing);
    }
    const sitting = this.#sittings.get(id);
    if (!sitting || standing) throw new Refusal('not_found');
    return blank(id, sitting.f);
  }

  create(parts: readonly Id[], fields: Partial<EntryFields> = {}): Entry {
    const id = b64(this.#random(16));
    const { f } = this.#sit(id, newEntry(parts, this.#open.records.now(), fields));
    return blank(id, f);
  }

  /** Stores what is typed. Nothing is stored for a page that is blank and was never stored. */
  async save({ id, lv, text, who, parts, fields = {} }: SaveEntry): Promise<Saved> {
    if (utf8(text).length > TEXT_BYTES) throw new Refusal('too_large');
    const { records, versions } = this.#open;
    const { spell, f: start } = this.#sittings.get(id) ?? this.#sit(id, newEntry(parts, records.now()));
    const said = (f: Members): Members => {
      const begun = Object.keys(f).length === 0 ? start : f;
      const b = write(isMap(begun['b']) ? begun['b'] : {}, paragraphs(text, who), spell, this.#random);
      return { ...changed('entry', begun, fields), b, parts: setOf(parts) };
    };
    const base = versions.find(id, lv);
    let isStale = false as boolean;
    const stands = await this.#open.write(id, (current) => {
      isStale = current !== null && current.lv !== base?.lv;
      if (current) return edit(current, base, said, this.#open.stamp());
      const f = said({});
      return isBlank(f) ? null : { record: make(unb64(id, 16), 'entry', f, records.now(), records.tag) };
    });
    if (!stands) return { lv: 0, stored: false };
    versions.give(stands);
    const saved = { lv: stands.lv, stored: true };
    return isStale ? { ...saved, merged: mergedView(entryView(stands)) } : saved;
  }

  /** A page that was emptied leaves nothing behind; variants that wait for a decision keep it. */
  async leave(id: Id): Promise<void> {
    this.#sittings.delete(id);
    await this.#open.write(id, (current) => {
      if (!current || current.readonly || isGone(current.record)) return null;
      return isBlank(current.record.f) && entryView(current).also.length === 0 ? removal(current, this.#open.stamp()) : null;
    });
  }

  #sit(id: Id, f: Members): Sitting {
    const sitting = { spell: newSpell(this.#random), f };
    this.#sittings.delete(id);
    this.#sittings.set(id, sitting);
    if (this.#sittings.size > SITTINGS) this.#sittings.delete(this.#sittings.keys().next().value!);
    return sitting;
  }
}

/** A page that is not stored yet. */
function blank(id: Id, f: Members): Entry {
  const { b: _lines, binned_ms: _binned, sitting: _sitting, ...fields } = read('entry', f);
  return {
    ...fields, id, lv: 0, text: '', who: [], edited_ms: fields.made_ms, binned: false, readonly: false, synced: false, also: [],
  };
}

/** Nothing was written, drawn or marked on it. A moment may be no more than whose it was. */
function isBlank(f: Members): boolean {
  const { b, k, kind, noticed, strength, someone, leads, challenge, parts } = read('entry', f);
  const isMarked = noticed.length > 0 || strength !== null || leads !== null || someone;
  const isWhose = kind === 'moment' && (challenge !== '' || parts.length > 0);
  return entryText(b).trim() === '' && Object.keys(k).length === 0 && !isMarked && !isWhose;
}

function mergedView({ text, who, parts, also, ...rest }: Entry): NonNullable<Saved['merged']> {
  const { id: _id, lv: _lv, edited_ms: _edited, made_ms: _made, binned: _binned, readonly: _readonly, synced: _synced, ...fields } = rest;
  return { text, who, parts, also, fields };
}
