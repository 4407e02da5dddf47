/** Parts that turned out to be one. Nothing is rewritten: each keeps its own records, and one of them stands for all. */

interface Someone { id: string; mergedInto: string }

/** The part that stands for this one now. Two that were merged into each other stand for themselves. */
export function standsFor(id: string, parts: readonly Someone[]): string {
  const into = new Map(parts.map((part) => [part.id, part.mergedInto]));
  const seen = new Set<string>();
  for (let at = id; ; ) {
    const next = into.get(at);
    if (!next || !into.has(next)) return at;
    if (seen.has(at)) return [...seen].sort()[0]!;
    seen.add(at);
    at = next;
  }
}

/** This part and all that it stands for. */
export function mergedWith(id: string, parts: readonly Someone[]): string[] {
  return [id, ...parts.filter((part) => part.id !== id && standsFor(part.id, parts) === id).map((part) => part.id)];
}
