"""The server's pure steps: what it takes, what it refuses in which order, and the pages it writes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from crypto.identity import public_key
from sync import feed
from sync.feed import Rejected, Tip
from sync.frames import END, HEAD, ITEM, MAGIC, PAGE, ROW, Limits, end_frame
from sync.frames import read as read_frames
from sync.state import BLOB, EMPTY_ROOT, NO_HASH, RECORD, VOID, BucketedRows, Head, Row, genesis
from tests.sync.faults import Frames, read, stream

SEED = bytes(range(32))
PUB = public_key(SEED)
LOG_ID = bytes(range(16, 32))
FIRST = Head(LOG_ID, 1, genesis(LOG_ID), EMPTY_ROOT, 1)
TIP = Tip(LOG_ID, 1, FIRST.id, 1, PUB)


def name_of(number: int) -> bytes:
    """A 16-byte id."""
    return number.to_bytes(16, "big")


def envelope(number: int, kind: int = RECORD, size: int = 1112, epoch: int = 1) -> bytes:
    """Bytes that look like an envelope to somebody who cannot open it."""
    return b"SW\1" + bytes((kind,)) + epoch.to_bytes(4, "big") + bytes((number % 256,)) * (size - 8)


def rows_of(frames: Frames) -> list[bytes]:
    """The packed rows that these frames stand for."""
    rows = []
    for kind, body in frames:
        if kind == ITEM:
            rows.append(Row(body[19], body[:16], hashlib.sha256(body[16:]).digest()).pack())
        elif kind == ROW:
            rows.append(body[:49])
    return rows


def items(*numbers: int, **shape: int) -> Frames:
    """I frames of objects with these numbers."""
    return [(ITEM, name_of(one) + envelope(one, **shape)) for one in numbers]


def void(number: int) -> Frames:
    """The R frame that voids an object."""
    return [(ROW, Row(VOID, name_of(number), NO_HASH).pack() + bytes(4))]


def commit(
    frames: Frames, head: Head | None = None, before: BucketedRows | None = None, seed: bytes = SEED
) -> bytes:
    """A signed commit with these frames on top of `before`; another head when it is given."""
    if head is None:
        after = BucketedRows() if before is None else before.copy()
        after.apply(rows_of(frames))
        head = Head(LOG_ID, 2, FIRST.id, after.root, 1)
    signed = (HEAD, head.encode() + head.sign(seed))
    return stream([signed, *frames, (END, end_frame(head.n, False)[5:])])


def take(body: bytes, rows: BucketedRows | None = None, tip: Tip = TIP) -> dict[int, bytes]:
    """S2-S8 as the server does them."""
    rows = BucketedRows() if rows is None else rows
    append = feed.read_append(body)
    feed.check_append(append, tip, rows)
    return feed.check_state(append, rows)


def test_a_sound_commit_is_taken() -> None:
    """Two records, a blob part: their rows, sizes and hashes, and the touched buckets."""
    frames = [*items(1), *items(2, kind=BLOB, size=88 + 2**18), (ITEM, b"\xff" * 16 + envelope(3))]
    append = feed.read_append(commit(frames))
    rows = BucketedRows()

    feed.check_append(append, TIP, rows)
    touched = feed.check_state(append, rows)

    assert [(one.form, one.size) for one in append.items] == [(1, 1112), (2, 88 + 2**18), (1, 1112)]
    assert append.head_id == append.head.id
    assert sorted(touched) == [0, 255]
    assert touched[0] + touched[255] == b"".join(append.rows)


def test_a_void_of_an_object_that_is_there_is_taken() -> None:
    """Removing for good leaves a void row."""
    rows = BucketedRows()
    rows.apply(rows_of(items(1, 2)))

    touched = take(commit(void(1), before=rows), rows)

    assert touched[0][:17] == bytes((VOID,)) + name_of(1)
    assert len(touched[0]) == 98


WRONG_END = (END, end_frame(3, False)[5:])
OTHER = bytes(32)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("bad_frame", lambda: b""),
        ("bad_frame", lambda: commit(items(1))[:-1]),
        ("bad_frame", lambda: commit(items(1)) + b"x"),
        ("bad_frame", lambda: stream([*items(1), (END, end_frame(2, False)[5:])])),
        ("bad_frame", lambda: stream([*read(commit(items(1)))[:-1], WRONG_END])),
        ("bad_frame", lambda: stream([*read(commit(items(1)))[:-1], (END, end_frame(2, True)[5:])])),
        ("bad_frame", lambda: stream([*read(commit(items(1)))[:1], *read(commit(items(1)))])),
        ("too_large", lambda: commit(items(*range(1025)))),
        ("too_large", lambda: commit(items(*range(5), size=88 + 2**20))),
        ("stale_head", lambda: commit(items(1), Head(OTHER[:16], 2, FIRST.id, OTHER, 1))),
        ("stale_head", lambda: commit(items(1), Head(LOG_ID, 1, FIRST.id, OTHER, 1))),
        ("stale_head", lambda: commit(items(1), Head(LOG_ID, 3, FIRST.id, OTHER, 1))),
        ("stale_head", lambda: commit(items(1), Head(LOG_ID, 2, OTHER, OTHER, 1))),
        ("wrong_epoch", lambda: commit(items(1), Head(LOG_ID, 2, FIRST.id, OTHER, 2))),
        ("bad_signature", lambda: commit(items(1), seed=bytes(32))),
        ("bad_frame", lambda: commit([])),
        ("bad_frame", lambda: commit([*items(2), *items(1)])),
        ("bad_frame", lambda: commit([*items(1), *items(1)])),
        ("bad_frame", lambda: commit(items(1, kind=3), FAKE)),
        ("bad_frame", lambda: commit([(ITEM, name_of(1) + b"SX" + envelope(1)[2:])], FAKE)),
        ("bad_frame", lambda: commit([(ITEM, name_of(1) + b"SW\2" + envelope(1)[3:])], FAKE)),
        ("bad_frame", lambda: commit(items(1, epoch=2))),
        ("bad_frame", lambda: commit(items(1, epoch=0))),
        ("bad_frame", lambda: commit(items(1, size=1113))),
        ("bad_frame", lambda: commit(items(1, size=344))),
        ("bad_frame", lambda: commit(void(1))),
        ("bad_frame", lambda: commit([(ROW, rows_of(items(1))[0] + bytes(4))])),
        ("bad_frame", lambda: commit([(ROW, void(1)[0][1][:49] + b"\0\0\0\1")])),
        ("bad_root", lambda: commit(items(1), Head(LOG_ID, 2, FIRST.id, EMPTY_ROOT, 1))),
    ],
)
def test_one_fault_each(code: str, body: Callable[[], bytes]) -> None:
    """Whatever is wrong, the code says which reaction helps, and nothing else was looked at before."""
    with pytest.raises(Rejected) as caught:
        take(body())
    assert caught.value.code == code


FAKE = Head(LOG_ID, 2, FIRST.id, EMPTY_ROOT, 1)


def test_a_void_of_a_void_is_refused() -> None:
    """What is gone cannot go again."""
    rows = BucketedRows()
    rows.apply([Row(VOID, name_of(1), NO_HASH).pack()])

    with pytest.raises(Rejected) as caught:
        take(commit(void(1), before=rows), rows)
    assert caught.value.code == "bad_frame"


def test_the_log_of_somebody_else_cannot_be_continued() -> None:
    """The account's own key decides, not the one that fits."""
    with pytest.raises(Rejected) as caught:
        take(commit(items(1)), tip=replace(TIP, log_pub=public_key(bytes(32))))
    assert caught.value.code == "bad_signature"


