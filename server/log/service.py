"""The log's verbs on the database: append a commit, read a page, read objects (SPEC §8.6).

The hot paths: plain SQL on a DBAPI cursor, rows stay the tuples the driver made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import chain
from typing import NamedTuple

from server.db import Cursor
from server.errors import ApiError
from sync import feed
from sync.feed import Append, PageRow, Tip
from sync.frames import HEAD_BYTES, ID_BYTES, ROW_BYTES, SIGNATURE_BYTES
from sync.state import BUCKETS, RECORD, BucketedRows

OBJECTS = 200_000
REPLY_BYTES = 16 * 2**20
_BATCH_BYTES = 2**20

_PREFIX = 5
HEAD_FRAME = _PREFIX + HEAD_BYTES + SIGNATURE_BYTES
ROW_FRAME = _PREFIX + ROW_BYTES + 4
ITEM_FRAME = _PREFIX + ID_BYTES
FIRST_AND_LAST = 4 + _PREFIX + 9

_ACCOUNT = (
    "SELECT a.log_id, a.epoch, a.head_n, a.head_id, a.bytes_used, a.bucket_hashes, k.pub "
    "FROM account a JOIN log_key k ON k.account = a.id AND k.epoch = a.epoch WHERE a.id = ?"
)
_KNOWN = "SELECT 1 FROM head WHERE account = ? AND n = ? AND id = ?"
_BUCKET = 'SELECT "rows" FROM bucket WHERE account = ? AND i = ?'
_COUNT = 'SELECT sum(length("rows")) FROM bucket WHERE account = ?'
_REPLACED = "SELECT sum(size) FROM object WHERE account = ? AND object_id IN "
_PUT_OBJECT = (
    "INSERT INTO object (account, object_id, form, hash, size, seq, envelope) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (account, object_id) DO UPDATE SET form = excluded.form, hash = excluded.hash, "
    "size = excluded.size, seq = excluded.seq, envelope = excluded.envelope"
)
_PUT_BUCKET = (
    'INSERT INTO bucket (account, i, "rows") VALUES (?, ?, ?) '
    'ON CONFLICT (account, i) DO UPDATE SET "rows" = excluded."rows"'
)
_PUT_HEAD = "INSERT INTO head (account, n, id, bytes, sig) VALUES (?, ?, ?, ?, ?)"
_PUT_ACCOUNT = "UPDATE account SET head_n = ?, head_id = ?, bytes_used = ?, bucket_hashes = ? WHERE id = ?"

_STANDS = "SELECT head_n, head_id FROM account WHERE id = ?"
_HEADS = "SELECT bytes, sig FROM head WHERE account = ? AND n > ? AND n <= ? ORDER BY n"
# Each in two forms, without bodies and with the bodies of records.
_COMMITS = tuple(
    f"SELECT seq, count(*), sum({size}) FROM object WHERE account = ? AND seq > ? "  # noqa: S608
    "GROUP BY seq ORDER BY seq LIMIT ?"
    for size in (ROW_FRAME, f"CASE WHEN form = {RECORD} THEN {ITEM_FRAME} + size ELSE {ROW_FRAME} END")
)
_ROWS = tuple(
    f"SELECT object_id, form, hash, size, {envelope} FROM object "  # noqa: S608
    "WHERE account = ? AND seq > ? AND seq <= ? ORDER BY seq, object_id"
    for envelope in ("NULL", f"CASE WHEN form = {RECORD} THEN envelope END")
)
_SIZES = "SELECT object_id, size FROM object WHERE account = ? AND form <> 0 AND object_id IN "
_BODIES = "SELECT object_id, form, hash, size, envelope FROM object WHERE account = ? AND object_id IN "


class Appended(NamedTuple):
    """Where the log stands now; again: the commit was there already."""

    n: int
    head_id: bytes
    again: bool


class Stream(NamedTuple):
    """A reply: its length in bytes, ETag's head id, and the bytes themselves in chunks."""

    length: int
    head_id: bytes
    chunks: Iterator[bytes]


def append(cursor: Cursor, account: int, commit: Append, quota: int) -> Appended:
    """S3-S9: put a commit on top of the account's log, or change nothing.

    cursor: of a transaction that will commit. quota: bytes. Raises Rejected (`stale_head`,
    `wrong_epoch`, `bad_signature`, `bad_frame`, `bad_root`), ApiError `quota` or `unauthorized`.
    """
    row = cursor.one(_ACCOUNT + cursor.lock("a"), (account,))
    if row is None:
        raise ApiError("unauthorized")
    log_id, epoch, head_n, head_id, bytes_used, hashes, log_pub = row
    n = commit.head.n
    if n <= head_n and cursor.one(_KNOWN, (account, n, commit.head_id)):
        return Appended(n, commit.head_id, True)

    def load(bucket: int) -> bytes:
        found = cursor.one(_BUCKET, (account, bucket))
        return found[0] if found else b""

    rows = BucketedRows(hashes, load)
    feed.check_append(commit, Tip(log_id, head_n, head_id, epoch, log_pub), rows)
    replaced = [item.object_id for item in commit.items if rows.get(item.object_id)]
    bytes_used += sum(item.size for item in commit.items)
    if replaced:
        bytes_used -= cursor.one(_REPLACED + _marks(replaced), (account, *replaced))[0]
    if bytes_used > quota or _too_many(cursor, account, rows, commit, len(commit.items) - len(replaced)):
        raise ApiError("quota")
    touched = feed.check_state(commit, rows)

    cursor.many(
        _PUT_OBJECT,
        [(account, i.object_id, i.form, i.hash, i.size, n, i.envelope) for i in commit.items],
    )
    cursor.many(_PUT_BUCKET, [(account, index, packed) for index, packed in touched.items()])
    cursor.run(_PUT_HEAD, (account, n, commit.head_id, commit.head_bytes, commit.sig))
    cursor.run(_PUT_ACCOUNT, (n, commit.head_id, bytes_used, rows.hashes, account))
    return Appended(n, commit.head_id, False)


