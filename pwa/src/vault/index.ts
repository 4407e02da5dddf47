/**
 * What the open vault has in memory: of every page its text and the same text folded for search, of everything else
 * the record. It only ever holds what the store holds; whoever writes tells it.
 */
import { variants } from '../journal/also';
import { entryText } from '../journal/entry';
import { isNote, isType, read, type Fields, type Type } from '../journal/kinds';
import { mergedWith, standsFor } from '../journal/people';
import { isSealed, type Seal } from '../journal/seal';
import { fold, matches, preview, terms } from '../journal/search';
import { link } from '../journal/shapes';
import type { EntryPage, EntryQuery, EntryRow, Id, Part } from '../rpc/api';
import type { Standing } from './save';
import { alsoOf, isGone, partView } from './views';

interface Page extends Seal {
  id: Id;
  rev: number;
  made_ms: number;
  edited_ms: number;
  text: string;
  folded: string;
  parts: Id[];
  also: number;
  binned_ms: number | null;
  synced: boolean;
  kind: EntryRow['kind'];
  star: boolean;
  challenge: Id;
  leads: Fields<'entry'>['leads'];
}

const PAGE_ROWS = 50;
/** Of what grows day by day, this many of each type are opened first. Of everything else all. */
const FIRST_OF = 60;
const GROWING: readonly string[] = ['reading', 'self_reading', 'checkin', 'sitting'];

export class Index {
  /** Whether everything in the store was opened. */
  complete = false;
  /** What went while the store was still being read: what was read before must not bring it back. */
  readonly #dropped = new Map<Id, number>();
  readonly #pages = new Map<Id, Page>();
  readonly #others = new Map<Id, Standing>();
  /** The same by type. */
  readonly #types = new Map<string, Map<Id, Standing>>();
  /** Pages, newest first; null when that has to be worked out again. */
  #sorted: Page[] | null = null;

