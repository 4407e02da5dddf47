import { t } from '../../i18n/words';
import type { RecoveryKit } from '../../rpc/api';

/** The recovery kit as a text a person can keep: what it is, the code, and what is needed to use it. */
export function kitText(kit: RecoveryKit, made: string): string {
  const lines = [
    t('security.file_title'), '', kit.code ?? '', '',
    kit.login && `${t('welcome.login')}: ${kit.login}`,
    kit.origin && `${t('security.server')}: ${kit.origin}`,
    `${t('security.kit_made')}: ${made}`, '', t('security.file_text'),
  ];
  return `${lines.filter((line) => line !== null && line !== undefined).join('\n')}\n`;
}

/** Hands the text to the person as a file. */
export function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
}
