/** The figures there are to show of a part, of a challenge, and of everything together. */
import { standsFor } from '../journal/people';
import type { Degree } from '../journal/shapes';
import type { OUTCOMES } from '../journal/vocabulary';
import { compare, compareHeard, comparePairs, type Finding, type HeardFinding, type PairsFinding } from './finding';
import { ledByMonth } from './led';
import { allOf, readingsOf, scale, tugs, type Material, type Tug } from './material';
import { roomPairs, steadyPairs, type Pair } from './pairs';
import { seriesOf, told, whenOf, type Noted, type Series, type Told } from './series';

export type Subject =
  | 'trust' | 'trustTherapist' | 'trustGuide' | 'ease' | 'alignment' | 'vulnerability' | 'charge' | 'strength' | 'room'
  | 'extremity' | 'space' | 'tension' | 'led' | 'balance' | 'exposed' | 'move';

/** What one line about a part or a challenge says. */
export interface RowFinding { subject: Subject; finding: Finding }
export interface Track extends Series, RowFinding {}
export type Mark = { at_ms: number; outcome: (typeof OUTCOMES)[number] };

export type Figure =
  | { kind: 'pairs'; subject: 'room' | 'steady'; pairs: Pair[]; finding: PairsFinding }
  /** `between`: the two parts of a tug. `marks`: what was set down meanwhile. */
  | { kind: 'track'; track: Track; between?: [string, string]; marks?: Mark[] }
  | { kind: 'two'; one: Track; other: Track }
  | { kind: 'then_now'; before: Told; now: Told; finding: Finding }
  /** How easy it was soon after something was set down, and whether it still was four weeks later. */
  | { kind: 'lasting'; soon: number; later: number | null }
  | { kind: 'heard'; rows: { words: string; degree: Degree | null }[]; finding: HeardFinding }
  | { kind: 'witnessed'; rows: { what: 'seen' | 'heard' | 'understood'; degree: Degree }[] };

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;
const LATER_MS = 28 * DAY_MS;

/** What a part's readings show, in the order of the five goals. */
export function figuresOfPart(from: Material, id: string): Figure[] {
  const ids = allOf(from, id);
  const readings = readingsOf(from, ids);
  const one = (name: 'trust' | 'trustTherapist' | 'trustGuide' | 'ease' | 'alignment' | 'extremity' | 'space' | 'vulnerability'): Noted[] => scale(readings, name, from.now_ms);
  const burdens = from.burdens.filter(({ holder }) => ids.includes(holder)).map((burden) => burden.id);
  const around = from.checkins.flatMap((checkin) => ids.flatMap((part) => (
    checkin.parts[part] ? { at_ms: whenOf(checkin, from.now_ms), ...checkin.parts[part] } : [])));
  return [
    ...roomOf(from, ids),
    ...together(
      track(from, 'strength', around.map(({ at_ms, strength }) => ({ at_ms, value: strength }))),
      track(from, 'room', around.map(({ at_ms, room }) => ({ at_ms, value: room }))),
    ),
    ...each(track(from, 'trust', one('trust')), track(from, 'trustTherapist', one('trustTherapist')), track(from, 'trustGuide', one('trustGuide'))),
    ...heard(from, ids),
    ...witnessed(from, ids),
    ...each(track(from, 'charge', scale(readingsOf(from, [...ids, ...burdens]), 'charge', from.now_ms))).map((figure) => withMarks(from, ids, figure)),
    ...each(track(from, 'vulnerability', one('vulnerability'))),
    ...together(track(from, 'extremity', one('extremity')), track(from, 'space', one('space'))),
    ...each(track(from, 'ease', one('ease'))),
    ...lasting(from, ids),
    ...each(track(from, 'alignment', one('alignment'))),
    ...tugs(from).filter(({ parts }) => parts.includes(id)).flatMap((tug) => tension(from, tug)),
  ];
}

