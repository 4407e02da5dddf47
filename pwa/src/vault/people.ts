/** Parts and challenges: what is no page. */
import { b64, unb64 } from '../crypto/encoding';
import type { Members, Type } from '../journal/kinds';
import { changePart, newEmblem, newPart } from '../journal/part';
import type { Api, Challenge, Id, Part } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { make } from '../sync/record';
import { edit } from './edit';
import type { Open } from './open';
import type { Standing } from './save';
import { challengeView, isGone } from './views';

type SavePart = Parameters<Api['savePart']>[0];
type SaveChallenge = Parameters<Api['saveChallenge']>[0];

export class People {
  readonly #open: Open;

  constructor(open: Open) {
    this.#open = open;
  }

  parts(): Part[] {
    const { index, versions } = this.#open;
    for (const standing of index.ofType('part')) versions.give(standing);
    return index.parts();
  }

  part(id: Id): Part {
    const part = this.parts().find((one) => one.id === id);
    if (!part) throw new Refusal('not_found');
    return part;
  }

  /** Adds a part (id null) or changes the fields that are given. */
  async savePart({ id, lv, fields, newEmblem: redraw }: SavePart): Promise<Part> {
    const { records, versions } = this.#open;
    const { random, now, tag } = records;
    const partId = id ?? b64(random(16));
    const said = (f: Members): Members => {
      const changed = changePart(f, fields);
      return redraw ? { ...changed, emblem: { ...newEmblem(random) } } : changed;
    };
    const base = id === null ? null : versions.find(id, lv);
    await this.#open.write(partId, (current) => {
      if (!current && id !== null) throw new Refusal('not_found');
      return current
        ? edit(current, base, said, this.#open.stamp())
        : { record: make(unb64(partId, 16), 'part', newPart(fields, now(), random), now(), tag) };
    });
    return this.part(partId);
  }

  challenges(): Challenge[] {
    return this.#open.index.ofType('challenge').map(challengeView).sort((x, y) => x.made_ms - y.made_ms);
  }

  async saveChallenge({ id, words, love }: SaveChallenge): Promise<Challenge> {
    const stands = await this.#change(id, 'challenge', (f) => ({
      ...f, ...(words !== undefined && { words }), ...(love !== undefined && { love }),
    }));
    return challengeView(stands);
  }

  async #change(id: Id, type: Type, change: (f: Members) => Members): Promise<Standing> {
    const stands = await this.#open.write(id, (current) => {
      if (!current || isGone(current.record) || current.record.type !== type) throw new Refusal('not_found');
      return edit(current, current, change, this.#open.stamp());
    });
    return stands!;
  }
}

