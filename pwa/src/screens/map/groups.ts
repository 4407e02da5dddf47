import type { Id, Line } from '../../rpc/api';

/** Lines by whom they begin with, in the order of the parts; Self comes last. */
export function grouped(lines: readonly Line[], order: readonly Id[]): { part: Id; lines: Line[] }[] {
  const groups = new Map<Id, Line[]>();
  for (const line of lines) groups.set(line.a, [...groups.get(line.a) ?? [], line]);
  const placeOf = (id: Id): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...groups].map(([part, all]) => ({ part, lines: all })).sort((x, y) => placeOf(x.part) - placeOf(y.part));
}
