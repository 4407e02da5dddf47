"""Fetching the envelopes that rows speak of (SPEC §8.5, P7)."""

from collections.abc import Generator, Mapping
from hashlib import sha256

from crypto.encoding import read_u32
from sync import frames
from sync.calls import STREAM, Effect, Request, Response, ask, refused, stream_of
from sync.frames import ITEM, OBJECTS
from sync.pull import read_stream


def fetch_bodies(
    wanted: Mapping[bytes, bytes], epoch: int
) -> Generator[Effect, Response | None, dict[bytes, bytes]]:
    """The envelopes of these objects, as far as the server delivers what their rows say.

    wanted: object id -> packed row; at most 1 024. epoch: the newest an envelope may be of.
    """
    bodies: dict[bytes, bytes] = {}
    left = dict.fromkeys(wanted)
    while left:
        request = Request("POST", "/v1/objects", {"Content-Type": STREAM}, b"".join(left))
        response, code = yield from ask(request)
        if code:
            raise refused(code)
        before = len(left)
        more = False
        for kind, body in read_stream(stream_of(response), OBJECTS):
            if kind != ITEM:
                more = frames.split_end(body).more
                continue
            object_id, envelope = frames.split_item(body)
            left.pop(object_id, None)
            row = wanted.get(object_id)
            if row is None or not 1 <= read_u32(envelope, 4) <= epoch:
                continue
            if sha256(envelope).digest() == row[17:]:
                bodies[object_id] = envelope
        if not more or len(left) == before:
            break
    return bodies
