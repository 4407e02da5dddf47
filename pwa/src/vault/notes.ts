/** Everything a person notes that is no page: parts, challenges, readings, promises and all the others. */
import { b64, unb64, type Random } from '../crypto/encoding';
import { changed, linksOf, type Fields, type Members, type NoteType } from '../journal/kinds';
import { newEmblem, newPart } from '../journal/part';
import { mergedWith } from '../journal/people';
import type { AnyNote, AnySave, Challenge, Id, Part } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { make } from '../sync/record';
import { edit } from './edit';
import type { Open } from './open';
import { isGone, noteView } from './views';

export class Notes {
  readonly #open: Open;

  constructor(open: Open) {
    this.#open = open;
  }

  /** The notes of one type that are not in the bin, oldest first. */
  list<T extends NoteType>(type: T): Extract<AnyNote, { type: T }>[] {
    const { index, versions } = this.#open;
    const found = index.ofType(type).map((standing) => {
      versions.give(standing);
      return noteView(standing) as Extract<AnyNote, { type: T }>;
    });
    return found.filter((note) => !note.binned).sort(oldestFirst);
  }

  /** Throws Refusal `not_found`. */
  get(id: Id): AnyNote {
    const standing = this.#open.index.other(id);
    const note = standing && noteView(standing);
    if (!note) throw new Refusal('not_found');
    this.#open.versions.give(standing);
    return note;
  }

  /** The notes not in the bin that name this record, or a part that was merged into it; oldest first. */
  about(id: Id): AnyNote[] {
    const { index, versions } = this.#open;
    const wanted = new Set(mergedWith(id, index.parts()));
    const found = index.notes().filter(({ record }) => linksOf(record.type as NoteType, record.f).some((one) => wanted.has(one)));
    return found.flatMap((standing) => {
      const note = noteView(standing);
      if (!note || note.binned || wanted.has(note.id)) return [];
      versions.give(standing);
      return note;
    }).sort(oldestFirst);
  }

  /** Adds a note (id null) or sets the members that are given. */
  async save({ type, id, lv, fields }: AnySave): Promise<AnyNote> {
    const { records, versions } = this.#open;
    const { random, now, tag } = records;
    const noteId = id ?? b64(random(16));
    const said = withName(fields);
    const base = id === null ? null : versions.find(id, lv);
    await this.#open.write(noteId, (current) => {
      if (!current && id === null) return { record: make(unb64(noteId, 16), type, started(type, said, now(), random), now(), tag) };
      if (!current || isGone(current.record) || current.record.type !== type) throw new Refusal('not_found');
      return edit(current, base, (f) => changed(type, f, said), this.#open.stamp());
    });
    return this.get(noteId);
  }

  /** All parts by name, the binned ones too: old pages still name them. */
  parts(): Part[] {
    for (const standing of this.#open.index.ofType('part')) this.#open.versions.give(standing);
    return this.#open.index.parts();
  }

  async redrawPart(id: Id): Promise<Part> {
    await this.#open.write(id, (current) => {
      if (!current || isGone(current.record) || current.record.type !== 'part') throw new Refusal('not_found');
      return edit(current, current, (f) => ({ ...f, emblem: { ...newEmblem(this.#open.records.random) } }), this.#open.stamp());
    });
    return this.parts().find((part) => part.id === id)!;
  }

  challenges(): Challenge[] {
    return this.list('challenge');
  }
}

/** A name that was emptied is not taken: everyone has a name, for now. */
function withName<F extends object>(fields: F): F {
  if (!('name' in fields) || String(fields.name).trim() !== '') return fields;
  const { name: _emptied, ...others } = fields;
  return others as F;
}

function started<T extends NoteType>(type: T, fields: Partial<Fields<T>>, now_ms: number, random: Random): Members {
  if (type === 'part') return newPart(fields as Partial<Fields<'part'>>, now_ms, random);
  return changed(type, { made_ms: now_ms }, fields);
}

function oldestFirst(x: AnyNote, y: AnyNote): number {
  return timeOf(x) - timeOf(y) || (x.id < y.id ? -1 : 1);
}

/** When it was observed, else when it was noted. */
function timeOf(note: AnyNote): number {
  return ('at_ms' in note && note.at_ms) || note.made_ms;
}
