import type { Status } from '../rpc/api';

/**
 * The only path there is in the present phase, or null when the person may be anywhere. Locked means the lock
 * screen whatever the address says; a journal that does not exist yet has its welcome; first run goes in order.
 */
export function gate(status: Status, path: string): string | null {
  const only = (allowed: RegExp, otherwise: string): string | null => (allowed.test(path) ? null : otherwise);
  switch (status.phase) {
    case 'none': return only(/^\/welcome/, '/welcome');
    case 'locked': return only(/^\/unlock$/, '/unlock');
    case 'damaged': return only(/^\/(unlock|welcome\/other-device)$/, '/unlock');
    case 'open': return status.setup === null ? only(/^\/(?!welcome|setup|unlock)/, '/') : only(/^\/setup$/, '/setup');
  }
}
