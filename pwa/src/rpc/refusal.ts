import type { VaultError, VaultErrorCode } from './api';

/** A call that cannot be done, with the stable code the screens turn into a sentence. Never carries content. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly code: VaultErrorCode, readonly wait_s?: number) {
    super(code);
  }

  toJSON(): VaultError {
    return this.wait_s === undefined ? { code: this.code } : { code: this.code, wait_s: this.wait_s };
  }
}

/** What crosses to the page: anything that is not a Refusal becomes a bare code, without its words. */
export function asError(reason: unknown): VaultError {
  if (reason instanceof Refusal) return reason.toJSON();
  const isMissing = reason instanceof DOMException && reason.name === 'NotSupportedError';
  return { code: isMissing ? 'unsupported' : 'unexpected' };
}
