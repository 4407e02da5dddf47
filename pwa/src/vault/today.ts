/** What Today shows: little, and found in one look, however long the journal is. */
import { newestCheckin } from '../journal/checkin';
import { workingWith } from '../journal/challenge';
import { isDue, openPromises } from '../journal/promise';
import type { Id, Note, TodayView } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import type { Step } from '../stage/back';
import type { Notes } from './notes';
import type { Open } from './open';
import type { Pages } from './pages';
import { settingsOf } from './settings';
import { noteView } from './views';

/** Promises that are shown at once: the others follow when these are kept. */
const DUE = 3;

interface Session { open: Open; notes: Notes; pages: Pages }

/** @param day the day of the person's calendar. */
export function todayOf({ open, notes, pages }: Session, day: number): TodayView {
  const promises = openPromises(notes.list('promise'));
  const due = promises.filter((one) => isDue(one, day));
  return {
    written: pages.list({ limit: 1 }).rows.length > 0,
    challenge: workingWith(notes.challenges(), settingsOf(open).pinned),
    checkin: newest(open, open.records.now()),
    promises: (due.length > 0 ? due : promises).slice(0, due.length > 0 ? DUE : 1),
  };
}

/** What may come next on the path of a challenge. It looks at years of readings, so Today is there before it is. */
export async function nextOf({ open, notes }: Pick<Session, 'open' | 'notes'>, id: Id, today: number): Promise<Step[]> {
  const challenge = notes.challenges().find((one) => one.id === id);
  if (!challenge) throw new Refusal('not_found');
  const [{ recordsOf }, { backOf }, { nextSteps }] = await Promise.all([import('./path'), import('../stage/back'), import('../stage/next')]);
  const { records, circle } = recordsOf(open.index, challenge);
  return nextSteps(backOf(challenge, records, { now_ms: open.records.now(), today }, settingsOf(open).protectorFirst, circle));
}

function newest({ index, versions }: Open, now_ms: number): Note<'checkin'> | null {
  const kept = index.ofType('checkin').filter(({ record }) => typeof record.f['binned_ms'] !== 'number');
  const found = newestCheckin(kept.map((standing) => ({ at_ms: Number(standing.record.f['at_ms'] ?? 0), standing })), now_ms);
  if (!found) return null;
  versions.give(found.standing);
  return noteView(found.standing) as Note<'checkin'> | null;
}
