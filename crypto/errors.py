"""The four outward errors of the protocol (SPEC 1.7), one per reaction a caller may have.

They carry a short code and never content: no text, no keys, no names.
"""


class CryptoError(Exception):
    """Something in a message, key or slot is not as the protocol says.

    code: a short stable word (`cj`, `commitment`, `slot_check`, ...) for logs and for the interface.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FormatError(CryptoError):
    """The structure is wrong: not something this protocol writes. Trying again will not help."""


class LockedError(CryptoError):
    """The message is of an epoch whose key is not held here. Another secret may open it."""


class DamagedError(CryptoError):
    """A commitment, tag, check value, signature or padding is wrong: damaged bytes or the wrong key."""


class UnsupportedError(CryptoError):
    """Written by a newer version. Keep it, show nothing of it, ask for an update."""
