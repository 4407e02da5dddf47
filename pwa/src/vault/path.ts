/** The path of one challenge, worked out from its records: how it came to what it says is in stage/. */
import { read, type Type } from '../journal/kinds';
import type { Challenge, EvidenceView, Id, PathView } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { backOf } from '../stage/back';
import { circleOf, type Circle } from '../stage/circle';
import { coverageOf, isFaded } from '../stage/coverage';
import { evidenceOf, type Evidence } from '../stage/evidence';
import { STAGE_TYPES, type Records, type Seen, type StageType } from '../stage/records';
import { suggest } from '../stage/suggest';
import type { Index } from './index';
import type { Open } from './open';
import type { Standing } from './save';
import { settingsOf } from './settings';
import { noteView } from './views';

/** Records that are shown behind one piece of evidence: the newest. */
const SHOWN = 3;
/** What grows day by day is read only where it has to do with this challenge. */
const GROWING: readonly StageType[] = ['reading', 'self_reading', 'checkin', 'sitting'];

/** @param day of the person's calendar, days since 1970. Throws Refusal `not_found`. */
export function pathOf(open: Open, id: Id, day: number): PathView {
  const { index, versions } = open;
  const standing = index.other(id);
  const challenge = standing && noteView(standing);
  if (challenge?.type !== 'challenge') throw new Refusal('not_found');
  versions.give(standing!);
  const now = { now_ms: open.records.now(), today: day };
  const { records, circle } = recordsOf(index, challenge);
  const evidence = evidenceOf(challenge, records, circle);
  return {
    challenge, protectors: [...circle.protectors],
    evidence: evidence.map((one) => evidenceView(one, index, now.now_ms)),
    coverage: coverageOf(evidence, now.now_ms),
    suggestion: suggest(challenge, records, now, circle, evidence),
    back: backOf(challenge, records, now, settingsOf(open).protectorFirst, circle, evidence),
    decisions: records.decision.filter((one) => one.challenge === id).map(({ id: one, at_ms, chosen }) => ({ id: one, at_ms, chosen })),
    complete: index.complete,
  };
}

/** Everything live of the types the path looks at. */
export function recordsOf(index: Index, challenge: Challenge): { records: Records; circle: Circle } {
  const small = Object.fromEntries(STAGE_TYPES.map((type) => [type, GROWING.includes(type) ? [] : live(index, type).map((one) => seenOf(type, one))])) as unknown as Records;
  const circle = circleOf(challenge, small);
  const carriers = new Set([challenge.id, ...small.relation.map(({ id }) => id), ...small.concern.map(({ id }) => id)]);
  const isHere = (id: unknown): boolean => typeof id === 'string' && (carriers.has(id) || circle.everyone.has(circle.stands(id)));
  const names: Record<string, (f: Standing['record']['f']) => boolean> = {
    reading: ({ of, challenge: about }) => isHere(of) || about === challenge.id,
    self_reading: ({ near, challenge: about }) => isHere(near) || about === challenge.id,
    checkin: ({ parts }) => Object.keys(parts ?? {}).some(isHere),
    // steadiness is the person's own, whatever the sitting was about
    sitting: () => true,
  };
  const grown = Object.fromEntries(GROWING.map((type) => [type, live(index, type).filter(({ record }) => names[type]!(record.f)).map((one) => seenOf(type, one))]));
  const moment = index.led().map(({ id, made_ms, parts, challenge: about, leads }) => ({ id, at_ms: made_ms, parts, challenge: about, led: leads === 'self' }));
  return { records: { ...small, ...grown, moment } as Records, circle };
}

function live(index: Index, type: Type): Standing[] {
  return index.ofType(type).filter(({ record }) => typeof record.f['binned_ms'] !== 'number');
}

function seenOf<T extends StageType>(type: T, { id, record }: Standing): Seen<T> {
  return { ...read(type, record.f), id, edited_ms: record.at[0] } as unknown as Seen<T>;
}

function evidenceView({ goal, kind, ids, parts, at_ms }: Evidence, index: Index, now_ms: number): EvidenceView {
  const shown = ids.slice(0, SHOWN).map((id) => ({ id, type: (index.other(id)?.record.type ?? 'entry') as Type }));
  return { goal, kind, parts: [...parts], at_ms, faded: isFaded({ at_ms }, now_ms), records: shown };
}
