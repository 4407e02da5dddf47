"""What a sync round asks of the world, and how replies end it (SPEC §8.8, §16).

A round is a generator: it yields effects and is sent the response to each Request, None to all others.
It never touches the network, a clock or a timer itself.
"""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.record import Record

STREAM = "application/selfward"


@dataclass(frozen=True, slots=True)
class Request:
    """One call to the server; path starts with `/v1/`. Whoever sends it adds origin, token and protocol."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """The server's answer, header names in lower case. No answer at all is None instead."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Wait:
    """Please go on after this many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Changed:
    """These records are now stored in a new version; None means the object is gone."""

    records: Mapping[bytes, Record | None]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The server has these objects in the version that was sent."""

    ids: tuple[bytes, ...]


Effect = Request | Wait | Changed | Acknowledged


class Stopped(Exception):
    """The round cannot go on.

    state: of SPEC §8.8. reason: a short code. retry_after_s: how long the server asked to be left alone.
    """

    def __init__(self, state: str, reason: str = "", retry_after_s: int = 0) -> None:
        super().__init__(f"{state} {reason}".rstrip())
        self.state = state
        self.reason = reason
        self.retry_after_s = retry_after_s


def refused(reason: str) -> Stopped:
    """The server's state is not one to accept: nothing more is pulled or pushed."""
    return Stopped("refused", reason)


def ask(request: Request) -> Generator[Effect, Response | None, tuple[Response, str]]:
    """Send a request; return its answer and the error code in it, empty when it succeeded (200, 304).

    Answers that no step can do anything about raise Stopped: none, one that is not of this protocol
    (a captive portal, a broken proxy), a server in trouble, 401, 426, 429, 507.
    """
    response = yield request
    if response is None:
        raise Stopped("offline")
    if response.status in (200, 304):
        return response, ""
    code, retry_after_s = error_in(response)
    if response.status == 401 and code:
        raise Stopped("signed_out", code)
    if response.status == 426 and code:
        raise Stopped("update_needed", code)
    if response.status == 429 and code:
        raise Stopped("pending", code, retry_after_s)
    if response.status == 507 and code:
        raise Stopped("full", code)
    if response.status >= 500 or not code:
        raise Stopped("offline", f"http_{response.status}", retry_after_s)
    return response, code


def stream_of(response: Response) -> bytes:
    """The body of a 200 that must be a stream. Raises Stopped when something else answered."""
    if response.headers.get("content-type", "").split(";")[0].strip() != STREAM:
        raise Stopped("offline", "not_a_stream")
    return response.body


def json_of(response: Response) -> dict[str, Any]:
    """The JSON object in a 200. Raises Stopped when something else answered."""
    value = _json(response)
    if value is None:
        raise Stopped("offline", "not_json")
    return value


def error_in(response: Response) -> tuple[str, int]:
    """The code of an error reply, empty when it is none of this protocol, and the pause it asks for (s)."""
    error = _json(response) or {}
    code, seconds = error.get("code"), error.get("retry_after_s")
    pause = min(seconds, 3600) if type(seconds) is int and seconds > 0 else 0
    return code if isinstance(code, str) else "", pause


def _json(response: Response) -> dict[str, Any] | None:
    if response.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return None
    try:
        value = json.loads(response.body)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
