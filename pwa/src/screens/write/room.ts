/** A page holds this many bytes of UTF-8 text. */
export const PAGE_BYTES = 128 * 1024;
const NEARLY_BYTES = PAGE_BYTES - 4 * 1024;

/** How much room a page has left. Counts bytes only when the text is long enough to matter. */
export function room(text: string): 'plenty' | 'little' | 'none' {
  if (text.length * 3 < NEARLY_BYTES) return 'plenty';
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > PAGE_BYTES) return 'none';
  return bytes > NEARLY_BYTES ? 'little' : 'plenty';
}
