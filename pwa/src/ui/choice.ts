/**
 * Keyboard of a radio group: the arrow keys choose the neighbour and move the focus along, Home and End the ends.
 * Returns the index to choose, or null when the key is none of ours.
 */
export function neighbour(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown': return (index + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp': return (index + count - 1) % count;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}

/** Handles `keydown` of a radio inside its group; `choose` gets the new index. */
export function moveChoice(event: KeyboardEvent, index: number, count: number, choose: (index: number) => void): void {
  const next = neighbour(event.key, index, count);
  if (next === null) return;
  event.preventDefault();
  choose(next);
  const group = (event.currentTarget as HTMLElement).closest('[role="radiogroup"]');
  group?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
}