export function figuresOfChallenge(from: Material, id: string): Figure[] {
  const parts = (from.challenges.find((one) => one.id === id)?.parts ?? []).map((part) => standsFor(part, from.parts));
  const here = from.selfReadings.filter(({ challenge }) => challenge === id);
  const charge = told(scale(readingsOf(from, [id]), 'charge', from.now_ms), from.since_ms);
  return [
    ...thenAndNow(charge),
    ...each(track(from, 'led', ledByMonth(led(from, (challenge) => challenge === id)))),
    ...steadiness(from, ({ challenge }) => challenge === id),
    ...tugs(from).filter((tug) => tug.parts.every((part) => parts.includes(part))).flatMap((tug) => tension(from, tug)),
    ...each(track(from, 'exposed', scale(here, 'exposed', from.now_ms)), track(from, 'move', scale(here, 'move', from.now_ms))),
  ];
}

export function figuresOfAll(from: Material): Figure[] {
  const all = (name: 'balance' | 'exposed' | 'move'): Noted[] => scale(from.selfReadings, name, from.now_ms);
  const ofParts = [...from.readings].flatMap(([of, readings]) => (from.challenges.some(({ id }) => id === of) ? [] : readings));
  return [
    ...each(track(from, 'led', ledByMonth(led(from, () => true)))),
    ...steadiness(from, () => true),
    ...each(track(from, 'balance', all('balance')), track(from, 'exposed', all('exposed'))),
    ...together(track(from, 'charge', scale(ofParts, 'charge', from.now_ms)), track(from, 'move', all('move'))),
    ...tugs(from).flatMap((tug) => tension(from, tug)),
  ];
}

/** What a part's row says: the first of these that was noted. */
export function rowOfPart(from: Material, id: string): RowFinding | null {
  const ids = allOf(from, id);
  const readings = readingsOf(from, ids);
  for (const subject of ['trust', 'extremity', 'charge', 'vulnerability', 'ease'] as const) {
    const finding = compare(told(scale(readings, subject, from.now_ms), from.since_ms));
    if (finding) return { subject, finding };
  }
  return null;
}

export function rowOfChallenge(from: Material, id: string): RowFinding | null {
  const finding = compare(told(scale(readingsOf(from, [id]), 'charge', from.now_ms), from.since_ms), 1);
  return finding && { subject: 'charge', finding };
}

function track({ since_ms }: Material, subject: Subject, notes: readonly Noted[]): Track | null {
  const finding = compare(told(notes, since_ms));
  return finding && { subject, finding, ...seriesOf(notes, since_ms) };
}

function each(...tracks: (Track | null)[]): Figure[] {
  return tracks.flatMap((one) => (one ? { kind: 'track', track: one } : []));
}

/** Two lines in one figure; where one of them was never noted, the other alone. */
function together(one: Track | null, other: Track | null): Figure[] {
  return one && other ? [{ kind: 'two', one, other }] : each(one, other);
}

function roomOf(from: Material, ids: readonly string[]): Figure[] {
  const readings = readingsOf(from, ids).map((reading) => ({ ...reading, at_ms: whenOf(reading, from.now_ms) }));
  const pairs = roomPairs(readings, from.since_ms);
  return pairs.length > 0 ? [{ kind: 'pairs', subject: 'room', pairs, finding: comparePairs(pairs) }] : [];
}

function steadiness(from: Material, isMeant: (sitting: Material['sittings'][number]) => boolean): Figure[] {
  const dated = from.sittings.filter(isMeant).map((sitting) => ({ ...sitting, at_ms: whenOf(sitting, from.now_ms) }));
  const pairs = steadyPairs(dated, from.since_ms);
  return pairs.length > 0 ? [{ kind: 'pairs', subject: 'steady', pairs, finding: comparePairs(pairs) }] : [];
}

function tension(from: Material, { id, parts }: Tug): Figure[] {
  const found = track(from, 'tension', scale(readingsOf(from, [id]), 'tension', from.now_ms));
  return found ? [{ kind: 'track', track: found, between: parts }] : [];
}

