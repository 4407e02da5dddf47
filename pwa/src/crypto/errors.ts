/**
 * The four outward errors of the protocol (SPEC 1.7), one per reaction a caller may have.
 *
 * They carry a short code and never content: no text, no keys, no names.
 */

/** Something in a message, key or slot is not as the protocol says. `code` is short and stable. */
export class CryptoError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'CryptoError';
  }
}

/** The structure is wrong: not something this protocol writes. Trying again will not help. */
export class FormatError extends CryptoError {
  override name = 'FormatError';
}

/** The message is of an epoch whose key is not held here. Another secret may open it. */
export class LockedError extends CryptoError {
  override name = 'LockedError';
}

/** A commitment, tag, check value, signature or padding is wrong: damaged bytes or the wrong key. */
export class DamagedError extends CryptoError {
  override name = 'DamagedError';
}

/** Written by a newer version. Keep it, show nothing of it, ask for an update. */
export class UnsupportedError extends CryptoError {
  override name = 'UnsupportedError';
}
