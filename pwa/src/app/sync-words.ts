import { clockOf, dayOf, sameDay } from '../i18n/dates';
import { t } from '../i18n/words';
import type { SyncState } from '../rpc/api';
import type { IconName } from '../ui/icons';

export interface SyncWords {
  icon: IconName;
  /** One line that is always true and always there. */
  line: string;
  /** Given when something needs the person, or is worth a notice until it was read. */
  notice?: { title: string; text: string; soft: boolean; link?: { href: string; label: string }; dismiss?: true };
}

const SIGN_IN = '/security/sign-in';

/** What a sync state means in words: what is so, what is safe, what is next. */
export function describeSync(sync: SyncState, now_ms: number): SyncWords {
  switch (sync.state) {
    case 'local': return { icon: 'smartphone', line: t('sync.local') };
    case 'up_to_date': return { icon: 'cloud-check', line: syncedAt(sync.at_ms, now_ms) };
    case 'syncing': return { icon: 'circle-dashed', line: sync.pending ? t('sync.syncing_left', { count: sync.pending }) : t('sync.syncing') };
    case 'pending': return { icon: 'smartphone', line: t('sync.pending', { count: sync.pending }) };
    case 'offline': return {
      icon: 'cloud-off', line: sync.pending ? t('sync.offline_pending', { count: sync.pending }) : t('sync.offline'),
    };
    case 'signed_out': return asks('signed_out', 'smartphone', { href: SIGN_IN, label: t('sync.sign_in') });
    case 'needs_passphrase': return asks('needs_passphrase', 'smartphone', { href: SIGN_IN, label: t('sync.type_passphrase') });
    case 'healed': return {
      icon: 'cloud-check', line: t('sync.healed_line'),
      notice: { title: t('sync.healed_title'), text: healedText(sync.again, sync.merged), soft: true, dismiss: true },
    };
    case 'missing': return tells('missing', sync.count);
    case 'unreadable': return tells('unreadable', sync.count);
    case 'newer_record': return tells('newer_record', sync.count);
    case 'refused': return asks('refused', 'circle-alert', { href: '/security/compare', label: t('sync.compare') });
    case 'full': return asks('full', 'circle-alert');
    case 'update_needed': return asks('update_needed', 'circle-alert');
  }
}

function syncedAt(at_ms: number, now_ms: number): string {
  return sameDay(at_ms, now_ms) ? t('sync.synced_today', { time: clockOf(at_ms) }) : t('sync.synced_on', { day: dayOf(at_ms, now_ms) });
}

function healedText(again: number, merged: number): string {
  return [again && t('sync.healed_again', { count: again }), merged && t('sync.healed_merged', { count: merged }), t('sync.healed_safe')]
    .filter(Boolean).join(' ');
}

type Asking = 'signed_out' | 'needs_passphrase' | 'refused' | 'full' | 'update_needed';

function asks(name: Asking, icon: IconName, link?: { href: string; label: string }): SyncWords {
  const notice = { title: t(`sync.${name}_title`), text: t(`sync.${name}_text`), soft: false };
  return { icon, line: notice.title, notice: link ? { ...notice, link } : notice };
}

function tells(name: 'missing' | 'unreadable' | 'newer_record', count: number): SyncWords {
  const title = t(`sync.${name}_title`, { count });
  return { icon: 'info', line: title, notice: { title, text: t(`sync.${name}_text`), soft: true } };
}