@pytest.mark.parametrize(
    ("code", "head", "seed"),
    [
        ("", FIRST, SEED),
        ("bad_signature", FIRST, bytes(32)),
        ("bad_frame", replace(FIRST, n=2), SEED),
        ("bad_frame", replace(FIRST, parent=OTHER), SEED),
        ("bad_frame", replace(FIRST, root=OTHER), SEED),
        ("bad_frame", replace(FIRST, epoch=2), SEED),
        ("bad_frame", replace(FIRST, log_id=OTHER[:16]), SEED),
    ],
)
def test_the_first_head_of_an_account(code: str, head: Head, seed: bytes) -> None:
    """Exactly head 1 of this log with no rows, signed by its key."""
    if not code:
        assert feed.check_first(head.encode(), head.sign(seed), LOG_ID, PUB, 1) == FIRST
        return
    with pytest.raises(Rejected) as caught:
        feed.check_first(head.encode(), head.sign(seed), LOG_ID, PUB, 1)
    assert caught.value.code == code


def test_a_page_holds_heads_objects_and_the_newest_head_last() -> None:
    """Records with bodies become I, everything else R; only the last page carries the newest head."""
    sig = bytes(64)
    record = (name_of(1), RECORD, b"h" * 32, 1112, envelope(1))
    blob = (name_of(2), BLOB, b"b" * 32, 5000, None)

    last = b"".join(feed.page([(FIRST.encode(), sig)], [record, blob], (FIRST.encode(), sig), 7))
    more = b"".join(feed.page([], [blob], None, 7))

    assert [chr(kind) for kind, _ in read(last)] == ["H", "I", "R", "H", "E"]
    assert read(last)[1][1] == name_of(1) + envelope(1)
    assert read(last)[2][1] == bytes((BLOB,)) + name_of(2) + b"b" * 32 + (5000).to_bytes(4, "big")
    assert read(last)[-1][1] == end_frame(7, False)[5:]
    assert [chr(kind) for kind, _ in read(more)] == ["R", "E"]
    assert read(more)[-1][1] == end_frame(7, True)[5:]


