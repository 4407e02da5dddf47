"""HTTP of the log: binary streams (SPEC §8.4, §16). Thin, because every device asks here all day."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Response, request

from crypto.encoding import U64_MAX, b64
from server.accounts.sessions import signed_in
from server.api import MEDIA_TYPE, Blueprint, Reply, binary_body, json_reply, stream
from server.config import current
from server.db import cursor_of, snapshot, transaction
from server.errors import ApiError
from server.limits import APPEND, spend, take
from server.log import schemas, service
from sync.feed import Rejected, read_append
from sync.frames import COMMIT, ID_BYTES

FETCH = 1024

blueprint = Blueprint("log", __name__)
_STREAM = {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
_APPENDED = {"content": {"application/json": {"schema": schemas.Appended}}}
_FLAG = {"type": "integer", "enum": [0, 1], "default": 0}


@blueprint.endpoint(
    "GET",
    "/log",
    session=True,
    doc={
        "parameters": [
            {"in": "query", "name": "after", "schema": {"type": "integer", "minimum": 0, "maximum": U64_MAX}},
            {"in": "query", "name": "chain", "schema": _FLAG},
            {"in": "query", "name": "bodies", "schema": _FLAG},
            {"in": "header", "name": "If-None-Match", "schema": {"type": "string"}},
        ],
        "responses": {"200": {"description": "A page", **_STREAM}, "304": {"description": "Nothing new"}},
    },
)
def pull() -> Response:
    """Read the log after commit `after`; with the ETag of the last page, learn that nothing is new."""
    who = signed_in()
    head_id = b64(who.head_id)
    # Found anywhere in the header: alone, quoted, or marked as weak by a proxy that compresses.
    if head_id in request.environ.get("HTTP_IF_NONE_MATCH", ""):
        response = Reply(status=304)
        response.headers["ETag"] = f'"{head_id}"'
        return response
    asked = _query()
    with ExitStack() as stack:
        cursor = stack.enter_context(snapshot())
        page = service.page(cursor, who.account, asked["after"], asked["chain"] == 1, asked["bodies"] == 1)
        return _sent(page, stack)


@blueprint.endpoint(
    "POST",
    "/log",
    errors=[
        *("stale_head", "bad_frame", "bad_signature", "bad_root", "wrong_epoch"),
        *("too_large", "rate_limited", "quota"),
    ],
    session=True,
    doc={
        "requestBody": {"required": True, **_STREAM},
        "responses": {"200": {"description": "Done", **_APPENDED}},
    },
)
def append() -> Response:
    """Append one signed commit."""
    who = signed_in()
    limit = [(APPEND, str(who.account))]
    try:
        commit = read_append(binary_body(COMMIT.size))
        with transaction() as connection:
            cursor = cursor_of(connection)
            take(cursor, limit)
            done = service.append(cursor, who.account, commit, current().quota_bytes)
    except Rejected:
        spend(*limit)  # what was refused changed nothing, but it counts
        raise
    return json_reply({"n": done.n, "id": b64(done.head_id), **({"again": True} if done.again else {})})


@blueprint.endpoint(
    "POST",
    "/objects",
    errors=["too_large"],
    session=True,
    doc={
        "requestBody": {"required": True, **_STREAM},
        "responses": {"200": {"description": "Their envelopes", **_STREAM}},
    },
)
def fetch() -> Response:
    """Fetch objects by id: a body of ids, 16 bytes each."""
    who = signed_in()
    body = binary_body(FETCH * ID_BYTES)
    if len(body) % ID_BYTES:
        raise ApiError("bad_request", {"body": "Ids of 16 bytes each."})
    wanted = [body[at : at + ID_BYTES] for at in range(0, len(body), ID_BYTES)]
    with ExitStack() as stack:
        return _sent(service.objects(stack.enter_context(snapshot()), who.account, wanted), stack)


def _sent(found: service.Stream, stack: ExitStack) -> Response:
    # The snapshot goes with the reply and ends when its last chunk is out, or the client is gone.
    kept = stack.pop_all()
    chunks = service.released(found.chunks, kept)
    response = stream(chunks, found.length)
    response.headers["ETag"] = f'"{b64(found.head_id)}"'
    return response


def _query() -> dict[str, int]:
    asked = {"after": 0, "chain": 0, "bodies": 0}
    faults = {}
    for name, text in request.args.items(multi=True):
        most = U64_MAX if name == "after" else 1
        if name not in asked:
            faults["query"] = "after, chain and bodies are known here."
        elif not (text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= most):
            faults[name] = f"Must be a whole number, at most {most}."
        else:
            asked[name] = int(text)
    if faults:
        raise ApiError("bad_request", faults)
    return asked
