"""What a malicious server may do to the log (SPEC 18, section 8), each as one small function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sync.frames import END, HEAD, ITEM, MAGIC, PAGE, end_frame, read, split_end, split_head
from sync.state import Head
from tests.journeys.proxy import Cut, Exchange, Lie

Frame = tuple[int, bytes]


def frames_of(body: bytes) -> list[Frame]:
    """The frames of a stream."""
    return [(kind, bytes(frame)) for kind, frame in read(body, PAGE)]


def stream_of(frames: list[Frame]) -> bytes:
    """The stream of frames."""
    return MAGIC + b"".join(bytes((kind,)) + len(body).to_bytes(4, "big") + body for kind, body in frames)


def _on_page(change: Callable[[list[Frame]], list[Frame] | None]) -> Lie:
    """A lie about pull pages; it is told only where `change` finds something to change."""

    def lie(exchange: Exchange) -> Exchange | None:
        if exchange.method != "GET" or not exchange.path.startswith("/v1/log?") or exchange.status != 200:
            return None
        changed = change(frames_of(exchange.body))
        return None if changed is None else replace(exchange, body=stream_of(changed))

    return lie


def _items(frames: list[Frame]) -> list[int]:
    return [at for at, (kind, _) in enumerate(frames) if kind == ITEM]


def swap_envelopes() -> Lie:
    """Two objects get each other's envelope."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        items = _items(frames)
        if len(items) < 2:
            return None
        a, b = items[0], items[1]
        first, second = frames[a][1], frames[b][1]
        frames[a] = (ITEM, first[:16] + second[16:])
        frames[b] = (ITEM, second[:16] + first[16:])
        return frames

    return _on_page(change)


def flip_bit(kind: int, at: int) -> Lie:
    """One bit of the first frame of this kind is turned over."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        for place, (found, body) in enumerate(frames):
            if found == kind:
                broken = bytearray(body)
                broken[at] ^= 1
                frames[place] = (found, bytes(broken))
                return frames
        return None

    return _on_page(change)


def drop_row() -> Lie:
    """The last changed object is left out."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        items = _items(frames)
        if not items:
            return None
        del frames[items[-1]]
        return frames

    return _on_page(change)


def reorder() -> Lie:
    """The objects come in the opposite order."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        items = _items(frames)
        if len(items) < 2:
            return None
        bodies = [frames[at] for at in items]
        for at, frame in zip(items, reversed(bodies), strict=True):
            frames[at] = frame
        return frames

    return _on_page(change)


def old_page(recorded: bytes) -> Lie:
    """Whatever is asked, an older genuine page is served."""
    return _on_page(lambda _frames: frames_of(recorded))


def other_head(foreign: bytes) -> Lie:
    """The current head is that of another account (head and signature, 160 bytes)."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        heads = [at for at, (kind, _) in enumerate(frames) if kind == HEAD]
        if not heads:
            return None
        frames[heads[-1]] = (HEAD, foreign)
        return frames

    return _on_page(change)


def lie_about_n(step: int) -> Lie:
    """The page claims to reach further, or less far, than its head."""

    def change(frames: list[Frame]) -> list[Frame]:
        end = split_end(frames[-1][1])
        frames[-1] = (END, end_frame(max(0, end.n + step), end.more)[5:])
        return frames

    return _on_page(change)


def endless() -> Lie:
    """There is always one more page."""

    def change(frames: list[Frame]) -> list[Frame]:
        end = split_end(frames[-1][1])
        frames[-1] = (END, end_frame(end.n + 1, True)[5:])
        return frames

    return _on_page(change)


def shrinking() -> Lie:
    """More pages follow, but the cursor does not grow."""

    def change(frames: list[Frame]) -> list[Frame]:
        frames[-1] = (END, end_frame(1, True)[5:])
        return frames

    return _on_page(change)


def raise_head() -> Lie:
    """The head's number is one higher than what was signed."""

    def change(frames: list[Frame]) -> list[Frame] | None:
        for at, (kind, body) in enumerate(frames):
            if kind == HEAD:
                head, signature = split_head(body)
                lifted = replace(Head.decode(head), n=Head.decode(head).n + 1).encode()
                frames[at] = (HEAD, lifted + signature)
                return frames
        return None

    return _on_page(change)


def stale_for_ever() -> Lie:
    """Every append is refused as stale."""

    def lie(exchange: Exchange) -> Exchange | None:
        if exchange.method != "POST" or exchange.path != "/v1/log":
            return None
        headers = [("Content-Type", "application/json")]
        return replace(exchange, status=409, headers=headers, body=b'{"code":"stale_head","detail":"stale"}')

    return lie


def error_after_commit() -> Lie:
    """The append is stored, the reply says 500."""

    def lie(exchange: Exchange) -> Exchange | None:
        if exchange.method != "POST" or exchange.path != "/v1/log":
            return None
        headers = [("Content-Type", "application/json")]
        return replace(exchange, status=500, headers=headers, body=b'{"code":"server_error","detail":"0"}')

    return lie


def cut_after_commit() -> Lie:
    """The append is stored, the reply never arrives."""

    def lie(exchange: Exchange) -> Exchange | None:
        if exchange.method == "POST" and exchange.path == "/v1/log":
            raise Cut
        return None

    return lie


def unknown_frame() -> Lie:
    """A frame of a kind that nobody knows stands before the end."""
    return _on_page(lambda frames: [*frames[:-1], (0x7F, b"from a newer server"), frames[-1]])


def garbage() -> Lie:
    """A page of bytes that mean nothing."""

    def lie(exchange: Exchange) -> Exchange | None:
        if exchange.path.startswith("/v1/log?") and exchange.method == "GET":
            return replace(exchange, status=200, body=b"<html>captive portal</html>")
        return None

    return lie
