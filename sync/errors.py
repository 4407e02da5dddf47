"""What can go wrong in sync beyond the four outward errors of crypto.errors (SPEC §1.7)."""


class SyncError(Exception):
    """Something between this device and another state of its vault. Its text is a short code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnmergeableError(SyncError):
    """The merged record would not fit into one record; both versions stay and the person is asked."""
