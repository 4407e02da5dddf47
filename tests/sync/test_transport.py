"""HTTP: headers, connections that went away, replies that were cut, silence."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sync.calls import Request, Response
from sync.transport import HttpTransport

REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def serving(answer: Callable[[socket.socket, int], None]) -> Iterator[str]:
    """A loopback server; `answer` gets each connection and its number."""
    listener = socket.create_server(("127.0.0.1", 0))

    def loop() -> None:
        number = 0
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                answer(connection, number)
            number += 1

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(5)


def request_of(connection: socket.socket) -> bytes:
    """One whole request without a body."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            break
        data += part
    return data


def test_a_request_carries_protocol_and_token_and_nothing_of_a_browser() -> None:
    """Names in the reply come in lower case."""
    seen: list[bytes] = []

    def answer(connection: socket.socket, _: int) -> None:
        seen.append(request_of(connection))
        connection.sendall(REPLY)

    with serving(answer) as origin:
        transport = HttpTransport(origin, "token")
        response = transport(Request("GET", "/v1/account", {"If-None-Match": '"x"'}))
        transport.close()

    assert response == Response(200, {"content-type": "application/json", "content-length": "2"}, b"{}")
    lines = seen[0].decode().split("\r\n")
    assert lines[0] == "GET /v1/account HTTP/1.1"
    assert {"Selfward-Protocol: 1", "Authorization: Bearer token", 'If-None-Match: "x"'} <= set(lines)


def test_a_kept_connection_that_was_closed_meanwhile_is_replaced() -> None:
    """The server closes after each reply; the next call goes through all the same."""
    count: list[int] = []

    def answer(connection: socket.socket, number: int) -> None:
        request_of(connection)
        count.append(number)
        connection.sendall(REPLY)

    with serving(answer) as origin:
        transport = HttpTransport(origin)
        answers = [transport(Request("GET", "/v1/health")) for _ in range(3)]
        transport.close()

    assert [one.status for one in answers if one is not None] == [200, 200, 200]
    assert count == [0, 1, 2]


def test_a_cut_reply_is_no_reply() -> None:
    """Fewer bytes than promised count as nothing."""

    def answer(connection: socket.socket, _: int) -> None:
        request_of(connection)
        connection.sendall(REPLY[:-1])

    with serving(answer) as origin:
        assert HttpTransport(origin)(Request("GET", "/v1/health")) is None


def test_silence_is_no_reply() -> None:
    """A server that accepts and says nothing does not hold the device for ever."""
    done = threading.Event()

    def answer(connection: socket.socket, _: int) -> None:
        request_of(connection)
        done.wait(5)

    with serving(answer) as origin:
        assert HttpTransport(origin, timeout_s=0.05)(Request("GET", "/v1/health")) is None
        done.set()


def test_nobody_there_is_no_reply(free_port: int) -> None:
    """A refused connection is being offline."""
    assert HttpTransport(f"http://127.0.0.1:{free_port}")(Request("GET", "/v1/health")) is None


def test_a_reply_without_end_is_given_up() -> None:
    """More than any reply may hold counts as nothing."""

    def answer(connection: socket.socket, _: int) -> None:
        request_of(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        try:
            while True:
                connection.sendall(bytes(2**20))
        except OSError:
            return

    with serving(answer) as origin:
        assert HttpTransport(origin)(Request("GET", "/v1/health")) is None
