"""Beginning a log: its first head, and a store that has everything still to send (SPEC §9.2, C2, C4)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sync.device import Device
from sync.state import EMPTY_ROOT, Head, genesis
from sync.store import Changes, SignedHead, Store, StoredObject

_SCAN = 500


def first_head(log_id: bytes, epoch: int, log_seed: bytes) -> SignedHead:
    """Head 1 of a new log: no rows, signed. log_id: 16 random bytes; log_seed: 32 bytes, of this epoch."""
    head = Head(log_id, 1, genesis(log_id), EMPTY_ROOT, epoch)
    return SignedHead(head, head.sign(log_seed))


def begin(device: Device, first: SignedHead, named: Mapping[str, bytes | None]) -> None:
    """One transaction: the floor is this head, and the server has yet to hear of every object.

    named: rows to write with it, such as the session's token.
    """

    def make() -> Changes:
        objects = [
            replace(one, base=None, rev=one.rev + 1) for one in every(device.store) if one.base is not None
        ]
        return Changes(forget=True, floor=first, objects=objects, named=named)

    device.write(make)


def every(store: Store) -> Iterator[StoredObject]:
    """All objects of a store, a page at a time."""
    after = b""
    while page := store.scan(after, _SCAN):
        yield from page
        after = page[-1].id
