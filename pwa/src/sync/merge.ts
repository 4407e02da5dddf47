/**
 * One merge for every record: deterministic, symmetric, and nothing typed is lost (SPEC §10.3).
 *
 * Shape alone decides; no type has rules of its own. The step names M1-M9 are those of the SPEC.
 */

import { b64, digest, encode, equal, type Value } from '../crypto/encoding';
import { FormatError } from '../crypto/errors';
import { UnmergeableError } from './errors';
import { PAYLOAD_MAX, isFields, joinPast, splitPast, ver, type Fields, type VaultRecord } from './record';

/** A value that lost against another one, and where it stood. */
export interface Loser {
  readonly path: string;
  readonly value: Value;
}

const OWN = new Set(['v', 'id', 'type', 'at', 'past', 'f', 'also', 'gone']);
const NOTHING: Fields = {};

/**
 * The one record that holds what both versions say; merge(x, y, …) equals merge(y, x, …).
 *
 * x, y: valid records of one object (SPEC §10.1). base: the version both came from, as far as known.
 * trusted: whether the base is certain (agreed with this log) and not merely claimed by a file or
 * another server. The arguments are not changed; the result may share parts with them.
 * Throws UnmergeableError when the result would break the limits of a record (M9).
 */
export function merge(x: VaultRecord, y: VaultRecord, base: VaultRecord | null, trusted: boolean): VaultRecord {
  const [verX, verY] = [ver(x), ver(y)];
  const xIsLate = isLater(x, verX, y, verY); // M3
  const [early, late] = xIsLate ? [y, x] : [x, y];
  const [verEarly, verLate] = xIsLate ? [verY, verX] : [verX, verY];
  const bothPasts = joinPast(early.past, late.past);
  if (verX === verY) return fitting({ ...late, past: bothPasts }); // M1
  const [ySawX, xSawY] = [saw(y, verX), saw(x, verY)];
  if (ySawX !== xSawY) return ySawX ? y : x; // M2
  const counts = base !== null && !isGone(base) && (trusted || isCommon(base, x, y)); // M4
  const past = joinPast(bothPasts, verEarly + verLate); // M5
  const merged =
    isGone(early) || isGone(late) ? withGone(early, late) : bothLive(early, late, verLate, counts ? base : NOTHING);
  return fitting({ ...merged, past });
}

/**
 * Merges two maps key by key against their base; values that lost are appended to `losers`.
 *
 * path: where the maps stand in the record, keys joined by dots, empty at the top.
 */
export function mergemap(base: Fields, late: Fields, early: Fields, path: string, losers: Loser[]): Fields {
  const merged: Fields = {};
  for (const key of [...new Set([...Object.keys(late), ...Object.keys(early)])].sort()) {
    const place = path === '' ? key : `${path}.${key}`;
    const value = pick(own(base, key), own(late, key), own(early, key), place, losers);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function pick(
  base: Value | undefined,
  late: Value | undefined,
  early: Value | undefined,
  path: string,
  losers: Loser[],
): Value | undefined {
  if (same(late, early) || same(early, base)) return late;
  if (same(late, base)) return early;
  if (isFields(late) && isFields(early)) {
    return mergemap(isFields(base) ? base : NOTHING, late, early, path, losers);
  }
  if (late === undefined) return early;
  if (early !== undefined) losers.push({ path, value: early });
  return late;
}

/** M6 */
function withGone(early: VaultRecord, late: VaultRecord): VaultRecord {
  if (isGone(early) && isGone(late)) return late;
  const [live, gone] = isGone(early) ? [late, early] : [early, late];
  const note = { x: { at: gone.at, v: 1 } };
  return { ...live, at: late.at, also: { ...fields(live, 'also'), gone: note } };
}

/** M7, M8 */
function bothLive(early: VaultRecord, late: VaultRecord, verLate: string, base: Fields): VaultRecord {
  const losers: Loser[] = [];
  const others = mergemap(othersOf(base), othersOf(late), othersOf(early), '', losers);
  const merged: VaultRecord = {
    ...others,
    v: Math.max(early.v, late.v),
    id: late.id,
    type: late.type,
    at: late.at,
    past: late.past,
    f: mergemap(fields(base, 'f'), late.f, early.f, 'f', losers),
  };
  const also = mergemap(fields(base, 'also'), fields(late, 'also'), fields(early, 'also'), '', []);
  for (const { path, value } of losers) {
    const key = b64(digest('loser', encode(value)).subarray(0, 6));
    also[path] = { ...fields(also, path), [key]: { at: early.at, over: verLate, v: value } };
  }
  if (Object.keys(also).length > 0) merged['also'] = also;
  return merged;
}

/** M9 */
function fitting(merged: VaultRecord): VaultRecord {
  let size: number;
  try {
    size = encode(merged).length;
  } catch (error) {
    if (error instanceof FormatError) throw new UnmergeableError('merge_shape');
    throw error;
  }
  if (size > PAYLOAD_MAX) throw new UnmergeableError('merge_size');
  return merged;
}

/** All four parts of the order are ASCII or numbers, so comparing text is comparing bytes. */
function isLater(a: VaultRecord, verA: string, b: VaultRecord, verB: string): boolean {
  if (a.at[0] !== b.at[0]) return a.at[0] > b.at[0];
  if (a.at[1] !== b.at[1]) return a.at[1] > b.at[1];
  return verA !== verB ? verA > verB : a.past > b.past;
}

function saw(record: VaultRecord, version: string): boolean {
  return splitPast(record.past).includes(version);
}

function isCommon(base: VaultRecord, x: VaultRecord, y: VaultRecord): boolean {
  const version = ver(base);
  return [x, y].every((record) => ver(record) === version || saw(record, version));
}

function isGone(record: VaultRecord): boolean {
  return record['gone'] !== undefined;
}

function othersOf(record: Fields): Fields {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !OWN.has(name)));
}

/** Keys such as `constructor` are ordinary names here, so only a map's own members count. */
function own(map: Fields, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function fields(map: Fields, key: string): Fields {
  const value = own(map, key);
  return isFields(value) ? value : NOTHING;
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || equal(encode(a), encode(b));
}
