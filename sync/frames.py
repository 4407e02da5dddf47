"""Frames: how heads, rows and envelopes lie in a stream (SPEC §8.4).

A stream is ``SWF1``, then frames ``u8 type ‖ u32 length ‖ body``, and ends with exactly one ``E``.
The same bytes serve pushes, pulls, fetched objects, share packages and backup files.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from crypto.encoding import U64_MAX
from crypto.errors import FormatError

MAGIC = b"SWF1"
HEAD, ROW, ITEM, META, SLOT, END = b"HRIMSE"

HEAD_BYTES = 96
SIGNATURE_BYTES = 64
ROW_BYTES = 49
ID_BYTES = 16
ENVELOPE_MIN = 88 + 256
ENVELOPE_MAX = 88 + 2**20
JSON_MAX = 64 * 1024

_PREFIX = struct.Struct(">BI")
_ITEM_PREFIX = struct.Struct(">BI16s")
_END = struct.Struct(">QB")
_U32 = struct.Struct(">I")

# type → shortest and longest body
_BODY = {
    HEAD: (HEAD_BYTES + SIGNATURE_BYTES, HEAD_BYTES + SIGNATURE_BYTES),
    ROW: (ROW_BYTES + 4, ROW_BYTES + 4),
    ITEM: (ID_BYTES + ENVELOPE_MIN, ID_BYTES + ENVELOPE_MAX),
    META: (2, JSON_MAX),
    SLOT: (2, JSON_MAX),
    END: (9, 9),
}


class FrameError(FormatError):
    """The stream breaks SPEC §8.4; its text is one of the codes of the table there."""


class Limits(NamedTuple):
    """What one kind of stream may hold: frame types, frames before E, bytes in all."""

    types: bytes
    frames: int
    size: int


COMMIT = Limits(b"HIRE", 1 + 1024, 4 * 2**20 + 64 * 1024)
PAGE = Limits(b"HIRE", 40_001, 24 * 2**20)
OBJECTS = Limits(b"IE", 1024, 16 * 2**20 + 64 * 1024)


class End(NamedTuple):
    """Body of E: the position the stream reaches, and whether more pages follow."""

    n: int
    more: bool


def read(data: bytes, limits: Limits) -> Iterator[tuple[int, memoryview]]:
    """Yield (type, body) of every frame of a whole stream; the last one is E.

    Bodies are views into ``data``; nothing is copied. A fault is raised when it is reached, at the
    latest before E is yielded, so whoever has seen E holds a well-formed stream.
    Raises FrameError (SPEC §8.4).
    """
    view = memoryview(data)
    size = len(data)
    if size > limits.size:
        raise FrameError("too_large")
    if data[:4] != MAGIC:
        raise FrameError("bad_magic")
    at = 4
    left = limits.frames
    bounds = _bounds(limits.types)
    while at < size:
        if size - at < _PREFIX.size:
            raise FrameError("truncated")
        kind, length = _prefix(view, at, bounds)
        if kind != END:
            if left == 0:
                raise FrameError("too_many")
            left -= 1
        at += _PREFIX.size
        body = view[at : at + length]
        at += length
        if at > size:
            raise FrameError("truncated")
        if kind == END:
            split_end(body)
            if at != size:
                raise FrameError("after_end")
            yield kind, body
            return
        yield kind, body
    raise FrameError("no_end")


class Reader:
    """The same strict reading for a stream that arrives in chunks.

    ``feed`` returns the frames completed by a chunk; ``close`` must be called when the stream is
    over and raises unless E was the last frame. At most one incomplete frame is held in memory.
    """

    def __init__(self, limits: Limits) -> None:
        self._left = limits.frames
        self._room = limits.size
        self._bounds = _bounds(limits.types)
        self._held = bytearray()
        self._needed = len(MAGIC)
        self._started = False
        self._ended = False

    def feed(self, chunk: bytes) -> list[tuple[int, bytes]]:
        """The (type, body) of each frame that ``chunk`` completes, in order. Raises FrameError."""
        self._room -= len(chunk)
        if self._room < 0:
            raise FrameError("too_large")
        if self._ended and chunk:
            raise FrameError("after_end")
        held = self._held
        held += chunk
        frames: list[tuple[int, bytes]] = []
        at = 0
        while len(held) - at >= self._needed:
            if not self._started:
                if held[:4] != MAGIC:
                    raise FrameError("bad_magic")
                self._started = True
                at = 4
            elif self._needed == _PREFIX.size:
                self._needed += self._length(held, at)
                continue
            else:
                frames.append((held[at], bytes(held[at + _PREFIX.size : at + self._needed])))
                at += self._needed
                if frames[-1][0] == END:
                    split_end(frames[-1][1])
                    if at != len(held):
                        raise FrameError("after_end")
                    self._ended = True
            self._needed = _PREFIX.size
        del held[:at]
        return frames

    def close(self) -> None:
        """Raise FrameError unless the stream was complete."""
        if not self._ended:
            if not self._started:
                raise FrameError("bad_magic")
            raise FrameError("truncated" if self._held else "no_end")

    def _length(self, held: bytearray, at: int) -> int:
        kind, length = _prefix(held, at, self._bounds)
        if kind != END:
            if self._left == 0:
                raise FrameError("too_many")
            self._left -= 1
        return length


def split_head(body: bytes | memoryview) -> tuple[bytes, bytes]:
    """The (head 96 bytes, signature 64 bytes) of an H body."""
    return bytes(body[:HEAD_BYTES]), bytes(body[HEAD_BYTES:])


def split_row(body: bytes | memoryview) -> tuple[bytes, int]:
    """The (packed row 49 bytes, envelope size in bytes) of an R body. The size is only a hint."""
    (size,) = _U32.unpack_from(body, ROW_BYTES)
    return bytes(body[:ROW_BYTES]), size


def split_item(body: bytes | memoryview) -> tuple[bytes, bytes]:
    """The (object id 16 bytes, envelope) of an I body."""
    return bytes(body[:ID_BYTES]), bytes(body[ID_BYTES:])


def split_end(body: bytes | memoryview) -> End:
    """n and more of an E body. Raises FrameError for a number out of range."""
    n, more = _END.unpack(body)
    if n > U64_MAX or more > 1:
        raise FrameError("bad_end")
    return End(n, more == 1)


def head_frame(head: bytes, signature: bytes) -> bytes:
    """The H frame of a head (96 bytes) and its signature (64 bytes)."""
    return _PREFIX.pack(HEAD, HEAD_BYTES + SIGNATURE_BYTES) + head + signature


def row_frame(row: bytes, envelope_size: int) -> bytes:
    """The R frame of a packed row (49 bytes); the size of a void's envelope is 0."""
    return _PREFIX.pack(ROW, ROW_BYTES + 4) + row + _U32.pack(envelope_size)


