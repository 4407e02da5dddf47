"""Every error has one shape, whatever goes wrong, and says nothing it should not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from server.config import Config
from server.errors import CODES, ApiError
from sync.feed import Rejected
from tests.server.device import STREAM, Device

SENTINEL = "sentinel-7f3a"


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/", "/v1", "/v1/login", "/assets/gone.js", "/nothing.png"]
)
def test_an_unknown_address_is_not_found(client: FlaskClient, path: str) -> None:
    """JSON with a code, also outside the API."""
    response = client.get(path)

    assert (response.status_code, response.get_json()["code"]) == (404, "not_found")
    assert set(response.get_json()) == {"code", "detail"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/v1/log"),
        ("DELETE", "/v1/log"),
        ("GET", "/v1/objects"),
        ("OPTIONS", "/v1/log"),
        ("POST", "/"),
    ],
)
def test_a_method_that_is_not_offered_says_which_are(client: FlaskClient, method: str, path: str) -> None:
    """405 with Allow."""
    response = client.open(path, method=method)

    assert (response.status_code, response.get_json()["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"]


@pytest.mark.parametrize("protocol", [None, "", "0", "2", "1.0", "01", " 1", "1, 2"])
def test_another_protocol_needs_an_update(client: FlaskClient, protocol: str | None) -> None:
    """The number must be exactly 1 before anything else is looked at."""
    response = client.get("/v1/log", headers={"Selfward-Protocol": protocol})

    assert (response.status_code, response.get_json()["code"]) == (426, "update_needed")


@pytest.mark.parametrize("path", ["/v1/health", "/v1/info", "/v1/openapi.json"])
def test_some_questions_need_no_protocol_number(client: FlaskClient, path: str) -> None:
    """They are how a client finds out what is spoken here."""
    assert client.get(path, headers={"Selfward-Protocol": None}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"\xff\xfe",
        b"\x00",
        b"[" * 60_000,
        b'{"login":' * 5_000,
        b'{"login":' + b"9" * 5_000 + b"}",
        b'{"login":NaN}',
        b'{"login":"\\ud800"}',
        b'{"\\ud800":1}',
        b'{"__proto__":{"login":"mara"}}',
        b'{"login":"mara\\u0000","kind":"passphrase","action":1}',
        b'{"login":null,"kind":null,"action":null}',
        b'{"login":["mara"],"kind":{},"action":1e400}',
    ],
)
@pytest.mark.parametrize("path", ["/v1/login/start", "/v1/accounts"])
def test_no_json_body_breaks_the_server(client: FlaskClient, path: str, body: bytes) -> None:
    """Depth, numbers, encodings, types: always 400 with a code."""
    response = client.post(path, data=body, content_type="application/json")

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_json_in_another_media_type_is_a_bad_request(client: FlaskClient) -> None:
    """Forms and plain text are not read as JSON."""
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        response = client.post("/v1/login/start", data=b"{}", content_type=content_type)
        assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_a_json_body_beyond_64_kib_is_too_large(client: FlaskClient) -> None:
    """With and without a declared length."""
    body = b'{"login":"' + b"x" * 65_536 + b'"}'

    declared = client.post("/v1/login/start", data=body, content_type="application/json")
    chunked = client.post(
        "/v1/login/start",
        data=body,
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True},
    )

    for response in (declared, chunked):
        assert (response.status_code, response.get_json()["code"]) == (413, "too_large")


def test_an_error_never_repeats_a_value(client: FlaskClient, settings: Config) -> None:
    """Neither in the reply nor in the log."""
    response = client.post(
        "/v1/login/start", json={"login": SENTINEL * 9, "kind": SENTINEL, "action": SENTINEL}
    )

    assert SENTINEL not in response.get_data(as_text=True)
    assert SENTINEL not in Path(settings.log).read_text()


def test_an_unforeseen_error_carries_an_id_that_the_log_knows(
    make_app: Callable[..., Flask], settings: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 with code, detail and id; the log names the place, never the message."""
    client = make_app().test_client()

    def fail(*_: object) -> None:
        raise RuntimeError(SENTINEL)

    monkeypatch.setattr("server.status.reading", fail)
    response = client.get("/v1/health")

    body = response.get_json()
    assert (response.status_code, body["code"]) == (500, "server_error")
    assert set(body) == {"code", "detail", "id"}
    log = Path(settings.log).read_text()
    assert f'"id": "{body["id"]}"' in log
    assert '"reason": "RuntimeError"' in log
    assert "server/status.py:" in log
    assert SENTINEL not in log + response.get_data(as_text=True)


def _locked() -> Exception:
    error = sqlite3.OperationalError("database is locked")
    return OperationalError("SELECT 1", {}, error)


def _full() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize(
    ("error", "status", "code"), [(_locked(), 503, "busy"), (_full(), 507, "full")], ids=["locked", "full"]
)
def test_a_database_in_trouble_asks_for_patience(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    """Locked or unreachable is busy, a full disk is full; neither is a 500."""
    client = make_app().test_client()

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("server.status.reading", fail)
    response = client.get("/v1/health")

    assert (response.status_code, response.get_json()["code"]) == (status, code)


def test_every_code_has_a_status_and_a_sentence() -> None:
    """Clients act on the code, people read the sentence."""
    for code, (status, detail) in CODES.items():
        assert code.replace("_", "").isalpha()
        assert 400 <= status < 600
        assert detail.endswith(".")


@pytest.mark.parametrize(
    "code", ["stale_head", "wrong_epoch", "bad_signature", "bad_frame", "bad_root", "too_large"]
)
def test_what_the_feed_rejects_has_a_status(code: str) -> None:
    """Each code of sync.feed is known here."""
    assert Rejected(code, "x").code in CODES
    assert ApiError(code).code in CODES


def test_the_reason_of_a_rejection_goes_to_the_log_alone(device: Device, settings: Config) -> None:
    """An operator can see which rule a broken client breaks."""
    response = device.send("POST", "/v1/log", data=b"SWF1", content_type=STREAM)

    assert set(response.get_json()) == {"code", "detail"}
    assert '"reason": "no_end"' in Path(settings.log).read_text()


def test_a_header_that_is_not_text_is_unauthorized(client: FlaskClient) -> None:
    """WSGI hands bytes over as latin-1."""
    broken: dict[str, Any] = {"HTTP_AUTHORIZATION": "Bearer \xff\xfe"}

    response = client.get("/v1/log", environ_overrides=broken)

    assert response.get_json()["code"] == "unauthorized"
