import type { Attachment } from 'svelte/attachments';

const WHEEL = 0.01;

/**
 * Two fingers, or a wheel with the control key, bring what is in the frame nearer. One finger scrolls as everywhere.
 * `by`: how many times nearer, around a point of the frame.
 */
export function pinch(nearer: (by: number, x: number, y: number) => void): Attachment<HTMLElement> {
  return (frame) => {
    let apart = 0;
    const inFrame = (x: number, y: number): [number, number] => {
      const box = frame.getBoundingClientRect();
      return [x - box.left, y - box.top];
    };
    function begin(event: TouchEvent): void {
      apart = event.touches.length === 2 ? spread(event.touches) : 0;
      if (apart > 0) event.preventDefault();
    }
    function move(event: TouchEvent): void {
      if (apart === 0 || event.touches.length !== 2) return;
      event.preventDefault();
      const [p, q] = [event.touches[0]!, event.touches[1]!];
      const now = spread(event.touches);
      nearer(now / apart, ...inFrame((p.clientX + q.clientX) / 2, (p.clientY + q.clientY) / 2));
      apart = now;
    }
    function end(): void {
      apart = 0;
    }
    function wheel(event: WheelEvent): void {
      if (!event.ctrlKey) return;
      event.preventDefault();
      nearer(Math.exp(-event.deltaY * WHEEL), ...inFrame(event.clientX, event.clientY));
    }
    frame.addEventListener('touchstart', begin, { passive: false });
    frame.addEventListener('touchmove', move, { passive: false });
    frame.addEventListener('touchend', end);
    frame.addEventListener('touchcancel', end);
    frame.addEventListener('wheel', wheel, { passive: false });
    return () => {
      frame.removeEventListener('touchstart', begin);
      frame.removeEventListener('touchmove', move);
      frame.removeEventListener('touchend', end);
      frame.removeEventListener('touchcancel', end);
      frame.removeEventListener('wheel', wheel);
    };
  };
}

function spread(touches: TouchList): number {
  return Math.hypot(touches[0]!.clientX - touches[1]!.clientX, touches[0]!.clientY - touches[1]!.clientY);
}