def item_prefix(object_id: bytes, envelope_size: int) -> bytes:
    """The 21 bytes that turn an envelope written right after them into an I frame."""
    return _ITEM_PREFIX.pack(ITEM, ID_BYTES + envelope_size, object_id)


def item_frame(object_id: bytes, envelope: bytes) -> bytes:
    """The whole I frame of one object."""
    return item_prefix(object_id, len(envelope)) + envelope


def meta_frame(document: bytes) -> bytes:
    """The M frame of a canonical JSON document."""
    return _PREFIX.pack(META, len(document)) + document


def slot_frame(document: bytes) -> bytes:
    """The S frame of a slot record in canonical JSON."""
    return _PREFIX.pack(SLOT, len(document)) + document


def end_frame(n: int, more: bool) -> bytes:
    """The E frame that closes a stream at position ``n``."""
    return _PREFIX.pack(END, 9) + _END.pack(n, more)


def _bounds(types: bytes) -> dict[int, tuple[int, int]]:
    return {kind: _BODY[kind] for kind in types}


def _prefix(data: bytearray | memoryview, at: int, bounds: dict[int, tuple[int, int]]) -> tuple[int, int]:
    kind, length = _PREFIX.unpack_from(data, at)
    bound = bounds.get(kind)
    if bound is None:
        raise FrameError("frame_not_allowed" if kind in _BODY else "unknown_frame")
    if not bound[0] <= length <= bound[1]:
        raise FrameError("bad_length")
    return kind, length
