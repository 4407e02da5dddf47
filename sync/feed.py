"""The server's part of the log: checking what a device appends, writing the pages devices pull (SPEC §8.6).

Pure: no database, no Flask. It verifies and encodes; it cannot open anything. The server calls
`read_append` (S2), looks the head up (S3), then under the account's lock `check_append` (S4-S6), its own
quota (S7) and `check_state` (S8), and stores what `Append` holds (S9).
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from crypto.errors import CryptoError
from sync import frames
from sync.frames import COMMIT, HEAD, ITEM, FrameError, end_frame
from sync.state import BLOB, EMPTY_ROOT, RECORD, VOID, BucketedRows, Head, Row, check_row, genesis

COMMIT_ROWS = 1024
COMMIT_BYTES = 4 * 2**20
PAGE_ROWS = 20_000
PAGE_BYTES = 16 * 2**20

_ENVELOPE_SIZES = frozenset(88 + 2**k for k in range(10, 21))
_ENVELOPE_START = struct.Struct(">2sBBI")
_FRAME = struct.Struct(">BI")
_CHUNK_ROWS = 128


PageRow = tuple[bytes, int, bytes, int, bytes | None]
"""(object_id, form, hash, size, envelope) from a database; envelope None where only the row is sent."""


class Rejected(Exception):
    """The server does not take this request.

    code: the stable word for the reply, one of `bad_frame`, `too_large`, `stale_head`, `wrong_epoch`,
    `bad_signature`, `bad_root`. reason: which rule was broken, for logs; never content.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class Item(NamedTuple):
    """One object of a commit. envelope is None and size 0 for a void; else size is the envelope's length."""

    form: int
    object_id: bytes
    hash: bytes
    envelope: bytes | None
    size: int


@dataclass(frozen=True, slots=True)
class Append:
    """A commit as it was sent: well-formed frames within the limits, nothing else is known of it yet."""

    head: Head
    head_bytes: bytes
    head_id: bytes
    sig: bytes
    items: tuple[Item, ...]

    @property
    def rows(self) -> list[bytes]:
        """The packed rows (49 bytes each) that the commit sets."""
        return [Row(item.form, item.object_id, item.hash).pack() for item in self.items]


@dataclass(frozen=True, slots=True)
class Tip:
    """Where an account's log stands: its id, the number, id and epoch of its newest head, the epoch's key."""

    log_id: bytes
    n: int
    head_id: bytes
    epoch: int
    log_pub: bytes


def read_append(stream: bytes) -> Append:
    """S2: the commit in the body of `POST /v1/log`, hashes of its envelopes computed.

    Raises Rejected: `too_large` beyond 1 024 rows or 4 MiB of envelopes, else `bad_frame`.
    """
    try:
        found = list(frames.read(stream, COMMIT))
        if not found or found[0][0] != HEAD:
            raise FrameError("no_head")
        head_bytes, sig = frames.split_head(found[0][1])
        head = Head.decode(head_bytes)
        items = tuple(_item(kind, body) for kind, body in found[1:-1])
        end = frames.split_end(found[-1][1])
    except CryptoError as error:
        code = "too_large" if error.code in ("too_large", "too_many") else "bad_frame"
        raise Rejected(code, error.code) from None
    if end.more or end.n != head.n:
        raise Rejected("bad_frame", "bad_end")
    if sum(item.size for item in items) > COMMIT_BYTES:
        raise Rejected("too_large", "envelopes")
    return Append(head, head_bytes, head.id, sig, items)


def check_append(append: Append, tip: Tip, rows: BucketedRows) -> None:
    """S4-S6: the commit continues this log, was signed by its owner, and holds nothing but sound rows.

    rows: the account's present state, before the commit. Raises Rejected with `stale_head`,
    `wrong_epoch`, `bad_signature` or `bad_frame`, whichever comes first in the order of SPEC §8.6.
    """
    head = append.head
    if head.log_id != tip.log_id or head.n != tip.n + 1 or head.parent != tip.head_id:
        raise Rejected("stale_head", "not_next")
    if head.epoch != tip.epoch:
        raise Rejected("wrong_epoch", "not_current")
    _check_signature(head, tip.log_pub, append.sig)
    if not append.items:
        raise Rejected("bad_frame", "no_rows")
    last = b""
    for item in append.items:
        if item.object_id <= last:
            raise Rejected("bad_frame", "row_order")
        last = item.object_id
        _check_item(item, tip.epoch, rows)


def check_state(append: Append, rows: BucketedRows) -> dict[int, bytes]:
    """S8: put the commit's rows into the state and compare the root with the head's.

    Changes rows. Returns bucket index → packed rows for the touched buckets; rows.hashes are the new
    bucket hashes. Raises Rejected `bad_root`; rows must then be thrown away.
    """
    touched = rows.apply(append.rows)
    if rows.root != append.head.root:
        raise Rejected("bad_root", "root")
    return touched


