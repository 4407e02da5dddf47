"""What can go wrong on the way and in the device: transports that fail or lie, stores that die."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sync import frames
from sync.calls import Request, Response
from sync.frames import MAGIC, PAGE
from sync.store import Changes, MemoryStore
from tests.sync.world import Transport

Wrap = Callable[[Transport], Transport]
Frames = list[tuple[int, bytes]]


class Crash(Exception):
    """The process dies here."""


class MortalStore(MemoryStore):
    """A store whose process dies at its n-th commit (from 1), just before or just after it is durable."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at = 0
        self.after = False
        self.commits = 0

    def commit(self, changes: Changes) -> None:
        self.commits += 1
        if self.commits == self.dies_at and not self.after:
            raise Crash
        super().commit(changes)
        if self.commits == self.dies_at:
            raise Crash


@dataclass
class Dying:
    """Loses the n-th request of a round (from 1), or, with `reply`, the answer to it."""

    at: int
    reply: bool
    count: int = 0

    def __call__(self, transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            self.count += 1
            if self.count != self.at:
                return transport(request)
            if self.reply:
                transport(request)
            return None

        return send


def answering(path: str, answer: Callable[[Request], Response | None], method: str = "") -> Wrap:
    """Answers every call to this path in the server's place."""

    def wrap(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            hit = request.path.startswith(path) and request.method.startswith(method)
            return answer(request) if hit else transport(request)

        return send

    return wrap


def altering(path: str, change: Callable[[Frames], Frames], times: int = 2**31) -> Wrap:
    """Rewrites the frames in the first answers to `path` that are streams."""
    left = times

    def wrap(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            nonlocal left
            response = transport(request)
            if response is None or response.status != 200 or not request.path.startswith(path):
                return response
            if request.method == "POST" and path == "/v1/log":
                return response
            if left == 0:
                return response
            left -= 1
            return replace(response, body=stream(change(read(response.body))))

        return send

    return wrap


def read(body: bytes) -> Frames:
    """The frames of a reply, E included."""
    return [(kind, bytes(data)) for kind, data in frames.read(body, PAGE)]


def stream(found: Frames) -> bytes:
    """These frames as a stream."""
    return MAGIC + b"".join(bytes((kind,)) + len(body).to_bytes(4, "big") + body for kind, body in found)
