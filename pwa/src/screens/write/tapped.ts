/** Older engines know the place of a tap only as a range. */
interface OlderDocument {
  caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

/** The place in the text a tap fell on: the paragraph says where it starts (`data-start`). null when it is not known. */
export function tapped({ clientX, clientY }: MouseEvent): number | null {
  const page: OlderDocument = document;
  const position = page.caretPositionFromPoint?.(clientX, clientY);
  const range = position ? null : page.caretRangeFromPoint?.(clientX, clientY);
  const [node, offset] = position ? [position.offsetNode, position.offset] : [range?.startContainer, range?.startOffset ?? 0];
  const paragraph = node?.parentElement?.closest<HTMLElement>('[data-start]');
  return paragraph ? Number(paragraph.dataset['start']) + offset : null;
}
