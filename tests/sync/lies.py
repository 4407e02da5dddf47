"""A device, a server that is ahead of it, and ways to lie about that in a pull."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from sync.calls import Request, Response
from sync.frames import END, HEAD, ITEM, ROW, end_frame
from tests.sync.faults import Frames, read, stream
from tests.sync.world import World


class Scene:
    """A device that has synced two entries, and the server's newer state with both changed elsewhere."""

    def __init__(self) -> None:
        self.world = World()
        self.phone = self.world.phone("aaaaaa")
        self.other = self.world.phone("bbbbbb")
        self.ids = sorted(self.world.new_id() for _ in range(2))
        for entry in self.ids:
            self.other.write(entry, {"t": f"old {entry.hex()}"})
        self.other.sync()
        self.phone.sync()
        self.old = self.world.log.copy()
        self.before = self.phone.all()
        for entry in self.ids:
            self.other.write(entry, {"t": f"new {entry.hex()}"})
        self.other.sync()

    def is_untouched(self) -> bool:
        """Whether the device still shows exactly what it showed before the server lied."""
        return self.phone.all() == self.before

    def heals(self) -> bool:
        """Whether an honest server brings the device up to date."""
        self.phone.wrap = lambda transport: transport
        return self.phone.sync(asked=True).state == "up_to_date" and self.phone.all() == self.other.all()


def pick(found: Frames, kind: int) -> list[int]:
    """The places of the frames of this type."""
    return [i for i, (one, _) in enumerate(found) if one == kind]


def swap_envelopes(found: Frames) -> Frames:
    """Each of two objects gets the other's envelope."""
    a, b = pick(found, ITEM)
    changed = found.copy()
    changed[a] = (ITEM, found[a][1][:16] + found[b][1][16:])
    changed[b] = (ITEM, found[b][1][:16] + found[a][1][16:])
    return changed


def drop_object(found: Frames) -> Frames:
    """One object is left out."""
    return [frame for i, frame in enumerate(found) if i != pick(found, ITEM)[0]]


def drop_newest_head(found: Frames) -> Frames:
    """The current head is left out."""
    return [frame for i, frame in enumerate(found) if i != pick(found, HEAD)[-1]]


def break_signature(found: Frames) -> Frames:
    """One bit of the signature is flipped."""
    i = pick(found, HEAD)[-1]
    return [*found[:i], (HEAD, found[i][1][:-1] + bytes((found[i][1][-1] ^ 1,))), *found[i + 1 :]]


def repeat_head(found: Frames) -> Frames:
    """The newest head comes twice."""
    i = pick(found, HEAD)[-1]
    return [*found[:i], found[i], *found[i:]]


def lie_about_n(found: Frames) -> Frames:
    """The end says another number than the newest head."""
    return [*found[:-1], (END, end_frame(99, False)[5:])]


def head_before_objects(found: Frames) -> Frames:
    """The newest head comes first: another order, the same statement."""
    i = pick(found, HEAD)[-1]
    return [found[i], *found[:i], *found[i + 1 :]]


def reverse_objects(found: Frames) -> Frames:
    """Objects come in another order."""
    return [*reversed(found[:-2]), *found[-2:]]


def bodies_as_rows(found: Frames) -> Frames:
    """Rows without the envelopes that were asked for."""
    return [
        (ROW, b"\1" + body[:16] + sha256(body[16:]).digest() + bytes(4)) if kind == ITEM else (kind, body)
        for kind, body in found
    ]


def answer_altered(scene: Scene, request: Request, change: Callable[[Frames], Frames]) -> Response | None:
    """The server's answer, bodies included, with this change."""
    with_bodies = replace(request, path=request.path.replace("bodies=0", "bodies=1"), headers={})
    response = scene.world.transport(with_bodies)
    assert response is not None
    return replace(response, body=stream(change(read(response.body))))
