/** The kinds of evidence: for each what in the journal counts as it. A little is always enough. */
import { OPEN_TOWARD, type Goal } from '../journal/vocabulary';
import { falling, inTwoSittings, rising, thenAndNow, type Measured } from './movement';
import { atOf, isNumber, isSome, touchedAt, type Challenge, type Records, type Seen } from './records';
import type { Circle } from './circle';

/** A record behind a piece of evidence. */
export interface Found { id: string; at_ms: number; part?: string }

interface Around { challenge: Challenge; records: Records; circle: Circle }
type Sign = (around: Around) => Found[];

/** 1: trust between the person and protectors. */
const trust = {
  protector_named: ({ records, circle }) => {
    const seen = (id: string): number[] => [
      ...records.reading.filter(({ of }) => circle.stands(of) === id).map(atOf),
      ...records.checkin.filter(({ parts }) => Object.keys(parts).some((one) => circle.stands(one) === id)).map(atOf),
    ];
    return partsOf(records, circle.protectors).map((part) => ({ id: part.id, part: part.id, at_ms: Math.max(touchedAt(part), ...newest(seen(part.id))) }));
  },
  reasons_heard: ({ records, circle }) => partsOf(records, circle.protectors)
    .filter(({ job, fears }) => job.trim() !== '' && fears.trim() !== '')
    .map((part) => ({ id: part.id, part: part.id, at_ms: touchedAt(part) })),
  open_toward: (around) => {
    const open = readings(around, around.circle.protectors).filter(({ toward }) => toward.some((word) => (OPEN_TOWARD as readonly string[]).includes(word)));
    return inTwoSittings(open.map((one) => ({ ...one, at_ms: atOf(one) }))) ? found(around, open) : [];
  },
  knows_you: (around) => found(around, readings(around, around.circle.protectors).filter(({ knows }) => knows === 'yes' || knows === 'glimpses')),
  trust_asked: (around) => found(around, readings(around, around.circle.protectors).filter((one) => isNumber(one.trust))),
  worry_heard: ({ records, circle }) => {
    const worries = new Map(records.concern.map((one) => [one.id, circle.stands(one.part)]));
    return records.reading
      .filter(({ of, heard }) => isSome(heard) && circle.protectors.includes(worries.get(of) ?? ''))
      .map((one) => ({ id: one.id, part: worries.get(one.of)!, at_ms: atOf(one) }));
  },
} as const satisfies Record<string, Sign>;

/** 2: find and connect, with the protectors' okay. */
const connection = {
  tender_sensed: ({ records, circle }) => partsOf(records, circle.tender).map((part) => ({ id: part.id, part: part.id, at_ms: touchedAt(part) })),
  scopes_answered: ({ records, circle }) => records.permission
    .filter(({ part, about, answer }) => answer !== 'not_asked' && (circle.protectors.includes(circle.stands(part)) || circle.tender.includes(circle.stands(about))))
    .map((one) => ({ id: one.id, part: circle.stands(one.part), at_ms: atOf(one) })),
  self_near: ({ records, circle }) => records.self_reading
    .filter((one) => circle.tender.includes(circle.stands(one.near)) && (one.leads !== null || [...Object.values(one.c), ...Object.values(one.p)].some((value) => value !== null)))
    .map((one) => ({ id: one.id, part: circle.stands(one.near), at_ms: atOf(one) })),
  seen_asked: (around) => withTender(around, around.records.witness.filter((one) => DEGREES_OF(one).some((degree) => degree !== null && degree !== 'cant_tell'))),
  company_noted: (around) => [
    ...withTender(around, around.records.witness.filter(({ company }) => company !== null)),
    ...withTender(around, around.records.sitting.filter(({ company }) => company !== null)),
  ],
} as const satisfies Record<string, Sign>;

/** 3: help for the tender ones. Any outcome counts, and being seen counts by itself. */
const help = {
  outcome: ({ records, circle }) => records.release
    .filter(({ holder, outcome }) => outcome !== 'not_now' && circle.tender.includes(circle.stands(holder)))
    .map((one) => ({ id: one.id, part: circle.stands(one.holder), at_ms: atOf(one) })),
  witnessed: (around) => withTender(around, around.records.witness.filter((one) => DEGREES_OF(one).some(isSome))),
  quality_back: (around) => withTender(around, around.records.quality),
  visited: ({ records, circle }) => {
    const holders = new Map(records.release.map(({ id, holder }) => [id, holder]));
    return records.follow_up.flatMap((one) => {
      const part = circle.stands(one.part || holders.get(one.release) || '');
      const visits = Object.values(one.visits);
      return visits.length > 0 && circle.tender.includes(part) ? [{ id: one.id, part, at_ms: Math.max(...visits.map(({ at_ms }) => at_ms)) || touchedAt(one) }] : [];
    });
  },
  less_exposed: (around) => falling(measured(around, around.circle.tender, 'vulnerability')),
} as const satisfies Record<string, Sign>;

