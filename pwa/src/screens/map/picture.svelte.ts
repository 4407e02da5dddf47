import { place, type Placed, type Someone, type Tie } from '../../journal/place';
import type { Spot } from '../../journal/slots';
import { SELF } from '../../journal/vocabulary';
import type { Id, Part } from '../../rpc/api';
import { people } from '../parts/people.svelte';
import { thousandths } from './around';
import { cellFor, figureOf, sunAt, type Figure } from './geometry';
import { known } from './known.svelte';
import { tag } from './sentences';
import { drawingsOf } from './strokes';

/** From this width on the map lies, below it stands. */
const BROAD_PX = 640;
const STANDING = 0.75;
const LYING = 1.6;
/** Names are shown down to this size of a usual letter. */
const READABLE = 0.8;
const LARGEST = 1.4;
const CLOSEST = 3;

/** What the picture of the map shows, and how near it is. */
export class Picture {
  /** Width and height of the frame in CSS px; 0 until it was measured. */
  width = $state(0);
  height = $state(0);
  /** How much larger than usual the person reads. */
  text = $state(1);
  /** The part in the hand of the person, and where it is held. */
  held = $state.raw<{ id: Id; spot: Spot } | null>(null);
  /** Chosen by pinching or a button; null: as it fits best. */
  private chosen = $state<number | null>(null);

  readonly cell = $derived(cellFor(this.text));
  readonly parts: readonly Part[] = $derived(people.listed);
  private readonly placed: Placed = $derived.by(() => this.place());
  readonly size = $derived({ w: this.placed.w, h: this.placed.h });
  /** The middle of everyone's place, Self included. */
  readonly spots: ReadonlyMap<Id, Spot> = $derived(this.held ? new Map([...this.placed.at, [this.held.id, this.held.spot]]) : this.placed.at);
  readonly self = $derived(this.placed.at.get(SELF)!);
  readonly drawings = $derived(drawingsOf(known.drawn, this.figures(), tag, this.size, this.text));

  private readonly usual = $derived(this.fits());
  readonly scale = $derived(this.chosen ?? this.usual);
  readonly named = $derived(this.scale * this.text >= READABLE || this.scale >= this.usual);
  /** Whether it is larger than its frame, so that scrolling and nearness matter. */
  readonly large = $derived(this.width > 0 && (this.size.w * this.usual > this.width + 1 || this.chosen !== null));

  private last: { key: string; placed: Placed } | null = null;

  /** Nearer or farther, within reason. */
  zoom(to: number): void {
    this.chosen = Math.max(this.whole() * 0.9, Math.min(CLOSEST, to));
  }

  /** All of it at once. */
  zoomOut(): void {
    this.chosen = this.whole();
  }

  /** Where a part is on the map, in thousandths, as it is stored. */
  stored(spot: Spot): [number, number] {
    return thousandths(spot, this.size);
  }

  /** Everyone's place; worked out again only when something that counts has changed. */
  private place(): Placed {
    const someones: Someone[] = this.parts.map(({ id, made_ms, role }) => ({ id, made_ms, tender: role === 'exile', at: known.at[id] ?? null }));
    const ties: Tie[] = known.told.map(({ a, b, kind, made_ms, ended_ms }) => ({ a, b, kind, made_ms, ended_ms }));
    const aspect = this.width > BROAD_PX ? LYING : STANDING;
    const key = JSON.stringify([someones, ties, this.cell, aspect]);
    if (this.last?.key !== key) this.last = { key, placed: place(someones, ties, this.cell, aspect) };
    return this.last.placed;
  }

  private figures(): Map<Id, Figure> {
    const figures = new Map<Id, Figure>([[SELF, sunAt(this.self, this.text)]]);
    for (const { id, name } of this.parts) {
      const spot = this.spots.get(id);
      if (spot) figures.set(id, figureOf(spot, this.cell, name.length, this.text));
    }
    return figures;
  }

  /** As wide as the frame while names can be read; a narrow map of few parts always. */
  private fits(): number {
    if (this.width === 0) return 1;
    const { w, h } = this.size;
    const wide = this.width / w;
    if (w <= 3 * this.cell.w) return Math.min(wide, LARGEST);
    return Math.max(READABLE / this.text, Math.min(wide, this.height / h, LARGEST));
  }

  private whole(): number {
    return Math.min(this.width / this.size.w, this.height / this.size.h, LARGEST);
  }
}
