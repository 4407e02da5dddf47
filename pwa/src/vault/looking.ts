/** Looking back: gathers what was noted, and leaves what it shows to charts. */
import { figuresOfAll, figuresOfChallenge, figuresOfPart, rowOfChallenge, rowOfPart, type Figure } from '../charts/figures';
import { byRecord, type Kept, type Material } from '../charts/material';
import { read, type NoteType } from '../journal/kinds';
import { standsFor } from '../journal/people';
import type { Api, Id, Looking } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import type { Open } from './open';

type Wanted = Parameters<Api['looking']>[0];

/** Throws Refusal `not_found` for a part or challenge that is not here. */
export function lookingBack({ index, records }: Open, { part, challenge, since_ms }: Wanted): Looking {
  const all = <T extends NoteType>(type: T): Kept<T>[] => index.ofType(type).map(({ id, record }) => ({ ...read(type, record.f), id }));
  const kept = <T extends NoteType>(type: T): Kept<T>[] => all(type).filter((note) => note.binned_ms === null);
  const parts = all('part');
  const from: Material = {
    now_ms: records.now(), since_ms, parts,
    challenges: all('challenge'), readings: byRecord(kept('reading')), selfReadings: kept('self_reading'), checkins: kept('checkin'),
    sittings: kept('sitting'), concerns: kept('concern'), relations: kept('relation'), burdens: kept('burden'),
    witnesses: kept('witness'), releases: kept('release'), roleChanges: kept('role_change'), moments: index.led(),
  };
  const about = from.challenges.find(({ id }) => id === challenge);
  if (part !== undefined && !parts.some(({ id }) => id === part)) throw new Refusal('not_found');
  if (challenge !== undefined && !about) throw new Refusal('not_found');
  return {
    figures: figures(from, part, challenge),
    parts: part === undefined ? rowsOfParts(from, about?.parts) : [],
    challenges: part === undefined && !about ? rowsOfChallenges(from) : [],
    words: about?.words ?? '',
    complete: index.complete,
  };
}

function figures(from: Material, part?: Id, challenge?: Id): Figure[] {
  if (part !== undefined) return figuresOfPart(from, part);
  return challenge === undefined ? figuresOfAll(from) : figuresOfChallenge(from, challenge);
}

/** @param only the parts of one challenge. */
function rowsOfParts(from: Material, only?: readonly Id[]): Looking['parts'] {
  const wanted = only && new Set(only.map((id) => standsFor(id, from.parts)));
  const shown = from.parts.filter(({ id, binned_ms }) => binned_ms === null && standsFor(id, from.parts) === id && (!wanted || wanted.has(id)));
  return shown.flatMap(({ id }) => {
    const row = rowOfPart(from, id);
    return row ? { id, row } : [];
  });
}

function rowsOfChallenges(from: Material): Looking['challenges'] {
  return from.challenges.filter(({ binned_ms }) => binned_ms === null).flatMap(({ id, words }) => {
    const row = rowOfChallenge(from, id);
    return row ? { id, words, row } : [];
  });
}