/** 4: protectors ease, even a little. */
const ease = {
  protectors_told: ({ records, circle }) => records.release.flatMap((one) => one.saw.map(circle.stands)
    .filter((part) => circle.protectors.includes(part)).map((part) => ({ id: one.id, part, at_ms: atOf(one) }))),
  loosened: (around) => [
    ...falling(measured(around, around.circle.protectors, 'extremity')),
    ...rising(measured(around, around.circle.protectors, 'space')),
    ...rising(measured(around, around.circle.protectors, 'ease')),
    ...around.records.role_change
      .filter((one) => around.circle.protectors.includes(around.circle.stands(one.part)) && (isSome(one.degree) || (one.degree === null && one.after.trim() !== '')))
      .map((one) => ({ id: one.id, part: around.circle.stands(one.part), at_ms: atOf(one) })),
  ],
  own_burden: ({ records, circle }) => [
    ...records.burden.map((one) => ({ id: one.id, part: circle.stands(one.holder), at_ms: touchedAt(one) })),
    ...records.release.map((one) => ({ id: one.id, part: circle.stands(one.holder), at_ms: atOf(one) })),
  ].filter(({ part }) => circle.protectors.includes(part)),
  capacity_named: ({ records, circle }) => [
    ...partsOf(records, circle.protectors).filter(({ rather }) => rather.trim() !== '').map((part) => ({ id: part.id, part: part.id, at_ms: touchedAt(part) })),
    ...records.quality.map((one) => ({ id: one.id, part: circle.stands(one.part), at_ms: atOf(one) })).filter(({ part }) => circle.protectors.includes(part)),
  ],
  alignment: (around) => found(around, readings(around, around.circle.protectors).filter((one) => isNumber(one.alignment))),
} as const satisfies Record<string, Sign>;

/** 5: the person leads, more often. */
const lead = {
  led_by_you: ({ challenge, records, circle }) => {
    const isHere = (parts: readonly string[]): boolean => parts.some((part) => circle.everyone.has(circle.stands(part)));
    return [
      ...records.moment.filter((one) => one.led && (one.challenge === challenge.id || (one.challenge === '' && isHere(one.parts)))),
      ...records.checkin.filter((one) => one.leads === 'self' && isHere(Object.keys(one.parts))).map((one) => ({ id: one.id, at_ms: atOf(one) })),
      ...records.self_reading.filter((one) => one.leads === 'self' && one.challenge === challenge.id).map((one) => ({ id: one.id, at_ms: atOf(one) })),
    ].map(({ id, at_ms }) => ({ id, at_ms }));
  },
  tug_tension: ({ challenge, records, circle }) => {
    const tugs = new Map(records.relation.filter(({ kind, a, b }) => kind === 'tug' && [a, b].some((end) => circle.everyone.has(circle.stands(end)))).map((tug) => [tug.id, circle.stands(tug.a)]));
    return records.reading.filter((one) => tugs.has(one.of) && isNumber(one.tension) && isFor(challenge, one))
      .map((one) => ({ id: one.id, part: tugs.get(one.of)!, at_ms: atOf(one) }));
  },
  charge_then_now: ({ challenge, records }) => thenAndNow(records.reading
    .filter((one) => one.of === challenge.id && isNumber(one.charge)).map((one) => ({ id: one.id, at_ms: atOf(one) }))),
  how_handled: ({ challenge, records }) => records.reading
    .filter((one) => one.handled !== null && [one.of, one.challenge].includes(challenge.id)).map((one) => ({ id: one.id, at_ms: atOf(one) })),
  agreement_kept: ({ challenge, records, circle }) => records.agreement
    .filter((one) => (one.kept === 'yes' || one.kept === 'partly')
      && (one.challenge === challenge.id || (one.challenge === '' && one.parts.some((part) => circle.everyone.has(circle.stands(part))))))
    .map((one) => ({ id: one.id, at_ms: Math.max(atOf(one), one.edited_ms) })),
  room_to_move: ({ challenge, records }) => records.self_reading
    .filter((one) => one.challenge === challenge.id && isNumber(one.move)).map((one) => ({ id: one.id, at_ms: atOf(one) })),
} as const satisfies Record<string, Sign>;

const SIGNS = { 1: trust, 2: connection, 3: help, 4: ease, 5: lead };

export type EvidenceKind =
  | keyof typeof trust | keyof typeof connection | keyof typeof help | keyof typeof ease | keyof typeof lead;

/** Every kind of evidence with the goal it speaks of, in the order of the goals. */
export const KINDS_OF: readonly { goal: Goal; kind: EvidenceKind; find: Sign }[] = Object.entries(SIGNS)
  .flatMap(([goal, signs]) => Object.entries(signs).map(([kind, find]) => ({ goal: goal as Goal, kind: kind as EvidenceKind, find: find as Sign })));

const DEGREES_OF = ({ seen, heard, understood }: Seen<'witness'>): Seen<'witness'>['seen'][] => [seen, heard, understood];

function partsOf({ part }: Records, ids: readonly string[]): Seen<'part'>[] {
  return part.filter(({ id }) => ids.includes(id));
}

/** A reading made in connection with another challenge is about that one. */
function isFor(challenge: Challenge, { challenge: of }: { challenge: string }): boolean {
  return of === '' || of === challenge.id;
}

function readings({ challenge, records, circle }: Around, parts: readonly string[]): Seen<'reading'>[] {
  return records.reading.filter((one) => parts.includes(circle.stands(one.of)) && isFor(challenge, one));
}

function found({ circle }: Around, some: readonly Seen<'reading'>[]): Found[] {
  return some.map((one) => ({ id: one.id, part: circle.stands(one.of), at_ms: atOf(one) }));
}

function measured(around: Around, parts: readonly string[], member: 'vulnerability' | 'extremity' | 'space' | 'ease'): Measured[] {
  return readings(around, parts).flatMap((one) => {
    const value = one[member];
    return isNumber(value) ? [{ id: one.id, part: around.circle.stands(one.of), at_ms: atOf(one), value }] : [];
  });
}

function withTender({ circle }: Around, some: readonly { id: string; part: string; made_ms: number; at_ms: number }[]): Found[] {
  return some.map((one) => ({ id: one.id, part: circle.stands(one.part), at_ms: atOf(one) })).filter(({ part }) => circle.tender.includes(part));
}

function newest(times: readonly number[]): number[] {
  return times.length > 0 ? [times.reduce((x, y) => Math.max(x, y))] : [];
}
