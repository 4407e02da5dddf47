import { t } from '../../i18n/words';
import { SELF } from '../../journal/vocabulary';
import type { Spot } from '../../journal/slots';
import type { Id } from '../../rpc/api';
import { say } from '../../ui/say.svelte';
import { offerUndo } from '../../ui/undo.svelte';
import { inside, nearest, sideOf, stepped, type Way } from './around';
import { known } from './known.svelte';
import type { Picture } from './picture.svelte';
import { innerName, nameOf } from './sentences';

const STEP = 0.25;
const SMALL_STEP = 0.08;
/** A finger trembles: below this it is a tap. */
const TREMBLE_PX = 6;

/** Moving parts, by dragging or step by step. What was moved is stored when it is let go, and can be taken back. */
export class Hand {
  /** The part that is moved by steps. */
  moving = $state<Id | null>(null);
  /** The press that just ended was a drag, so it opens nothing. */
  dragged = false;
  private press: { id: Id; x: number; y: number; spot: Spot } | null = null;

  constructor(private readonly picture: Picture) {}

  grab(id: Id, event: PointerEvent): void {
    this.dragged = false;
    if (event.button !== 0 || !event.isPrimary) return;
    this.press = { id, x: event.clientX, y: event.clientY, spot: this.picture.spots.get(id)! };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  /** `scrolled`: how far the frame has scrolled since, in CSS px. */
  drag(event: PointerEvent, scrolled: Spot): void {
    if (!this.press) return;
    const { id, spot } = this.press;
    const [dx, dy] = [event.clientX - this.press.x + scrolled.x, event.clientY - this.press.y + scrolled.y];
    if (!this.dragged && Math.hypot(dx, dy) < TREMBLE_PX) return;
    this.dragged = true;
    const { scale, size, cell } = this.picture;
    this.picture.held = { id, spot: inside({ x: spot.x + dx / scale, y: spot.y + dy / scale }, size, cell) };
  }

  async drop(): Promise<void> {
    const { press } = this;
    this.press = null;
    if (press && this.dragged) await this.leave();
  }

  /** The drag was interrupted: it goes back. */
  slip(): void {
    this.press = null;
    if (this.moving === null) this.picture.held = null;
  }

  start(id: Id): void {
    this.moving = id;
    this.picture.held = { id, spot: this.picture.spots.get(id)! };
  }

  step(way: Way, small = false): void {
    const { held, size, cell } = this.picture;
    if (!held) return;
    this.picture.held = { id: held.id, spot: stepped(held.spot, way, cell.w * (small ? SMALL_STEP : STEP), size, cell) };
    say(this.where(held.id));
  }

  /** Leaves the held part where it is. */
  async leave(): Promise<void> {
    const { held } = this.picture;
    this.moving = null;
    if (!held) return;
    const before = known.at[held.id] ?? null;
    const put = this.put(held.id, this.picture.stored(held.spot));
    // let go at once: whoever leaves the map meanwhile does not put it down again
    this.picture.held = null;
    await put;
    offerUndo(t('map.moved', { name: nameOf(held.id) }), () => this.put(held.id, before), 'undo-2');
  }

  takeBack(): void {
    const { held } = this.picture;
    this.moving = null;
    this.picture.held = null;
    if (held) say(t('map.stayed', { name: nameOf(held.id) }));
  }

  /** Back to where the map itself would place it. */
  async automatic(id: Id): Promise<void> {
    const before = known.at[id] ?? null;
    await this.put(id, null);
    offerUndo(t('map.moved_back', { name: nameOf(id) }), () => this.put(id, before), 'undo-2');
  }

  /** "Above you, to the left, near Hothead." */
  where(id: Id): string {
    const { spots, self, cell } = this.picture;
    const spot = spots.get(id)!;
    const where = t(`map.at_${sideOf(spot, self, cell)}`);
    const beside = nearest(spot, [...spots].filter(([other]) => other !== id && other !== SELF), cell);
    return beside === null ? t('map.at_alone', { where }) : t('map.at_near', { where, name: innerName(beside) });
  }

  private async put(id: Id, to: readonly [number, number] | null): Promise<void> {
    try {
      await known.put(id, to);
    } catch (error) {
      known.trouble = error;
    }
  }
}
