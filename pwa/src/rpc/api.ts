/**
 * What the page may ask of the vault worker, and what the worker tells the page (views.ts).
 *
 * Everything here is plain, structured-clonable data. No key, seed, token or sealed byte ever
 * crosses to the page; the recovery code crosses only while it is being shown to the person.
 */
import type { Fields, NoteType, Type } from '../journal/kinds';
import type { Brings } from '../journal/vocabulary';
import type { Step } from '../stage/back';
import type {
  AlsoChoice, AnyNote, Challenge, Entry, EntryFields, EntryPage, Id, JoinPreview, Line, Looking, Part, PartPage, PathView, Place,
  RecoveryKit, Saved, SessionRow, Settings, Status, SyncState, TodayView,
} from './views';

export type * from './views';
export type { Brings, Role } from '../journal/vocabulary';
export type { NoteType } from '../journal/kinds';

export interface EntryQuery {
  text?: string;
  /** Entries with any of these parts, or with one that was merged into it. */
  parts?: Id[];
  /** Only entries that carry "also written". */
  also?: boolean;
  kinds?: EntryFields['kind'][];
  /** Only those kept for the next session. */
  star?: boolean;
  /** Only those about this challenge. */
  challenge?: Id;
  binned?: boolean;
  from_ms?: number;
  to_ms?: number;
  /** Continue after this row (made_ms, id of the last one shown). */
  after?: { made_ms: number; id: Id };
  limit?: number;
}

export interface SaveEntry {
  id: Id;
  /** `lv` that was loaded or last returned. */
  lv: number;
  text: string;
  /** One for each line of `text`; left out, each line keeps whoever said it. */
  who?: string[];
  parts: Id[];
  /** Those that are given are set. */
  fields?: Partial<EntryFields>;
}

export interface SaveNote<T extends NoteType> {
  type: T;
  id: Id | null;
  /** `lv` that was loaded; 0 for a new one. */
  lv: number;
  fields: Partial<Fields<T>>;
}

export type AnySave = { [T in NoteType]: SaveNote<T> }[NoteType];

/** Stable codes the screens turn into sentences (i18n area `errors`). */
export type VaultErrorCode =
  | 'wrong_secret' | 'damaged' | 'wait' | 'weak_passphrase' | 'no_match' | 'locked' | 'full'
  | 'not_stored' | 'offline' | 'login_taken' | 'login_failed' | 'bad_login' | 'closed' | 'rate_limited'
  | 'server' | 'update_needed' | 'refused' | 'unsupported' | 'not_found' | 'too_large' | 'signed_out'
  | 'cancelled' | 'unexpected';

/** What a rejected call carries. `wait_s` with `wait` and `rate_limited`. */
export interface VaultError { code: VaultErrorCode; wait_s?: number }

export interface Api {
  status(): Status;

  // first run; each step is stored before it answers
  begin(): Status;
  /** Both answers while they are typed; the step stays. */
  keepTold(input: { brings: Brings; words: string; love: string }): void;
  setBrings(input: { brings: Brings; words: string }): Status;
  setLove(input: { love: string }): Status;
  /** Six words from the list, joined by spaces. */
  suggestPassphrase(): string;
  /** `ok` false with a reason code for i18n (`short`, `repeats`, `common`, `guessable`). */
  ratePassphrase(input: { passphrase: string }): { ok: boolean; reason?: string };
  /** First typing: derive, seal, forget. Nothing is stored yet. */
  preparePassphrase(input: { passphrase: string }): void;
  /** Second typing: a fresh KDF worker opens what was sealed; only then it is stored. Else `no_match`. */
  confirmPassphrase(input: { passphrase: string }): Status;
  recoveryKit(): RecoveryKit;
  /** Which two groups (0-6) to ask back. */
  recoveryQuestions(): [number, number];
  confirmRecovery(input: { groups: { index: number; text: string }[] }): Status;
  /** Go on without the check; Today keeps a quiet reminder. */
  postponeRecovery(): Status;

  // lock
  unlock(input: { secret: string; kind: 'passphrase' | 'recovery' }): Status;
  /** Ends a derivation that is running; the call that wanted it is rejected with `cancelled`. */
  cancelDeriving(): void;
  /** Lock now, in every tab. Send the last text first; end the worker afterwards. */
  lock(): void;
  /** The page came to the front, went to the back, or (at most every 20 s) the person touched it. A worker cannot
   *  see this by itself. Answers the phase `locked` when the time ran out meanwhile; hiding syncs at once. */
  presence(input: { visible: boolean }): Status;
  /** 1-1440. */
  setAutolock(input: { minutes: number }): Status;

