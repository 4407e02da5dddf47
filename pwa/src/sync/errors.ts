/** What can go wrong in sync beyond the four outward errors of crypto/errors (SPEC §1.7). */

/** Something between this device and another state of its vault. `code` is short and stable. */
export class SyncError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'SyncError';
  }
}

/** The merged record would not fit into one record; both versions stay and the person is asked. */
export class UnmergeableError extends SyncError {
  override name = 'UnmergeableError';
}