def page(cursor: Cursor, account: int, after: int, with_chain: bool, bodies: bool) -> Stream:
    """One page of the log after commit `after`, whole commits only.

    cursor: of a snapshot that stays open until the chunks are consumed. Raises ApiError
    `unauthorized` when the account is gone.
    """
    current, head_id = _stands(cursor, account)
    end, length = current, 0
    heads: Iterable[tuple[bytes, bytes]] = ()
    if after < current:
        end, length = _measure(cursor, account, after, current, bodies)
        if with_chain:
            heads = list(cursor.all(_HEADS, (account, after, min(end, current - 1))))
            length += HEAD_FRAME * len(heads)
    newest = None
    if end == current:
        newest = cursor.one(_HEADS, (account, current - 1, current))
        length += HEAD_FRAME
    rows = cursor.all(_ROWS[bodies], (account, after, end)) if after < current else ()
    return Stream(FIRST_AND_LAST + length, head_id, feed.page(heads, rows, newest, end))


def objects(cursor: Cursor, account: int, wanted: Sequence[bytes]) -> Stream:
    """The envelopes of these objects in the order asked, as many as one reply may hold.

    wanted: ids, 16 bytes each; voids and unknown ones are left out, repeated ones come once.
    cursor and errors: as for `page`.
    """
    current, head_id = _stands(cursor, account)
    sizes = dict(cursor.all(_SIZES + _marks(wanted), (account, *wanted))) if wanted else {}
    batches: list[list[bytes]] = [[]]
    length = in_batch = 0
    more = False
    for object_id in dict.fromkeys(wanted):
        size = sizes.get(object_id)
        if size is None:
            continue
        if length + ITEM_FRAME + size > REPLY_BYTES:
            more = True
            break
        length += ITEM_FRAME + size
        if in_batch + size > _BATCH_BYTES:
            batches.append([])
            in_batch = 0
        batches[-1].append(object_id)
        in_batch += size
    rows = chain.from_iterable(_batch(cursor, account, ids) for ids in batches if ids)
    return Stream(FIRST_AND_LAST + length, head_id, feed.objects(rows, current, more))


def released(chunks: Iterator[bytes], held: AbstractContextManager[object]) -> Iterator[bytes]:
    """The chunks; what they are read from is let go after the last one, or when nobody wants more."""
    with held:
        yield from chunks


def _stands(cursor: Cursor, account: int) -> tuple[int, bytes]:
    row: tuple[int, bytes] | None = cursor.one(_STANDS, (account,))
    if row is None:
        raise ApiError("unauthorized")
    return row


def _measure(cursor: Cursor, account: int, after: int, current: int, bodies: bool) -> tuple[int, int]:
    # Where the page ends, and how many bytes its rows take as frames.
    sizes: list[tuple[int, int]] = []

    def commits() -> Iterator[tuple[int, int, int]]:
        for seq, count, nbytes in cursor.all(_COMMITS[bodies], (account, after, feed.PAGE_ROWS + 1)):
            sizes.append((seq, nbytes))
            yield seq, count, nbytes

    end = feed.page_cursor(after, commits(), current)
    return end, sum(nbytes for seq, nbytes in sizes if seq <= end)


def _batch(cursor: Cursor, account: int, ids: list[bytes]) -> list[PageRow]:
    found = {row[0]: row for row in cursor.all(_BODIES + _marks(ids), (account, *ids))}
    return [found[object_id] for object_id in ids]


def _too_many(cursor: Cursor, account: int, rows: BucketedRows, commit: Append, new: int) -> bool:
    # Ids are random, so buckets fill evenly: while those at hand are less than half of what a full
    # vault's hold, nothing is counted.
    fullest = max(len(rows.bucket(item.object_id[0])) for item in commit.items)
    if new == 0 or fullest < OBJECTS // BUCKETS // 2 * ROW_BYTES:
        return False
    (nbytes,) = cursor.one(_COUNT, (account,))
    return (nbytes or 0) // ROW_BYTES + new > OBJECTS


def _marks(values: Sequence[object]) -> str:
    return f"({','.join('?' * len(values))})"