  // journal
  entries(query: EntryQuery): EntryPage;
  entry(input: { id: Id }): Entry;
  /** What is drawn on a page: its strokes, as they are stored. */
  strokes(input: { id: Id }): EntryFields['k'];
  newEntry(input: { parts?: Id[]; fields?: Partial<EntryFields> }): Entry;
  saveEntry(input: SaveEntry): Saved;
  /** A page or a note, into the bin and out of it. */
  bin(input: { id: Id }): void;
  restore(input: { id: Id }): void;
  /** From the bin: gone for good (a tombstone). */
  deleteEntry(input: { id: Id }): void;
  /** The editor closed: an entry that is blank and never left this device is removed. */
  leaveEntry(input: { id: Id }): void;
  /** Of a page or a note. */
  resolveAlso(input: { id: Id; path: string; key: string; choice: AlsoChoice }): void;
  /** All parts by name, the binned ones included. */
  parts(): Part[];
  partPage(input: { id: Id }): PartPage;
  /** Another look, drawn at random; nothing else changes. */
  redrawPart(input: { id: Id }): Part;
  /** All challenges that are not in the bin, oldest first; during first run the one that is being told. */
  challenges(): Challenge[];
  /** Notes of one type that are not in the bin, oldest first. */
  notes(input: { type: NoteType }): AnyNote[];
  note(input: { id: Id }): AnyNote;
  /** All notes not in the bin that name this record, or a part that was merged into it; oldest first. */
  about(input: { id: Id }): AnyNote[];
  /** Adds a note (id null) or sets the members that are given. */
  saveNote(input: AnySave): AnyNote;
  /** After a sitting, or where it was stopped: what was said turns into notes, each once; which ones. `day` as below. */
  noteSitting(input: { id: Id; day: number }): { id: Id; type: Type }[];
  /** `day`: of the person's calendar (days since 1970). */
  today(input: { day: number }): TodayView;
  /** What may come next on the path of a challenge, whoever is nearest first. */
  nextSteps(input: { id: Id; day: number }): Step[];
  /** `day`: of the person's calendar. */
  path(input: { id: Id; day: number }): PathView;
  /** `since_ms`: from when on; 0 = all. Without part and challenge: everything together. */
  looking(input: { part?: Id; challenge?: Id; since_ms: number }): Looking;
  /** Every line between parts that is not in the bin, also those that ended; oldest first. */
  lines(): Line[];
  settings(): Settings;
  /** Sets the members that are given; of the words a person uses only those that are, '' = ours again. */
  saveSettings(input: { fields: Partial<Settings> }): Settings;
  /** Where the parts stand on the map, in thousandths of its width and height. */
  positions(): Record<Id, readonly [number, number]>;
  savePositions(input: { at: Record<Id, readonly [number, number] | null> }): void;
  place(): Place | null;
  setPlace(input: { place: Place | null }): void;

  // server
  suggestLogin(): string;
  /** `invite`: the code some servers want. */
  connect(input: { login: string; passphrase: string; invite?: string }): Status;
  /** Fresh device: log in, pull everything, show what was found. Nothing is adopted yet. */
  join(input: { login: string; secret: string; kind: 'passphrase' | 'recovery' }): JoinPreview;
  adoptJoin(): Status;
  cancelJoin(): void;
  /** After the session ended or keys changed elsewhere. */
  signInAgain(input: { passphrase: string }): Status;
  sync(): SyncState;
  dismissHealed(): SyncState;
  sessions(): SessionRow[];
  endSession(input: { session_id: string }): void;
  /** Twelve digits for "compare devices", or null before the first sync. */
  compareDigits(): string | null;
}

export type Method = keyof Api;

/** Worker → page, unasked. */
export type VaultEvent =
  | { event: 'sync'; state: SyncState }
  /** Something changed by sync or another tab; screens that show it ask again. */
  | { event: 'changed'; ids: Id[]; what: Type[] }
  /** Older entries are being opened after unlock. */
  | { event: 'opening'; done: number; total: number }
  /** A long derivation (no WebAssembly): 0-1. Every derivation ends with 1. */
  | { event: 'deriving'; part: number }
  /** Another tab locked, or the time ran out: the page sends its last text, ends the worker and shows the lock. */
  | { event: 'lock' };
