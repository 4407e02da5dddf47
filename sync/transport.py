"""Requests over HTTP/1.1 (SPEC §16): the standard library, one kept connection, a limit on every wait."""

import http.client
import ssl
from urllib.parse import urlsplit

from sync.calls import Request, Response

PROTOCOL = "1"
TIMEOUT_S = 30.0
REPLY_BYTES = 32 * 2**20


class HttpTransport:
    """Sends requests to one server and says what came back.

    origin: scheme://host[:port]. token: the bearer token, None before login; may be set at any time.
    """

    def __init__(self, origin: str, token: str | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self.origin = origin
        self.token = token
        self._timeout_s = timeout_s
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, request: Request) -> Response | None:
        """The answer, or None when no whole one came. Never raises for anything the network does.

        A connection kept from an earlier call may have been closed meanwhile; then the request is sent
        once more. Every request of this protocol may arrive twice.
        """
        kept = self._connection is not None
        response = self._send(request)
        return self._send(request) if response is None and kept else response

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, request: Request) -> Response | None:
        headers = {**request.headers, "Selfward-Protocol": PROTOCOL}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            connection = self._connect()
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            body = answer.read(REPLY_BYTES + 1)
            if len(body) > REPLY_BYTES or answer.length:
                self.close()  # more than any reply may hold, or less than was promised
                return None
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def _connect(self) -> http.client.HTTPConnection:
        if self._connection is None:
            parts = urlsplit(self.origin)
            if parts.scheme == "https":
                context = ssl.create_default_context()
                self._connection = http.client.HTTPSConnection(
                    parts.netloc, timeout=self._timeout_s, context=context
                )
            else:
                self._connection = http.client.HTTPConnection(parts.netloc, timeout=self._timeout_s)
        return self._connection
