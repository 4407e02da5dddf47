import { describe, expect, it } from 'vitest';
import { gate } from '../../src/app/gate';
import type { Status } from '../../src/rpc/api';

const status = (change: Partial<Status>): Status => ({
  phase: 'open', setup: null, recoveryChecked: true, login: null, origin: null, sync: { state: 'local' }, autolockMin: 5, ...change,
});

describe('gate', () => {
  it('lets an open journal be anywhere', () => {
    expect(gate(status({}), '/part/x')).toBeNull();
  });

  it('leads an open journal away from the lock screen', () => {
    expect(gate(status({}), '/unlock')).toBe('/');
  });

  it('keeps a locked journal at the lock screen whatever the address says', () => {
    expect(gate(status({ phase: 'locked' }), '/entry/x')).toBe('/unlock');
  });

  it('stays where it is once there', () => {
    expect(gate(status({ phase: 'locked' }), '/unlock')).toBeNull();
  });

  it('shows a newcomer the welcome and its neighbours only', () => {
    expect([gate(status({ phase: 'none' }), '/welcome/install'), gate(status({ phase: 'none' }), '/journal')]).toEqual([null, '/welcome']);
  });

  it('goes through first run in order', () => {
    expect([gate(status({ setup: 'love' }), '/'), gate(status({ setup: 'love' }), '/setup')]).toEqual(['/setup', null]);
  });

  it('lets someone with damaged storage fetch the journal from a server', () => {
    expect(gate(status({ phase: 'damaged' }), '/welcome/other-device')).toBeNull();
  });
});
