"""The app on both databases, with a clock the test moves; a device that is registered on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app, migrate
from server.config import Config, load
from tests.server.device import ORIGIN, Device


@dataclass
class Clock:
    """UTC seconds that stand still until a test moves them."""

    seconds: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_days(self, days: int) -> None:
        """Let whole days pass."""
        self.seconds += days * 86_400


@pytest.fixture
def clock() -> Clock:
    """The app's clock."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/selfward.sqlite3"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def settings(database_url: str, tmp_path: Path, clock: Clock) -> Config:
    """Settings as an operator would have them, without limits and jobs that tests don't ask for."""
    environment = {
        "SELFWARD_DATABASE_URL": database_url,
        "SELFWARD_ORIGIN": ORIGIN,
        "SELFWARD_SECRET_FILE": str(tmp_path / "secret"),
        "SELFWARD_STATIC_DIR": str(tmp_path / "dist"),
        "SELFWARD_LOG": str(tmp_path / "access.log"),
        "SELFWARD_RATE_LIMITS": "off",
        "SELFWARD_HOUSEKEEPING": "off",
    }
    return replace(load(environment), clock=clock)


@pytest.fixture
def make_app(settings: Config) -> Iterator[Callable[..., Flask]]:
    """Makes the app with some settings changed, on the same database."""
    made: list[Flask] = []

    def make(**changed: Any) -> Flask:
        app = create_app(replace(settings, **changed))
        migrate.upgrade(app)
        app.test_client_class = _Client
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["selfward.db"].engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The app, its database migrated."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that speaks protocol 1."""
    return app.test_client()


@pytest.fixture
def device(client: FlaskClient) -> Device:
    """A registered device with an empty log."""
    made = Device(client)
    response = made.register()
    assert response.status_code == 201, response.get_json()
    return made


class _Client(FlaskClient):
    def open(self, *args: Any, **options: Any) -> Any:
        headers = {"Selfward-Protocol": "1", **dict(options.pop("headers", None) or {})}
        present = {name: value for name, value in headers.items() if value is not None}
        return super().open(*args, headers=present, **options)
