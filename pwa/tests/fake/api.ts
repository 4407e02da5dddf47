import type {
  Api, Challenge, Entry, EntryQuery, EntryRow, Part, PartFields, Place, Status, SyncState, VaultError, VaultErrorCode, VaultEvent,
} from '../../src/rpc/api';
import { ENTRIES, PARTS } from './journal';

export type Scenario = 'fresh' | 'setup' | 'locked' | 'open' | 'empty' | 'damaged';

const PASSPHRASE = 'blue kettle sleepy orbit amber fern';
const CODE = '000G-40R4-0M30-E209-185G-R38E-1Z72';
const DAY_MS = 86_400_000;

export function refuse(code: VaultErrorCode, wait_s?: number): VaultError {
  return wait_s === undefined ? { code } : { code, wait_s };
}

/**
 * An Api that lives in the page and remembers nothing: enough to draw every screen and to walk through first run.
 * For pictures and unit tests; the app itself never imports it.
 */
export function fakeApi(scenario: Scenario, tell: (event: VaultEvent) => void): Api {
  const now_ms = Date.now();
  let chosen = PASSPHRASE;
  let tries = 0;
  let place: Place | null = null;
  const fresh = scenario === 'fresh' || scenario === 'setup';
  const entries = new Map<string, Entry>(scenario === 'open' || scenario === 'locked' ? ENTRIES(now_ms).map((one) => [one.id, one]) : []);
  const parts = new Map<string, Part>(scenario === 'open' || scenario === 'locked' ? PARTS(now_ms).map((one) => [one.id, one]) : []);
  let challenge: Challenge = { id: 'challenge-1', brings: 'problem', words: fresh ? '' : 'I say yes to everybody.', love: fresh ? '' : 'Say a kind no, and still feel close to people.', made_ms: now_ms - 20 * DAY_MS };
  const status: Status = {
    phase: scenario === 'fresh' ? 'none' : scenario === 'locked' || scenario === 'damaged' ? scenario : 'open',
    setup: scenario === 'setup' ? 'brings' : null,
    recoveryChecked: !fresh, login: null, origin: null, sync: { state: 'local' }, autolockMin: 5,
  };
  const here = (): Status => structuredClone(status);
  const sync = (state: SyncState): SyncState => {
    status.sync = state;
    tell({ event: 'sync', state });
    return state;
  };
  const find = <Kind>(all: Map<string, Kind>, id: string): Kind => {
    const one = all.get(id);
    if (!one) throw refuse('not_found');
    return one;
  };
  const rowOf = (entry: Entry): EntryRow => ({
    id: entry.id, made_ms: entry.made_ms, edited_ms: entry.edited_ms, preview: entry.text.slice(0, 200), hits: [],
    parts: entry.parts, also: entry.also.length, synced: entry.synced,
  });
  const matches = (entry: Entry, query: EntryQuery): boolean =>
    entry.binned === (query.binned ?? false) && (!query.also || entry.also.length > 0) &&
    (!query.text || entry.text.toLowerCase().includes(query.text.toLowerCase())) &&
    (!query.parts?.length || query.parts.some((part) => entry.parts.includes(part)));

  return {
    status: here,
    begin: () => { Object.assign(status, { phase: 'open', setup: 'brings', recoveryChecked: false }); return here(); },
    setBrings: ({ brings, words }) => { challenge = { ...challenge, brings, words }; status.setup = 'love'; return here(); },
    setLove: ({ love }) => { challenge = { ...challenge, love }; status.setup = 'passphrase'; return here(); },
    suggestPassphrase: () => (tries++ % 2 ? 'harbour violet candle meadow otter seven' : PASSPHRASE),
    ratePassphrase: ({ passphrase }) => (passphrase.length < 16 ? { ok: false, reason: 'short' } : { ok: true }),
    preparePassphrase: ({ passphrase }) => { chosen = passphrase; },
    confirmPassphrase: ({ passphrase }) => {
      if (passphrase.trim() !== chosen) throw refuse('no_match');
      status.setup = 'recovery';
      return here();
    },
    recoveryKit: () => ({ code: status.recoveryChecked ? null : CODE, login: status.login, origin: status.origin, made_day: Math.floor(now_ms / DAY_MS), checked: status.recoveryChecked }),
    recoveryQuestions: () => [1, 4],
    confirmRecovery: ({ groups }) => {
      if (!groups.every(({ index, text }) => CODE.split('-')[index] === text.trim().toUpperCase())) throw refuse('no_match');
      Object.assign(status, { setup: null, recoveryChecked: true });
      return here();
    },
    postponeRecovery: () => { status.setup = null; return here(); },
    unlock: ({ secret, kind }) => {
      tries += 1;
      if (secret.trim() !== (kind === 'passphrase' ? chosen : CODE)) throw tries % 5 === 0 ? refuse('wait', 30) : refuse('wrong_secret');
      status.phase = 'open';
      return here();
    },
    cancelDeriving: () => undefined,
    lock: () => { status.phase = 'locked'; },
    presence: here,
    setAutolock: ({ minutes }) => { status.autolockMin = minutes; return here(); },

    entries: (query) => {
      const rows = [...entries.values()].filter((one) => matches(one, query)).sort((a, b) => b.made_ms - a.made_ms).map(rowOf);
      return { rows, total: rows.length, complete: true };
    },
    entry: ({ id }) => structuredClone(find(entries, id)),
    newEntry: ({ parts: with_ }) => ({ id: `entry-${entries.size + 1}`, lv: 0, text: '', parts: with_ ?? [], made_ms: now_ms, edited_ms: now_ms, binned: false, readonly: false, synced: false, also: [] }),
    saveEntry: ({ id, lv, text, parts: with_ }) => {
      if (!text.trim() && !entries.has(id)) return { lv, stored: false };
      const before = entries.get(id);
      entries.set(id, { id, lv: lv + 1, text, parts: with_, made_ms: before?.made_ms ?? now_ms, edited_ms: Date.now(), binned: false, readonly: false, synced: false, also: before?.also ?? [] });
      return { lv: lv + 1, stored: true };
    },
    binEntry: ({ id }) => { find(entries, id).binned = true; },
    restoreEntry: ({ id }) => { find(entries, id).binned = false; },
    deleteEntry: ({ id }) => { entries.delete(id); },
    leaveEntry: () => undefined,
    resolveAlso: ({ id, key }) => { const one = find(entries, id); one.also = one.also.filter((also) => also.key !== key); },
    parts: () => [...parts.values()],
    part: ({ id }) => structuredClone(find(parts, id)),
    savePart: ({ id, fields }) => {
      const before = id === null ? undefined : parts.get(id);
      const blank: PartFields = { name: '', role: 'protector_unsure', roleWord: '', otherNames: '', age: '', job: '', fears: '', body: '', notes: '' };
      const saved: Part = {
        ...blank, ...before, ...fields, id: id ?? `part-${parts.size + 1}`, lv: (before?.lv ?? 0) + 1,
        emblem: before?.emblem ?? { pattern: parts.size % 8, seed: 7 }, made_ms: before?.made_ms ?? now_ms, edited_ms: now_ms,
        binned: false, readonly: false, entries: before?.entries ?? 0, lastEntry_ms: before?.lastEntry_ms ?? null, also: [],
      };
      parts.set(saved.id, saved);
      return saved;
    },
    binPart: ({ id }) => { find(parts, id).binned = true; },
    restorePart: ({ id }) => { find(parts, id).binned = false; },
    challenges: () => [challenge],
    saveChallenge: (change) => { challenge = { ...challenge, ...change }; return challenge; },
    place: () => place,
    setPlace: (input) => { place = input.place; },

    suggestLogin: () => `quiet-otter-${1000 + (tries++ * 37) % 9000}`,
    connect: ({ login, passphrase }) => {
      if (login === 'taken') throw refuse('login_taken');
      if (passphrase.trim() !== chosen) throw refuse('wrong_secret');
      Object.assign(status, { login, origin: 'https://journal.example' });
      sync({ state: 'up_to_date', at_ms: Date.now() });
      return here();
    },
    join: ({ secret }) => {
      if (secret.trim() !== PASSPHRASE) throw refuse('login_failed');
      return { newest_day: Math.floor(now_ms / DAY_MS) - 2, entries: 214, devices: [{ name: 'Phone', seen_day: Math.floor(now_ms / DAY_MS) - 1 }] };
    },
    adoptJoin: () => { Object.assign(status, { phase: 'open', setup: null, login: 'quiet-otter-1000', origin: 'https://journal.example' }); return here(); },
    cancelJoin: () => undefined,
    signInAgain: () => { sync({ state: 'up_to_date', at_ms: Date.now() }); return here(); },
    sync: () => sync({ state: 'up_to_date', at_ms: Date.now() }),
    dismissHealed: () => sync({ state: 'up_to_date', at_ms: Date.now() }),
    sessions: () => [
      { session_id: 'a', created_day: Math.floor(now_ms / DAY_MS) - 30, seen_day: Math.floor(now_ms / DAY_MS), current: true },
      { session_id: 'b', created_day: Math.floor(now_ms / DAY_MS) - 12, seen_day: Math.floor(now_ms / DAY_MS) - 8, current: false },
    ],
    endSession: () => undefined,
    compareDigits: () => (status.login ? '639152402351' : null),
  };
}
