"""The OpenAPI document is true, and nothing that can be asked by it breaks the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.server.device import Device, envelope

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
OPERATIONS = {
    "POST /v1/accounts",
    "POST /v1/login/start",
    "POST /v1/login/finish",
    "GET /v1/account",
    "DELETE /v1/account",
    "PUT /v1/slots",
    "GET /v1/sessions",
    "DELETE /v1/sessions/{session_id}",
    "GET /v1/log",
    "POST /v1/log",
    "POST /v1/objects",
    "GET /v1/health",
    "GET /v1/info",
}


@schemathesis.serializer("application/selfward")
def as_it_is(_context: object, value: object) -> bytes | None:
    """Streams are bytes."""
    return value if isinstance(value, bytes) else None


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Requests that are refused never come as far as the database."""
    return f"sqlite:///{tmp_path}/selfward.sqlite3"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The app the document comes from."""
    return make_app()


@pytest.fixture
def device(app: Flask) -> Device:
    """A session to ask with, and something to find."""
    made = Device(app.test_client())
    made.register()
    made.put(envelope())
    return made


def ask(app: Flask, label: str, mode: GenerationMode, headers: dict[str, str]) -> None:
    """Send generated requests of one operation and compare the answers with the document."""
    method, path = label.split(" ")
    operation = schemathesis.openapi.from_wsgi("/v1/openapi.json", app)[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def run(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Selfward-Protocol": "1", **headers}, checks=CHECKS)

    run()


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_whatever_is_asked_gets_a_documented_answer(app: Flask, device: Device, label: str) -> None:
    """Never a 5xx, never a status, media type or body that the document does not know."""
    ask(app, label, GenerationMode.POSITIVE, device.auth)


@pytest.mark.parametrize("label", sorted(OPERATIONS - {"GET /v1/health", "GET /v1/info"}))
@pytest.mark.parametrize("session", [True, False], ids=["signed in", "stranger"])
def test_what_the_document_forbids_is_refused_as_documented(
    app: Flask, device: Device, label: str, session: bool
) -> None:
    """Wrong types, missing members, other alphabets: a 4xx with a code."""
    ask(app, label, GenerationMode.NEGATIVE, device.auth if session else {})


def test_the_document_lists_every_route(client: FlaskClient) -> None:
    """Nothing is offered that is not written down, nothing written down that is not offered."""
    paths = client.get("/v1/openapi.json").get_json()["paths"]

    listed = {
        f"{method.upper()} {path}" for path, item in paths.items() for method in {*item} - {"parameters"}
    }

    assert listed == OPERATIONS


def test_every_operation_has_a_summary_and_its_own_errors(client: FlaskClient) -> None:
    """A reader finds out what it does and what can go wrong."""
    paths = client.get("/v1/openapi.json").get_json()["paths"]

    for path, item in paths.items():
        for method, operation in item.items():
            if method != "parameters":
                assert operation["summary"].endswith("."), path
                assert {status[0] for status in operation["responses"]} & {"2"}, path