  /** Takes in a record, unless a newer version of it was. Returns its type, null for one this app does not know. */
  take(standing: Standing): Type | null {
    const { id, rev, record } = standing;
    if ((this.#dropped.get(id) ?? this.revOf(id) ?? 0) > rev) return null;
    if (isGone(record)) return this.drop(id, rev + 1);
    if (record.type !== 'entry') {
      this.#others.set(id, standing);
      const some = this.#types.get(record.type) ?? new Map<Id, Standing>();
      this.#types.set(record.type, some.set(id, standing));
      return isType(record.type) ? record.type : null;
    }
    const page = pageOf(standing);
    const before = this.#pages.get(id);
    this.#pages.set(id, page);
    if (this.#sorted !== null && before?.made_ms === page.made_ms) this.#sorted[this.#sorted.indexOf(before)] = page;
    else this.#sorted = null;
    return 'entry';
  }

  /** Forgets what is no longer in the store, in versions before `rev`. Returns what it was. */
  drop(id: Id, rev = Infinity): Type | null {
    const other = this.#others.get(id)?.record.type;
    if (!this.complete) this.#dropped.set(id, rev);
    this.#others.delete(id);
    if (other !== undefined) this.#types.get(other)?.delete(id);
    if (this.#pages.delete(id)) {
      this.#sorted = null;
      return 'entry';
    }
    return other !== undefined && isType(other) ? other : null;
  }

  /** Everything in the store was opened. */
  finish(): void {
    this.complete = true;
    this.#dropped.clear();
  }

  /** `rev` of the version that was taken in. */
  revOf(id: Id): number | undefined {
    return this.#pages.get(id)?.rev ?? this.#others.get(id)?.rev;
  }

  /** Ids of the newest pages and of everything that is no page: what to open first next time. */
  first(): { pages: Id[]; others: Id[] } {
    const others = [...this.#types].flatMap(([type, some]) => {
      const ids = [...some.values()];
      if (!GROWING.includes(type)) return ids.map(({ id }) => id);
      return ids.sort((x, y) => y.record.at[0] - x.record.at[0]).slice(0, FIRST_OF).map(({ id }) => id);
    });
    return { pages: this.#newestFirst().slice(0, PAGE_ROWS).map((page) => page.id), others };
  }

  /** `today`: the day in the calendar of the person, for pages that are sealed until a day. */
  entries(query: EntryQuery, today: number): EntryPage {
    const wanted = terms(query.text ?? '');
    const parts = new Set(this.#withMerged(query.parts ?? []));
    const fitting = this.#newestFirst().filter((page) => isWanted(page, query, parts));
    const open = wanted.length === 0 ? fitting : fitting.filter((page) => !isSealed(page, today));
    const found = wanted.length === 0 ? open : open.filter((page) => matches(page.folded, wanted));
    const start = query.after ? found.findIndex((page) => isAfter(page, query.after!)) : 0;
    const shown = start < 0 ? [] : found.slice(start, start + (query.limit ?? PAGE_ROWS));
    const rows = shown.map((page) => row(page, wanted, isSealed(page, today)));
    return { rows, total: found.length, unsearched: fitting.length - open.length, complete: this.complete };
  }

  /** Pages that were put into the bin before this moment. */
  binnedBefore(limit_ms: number): Id[] {
    const pages = [...this.#pages.values()].filter(({ binned_ms }) => binned_ms !== null && binned_ms < limit_ms);
    const notes = this.notes().filter(({ record: { f } }) => typeof f['binned_ms'] === 'number' && f['binned_ms'] < limit_ms);
    return [...pages, ...notes].map(({ id }) => id);
  }

  /** Pages that say who led, not those in the bin. */
  led(): Pick<Page, 'id' | 'made_ms' | 'leads' | 'parts' | 'challenge'>[] {
    return [...this.#pages.values()].filter(({ leads, binned_ms }) => leads !== null && binned_ms === null);
  }

  other(id: Id): Standing | null {
    return this.#others.get(id) ?? null;
  }

  ofType(type: Type): Standing[] {
    return [...this.#types.get(type)?.values() ?? []];
  }

  /** Everything a person noted that is no page, the binned ones too. */
  notes(): Standing[] {
    return [...this.#others.values()].filter(({ record }) => isNote(record.type));
  }

  parts(): Part[] {
    const mentions = this.#mentions();
    const parts = this.ofType('part').map((one) => {
      const mention = mentions.get(one.id);
      return partView(one, mention?.pages ?? 0, mention?.last_ms ?? null);
    });
    return parts.sort((x, y) => x.name.localeCompare(y.name) || x.made_ms - y.made_ms || (x.id < y.id ? -1 : 1));
  }

  /** Ids that the server has by now although they were taken in as unsynced, and the reverse. */
  setSynced(isDirty: (id: Id) => boolean): Id[] {
    const turned: Id[] = [];
    for (const one of [...this.#pages.values(), ...this.#others.values()]) {
      if (one.synced === !isDirty(one.id)) continue;
      one.synced = !one.synced;
      turned.push(one.id);
    }
    return turned;
  }

  #mentions(): Map<Id, { pages: number; last_ms: number }> {
    const mentions = new Map<Id, { pages: number; last_ms: number }>();
    const stands = this.#standing();
    for (const page of this.#pages.values()) {
      if (page.binned_ms !== null) continue;
      for (const part of new Set(page.parts.flatMap((id) => [id, stands(id)]))) {
        const before = mentions.get(part) ?? { pages: 0, last_ms: 0 };
        mentions.set(part, { pages: before.pages + 1, last_ms: Math.max(before.last_ms, page.made_ms) });
      }
    }
    return mentions;
  }

  /** These parts, each with all that it stands for. */
  #withMerged(ids: readonly Id[]): Id[] {
    const people = this.#people();
    return ids.flatMap((id) => mergedWith(id, people));
  }

  /** Whom a part turned out to be; each is asked for once, pages name the same few again and again. */
  #standing(): (id: Id) => Id {
    const people = this.#people();
    const known = new Map(people.map(({ id }) => [id, standsFor(id, people)]));
    return (id) => known.get(id) ?? id;
  }

  #people(): { id: Id; mergedInto: Id }[] {
    return this.ofType('part').map(({ id, record }) => ({ id, mergedInto: link.read(record.f['mergedInto']) }));
  }

  #newestFirst(): Page[] {
    this.#sorted ??= [...this.#pages.values()].sort((x, y) => y.made_ms - x.made_ms || (x.id < y.id ? -1 : 1));
    return this.#sorted;
  }
}

function pageOf({ id, rev, record, synced }: Standing): Page {
  const { b, parts, made_ms, binned_ms, kind, star, challenge, leads, sealed_ms, seal_day } = read('entry', record.f);
  const text = entryText(b);
  const also = variants({ type: 'entry', f: record.f, also: alsoOf(record) }).length;
  return {
    id, rev, made_ms, edited_ms: record.at[0], text, folded: fold(text), parts, also, binned_ms, synced, kind, star, challenge, leads, sealed_ms, seal_day,
  };
}

function isWanted(page: Page, query: EntryQuery, parts: ReadonlySet<Id>): boolean {
  return (page.binned_ms !== null) === (query.binned ?? false)
    && (query.also !== true || page.also > 0)
    && (query.kinds === undefined || query.kinds.length === 0 || query.kinds.includes(page.kind))
    && (query.star !== true || page.star)
    && (query.challenge === undefined || page.challenge === query.challenge)
    && (parts.size === 0 || page.parts.some((id) => parts.has(id)))
    && (query.from_ms === undefined || page.made_ms >= query.from_ms)
    && (query.to_ms === undefined || page.made_ms <= query.to_ms);
}

function isAfter(page: Page, { made_ms, id }: { made_ms: number; id: Id }): boolean {
  return page.made_ms < made_ms || (page.made_ms === made_ms && page.id > id);
}

function row(page: Page, wanted: readonly string[], sealed: boolean): EntryRow {
  const { text, hits } = sealed ? { text: '', hits: [] } : preview(page.text, wanted);
  const { id, made_ms, edited_ms, parts, also, synced, kind, star, seal_day } = page;
  return { id, made_ms, edited_ms, preview: text, hits, parts, also, synced, kind, star, sealed, seal_day };
}
