"""The access log: one line per request that says what happened and to which part of the network.

A line holds the method, the route's template, status, milliseconds, a request id and the address
block (/24 or /48). It never holds a body, a query, a path with ids in it, a name or a full address.
"""

from __future__ import annotations

import ipaddress
import itertools
import json
import secrets
import sys
import time
from collections.abc import Callable, Iterable, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from flask import Request

Environ = dict[str, Any]
_ID = "selfward.request_id"
_NOTES = "selfward.notes"
_encode = json.JSONEncoder().encode


class AccessLog:
    """WSGI middleware around everything. log: `stderr` or the path of a file that lines are added to."""

    def __init__(self, app: Callable[..., Iterable[bytes]], log: str) -> None:
        self._app = app
        self._write = structlog.wrap_logger(
            structlog.BytesLogger(sys.stderr.buffer if log == "stderr" else _opened(log)),
            processors=[_line],
            wrapper_class=structlog.make_filtering_bound_logger(0),
        ).bind()
        self._prefix = secrets.token_hex(4)
        self._count = itertools.count()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on; write its line as soon as the reply begins."""
        start = time.perf_counter()
        environ[_ID] = f"{self._prefix}{next(self._count):x}"
        status, route = 500, "-"

        def started(line: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal status, route
            status, route = int(line[:3]), _route(environ)
            return start_response(line, headers, exc_info)

        body = self._app(environ, started)
        self._write.info(
            "request",
            at=round(time.time(), 3),
            method=environ["REQUEST_METHOD"],
            route=route,
            status=status,
            ms=round((time.perf_counter() - start) * 1000, 2),
            id=environ[_ID],
            block=block(environ.get("REMOTE_ADDR", "")),
            **environ.get(_NOTES, {}),
        )
        return body


def note(environ: Environ, **members: object) -> None:
    """Add members to the request's line: codes and places, never content."""
    environ.setdefault(_NOTES, {}).update(members)


def request_id(environ: Environ) -> str:
    """The id that the request's line carries."""
    identifier: str = environ[_ID]
    return identifier


@lru_cache(maxsize=4096)
def block(address: str) -> str:
    """The network an address belongs to: /24, or /48 for IPv6; `-` for a Unix socket."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "-"
    mapped = parsed.ipv4_mapped if parsed.version == 6 else None
    parsed = mapped or parsed
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def _line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> bytes:
    return _encode(event).encode("ascii")


def _route(environ: Environ) -> str:
    request = environ.get("werkzeug.request")
    if not isinstance(request, Request):
        return "static"
    return "-" if request.url_rule is None else request.url_rule.rule


def _opened(log: str) -> Any:
    path = Path(log)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab", buffering=0)
