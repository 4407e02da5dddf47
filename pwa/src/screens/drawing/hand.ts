import type { Attachment } from 'svelte/attachments';
import { EVEN, PAPER, pressure, type Dot } from '../../journal/strokes';

/** What a hand on the paper does; times in ms. */
export interface Hand {
  /** false: nothing can be drawn now. */
  begin(dot: Dot, now_ms: number): boolean;
  move(dots: readonly Dot[], now_ms: number): void;
  end(): void;
  /** What was just drawn was the ball of the hand, before the pen came down. */
  undo(): void;
}

/** Follows one finger, pen or mouse over the paper. Once a pen was used, fingers and palms draw nothing. */
export function follow(hand: Hand): Attachment<Element> {
  return (paper) => {
    let active: PointerEvent | null = null;
    let withPen = false;

    const end = (event: PointerEvent): void => {
      if (event.pointerId !== active?.pointerId) return;
      active = null;
      hand.end();
    };
    const begin = (event: PointerEvent): void => {
      const isPen = event.pointerType === 'pen';
      if (isPen && active?.pointerType === 'touch') {
        end(active);
        hand.undo();
      }
      if (active || event.button !== 0 || (withPen && event.pointerType === 'touch')) return;
      withPen ||= isPen;
      event.preventDefault();
      if (!hand.begin(dotOf(event, paper), event.timeStamp)) return;
      active = event;
      paper.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== active?.pointerId) return;
      const between = event.getCoalescedEvents?.() ?? [];
      hand.move((between.length > 0 ? between : [event]).map((one) => dotOf(one, paper)), event.timeStamp);
    };

    const listeners = { pointerdown: begin, pointermove: move, pointerup: end, pointercancel: end } as const;
    const all = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of all) paper.addEventListener(name, listener);
    return () => {
      if (active) end(active);
      for (const [name, listener] of all) paper.removeEventListener(name, listener);
    };
  };
}

function dotOf({ clientX, clientY, pointerType, pressure: force }: PointerEvent, paper: Element): Dot {
  const box = paper.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * PAPER.width,
    y: ((clientY - box.top) / box.height) * PAPER.height,
    z: pointerType === 'pen' && force > 0 ? pressure(force) : EVEN,
  };
}
