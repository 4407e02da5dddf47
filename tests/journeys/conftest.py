"""A real server and real phones: Chromium with a profile of its own, 360 × 740, touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.journeys.journal import Journal
from tests.journeys.phone import Phone
from tests.journeys.server import Server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver, once a session."""
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone: granian, SQLite, its log in a file."""
    running = Server(tmp_path / "server")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def phone(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Makes phones by name; the same name again is the same profile."""
    phones: list[Phone] = []

    def make(name: str = "one", **options: object) -> Phone:
        made = Phone(playwright, server.origin, tmp_path / f"phone-{name}", **options)
        made.start()
        phones.append(made)
        return made

    yield make
    for made in phones:
        made.kill()


@pytest.fixture(scope="session")
def begun(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """First run, once a session."""
    begun = Journal.begin(playwright, tmp_path_factory.mktemp("journal"))
    yield begun
    begun.server.kill()


@pytest.fixture
def journal(begun: Journal) -> Iterator[Journal]:
    """A journal that exists already; its phones are copies, ended after each test."""
    yield begun
    begun.put_away()
    begun.server.start()
