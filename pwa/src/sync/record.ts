/**
 * Records: one thing a person wrote, with the versions it has seen (SPEC §10.1).
 *
 * This layer never looks into `f`; that belongs to the journal.
 */

import { b64, decode, digest, encode, equal, unb64, type Value } from '../crypto/encoding';
import { FormatError, UnsupportedError } from '../crypto/errors';

/** A map of canonical JSON values. */
export type Fields = { [key: string]: Value };

/** Time in ms and device tag of a version: a tie-break, not a clock to show. */
export type At = [ms: number, tag: string];

/** A record as SPEC §10.1 has it; members this version does not know are kept. */
export interface VaultRecord extends Fields {
  v: number;
  id: string;
  type: string;
  at: At;
  past: string;
  f: Fields;
}

export const VERSION = 1;
export const VER_CHARS = 8;
export const PAST_MAX = 32;
/** Canonical JSON of one record, in bytes: what the largest bucket of a seal holds. */
export const PAYLOAD_MAX = 2 ** 20 - 4;

const TYPE = /^[a-z0-9_.-]{1,64}$/;
const TAG = /^[a-z0-9]{6}$/;
const PAST = /^(?:[A-Za-z0-9_-]{8}){0,32}$/;
const GONE_MEMBERS = 'at,f,gone,id,past,type,v';

/**
 * A record that no other device knows yet.
 *
 * objectId: 16 bytes, random or a singleton's. type: the record's type. f: the journal's fields.
 * nowMs: the wall clock. tag: this device's six characters.
 */
export function make(objectId: Uint8Array, type: string, f: Fields, nowMs: number, tag: string): VaultRecord {
  return { v: VERSION, id: b64(objectId), type, at: [nowMs, tag], past: '', f };
}

/**
 * The next version of a record: `previous` with `members` in place of its own.
 *
 * members: `f`, and `also` or members of the journal where they change; an empty `also` removes it.
 * left: whether exactly the previous version has been in a commit attempt or a file, or came from
 * outside (SPEC §8.5); only then is it remembered in `past`. A deleted record comes back to life.
 * Throws UnsupportedError for a record of a newer version, which must not be rewritten.
 */
export function change(
  previous: VaultRecord,
  members: Fields,
  nowMs: number,
  tag: string,
  left: boolean,
): VaultRecord {
  const record: VaultRecord = { ...previous, ...members, ...step(previous, nowMs, tag, left) };
  delete record['gone'];
  if (isFields(record['also']) && Object.keys(record['also']).length === 0) delete record['also'];
  return record;
}

/** The version that deletes a record: nothing of its content is kept. Arguments as in `change`. */
export function tombstone(previous: VaultRecord, nowMs: number, tag: string, left: boolean): VaultRecord {
  const { id, type } = previous;
  return { v: VERSION, id, type, f: {}, gone: 1, ...step(previous, nowMs, tag, left) };
}

/** The version name of a record, 8 characters: equal content gives equal names, `past` aside. */
export function ver(record: VaultRecord): string {
  const seen: Fields = { ...record };
  delete seen['past'];
  return b64(digest('ver', encode(seen)).subarray(0, 6));
}

/** The pasts one after another, each version at its last place only, the newest 32 of them. */
export function joinPast(...pasts: readonly string[]): string {
  const versions = new Set<string>();
  for (const version of pasts.flatMap(splitPast)) {
    versions.delete(version);
    versions.add(version);
  }
  return [...versions].slice(-PAST_MAX).join('');
}

/** The versions in a past, oldest first. */
export function splitPast(past: string): string[] {
  const versions: string[] = [];
  for (let at = 0; at < past.length; at += VER_CHARS) versions.push(past.slice(at, at + VER_CHARS));
  return versions;
}

/** The record in an opened envelope of the given object. Errors as `validate`, and FormatError. */
export function read(payload: Uint8Array, objectId: Uint8Array): VaultRecord {
  const record = decode(payload);
  validate(record, objectId);
  return record;
}

/**
 * Returns when this is a record of version 1 that belongs to the object (id 16 bytes).
 *
 * Throws UnsupportedError for a record of a newer version (to be kept, shown read-only and never
 * rewritten), FormatError for anything else that SPEC §10.1 does not allow. Members this version does
 * not know are allowed everywhere.
 */
export function validate(record: Value, objectId: Uint8Array): asserts record is VaultRecord {
  if (!isFields(record) || !isCount(record['v']) || record['v'] === 0) throw new FormatError('record');
  if (record['v'] > VERSION) throw new UnsupportedError('newer_record');
  if (!equal(unb64(record['id'], 16), objectId)) throw new FormatError('record_id');
  if (!matches(TYPE, record['type'])) throw new FormatError('record_type');
  const at = record['at'];
  if (!Array.isArray(at) || at.length !== 2 || !isCount(at[0]) || !matches(TAG, at[1])) {
    throw new FormatError('record_at');
  }
  if (!matches(PAST, record['past'])) throw new FormatError('record_past');
  if (!isFields(record['f'])) throw new FormatError('record_f');
  if (record['also'] !== undefined) checkAlso(record['also']);
  if (record['gone'] !== undefined) checkGone(record, record['f']);
}

/** Whether a value is a map and not an array. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && !Array.isArray(value);
}

function step(previous: VaultRecord, nowMs: number, tag: string, left: boolean): { at: At; past: string } {
  if (previous.v > VERSION) throw new UnsupportedError('newer_record');
  const past = left ? joinPast(previous.past, ver(previous)) : previous.past;
  return { at: [Math.max(nowMs, previous.at[0] + 1), tag], past };
}

function checkAlso(also: Value): void {
  const good =
    isFields(also) &&
    Object.values(also).every((variants) => isFields(variants) && Object.values(variants).every(isFields));
  if (!good) throw new FormatError('record_also');
}

function checkGone(record: Fields, f: Fields): void {
  const members = Object.keys(record).sort().join();
  if (record['gone'] !== 1 || Object.keys(f).length > 0 || members !== GONE_MEMBERS) {
    throw new FormatError('record_gone');
  }
}

function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function matches(pattern: RegExp, value: Value | undefined): boolean {
  return typeof value === 'string' && pattern.test(value);
}
