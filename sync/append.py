"""Append: send what was written here as signed commits (SPEC §8.5, A1-A5)."""

from collections.abc import Generator
from dataclasses import dataclass, replace

from crypto.encoding import b64, read_u32
from sync import commits
from sync.calls import (
    STREAM,
    Acknowledged,
    Effect,
    Request,
    Response,
    Stopped,
    Wait,
    ask,
    json_of,
    refused,
)
from sync.device import Device, Diverged
from sync.pull import pull
from sync.settle import Findings, settle
from sync.state import VOID, Head
from sync.store import Arrival, Changes, SignedHead, StoredObject

CONFLICTS = 8
WAIT_MAX_S = 30.0
WAIT_STEP_S = 0.25


@dataclass
class Limits:
    """How much one commit may hold; halved when a server takes less."""

    rows: int = commits.ROWS
    size: int = commits.BYTES

    def halve(self, rows: int, size: int) -> None:
        """Take half of a commit that was too large."""
        self.rows, self.size = max(1, rows // 2), max(1, size // 2)


def append(device: Device, findings: Findings) -> Generator[Effect, Response | None, int]:
    """Send commit after commit until nothing sendable is dirty; an unanswered one is sent again first (A1).

    findings: brought up to date when a conflict makes the device pull. Returns how many commits the
    server took now: after at least one, nothing else was new there. Raises Diverged or Stopped.
    """
    limits = Limits()
    taken = conflicts = 0
    while True:
        stream = device.store.inflight() or _prepare(device, limits)
        if not stream:
            return taken
        response, code = yield from ask(Request("POST", "/v1/log", {"Content-Type": STREAM}, stream))
        if not code:
            yield Acknowledged(_acknowledge(device, stream, response))
            # What was known already may have been followed by others' commits: that proves nothing.
            taken += json_of(response).get("again") is not True
            conflicts = 0
        elif code in ("stale_head", "wrong_epoch"):
            conflicts += 1
            if conflicts > CONFLICTS:
                raise Stopped("pending", code)
            yield Wait(_pause_s(device, conflicts))
            yield from pull(device)
            findings.replace((yield from settle(device)))
            _drop(device)
        else:
            _drop(device)
            if code == "bad_root":
                raise Diverged(device.floor().id, "root")
            if code != "too_large":
                raise refused(code)
            commit = commits.read(stream)
            if len(commit.envelopes) == 1:
                raise Stopped("full", code)
            limits.halve(len(commit.envelopes), len(stream))


def _prepare(device: Device, limits: Limits) -> bytes:
    """A2, A3: choose, sign and store the next commit; empty when nothing can be sent."""
    prepared: list[bytes] = []

    def make() -> Changes:
        floor = device.floor()
        behind = {one.id for one in device.store.arrivals()}
        chosen = _choose(device, [one for one in device.store.dirty() if one not in behind], limits)
        if not chosen:
            return Changes()
        rows = device.rows()
        rows.apply(commits.row_of(one.id, one.local or None) for one in chosen)
        head = Head(device.log_id, floor.n + 1, floor.id, rows.root, floor.head.epoch)
        signed = SignedHead(head, head.sign(device.keys[head.epoch].log))
        prepared[:] = [commits.write(signed, chosen)]
        return Changes(inflight=prepared[0], objects=chosen)

    device.write(make)
    return prepared[0] if prepared else b""


def _choose(device: Device, ids: list[bytes], limits: Limits) -> list[StoredObject]:
    epoch = device.floor().head.epoch
    chosen: list[StoredObject] = []
    size = 0
    for found in device.store.objects(ids[: limits.rows]):
        if found is None or not found.dirty:
            continue
        local = found.local
        if found.form != VOID and read_u32(local, 4) < epoch:
            local = device.renew(found.id, local, epoch)
        size += len(local)
        if chosen and size > limits.size:
            break
        chosen.append(replace(found, local=local, left=True, rev=found.rev + 1))
    return chosen


def _acknowledge(device: Device, stream: bytes, response: Response) -> tuple[bytes, ...]:
    """A5: the server's word for this very commit, then one transaction."""
    commit = commits.read(stream)
    reply = json_of(response)
    if reply.get("n") != commit.signed.n or reply.get("id") != b64(commit.signed.id):
        raise refused("reply")
    rows = device.rows()
    touched = rows.apply(commit.rows)

    def make() -> Changes:
        objects: list[StoredObject] = []
        removed: dict[bytes, int] = {}
        arrivals: list[Arrival] = []
        ids = list(commit.envelopes)
        for one, found in zip(ids, device.store.objects(ids), strict=True):
            sent = commit.envelopes[one]
            if found is None:
                # Removed here while its commit was under way: the server has it, so it comes back.
                if sent is not None:
                    arrivals.append(Arrival(one, commit.signed.n, len(sent), True, sent))
                continue
            now = commits.acknowledged(found, sent)
            if now is None:
                removed[one] = found.rev
            else:
                objects.append(now)
        return Changes(
            floor=commit.signed,
            inflight=b"",
            rows=touched,
            objects=objects,
            removed=removed,
            arrivals=arrivals,
        )

    device.write(make)
    device.remember(commit.signed, rows)
    return tuple(commit.envelopes)


def _drop(device: Device) -> None:
    if device.store.inflight():
        device.store.commit(Changes(inflight=b""))


def _pause_s(device: Device, conflicts: int) -> float:
    ceiling = min(WAIT_MAX_S, WAIT_STEP_S * 2.0**conflicts)
    return ceiling * read_u32(device.random(4)) / 2**32
