"""Headers of every reply."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.server.device import Device

CONTENT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types selfward",
}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Headers do not depend on the database."""
    return f"sqlite:///{tmp_path}/selfward.sqlite3"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built app in miniature."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    for name in (
        "index.html",
        "sw.js",
        "assets/app-1.js",
        "assets/kdf.worker-1.js",
        "assets/kdf.worker-1.css",
    ):
        (folder / name).write_text("x" * 400)
    return folder


def policy(client: FlaskClient, path: str) -> set[str]:
    """The directives of a reply."""
    return set(client.get(path).headers["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize(
    "path", ["/", "/sw.js", "/assets/app-1.js", "/assets/none.js", "/v1/info", "/v1/nothing", "/v1/log"]
)
def test_every_reply_has_the_strict_policy(dist: Path, client: FlaskClient, path: str) -> None:
    """Pages, scripts, API, errors: one policy, nothing inline, nothing from elsewhere."""
    response = client.get(path)

    assert policy(client, path) == CONTENT
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in response.headers["Permissions-Policy"]
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_only_the_script_of_the_key_worker_may_compile_webassembly(dist: Path, client: FlaskClient) -> None:
    """wasm-unsafe-eval for that one file, and for nothing that merely looks like it."""
    with_wasm = (CONTENT - {"script-src 'self'"}) | {"script-src 'self' 'wasm-unsafe-eval'"}

    assert policy(client, "/assets/kdf.worker-1.js") == with_wasm
    for path in ("/assets/kdf.worker-1.css", "/assets/app-1.js", "/kdf.worker-1.js", "/"):
        assert policy(client, path) == CONTENT


def test_nothing_of_the_api_is_cached(device: Device) -> None:
    """no-store on replies, errors and 304."""
    etag = device.send("GET", "/v1/log").headers["ETag"]

    for response in (
        device.send("GET", "/v1/log"),
        device.send("GET", "/v1/log", headers={"If-None-Match": etag}),
        device.send("GET", "/v1/nothing"),
        device.client.get("/v1/info"),
    ):
        assert response.headers.getlist("Cache-Control") == ["no-store"]


@pytest.mark.parametrize(
    ("origin", "expected"), [("https://example.org", True), ("http://localhost:8000", False)]
)
def test_transport_security_goes_out_on_https_alone(
    make_app: Callable[..., Flask], origin: str, expected: bool
) -> None:
    """On plain http the header would be ignored, and on localhost a nuisance."""
    response = make_app(origin=origin).test_client().get("/v1/info")

    assert ("Strict-Transport-Security" in response.headers) is expected


def test_an_unforeseen_error_has_the_headers_too(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 500 is a reply like any other."""
    client = make_app().test_client()
    monkeypatch.setattr("server.status.reading", None)

    response = client.get("/v1/health")

    assert response.status_code == 500
    assert set(response.headers["Content-Security-Policy"].split("; ")) == CONTENT
