/** The vault while it is open: keys, records and what was opened of them so far. */
import { b64, unb64 } from '../crypto/encoding';
import type { Type } from '../journal/kinds';
import type { Id, VaultEvent } from '../rpc/api';
import { isFields } from '../sync/record';
import { RECORD } from '../sync/state';
import type { StoredObject } from '../sync/store';
import type { Stamp } from './edit';
import { Index } from './index';
import { FIRST, readSealed, sealRows } from './rows';
import type { Named, Records, Standing, Step } from './save';
import { Versions } from './versions';

/** Objects opened in one go after unlock: enough to keep the engine busy, few enough to answer in between. */
const CHUNK = 200;
const FIRST_PAGES = 50;

/** What to open first, and how much there was: kept so that the newest pages are there at once. */
type First = { pages: Id[]; others: Id[]; count: number };

export class Open {
  readonly index = new Index();
  readonly versions = new Versions();
  /** Ids of objects here that do not open as records. */
  readonly unreadable = new Set<Id>();
  #closed = false;

  constructor(
    readonly records: Records,
    /** The record of this installation. */
    readonly deviceId: Id,
    private readonly emit: (event: VaultEvent) => void,
    /** Told of every record this tab changed, once it is stored. */
    private readonly written: (ids: Id[]) => void,
  ) {}

  stamp(): Stamp {
    return { now_ms: this.records.now(), tag: this.records.tag };
  }

  /** Ends what still runs in the background. */
  close(): void {
    this.#closed = true;
  }

  /** Changes a record, keeps the index at that, and lets the others know. See `Records.write`. */
  async write(id: Id, make: (current: Standing | null) => Step): Promise<Standing | null> {
    let step: Step = null;
    const made = (current: Standing | null): Step => (step = make(current));
    const stands = await this.records.write(id, made, (current) => this.#rowsFor(id, current, step));
    if (stands) this.index.take(stands);
    else if (step !== null) this.index.drop(id);
    if (step !== null) this.written([id]);
    return stands;
  }

  /** Opens what the first screen shows: the newest pages, and everything that is no page. */
  async openFirst(): Promise<void> {
    const { pages, others } = await this.#first();
    await this.#take(await this.records.store.objects([...others, ...pages].map((id) => unb64(id, 16))));
  }

  /** Opens everything else, a few at a time, and what other tabs changed meanwhile. */
  async openRest(): Promise<void> {
    const { count } = await this.#first();
    const { store } = this.records;
    const what = new Set<Type>();
    let done = 0;
    for (let chunk = await store.scan(null, CHUNK); chunk.length > 0 && !this.#closed; ) {
      const changed = chunk.filter((one) => this.index.revOf(b64(one.id)) !== one.rev);
      // The next ones are read while these are opened.
      const [next, taken] = await Promise.all([store.scan(chunk.at(-1)!.id, CHUNK), this.#take(changed)]);
      for (const type of taken) if (type) what.add(type);
      done += chunk.length;
      this.emit({ event: 'opening', done, total: Math.max(count, done + 1) });
      chunk = next;
    }
    if (this.#closed) return;
    this.index.finish();
    this.emit({ event: 'opening', done, total: done });
    // Screens that were shown from the newest alone ask once more.
    if (what.size > 0) this.emit({ event: 'changed', ids: [], what: [...what] });
    if (done !== count) await this.#noteFirst(done);
  }

  /** Reads these records again: a sync round or another tab changed them. */
  async refresh(ids: readonly Id[]): Promise<void> {
    const what = new Set<Type>();
    for (let at = 0; at < ids.length; at += CHUNK) {
      const some = ids.slice(at, at + CHUNK);
      const found = await this.records.store.objects(some.map((id) => unb64(id, 16)));
      const lost = some.filter((_, i) => found[i] === null).map((id) => this.index.drop(id));
      for (const type of [...lost, ...await this.#take(found)]) if (type) what.add(type);
    }
    if (ids.length > 0) this.emit({ event: 'changed', ids: [...ids], what: [...what] });
  }

  /** After a sync round: marks what the server has by now. */
  async refreshSynced(): Promise<void> {
    const dirty = new Set((await this.records.store.dirty()).map(b64));
    const turned = this.index.setSynced((id) => dirty.has(id));
    if (turned.length > 0) this.emit({ event: 'changed', ids: turned, what: ['entry'] });
  }

  /** After records came or went by sync: what to open first next time. */
  async noteFirst(): Promise<void> {
    await this.#noteFirst((await this.#first()).count);
  }

  async #take(found: readonly (StoredObject | null)[]): Promise<(Type | null)[]> {
    const objects = found.filter((one): one is StoredObject => one?.form === RECORD);
    const standings = await this.records.open(objects);
    return standings.map((standing, i) => {
      const id = b64(objects[i]!.id);
      if (standing) this.unreadable.delete(id);
      else this.unreadable.add(id);
      return standing && this.index.take(standing);
    });
  }

  /** A new record goes into the list of what to open first, in the transaction that stores it. */
  async #rowsFor(id: Id, current: Standing | null, step: Step): Promise<Named> {
    if (current || !step || !('record' in step)) return new Map();
    const { pages, others } = this.index.first();
    const first = step.record.type === 'entry'
      ? { pages: [id, ...pages].slice(0, FIRST_PAGES), others }
      : { pages, others: [id, ...others] };
    return this.#sealFirst({ ...first, count: (await this.#first()).count + 1 });
  }

  async #noteFirst(count: number): Promise<void> {
    await this.records.commit({ named: await this.#sealFirst({ ...this.index.first(), count }) });
  }

  #sealFirst(first: First): Promise<Named> {
    return sealRows(this.records.keyring, this.records.random, { [FIRST]: first });
  }

  async #first(): Promise<First> {
    const row = await readSealed(this.records.store, this.records.keyring, FIRST);
    const { pages, others, count } = isFields(row) ? row : {};
    return { pages: idsIn(pages), others: idsIn(others), count: typeof count === 'number' ? count : 0 };
  }
}

function idsIn(value: unknown): Id[] {
  return Array.isArray(value) ? value.filter((id): id is Id => typeof id === 'string') : [];
}
