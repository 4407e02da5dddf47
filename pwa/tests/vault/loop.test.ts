import { beforeEach, describe, expect, test } from 'vitest';
import type { SyncState } from '../../src/rpc/api';
import type { Outcome } from '../../src/sync/session';
import { Findings } from '../../src/sync/settle';
import { Loop, stateOf } from '../../src/vault/loop';
import { Clock } from './world';

let clock: Clock;
let loop: Loop;
/** When each round began, in seconds since the start. */
let rounds: number[];
let shown: SyncState[];
let pending: number;
let answer: () => Promise<Outcome | undefined>;
let start_ms: number;

const outcome = (fields: Partial<Outcome> = {}): Outcome =>
  ({ state: 'up_to_date', reason: '', pending: 0, findings: new Findings(), healed: null, retryAfterS: 0, ...fields });

beforeEach(() => {
  clock = new Clock();
  start_ms = clock.now_ms;
  [rounds, shown, pending] = [[], [], 0];
  answer = async () => outcome({ pending });
  loop = new Loop({
    round: (asked) => {
      rounds.push((clock.now_ms - start_ms) / 1000 + (asked ? 0.5 : 0));
      return answer();
    },
    pending: async () => pending,
    unreadable: () => 0,
    show: (state) => shown.push(state),
    now: () => clock.now_ms,
    later: clock.later,
  }, { state: 'up_to_date', at_ms: 0 });
});

describe('when a round is made', () => {
  test('at the start, then every minute while in sight', async () => {
    loop.wake();
    await clock.advance(130_000);
    expect(rounds).toEqual([0, 60, 120]);
  });

  test('five seconds after the last change', async () => {
    loop.changed();
    await clock.advance(3_000);
    loop.changed();
    await clock.advance(6_000);
    expect(rounds).toEqual([8]);
  });

  test('every thirty seconds while someone keeps writing', async () => {
    for (let s = 0; s < 70; s++) {
      loop.changed();
      await clock.advance(1_000);
    }
    expect(rounds).toEqual([30, 60]);
  });

  test('at once on hiding when something changed, and then not again', async () => {
    loop.changed();
    loop.hide();
    await clock.advance(600_000);
    expect(rounds).toEqual([0]);
  });

  test('not on hiding when nothing changed', async () => {
    loop.hide();
    await clock.advance(600_000);
    expect(rounds).toEqual([]);
  });

  test('at once on coming back', async () => {
    loop.hide();
    await clock.advance(600_000);
    loop.appear();
    await clock.advance(1_000);
    expect(rounds).toEqual([600]);
  });

  test('with growing pauses while there is no network, whatever is typed, and at once when it is back', async () => {
    answer = async () => outcome({ state: 'offline', pending: 1 });
    loop.wake();
    for (let s = 0; s < 120; s++) {
      loop.changed();
      await clock.advance(1_000);
    }
    expect(rounds.length).toBeLessThanOrEqual(5);
    const before = rounds.length;
    answer = async () => outcome();
    loop.wake();
    await clock.advance(0);
    expect(rounds).toHaveLength(before + 1);
    expect(loop.state).toMatchObject({ state: 'up_to_date' });
  });

  test('not before the server wants to be asked again', async () => {
    answer = async () => outcome({ state: 'pending', reason: 'rate_limited', pending: 1, retryAfterS: 90 });
    loop.wake();
    await clock.advance(89_000);
    loop.wake();
    expect(rounds).toEqual([0]);
    await clock.advance(2_000);
    expect(rounds).toEqual([0, 90]);
  });

  test.each(['signed_out', 'needs_passphrase', 'refused', 'update_needed'] as const)(
    'only when asked while `%s` waits for the person',
    async (state) => {
      answer = async () => outcome({ state, reason: 'root', pending: 2 });
      loop.wake();
      await clock.advance(0);
      loop.changed();
      loop.appear();
      await clock.advance(3_600_000);
      expect(rounds).toEqual([0]);
      expect(loop.state).toMatchObject({ state, pending: 2 });
      answer = async () => outcome();
      await loop.ask();
      expect(loop.state).toMatchObject({ state: 'up_to_date' });
    },
  );

  test('again soon when another tab was at it', async () => {
    pending = 1;
    answer = async () => undefined;
    loop.changed();
    await clock.advance(5_000);
    answer = async () => outcome();
    await clock.advance(5_000);
    expect(rounds).toEqual([5, 10]);
  });

  test('again after storage failed', async () => {
    answer = async () => Promise.reject(new Error('storage'));
    pending = 1;
    loop.wake();
    await clock.advance(0);
    expect(loop.state).toEqual({ state: 'pending', pending: 1 });
    answer = async () => outcome();
    await clock.advance(6_000);
    expect(rounds).toEqual([0, 5]);
  });

  test('never after the vault was locked', async () => {
    loop.changed();
    loop.stop();
    loop.wake();
    await clock.advance(600_000);
    expect(rounds).toEqual([]);
  });
});

describe('what is told', () => {
  test('a change waits until it is sent', async () => {
    pending = 1;
    loop.changed();
    await clock.advance(0);
    expect(loop.state).toEqual({ state: 'pending', pending: 1 });
    await clock.advance(5_000);
    expect(shown.map(({ state }) => state)).toEqual(['pending', 'syncing', 'up_to_date']);
  });

  test('an idle round says nothing in between', async () => {
    loop.wake();
    await clock.advance(0);
    expect(shown.map(({ state }) => state)).toEqual(['up_to_date']);
  });

  test('what needs reading comes before what is only missing', () => {
    const findings = new Findings();
    findings.missing.add('a');
    const healed = { after: 3, again: 1, merged: 2, at_s: 0, read: 0 };
    expect(stateOf(outcome({ findings, healed }), 0, 5)).toEqual({ state: 'healed', after: 3, again: 1, merged: 2 });
    expect(stateOf(outcome({ findings }), 0, 5)).toEqual({ state: 'missing', count: 1 });
    expect(stateOf(outcome(), 2, 5)).toEqual({ state: 'unreadable', count: 2 });
    expect(stateOf(outcome(), 0, 5)).toEqual({ state: 'up_to_date', at_ms: 5 });
    expect(stateOf(outcome({ state: 'pending', pending: 4 }), 0, 5)).toEqual({ state: 'pending', pending: 4 });
  });
});
