"""Pull: learn the newest state the server has (SPEC §8.5, P1-P6)."""

from collections.abc import Generator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

from crypto.encoding import b64
from crypto.errors import CryptoError
from sync import commits, frames
from sync.calls import Effect, Request, Response, Stopped, ask, refused, stream_of
from sync.device import Device, Diverged
from sync.frames import HEAD, ITEM, MAGIC, PAGE, End
from sync.state import VOID, Head, check_row
from sync.store import Arrival, Changes, SignedHead, StoredObject

PAGES = 256
ROWS = 1_000_000
BODIES_BYTES = 64 * 2**20
"""Envelopes of one pull that are held in memory; what comes beyond is fetched again when it is needed."""

_CUT = frozenset({"truncated", "no_end"})


@dataclass
class Pulled:
    """The pages of one pull: heads as they came, and of each object the last row, in order of arrival."""

    heads: list[SignedHead] = field(default_factory=list)
    rows: dict[bytes, bytes] = field(default_factory=dict)
    sizes: dict[bytes, int] = field(default_factory=dict)
    bodies: dict[bytes, bytes] = field(default_factory=dict)
    _held: int = 0

    def add_row(self, row: bytes, size: int) -> None:
        """Note a row (49 bytes) and its envelope's size; an earlier one of the same object gives way."""
        check_row(row)
        object_id = row[1:17]
        self.rows.pop(object_id, None)
        self.bodies.pop(object_id, None)
        self.rows[object_id] = row
        self.sizes[object_id] = size

    def add_item(self, object_id: bytes, envelope: bytes) -> None:
        """Note an envelope and the row that follows from it."""
        self.add_row(commits.row_of(object_id, envelope), len(envelope))
        self._held += len(envelope)
        if self._held <= BODIES_BYTES:
            self.bodies[object_id] = envelope


def pull(device: Device) -> Generator[Effect, Response | None, None]:
    """Bring floor and rows to the server's newest state and note what is behind.

    Raises Diverged or Stopped; then nothing was stored.
    """
    floor = device.floor()
    pulled = yield from read_log(floor.n, chain=True, bodies=True, unless=floor.id)
    if pulled is None:
        return
    newest = _check_chain(pulled.heads, floor)
    if newest.id == floor.id and not pulled.rows:
        return
    device.verify(newest)
    rows = device.rows()
    touched = rows.apply(pulled.rows.values())
    if rows.root != newest.head.root:
        raise Diverged(newest.id, "root")
    device.write(lambda: _changes(device, pulled, newest, touched))
    device.remember(newest, rows)


def read_log(
    after: int, *, chain: bool, bodies: bool, unless: bytes | None = None
) -> Generator[Effect, Response | None, Pulled | None]:
    """P1, P2: every page from commit `after` on; None if the server still is at head `unless`.

    Raises Stopped: `offline` when the connection was cut, `refused` when the pages are not a log.
    """
    pulled = Pulled()
    headers = {} if unless is None else {"If-None-Match": f'"{b64(unless)}"'}
    for _ in range(PAGES):
        path = f"/v1/log?after={after}&chain={int(chain)}&bodies={int(bodies)}"
        response, code = yield from ask(Request("GET", path, headers))
        if code:
            raise refused(code)
        if response.status == 304:
            if not headers:
                raise refused("structure")
            return None
        end = _read_page(stream_of(response), pulled)
        if not end.more:
            if not pulled.heads or pulled.heads[-1].n != end.n:
                raise refused("structure")
            return pulled
        if end.n <= after or len(pulled.rows) > ROWS:
            raise refused("cursor")
        after, headers = end.n, {}
    raise refused("endless")


def read_stream(stream: bytes, limits: frames.Limits) -> list[tuple[int, memoryview]]:
    """The frames of a reply. Raises Stopped: `offline` when it was cut, `refused` for other faults."""
    try:
        return list(frames.read(stream, limits))
    except frames.FrameError as error:
        if error.code in _CUT or (len(stream) < len(MAGIC) and MAGIC.startswith(stream)):
            raise Stopped("offline", "cut") from None
        raise refused("structure") from None


def _read_page(stream: bytes, pulled: Pulled) -> End:
    *body, (_, end_body) = read_stream(stream, PAGE)
    end = frames.split_end(end_body)
    seen_rows = closed = False
    for kind, frame in body:
        if closed or (kind == HEAD and seen_rows and end.more):
            raise refused("structure")
        try:
            if kind == HEAD:
                head, sig = frames.split_head(frame)
                pulled.heads.append(SignedHead(Head.decode(head), sig))
                closed = seen_rows
            elif kind == ITEM:
                pulled.add_item(*frames.split_item(frame))
            else:
                pulled.add_row(*frames.split_row(frame))
        except CryptoError:
            raise refused("structure") from None
        seen_rows = seen_rows or kind != HEAD
    return end


def _check_chain(heads: list[SignedHead], floor: SignedHead) -> SignedHead:
    """P3: the newest head, if they all continue the log from the floor or are just the floor itself."""
    newest = heads[-1]
    if any(one.head.log_id != floor.head.log_id for one in heads):
        raise refused("log")
    if newest.n <= floor.n:
        if len(heads) > 1:
            raise refused("chain")
        if newest.id != floor.id:
            raise Diverged(None, "diverged")
        return newest
    try:
        for before, after in pairwise(heads):
            after.head.check_follows(before.head)
    except CryptoError:
        raise refused("chain") from None
    first = heads[0].head
    if first.n != floor.n + 1:
        raise refused("chain")
    if first.parent != floor.id:
        raise Diverged(None, "diverged")
    if first.epoch < floor.head.epoch:
        raise refused("chain")
    return newest


def _changes(device: Device, pulled: Pulled, newest: SignedHead, touched: dict[int, bytes]) -> Changes:
    """P6, with A5 for an unanswered commit that turns out to have arrived."""
    sent = _arrived(device.store.inflight(), pulled.heads)
    waiting = {one.id: one for one in device.store.arrivals()}
    order = max((one.order for one in waiting.values()), default=0)
    ids = list(sent | pulled.rows)
    objects: list[StoredObject] = []
    removed: dict[bytes, int] = {}
    arrivals: list[Arrival] = []
    for object_id, found in zip(ids, device.store.objects(ids), strict=True):
        stored = found
        if found is not None and object_id in sent:
            stored = commits.acknowledged(found, sent[object_id])
            if stored is None:
                removed[object_id] = found.rev
            else:
                objects.append(stored)
        row = pulled.rows.get(object_id)
        if row is not None and is_behind(row, stored):
            order += 1
            trusted = object_id not in waiting or waiting[object_id].trusted
            body = pulled.bodies.get(object_id)
            arrivals.append(Arrival(object_id, order, pulled.sizes[object_id], trusted, body))
    return Changes(
        floor=newest,
        inflight=b"",
        rows=touched,
        objects=objects,
        removed=removed,
        arrivals=arrivals,
        arrived=list(pulled.rows),
    )


def _arrived(inflight: bytes, heads: list[SignedHead]) -> dict[bytes, bytes | None]:
    if not inflight:
        return {}
    commit = commits.read(inflight)
    return commit.envelopes if any(one.id == commit.signed.id for one in heads) else {}


def is_behind(row: bytes, stored: StoredObject | None) -> bool:
    """Whether the server's row (49 bytes) is one the stored object has yet to take in."""
    if row[0] == VOID:
        return stored is not None
    return stored is None or stored.base is None or sha256(stored.base).digest() != row[17:]
