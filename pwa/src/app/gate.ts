import type { Status } from '../rpc/api';

/**
 * The only path there is in the present phase, or null when the person may be anywhere. Locked means the lock
 * screen whatever the address says; a journal that does not exist yet has its welcome; first run goes in order.
 */
export function gate(status: Status, path: string): string | null {
  switch (status.phase) {
    case 'none': return path.startsWith('/welcome') ? null : '/welcome';
    case 'locked': return '/unlock';
    case 'damaged': return path === '/welcome/other-device' ? null : '/unlock';
    case 'open':
      if (status.setup !== null) return '/setup';
      return /^\/(welcome|setup|unlock)/.test(path) ? '/' : null;
  }
}
