import { t } from '../i18n/words';
import type { VaultErrorCode } from '../rpc/api';
import { isVaultError } from './vault.svelte';

/** The sentence a person reads for whatever a call rejected with. Never an id, a stack or a status number. */
export function sentenceFor(error: unknown): string {
  const code: VaultErrorCode = isVaultError(error) ? error.code : 'unexpected';
  const seconds = isVaultError(error) ? error.wait_s : undefined;
  return seconds === undefined ? t(`errors.${code}`) : t(`errors.${code}`, { count: Math.ceil(seconds) });
}
