"""The app behind a real server: a client with the face of Flask's test client, over HTTP."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from email.message import Message
from typing import Any


@dataclass
class Answer:
    """What came back."""

    status_code: int
    headers: Message
    data: bytes

    def get_json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.data)


class Remote:
    """Speaks protocol 1 to a loopback port, one connection a request. Raises OSError when nobody answers."""

    def __init__(self, port: int) -> None:
        self._port = port

    def open(
        self,
        path: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        data: bytes = b"",
        json: Any = None,
        content_type: str | None = None,
    ) -> Answer:
        """Send one request and read the whole reply."""
        sent = {"Selfward-Protocol": "1", **(headers or {})}
        if json is not None:
            data, content_type = _dumped(json), "application/json"
        if content_type:
            sent["Content-Type"] = content_type
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except http.client.HTTPException as error:
            raise ConnectionError(type(error).__name__) from None
        finally:
            connection.close()

    def get(self, path: str, **options: Any) -> Answer:
        """GET."""
        return self.open(path, "GET", **options)

    def post(self, path: str, **options: Any) -> Answer:
        """POST."""
        return self.open(path, "POST", **options)


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()
