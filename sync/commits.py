"""Commits: the stream a device sends, kept until it is answered, and what its arrival means (SPEC §8.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from sync import frames
from sync.frames import COMMIT, ITEM, MAGIC, ROW
from sync.state import NO_HASH, VOID, Head, Row
from sync.store import SignedHead, StoredObject

ROWS = 1024
BYTES = 4 * 2**20
"""Envelopes in one commit, joined."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as it was sent. envelopes: object id -> envelope, None for a void."""

    signed: SignedHead
    envelopes: dict[bytes, bytes | None]

    @property
    def rows(self) -> list[bytes]:
        """The packed rows that the commit sets."""
        return [row_of(one, envelope) for one, envelope in self.envelopes.items()]


def row_of(object_id: bytes, envelope: bytes | None) -> bytes:
    """The packed row of an object with this envelope; None makes a void."""
    if envelope is None:
        return Row(VOID, object_id, NO_HASH).pack()
    return Row(envelope[3], object_id, sha256(envelope).digest()).pack()


def write(signed: SignedHead, objects: Iterable[StoredObject]) -> bytes:
    """The stream for `POST /v1/log`: the head, then the local version of each object, ascending by id."""
    pieces = [MAGIC, frames.head_frame(signed.head.encode(), signed.sig)]
    for one in sorted(objects, key=lambda one: one.id):
        if one.form == VOID:
            pieces.append(frames.row_frame(row_of(one.id, None), 0))
        else:
            pieces.append(frames.item_frame(one.id, one.local))
    pieces.append(frames.end_frame(signed.n, False))
    return b"".join(pieces)


def read(stream: bytes) -> Commit:
    """The commit in a stream that this device wrote. Raises FormatError if the store damaged it."""
    (_, first), *items, _ = frames.read(stream, COMMIT)
    head, sig = frames.split_head(first)
    envelopes: dict[bytes, bytes | None] = {}
    for kind, body in items:
        if kind == ITEM:
            object_id, envelope = frames.split_item(body)
            envelopes[object_id] = envelope
        elif kind == ROW:
            envelopes[frames.split_row(body)[0][1:17]] = None
    return Commit(SignedHead(Head.decode(head), sig), envelopes)


def acknowledged(found: StoredObject, sent: bytes | None) -> StoredObject | None:
    """The object after the server took `sent` (None: a void); None when nothing of it has to stay here.

    It remains dirty when it was changed again after sending.
    """
    if sent is None and found.form == VOID:
        return None
    return replace(found, base=sent, rev=found.rev + 1)