def check_first(head_bytes: bytes, sig: bytes, log_id: bytes, log_pub: bytes, epoch: int) -> Head:
    """The first head of a new account (SPEC §9.2 C2): n = 1, parent genesis, no rows, this epoch, signed.

    head_bytes: 96, sig: 64, log_id: 16, log_pub: 32 bytes. Raises Rejected `bad_frame` or `bad_signature`.
    """
    try:
        head = Head.decode(head_bytes)
    except CryptoError as error:
        raise Rejected("bad_frame", error.code) from None
    if head != Head(log_id, 1, genesis(log_id), EMPTY_ROOT, epoch):
        raise Rejected("bad_frame", "not_first")
    _check_signature(head, log_pub, sig)
    return head


def page_cursor(after: int, commits: Iterable[tuple[int, int, int]], current: int) -> int:
    """Where a page that starts after commit `after` ends, in whole commits (SPEC §1.8: 20 000 rows, 16 MiB).

    commits: (seq, number of objects that stand at it, their bytes) ascending by seq, for seq > after;
    read only as far as needed. current: n of the newest head. Returns the cursor: `current` when the
    rest fits in one page. A single commit always fits; a page spans at most 20 000 commits.
    """
    rows = size = 0
    cursor = after
    for seq, count, nbytes in commits:
        rows += count
        size += nbytes
        if cursor > after and (rows > PAGE_ROWS or size > PAGE_BYTES):
            return min(cursor, after + PAGE_ROWS)
        cursor = seq
        if cursor >= after + PAGE_ROWS:
            break
    return min(current, after + PAGE_ROWS)


def page(
    heads: Iterable[tuple[bytes, bytes]],
    rows: Iterable[PageRow],
    current: tuple[bytes, bytes] | None,
    cursor: int,
) -> Iterator[bytes]:
    """The stream of one `GET /v1/log` page, in chunks that may be sent as they come (SPEC §8.6).

    heads: (head 96, signature 64) of the chain below the current one, ascending; empty without chain=1.
    rows: ordered by (seq, id), straight from a database cursor; those with an envelope become I, the
    others R. current: the newest head, on the last page only.
    cursor: n of the page's end.
    """
    yield frames.MAGIC + b"".join([frames.head_frame(head, sig) for head, sig in heads])
    yield from _row_chunks(rows)
    last = b"" if current is None else frames.head_frame(*current)
    yield last + end_frame(cursor, current is None)


def objects(rows: Iterable[PageRow], n: int, more: bool) -> Iterator[bytes]:
    """The stream that answers `POST /v1/objects`: an I per row as in `page`, then E(n, more).

    n: of the newest head. more: True when the reply was cut at its limit and the rest may be asked for.
    """
    yield frames.MAGIC
    yield from _row_chunks(rows)
    yield end_frame(n, more)


def _row_chunks(rows: Iterable[PageRow]) -> Iterator[bytes]:
    # The hot path of every pull: no object per row, a few pieces per frame, one join per chunk.
    item_prefix, pack = frames.item_prefix, _FRAME.pack
    row_start = pack(frames.ROW, frames.ROW_BYTES + 4)
    pieces: list[bytes] = []
    for object_id, form, row_hash, size, envelope in rows:
        if envelope is None:
            pieces += (row_start, b"%c%b%b" % (form, object_id, row_hash), size.to_bytes(4, "big"))
        else:
            pieces += (item_prefix(object_id, size), envelope)
        if len(pieces) >= 2 * _CHUNK_ROWS:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces)


def _item(kind: int, body: memoryview) -> Item:
    if kind == ITEM:
        object_id, envelope = frames.split_item(body)
        return Item(envelope[3], object_id, hashlib.sha256(envelope).digest(), envelope, len(envelope))
    if kind == HEAD:
        raise FrameError("second_head")
    row, size = frames.split_row(body)
    check_row(row)
    if row[0] != VOID or size != 0:
        raise FrameError("row_without_envelope")
    return Item(VOID, row[1:17], row[17:], None, 0)


def _check_item(item: Item, epoch: int, rows: BucketedRows) -> None:
    if item.envelope is None:
        present = rows.get(item.object_id)
        if present is None or present[0] == VOID:
            raise Rejected("bad_frame", "void_of_nothing")
        return
    magic, suite, kind, sealed_epoch = _ENVELOPE_START.unpack_from(item.envelope)
    if magic != b"SW" or suite != 1 or kind not in (RECORD, BLOB):
        raise Rejected("bad_frame", "envelope_header")
    if not 1 <= sealed_epoch <= epoch:
        raise Rejected("bad_frame", "envelope_epoch")
    if item.size not in _ENVELOPE_SIZES:
        raise Rejected("bad_frame", "envelope_length")


def _check_signature(head: Head, log_pub: bytes, sig: bytes) -> None:
    try:
        head.verify(log_pub, sig)
    except CryptoError:
        raise Rejected("bad_signature", "head") from None
