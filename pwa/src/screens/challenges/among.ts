/** Who is part of a challenge, as the parts that stand for all since they were merged; those that left are not. */
import { standsFor } from '../../journal/people';
import type { Id, Part } from '../../rpc/api';

export function among(ids: readonly Id[], parts: readonly Part[]): Id[] {
  const here = new Map(parts.map((part) => [part.id, part]));
  return [...new Set(ids.map((id) => standsFor(id, parts)))].filter((id) => here.get(id)?.binned === false);
}

/** The ids with this part taken in, or taken out with all that it stands for. */
export function toggled(ids: readonly Id[], part: Id, parts: readonly Part[]): Id[] {
  const others = ids.filter((id) => standsFor(id, parts) !== part);
  return others.length < ids.length ? others : [...ids, part];
}
