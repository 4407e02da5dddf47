"""The access log: what a line holds, and what it never holds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crypto.encoding import b64
from server.access import block
from server.config import Config
from tests.server.device import Device, envelope


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The log does not depend on the database."""
    return f"sqlite:///{tmp_path}/selfward.sqlite3"


def lines(settings: Config) -> list[dict[str, Any]]:
    """The lines written so far."""
    return [json.loads(line) for line in Path(settings.log).read_text().splitlines()]


def test_a_request_is_one_line_with_the_template_of_its_route(client: FlaskClient, settings: Config) -> None:
    """Method, template, status, milliseconds, id, address block."""
    client.delete(f"/v1/sessions/{b64(bytes(16))}?token=x", environ_overrides={"REMOTE_ADDR": "192.0.2.77"})

    (line,) = lines(settings)
    assert {name: line[name] for name in ("method", "route", "status", "block")} == {
        "method": "DELETE",
        "route": "/v1/sessions/<session_id>",
        "status": 401,
        "block": "192.0.2.0/24",
    }
    assert set(line) == {"at", "method", "route", "status", "ms", "id", "block", "event"}
    assert line["ms"] >= 0


@pytest.mark.parametrize(
    ("path", "route"), [("/v1/nothing", "-"), ("/sw.js", "static"), ("/v1/log", "/v1/log")]
)
def test_unknown_addresses_and_files_are_not_written_out(
    tmp_path: Path, settings: Config, make_app: Callable[..., Flask], path: str, route: str
) -> None:
    """What somebody typed into the address bar is theirs."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/sw.js").write_text("x")

    make_app().test_client().get(path)

    assert lines(settings)[0]["route"] == route


def test_no_line_holds_a_name_a_secret_an_address_or_a_body(client: FlaskClient, settings: Config) -> None:
    """A whole life of an account, with sentinels everywhere."""
    device = Device(client, login="sentinel-login")
    address = {"REMOTE_ADDR": "203.0.113.77"}
    client.post(
        "/v1/accounts", json={**device.account(), "invite": "sentinel-invite"}, environ_overrides=address
    )
    device.finish(device.proof())
    sealed = b"SW\x01\x01\x00\x00\x00\x01" + os.urandom(80) + b"sentinel-body" + bytes(1011)
    device.put(sealed, envelope())
    device.send("GET", "/v1/log?after=1&chain=1")
    device.send("GET", "/v1/log?sentinel-query=1")
    client.get("/sentinel-path", headers={"User-Agent": "sentinel-agent", "Referer": "sentinel-referer"})

    text = Path(settings.log).read_text()

    assert "sentinel" not in text
    for secret in ("203.0.113.77", device.token, device.session_id, b64(device.log_id), "after="):
        assert secret not in text
    assert "203.0.113.0/24" in text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "-"),
        ("unix:", "-"),
    ],
)
def test_an_address_becomes_its_block(address: str, expected: str) -> None:
    """/24 and /48; whatever is no address is a dash."""
    assert block(address) == expected


@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.0/24"), (1, "198.51.100.0/24")])
def test_a_proxy_is_believed_only_when_there_is_one(
    make_app: Callable[..., Flask], settings: Config, proxies: int, expected: str
) -> None:
    """X-Forwarded-For can be written by anybody."""
    client = make_app(proxies=proxies).test_client()

    client.get("/v1/info", headers={"X-Forwarded-For": "198.51.100.9"})

    assert lines(settings)[0]["block"] == expected
