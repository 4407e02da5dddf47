/** Parts that turned out to be one. Nothing is rewritten: each keeps its own records, and one of them stands for all. */

interface Someone { id: string; mergedInto: string }

/** The part that stands for this one now. Of those merged into each other one stands for all. */
export function standsFor(id: string, parts: readonly Someone[]): string {
  if (!parts.find((part) => part.id === id)?.mergedInto) return id;
  const into = new Map(parts.map((part) => [part.id, part.mergedInto]));
  const seen = new Set<string>();
  for (let at = id; ; ) {
    const next = into.get(at);
    if (!next || !into.has(next)) return at;
    if (seen.has(at)) return round([...seen], at);
    seen.add(at);
    at = next;
  }
}

/** One for all that were merged into each other, the same on every device. */
function round(way: readonly string[], at: string): string {
  return way.slice(way.indexOf(at)).sort()[0]!;
}

/** This part and all that it stands for. */
export function mergedWith(id: string, parts: readonly Someone[]): string[] {
  return [id, ...parts.filter((part) => part.id !== id && part.mergedInto !== '' && standsFor(part.id, parts) === id).map((part) => part.id)];
}
