import type { Entry, Part } from '../../src/rpc/api';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Invented people, for pictures only. */
export function PARTS(now_ms: number): Part[] {
  const one = (id: string, name: string, role: Part['role'], pattern: number, entries: number, rest: Partial<Part> = {}): Part => ({
    id, lv: 3, name, role, roleWord: '', otherNames: '', age: '', job: '', fears: '', body: '', notes: '', emblem: { pattern, seed: 11 + pattern },
    made_ms: now_ms - 30 * DAY_MS, edited_ms: now_ms - DAY_MS, binned: false, readonly: false, entries, lastEntry_ms: entries ? now_ms - DAY_MS : null, also: [], ...rest,
  });
  return [
    one('pleaser', 'The Pleaser', 'manager', 0, 9, { age: 'about nine', job: 'Says yes before anyone can be disappointed.', fears: 'That people leave.', body: 'Throat, a little tight.' }),
    one('hothead', 'Hothead', 'firefighter', 4, 3),
    one('scroller', 'Night Scroller', 'firefighter', 1, 4),
    one('gardener', 'Gardener', 'helper', 1, 1),
    one('small', 'The Small One', 'exile', 2, 1),
  ];
}

export function ENTRIES(now_ms: number): Entry[] {
  const one = (id: string, ago_ms: number, text: string, parts: string[] = [], rest: Partial<Entry> = {}): Entry => ({
    id, lv: 2, text, parts, made_ms: now_ms - ago_ms, edited_ms: now_ms - ago_ms, binned: false, readonly: false, synced: true, also: [], ...rest,
  });
  return [
    one('e1', 2 * HOUR_MS, 'Mum rang and I said yes before she had finished the sentence. There it was again, quick as a hand over a cup.', ['pleaser']),
    one('e2', 30 * HOUR_MS, 'Slept badly. Somebody in me kept the phone warm until two.', ['scroller'], { synced: false }),
    one('e3', 3 * DAY_MS, 'A walk by the harbour. Nothing to report, which is a report.', []),
    one('e4', 6 * DAY_MS, 'Shouted at the printer. Hothead would like it noted that the printer began.', ['hothead', 'pleaser'], {
      also: [{ path: 'f.b.abcdefghij.t', key: 'k1', text: 'Shouted at the printer, and then at me.', present: 'Shouted at the printer. Hothead would like it noted that the printer began.', at_ms: now_ms - 6 * DAY_MS }],
    }),
  ];
}