def test_fetched_objects_end_with_the_position() -> None:
    """I frames, then E that says whether the reply was cut."""
    body = b"".join(feed.objects([(name_of(1), RECORD, b"h" * 32, 1112, envelope(1))], 9, True))

    assert read(body) == [(ITEM, name_of(1) + envelope(1)), (END, end_frame(9, True)[5:])]


@pytest.mark.parametrize(
    ("commits", "current", "cursor"),
    [
        ([], 5, 5),
        ([(1, 10, 10), (5, 10, 10)], 5, 5),
        ([(1, 20_000, 1), (2, 1, 1)], 5, 1),
        ([(1, 1, 2**24), (2, 1, 1)], 5, 1),
        ([(1, 1, 2**24 + 1), (2, 1, 1)], 5, 1),
        ([(3, 1024, 2**22)] * 3 + [(4, 1024, 2**22), (5, 1, 1)], 5, 4),
        ([(30_000, 1, 1)], 30_000, 20_000),
        ([(19_999, 1, 1), (30_000, 1, 1)], 30_000, 20_000),
    ],
)
def test_a_page_ends_with_a_whole_commit(
    commits: list[tuple[int, int, int]], current: int, cursor: int
) -> None:
    """20 000 rows, 16 MiB, 20 000 commits; a single commit always fits."""
    assert feed.page_cursor(0, commits, current) == cursor


def test_writing_pages_costs_little() -> None:
    """Far more than 150 000 rows a second, so that the database decides how fast a pull is."""
    body = envelope(1)
    rows = [(name_of(one), RECORD, b"h" * 32, 1112, body) for one in range(20_000)]
    best = min(_seconds(rows) for _ in range(3))

    assert 20_000 / best > 150_000


def test_a_page_of_the_greatest_size_is_within_what_readers_take() -> None:
    """20 000 rows and as many heads fit the limits of `frames.PAGE`."""
    heads = [(FIRST.encode(), bytes(64))] * 20_000
    rows = [(name_of(one), RECORD, b"h" * 32, 1112, None) for one in range(20_000)]
    body = b"".join(feed.page(heads, rows, heads[0], 1))

    assert sum(1 for _ in read_frames(body, PAGE)) == 40_002
    assert isinstance(PAGE, Limits)
    assert body.startswith(MAGIC)


def _seconds(rows: list[feed.PageRow]) -> float:
    start = time.perf_counter()
    for _ in feed.page([], rows, None, 1):
        pass
    return time.perf_counter() - start
