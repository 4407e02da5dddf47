export interface Run { text: string; hit: boolean }

/** A preview cut into what was searched for and what stands around it. `hits` are [start, length], in order. */
export function runs(preview: string, hits: readonly (readonly [number, number])[]): Run[] {
  const found: Run[] = [];
  let at = 0;
  for (const [start, length] of hits) {
    if (start < at || start + length > preview.length) continue;
    if (start > at) found.push({ text: preview.slice(at, start), hit: false });
    found.push({ text: preview.slice(start, start + length), hit: true });
    at = start + length;
  }
  if (at < preview.length) found.push({ text: preview.slice(at), hit: false });
  return found;
}
