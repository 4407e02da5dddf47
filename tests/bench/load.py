"""A small load generator: keep-alive connections over raw sockets, one process, no threads.

Client libraries cost more than the server under test, so requests are ready bytes and a reply is
read just far enough to know where it ends.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Reply:
    """Status and body of one reply."""

    status: int
    body: bytes


def request(method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """The bytes of one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Connection:
    """One keep-alive connection; `feed` answers with a reply once it is whole."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray()

    def ask(self, data: bytes) -> Reply:
        """Send a request and wait for its reply."""
        self.socket.sendall(data)
        while True:
            reply = self.feed(self.socket.recv(1 << 20))
            if reply is not None:
                return reply

    def feed(self, data: bytes) -> Reply | None:
        """Take bytes in; the reply when it is complete. Raises ConnectionError when the server hung up."""
        if not data:
            raise ConnectionError("closed by the server")
        buffer = self._buffer
        buffer += data
        end = buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(buffer[:end]).lower()
        status = int(head[9:12])
        if b"transfer-encoding: chunked" in head:
            if not buffer.endswith(b"0\r\n\r\n"):
                return None
            body = _joined(memoryview(buffer)[end + 4 :])
        else:
            at = head.find(b"content-length: ")
            length = 0 if at < 0 else int(head[at + 16 :].split(b"\r\n", 1)[0])
            if len(buffer) < end + 4 + length:
                return None
            body = bytes(buffer[end + 4 : end + 4 + length])
        self._buffer = bytearray()
        return Reply(status, body)

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def _joined(view: memoryview) -> bytes:
    """The body behind chunked transfer coding."""
    data, at, parts = bytes(view), 0, []
    while True:
        line = data.index(b"\r\n", at)
        size = int(data[at:line], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(data[line + 2 : line + 2 + size])
        at = line + 2 + size + 2


def run(port: int, clients: list[Callable[[Reply | None], bytes | None]], seconds: float) -> float:
    """Drive every client at once until the time is over; each gets its last reply and gives its next request.

    A client that returns None has ended. Returns the seconds it took.
    """
    selector = selectors.DefaultSelector()
    connections = []
    for client in clients:
        connection = Connection(port)
        connections.append(connection)
        selector.register(connection.socket, selectors.EVENT_READ, (connection, client))
    start = time.perf_counter()
    for connection, client in zip(connections, clients, strict=True):
        first = client(None)
        if first is not None:
            connection.socket.sendall(first)
    live = len(clients)
    while live and time.perf_counter() - start < seconds:
        for key, _ in selector.select(timeout=0.5):
            connection, client = key.data
            reply = connection.feed(connection.socket.recv(1 << 18))
            if reply is None:
                continue
            following = client(reply)
            if following is None:
                selector.unregister(connection.socket)
                live -= 1
            else:
                connection.socket.sendall(following)
    took = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return took
