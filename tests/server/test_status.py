"""GET /v1/health and /v1/info."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient


def test_a_healthy_server_says_so(client: FlaskClient) -> None:
    """The database was asked."""
    assert client.get("/v1/health").get_json() == {"ok": True}


def test_a_server_without_its_database_is_not_healthy(client: FlaskClient, app: Flask) -> None:
    """busy, so that nobody takes it for a client's fault."""
    engine = app.extensions["selfward.db"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")

    response = client.get("/v1/health")

    assert (response.status_code, response.get_json()["code"]) in ((503, "busy"), (500, "server_error"))


def test_the_info_tells_a_client_what_it_needs(make_app: Callable[..., Flask]) -> None:
    """Protocol, who may register, limits; no push yet."""
    info = make_app(registration="closed", quota_bytes=5).test_client().get("/v1/info").get_json()

    assert (info["protocol"], info["registration"], info["vapid_pub"]) == ([1], "closed", "")
    assert info["limits"]["bytes"] == 5
    assert info["limits"]["commit_rows"] == 1024
