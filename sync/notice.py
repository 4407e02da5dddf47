"""The notice that the server's log took another path and was brought together again (SPEC §8.7, R5).

It rests in the store until the person has read it, and after that as the date of the last reconcile.
"""

from dataclasses import asdict, dataclass, replace

from crypto.encoding import decode, encode
from sync.store import Store

ROW = "reconciled"


@dataclass(frozen=True, slots=True)
class Healed:
    """after: the last commit both paths may share. again, merged: objects sent again, and merged.

    at_s: when, UTC seconds. read: 1 once the person has seen it.
    """

    after: int
    again: int
    merged: int
    at_s: int
    read: int = 0

    def pack(self) -> bytes:
        """The notice as canonical JSON."""
        return encode(asdict(self))


def load(store: Store) -> Healed | None:
    """The newest notice, read or not."""
    packed = store.named(ROW)
    return None if packed is None else Healed(**decode(packed))


def mark_read(healed: Healed) -> Healed:
    """The same notice after the person has read it."""
    return replace(healed, read=1)
