"""The built app as files, and one page for every address of its router."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Files do not depend on the database."""
    return f"sqlite:///{tmp_path}/selfward.sqlite3"


@pytest.fixture
def client(tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """A client of an app that was built."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>the app")
    (dist / "sw.js").write_text("// worker")
    (dist / "manifest.webmanifest").write_text("{}")
    script = "const app = 1;" * 100
    (dist / "assets/app-1a2b.js").write_text(script)
    (dist / "assets/app-1a2b.js.gz").write_bytes(gzip.compress(script.encode()))
    (dist / "assets/app-1a2b.js.br").write_bytes(b"brotli")
    return make_app().test_client()


@pytest.mark.parametrize("path", ["/", "/journal", "/parts/abc", "/s/abc", "/i", "/v1x"])
def test_every_screen_is_the_same_page(client: FlaskClient, path: str) -> None:
    """The app's own router reads the address; the page is asked for anew each time."""
    response = client.get(path, headers=HTML)

    assert (response.status_code, response.data) == (200, b"<!doctype html>the app")
    assert response.mimetype == "text/html"
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_page_is_not_sent_again_when_it_is_the_same(client: FlaskClient) -> None:
    """no-cache means ask, not send."""
    first = client.get("/journal", headers=HTML)

    again = client.get("/journal", headers={**HTML, "If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/journal", "/favicon.ico", "/assets/gone.js", "/v1/gone"])
def test_what_is_no_page_and_no_file_is_not_found(client: FlaskClient, path: str) -> None:
    """A script or picture that is missing must not turn out to be HTML."""
    response = client.get(path, headers={"Accept": "*/*"})

    assert (response.status_code, response.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/assets/gone.js", "/v1/gone"])
def test_built_files_and_the_api_are_never_a_page(client: FlaskClient, path: str) -> None:
    """Also for a browser that asks for HTML."""
    assert client.get(path, headers=HTML).status_code == 404


def test_files_with_a_hash_in_their_name_are_kept_for_ever(client: FlaskClient) -> None:
    """Their content never changes."""
    response = client.get("/assets/app-1a2b.js")

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.mimetype in ("text/javascript", "application/javascript")


@pytest.mark.parametrize("path", ["/sw.js", "/manifest.webmanifest"])
def test_files_that_carry_updates_are_asked_for_each_time(client: FlaskClient, path: str) -> None:
    """An update must be found."""
    response = client.get(path)

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_compressed_variants_are_used(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    """The build made them once; the server only picks."""
    response = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/assets/../../secret"])
def test_nothing_outside_the_folder_is_served(client: FlaskClient, tmp_path: Path, path: str) -> None:
    """The server's secret lies one folder up."""
    assert (tmp_path / "secret").exists()

    response = client.get(path)

    assert response.status_code == 404


def test_without_a_build_the_page_says_what_to_do(tmp_path: Path, make_app: Callable[..., Flask]) -> None:
    """503 in plain words."""
    response = make_app(static_dir=tmp_path / "none").test_client().get("/", headers=HTML)

    assert response.status_code == 503
    assert "./run" in response.get_data(as_text=True)
