"""A server that lies: an HTTP proxy before the real one, which changes replies as a test asks."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass
class Exchange:
    """A request that reached the server, and the reply that is on its way back."""

    method: str
    path: str
    request: bytes
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Cut(Exception):
    """Raised by a lie: the server has done its work, the reply never arrives."""


Lie = Callable[[Exchange], Exchange | None]
"""Changes a reply (or raises Cut). None leaves it as it is."""


class Proxy:
    """Listens on a loopback port, forwards to `upstream`, applies the lie that is set."""

    def __init__(self) -> None:
        self.upstream = 0
        self.lie: Lie | None = None
        self.told = 0
        self.seen: list[Exchange] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _forward(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                request = self.rfile.read(length)
                try:
                    exchange = proxy._ask(self.command, self.path, dict(self.headers), request)
                except (Cut, OSError):
                    self.close_connection = True
                    return
                self.send_response_only(exchange.status)
                for name, value in exchange.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(exchange.body)))
                self.end_headers()
                self.wfile.write(exchange.body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _forward

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.origin = f"http://localhost:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Exchange:
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=30)
        headers = {name: value for name, value in headers.items() if name.lower() not in _HOP}
        connection.request(method, path, body=body or None, headers=headers)
        reply = connection.getresponse()
        kept = [(name, value) for name, value in reply.getheaders() if name.lower() not in _HOP]
        exchange = Exchange(method, path, body, reply.status, kept, reply.read())
        connection.close()
        if path.startswith("/v1/"):
            self.seen.append(exchange)
            if self.lie is not None:
                try:
                    changed = self.lie(exchange)
                except Cut:
                    self.told += 1
                    raise
                if changed is not None:
                    self.told += 1
                    return changed
        return exchange
