import { beforeAll, describe, expect, it } from 'vitest';
import { describeSync } from '../../src/app/sync-words';
import { alwaysKnown } from '../../src/i18n/words';
import type { SyncState } from '../../src/rpc/api';

const NOW_MS = new Date(2026, 10, 23, 12).getTime();
const EVERY: SyncState[] = [
  { state: 'local' }, { state: 'up_to_date', at_ms: NOW_MS }, { state: 'syncing', pending: 3 }, { state: 'pending', pending: 1 },
  { state: 'offline', pending: 0 }, { state: 'signed_out', pending: 2 }, { state: 'needs_passphrase', pending: 0 },
  { state: 'healed', again: 2, merged: 1, after: NOW_MS }, { state: 'missing', count: 1 }, { state: 'unreadable', count: 2 },
  { state: 'newer_record', count: 1 }, { state: 'refused', reason: 'root', pending: 0 }, { state: 'full', pending: 4 }, { state: 'update_needed', pending: 0 },
];

beforeAll(() => { alwaysKnown({ device: 'phone' }); });

describe('describeSync', () => {
  it.each(EVERY)('has a line for $state', (state) => {
    expect(describeSync(state, NOW_MS).line).not.toBe('');
  });

  it('is quiet about being offline', () => {
    const words = describeSync({ state: 'offline', pending: 2 }, NOW_MS);
    expect([words.line, words.notice]).toEqual(['No connection. Everything works; 2 changes go up later by themselves.', undefined]);
  });

  it('says when it synced today', () => {
    expect(describeSync({ state: 'up_to_date', at_ms: new Date(2026, 10, 23, 8, 22).getTime() }, NOW_MS).line).toBe('Synced today, 8:22');
  });

  it('asks for a sign-in with a way to do it', () => {
    expect(describeSync({ state: 'signed_out', pending: 1 }, NOW_MS).notice?.link?.href).toBe('/security/sign-in');
  });

  it('tells what happened to a server that lost something, until it was read', () => {
    const notice = describeSync({ state: 'healed', again: 2, merged: 0, after: NOW_MS }, NOW_MS).notice;
    expect([notice?.text, notice?.dismiss]).toEqual(['2 pages were sent to it again. Nothing is lost.', true]);
  });
});
