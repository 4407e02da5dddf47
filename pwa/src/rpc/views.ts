/**
 * What the vault worker tells the page, as plain data: what is derived is never stored.
 * Ids are 22 characters of base64url. Times carry their unit in the name.
 */
import type { Variant as AlsoWritten } from '../journal/also';
import type { Figure, RowFinding } from '../charts/figures';
import type { Fields, NoteType, Type } from '../journal/kinds';
import type { R10 } from '../journal/shapes';
import type { Tightness } from '../journal/relations';
import type { Goal } from '../journal/vocabulary';
import type { Back } from '../stage/back';
import type { Amount } from '../stage/coverage';
import type { Evidence } from '../stage/evidence';
import type { Suggestion } from '../stage/suggest';

export type Id = string;

/** Where first run stopped. `null` = finished. Words typed so far are already sealed on this device. */
export type SetupStep = 'brings' | 'love' | 'passphrase' | 'recovery' | null;

/** `none`: nothing here yet. `locked`: a vault, no key in memory. `open`: key in memory.
 *  `damaged`: rows without keys or keys without rows (evicted storage); nothing is deleted. */
export type Phase = 'none' | 'locked' | 'open' | 'damaged';

export interface Status {
  phase: Phase;
  setup: SetupStep;
  /** true once the person typed back two groups of the recovery code. */
  recoveryChecked: boolean;
  /** Login on the server, or null while the vault lives on this device only. */
  login: string | null;
  /** scheme://host[:port] of the server, or null. */
  origin: string | null;
  sync: SyncState;
  autolockMin: number;
}

/** protocol 8.8, as the interface tells it. `local` = no account. */
export type SyncState =
  | { state: 'local' }
  | { state: 'up_to_date'; at_ms: number }
  | { state: 'syncing'; pending: number; total?: number }
  | { state: 'pending'; pending: number }
  | { state: 'offline'; pending: number }
  | { state: 'signed_out'; pending: number }
  | { state: 'needs_passphrase'; pending: number }
  | { state: 'healed'; again: number; merged: number; after: number }
  | { state: 'missing'; count: number }
  | { state: 'unreadable'; count: number }
  | { state: 'newer_record'; count: number }
  | { state: 'refused'; reason: string; pending: number }
  | { state: 'full'; pending: number }
  | { state: 'update_needed'; pending: number };

/** What every record shows besides its own members. */
export interface Standing {
  id: Id;
  /** Local counter; a save carries the value that was loaded (protocol 9.9). 0 = not stored yet. */
  lv: number;
  edited_ms: number;
  binned: boolean;
  /** true when written by a newer app: shown, never rewritten. */
  readonly: boolean;
  also: AlsoWritten[];
}

/** Something a person noted: everything that is no page (journal/kinds.ts). */
export type Note<T extends NoteType> = Standing & { type: T } & Fields<T>;
export type AnyNote = { [T in NoteType]: Note<T> }[NoteType];
export type Challenge = Note<'challenge'>;
/** A line of the map; `tightness`: what was said of a tug, newest first. */
export type Line = Note<'relation'> & { tightness: Tightness[] };

/** One variant that lost a merge, shown as "also written" until kept or dropped; and what becomes of it. */
export type { Choice as AlsoChoice, Variant as AlsoWritten } from '../journal/also';

/** What a page says besides its lines and the parts in it. */
export type EntryFields = Omit<Fields<'entry'>, 'b' | 'parts' | 'made_ms' | 'binned_ms' | 'sitting'>;

export interface Entry extends Standing, EntryFields {
  text: string;
  /** Who says each line of `text`: '' nobody named, `self`, `unsure`, or the id of a part. */
  who: string[];
  parts: Id[];
  made_ms: number;
  /** true when the present version is on the server. */
  synced: boolean;
}

export interface EntryRow {
  id: Id;
  made_ms: number;
  edited_ms: number;
  /** First lines, at most 200 characters, or the surroundings of the first hit. */
  preview: string;
  /** [start, length] pairs of the hits inside `preview`. */
  hits: [number, number][];
  parts: Id[];
  also: number;
  synced: boolean;
  kind: EntryFields['kind'];
  star: boolean;
  /** Sealed and not opened by its day yet: `preview` is empty, search does not look inside. */
  sealed: boolean;
  /** The day it opens by itself; null when it opens when asked for, or was never sealed. */
  seal_day: number | null;
}

