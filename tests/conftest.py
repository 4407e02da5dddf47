"""Fixtures every layer shares: a free port, a PostgreSQL address, the paths of the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.serving import ROOT, free_port


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(name="free_port")
def _free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    return free_port()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of this test alone; `./run test` starts the server behind it."""
    address = os.environ.get("SELFWARD_TEST_POSTGRES")
    if not address:
        pytest.fail(
            "SELFWARD_TEST_POSTGRES is not set: run the tests through ./run test, which starts PostgreSQL."
        )
    name = f"t_{uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(address).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