function thenAndNow(charge: readonly Told[]): Figure[] {
  const known = charge.filter(({ value }) => value !== null);
  const finding = compare(charge, 1);
  return finding && known.length > 1 ? [{ kind: 'then_now', before: known[0]!, now: known.at(-1)!, finding }] : [];
}

/** All that says who led: moments, check-ins and readings of oneself. A check-in belongs to no challenge. */
function led({ moments, checkins, selfReadings, now_ms, since_ms }: Material, isMeant: (challenge: string) => boolean): Parameters<typeof ledByMonth>[0] {
  const all = [
    ...moments.map((one) => ({ ...one, at_ms: one.made_ms })), ...checkins.map((one) => ({ ...one, challenge: '' })), ...selfReadings,
  ];
  const meant = all.filter(({ challenge }) => isMeant(challenge)).map((one) => ({ at_ms: whenOf(one, now_ms), leads: one.leads }));
  return meant.filter(({ at_ms }) => at_ms === null || at_ms >= since_ms);
}

/** What worries it, with how far that was heard when it was last asked. */
function heard(from: Material, ids: readonly string[]): Figure[] {
  const concerns = oldestFirst(from, from.concerns.filter(({ part }) => ids.includes(part)));
  const rows = concerns.map(({ id, words }) => ({ words, degree: lastDegree(from, id) }));
  return rows.length > 0 ? [{ kind: 'heard', rows, finding: compareHeard(rows.map(({ degree }) => degree)) }] : [];
}

function oldestFirst<T extends { at_ms: number; made_ms: number }>({ now_ms }: Material, notes: readonly T[]): T[] {
  return [...notes].sort((x, y) => (whenOf(x, now_ms) ?? 0) - (whenOf(y, now_ms) ?? 0));
}

function lastDegree(from: Material, concern: string): Degree | null {
  return oldestFirst(from, readingsOf(from, [concern])).findLast(({ heard: degree }) => degree !== null)?.heard ?? null;
}

/** Whether it felt seen, heard and understood when it was last asked. */
function witnessed(from: Material, ids: readonly string[]): Figure[] {
  const times = oldestFirst(from, from.witnesses.filter(({ part }) => ids.includes(part)));
  const rows = (['seen', 'heard', 'understood'] as const).flatMap((what) => {
    const degree = times.findLast((one) => one[what] !== null)?.[what];
    return degree ? { what, degree } : [];
  });
  return rows.length > 0 ? [{ kind: 'witnessed', rows }] : [];
}

function withMarks(from: Material, ids: readonly string[], figure: Figure): Figure {
  const marks = from.releases.flatMap((release) => {
    const at_ms = whenOf(release, from.now_ms);
    return ids.includes(release.holder) && release.outcome && at_ms !== null && at_ms >= from.since_ms ? { at_ms, outcome: release.outcome } : [];
  });
  return figure.kind === 'track' && marks.length > 0 ? { ...figure, marks: marks.sort((x, y) => x.at_ms - y.at_ms) } : figure;
}

/** Ease soon after the newest change, and at least four weeks later. */
function lasting(from: Material, ids: readonly string[]): Figure[] {
  const changes = [
    // without a degree the guess got better, not the job
    ...from.roleChanges.filter(({ part, degree }) => ids.includes(part) && degree !== null),
    ...from.releases.filter(({ holder, saw }) => ids.includes(holder) || saw.some((part) => ids.includes(part))),
  ].flatMap((one) => whenOf(one, from.now_ms) ?? []);
  const ease = told(scale(readingsOf(from, ids), 'ease', from.now_ms), from.since_ms);
  const at_ms = Math.max(...changes);
  const soon = ease.find((one) => one.value !== null && one.at_ms >= at_ms && one.at_ms <= at_ms + SOON_MS);
  const later = ease.findLast((one) => one.value !== null && one.at_ms >= at_ms + LATER_MS);
  return soon ? [{ kind: 'lasting', soon: soon.value!, later: later?.value ?? null }] : [];
}