export interface EntryPage {
  rows: EntryRow[];
  /** All that match, once everything is opened; else those known so far. */
  total: number;
  /** Sealed pages that were not looked into for these words. */
  unsearched: number;
  /** false while older entries are still being opened in the background. */
  complete: boolean;
}

export interface Saved {
  lv: number;
  /** Set when another tab or device had changed the entry: the merged text that now stands. */
  merged?: { text: string; who: string[]; parts: Id[]; fields: EntryFields; also: AlsoWritten[] };
  /** false when nothing was stored because there is nothing to store yet. */
  stored: boolean;
}

export interface Part extends Note<'part'> {
  /** How many pages name it, or one that was merged into it; and when the newest of them was begun. */
  entries: number;
  lastEntry_ms: number | null;
}

/** What the page of a part shows besides its own members. */
export interface PartPage {
  /** What names it, or a part that was merged into it, and what is noted about those (how far a concern was heard,
   *  visits after a release). Readings of the part itself and check-ins are not among them. Oldest first. */
  notes: AnyNote[];
  /** The newest readings of it, newest first. */
  readings: Note<'reading'>[];
  /** Every time it was asked how far it trusts, oldest first. */
  trust: { at_ms: number; value: R10 }[];
}

/** Pattern 0-7 and a 32-bit seed, drawn at random when a part is made and kept for good. */
export type Emblem = Fields<'part'>['emblem'];

/** What Today shows besides the parts. Derived, never stored. */
export interface TodayView {
  /** Whether anything was written yet. */
  written: boolean;
  /** What the person is working with: the pinned one, else the newest. */
  challenge: Challenge | null;
  /** The newest one up to now. */
  checkin: Note<'checkin'> | null;
  /** Those that are due; when none is, the one that comes next. */
  promises: Note<'promise'>[];
}

/** A piece of evidence, with the newest records behind it. */
export interface EvidenceView extends Pick<Evidence, 'goal' | 'kind' | 'at_ms'> {
  parts: Id[];
  /** Seen only a while ago: it counts half. */
  faded: boolean;
  records: { id: Id; type: Type }[];
}

/** The five goals of one challenge, told backwards and forwards. Derived, never stored; nothing depends on it. */
export interface PathView {
  challenge: Challenge;
  protectors: Id[];
  evidence: EvidenceView[];
  coverage: Record<Goal, Amount>;
  suggestion: Suggestion;
  back: Back;
  decisions: { id: Id; at_ms: number; chosen: Goal[] }[];
  /** false while older records are still being opened. */
  complete: boolean;
}

/** What looking back shows of a part, a challenge or everything together. Derived, never stored. */
export interface Looking {
  figures: Figure[];
  /** Parts and challenges of which something was noted, each with what that shows. */
  parts: { id: Id; row: RowFinding }[];
  challenges: { id: Id; words: string; row: RowFinding }[];
  /** The challenge that was asked for, in the person's words. */
  words: string;
  /** false while older records are still being opened. */
  complete: boolean;
}

/** What the app itself needs to remember for a person, the same on all devices. */
export type Settings = Pick<Fields<'settings'>, 'pinned' | 'words' | 'protectorFirst' | 'country' | 'grounding'>;

/** `name`: what the journal calls that device; '' when it has not said so yet. */
export interface SessionRow { session_id: string; created_day: number; seen_day: number; current: boolean; name: string }

/** What a fresh device is shown before it adopts what the server has (protocol 9.3 J3). */
export interface JoinPreview { newest_day: number | null; entries: number; devices: { name: string; seen_day: number }[] }

/** A place to come back to after the system closed the app: sealed, this device only. */
export interface Place { path: string; entry?: Id; cursor?: number; scroll?: number }

export interface RecoveryKit {
  /** `XXXX-XXXX-…`, seven groups, or null when it was checked and is no longer kept here. */
  code: string | null;
  login: string | null;
  origin: string | null;
  made_day: number;
  checked: boolean;
}
