"""A journal that exists already: first run is walked through once, tests get copies of its phone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, Playwright

from tests.journeys import moves
from tests.journeys.moves import Kit
from tests.journeys.phone import Phone
from tests.journeys.server import Server

KEPT = "server-kept"
PAGE = "The first page, written before anything happened."


@dataclass
class Journal:
    """One page, one challenge. `connected` copies know the server under `login`, `local` ones don't."""

    playwright: Playwright
    home: Path
    server: Server
    kit: Kit
    login: str
    local: Path
    connected: Path
    phones: list[Phone] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)
    _untouched: list[tuple[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._untouched = _written(self.server.home)

    @classmethod
    def begin(cls, playwright: Playwright, home: Path) -> Journal:
        """First run and a page on a phone; a copy of it as it was; then connect it to the server."""
        server = Server(home / "server", SELFWARD_RATE_LIMITS="off")
        server.start()
        first = Phone(playwright, server.origin, home / "first")
        page = first.start()
        first.open()
        kit = moves.first_run(page)
        moves.installed(page)
        moves.write(page, PAGE)
        page.get_by_role("button", name="Done").click()
        moves.today(page)
        first.kill()
        local = first.copy_profile(home / "local")
        page = first.start()
        first.open()
        moves.unlock(page)
        login = moves.connect(page)
        moves.up_to_date(page)
        moves.today(page)
        first.kill()
        server.kill()
        shutil.copytree(server.home, home / KEPT)
        server.start()
        return cls(playwright, home, server, kit, login, local, first.profile)

    def phone(self, *, connected: bool = False) -> Phone:
        """A running copy, locked, at the lock screen."""
        kept = Phone(self.playwright, self.server.origin, self.connected if connected else self.local)
        profile = kept.copy_profile(self.home / f"copy-{next(self._numbers)}")
        phone = Phone(self.playwright, self.server.origin, profile)
        self.phones.append(phone)
        phone.start()
        phone.open()
        return phone

    def fresh(self) -> Phone:
        """A phone on which nothing was ever done."""
        phone = Phone(self.playwright, self.server.origin, self.home / f"fresh-{next(self._numbers)}")
        self.phones.append(phone)
        phone.start()
        phone.open()
        return phone

    def open(self, *, connected: bool = False) -> tuple[Phone, Page]:
        """A running copy, unlocked, at Today."""
        phone = self.phone(connected=connected)
        moves.unlock(phone.page)
        moves.today(phone.page)
        return phone, phone.page

    def put_away(self) -> None:
        """End every phone that was handed out; the server knows again what it knew at the beginning."""
        while self.phones:
            self.phones.pop().kill()
        if _written(self.server.home) == self._untouched:
            return
        self.server.kill()
        shutil.rmtree(self.server.home)
        shutil.copytree(self.home / KEPT, self.server.home)
        self.server.start()
        self._untouched = _written(self.server.home)


def _written(home: Path) -> list[tuple[str, int]]:
    """When the files of the database were last written, its log of changes only if there are any."""
    files = [home / "selfward.sqlite3", home / "selfward.sqlite3-wal"]
    return [(file.name, file.stat().st_mtime_ns) for file in files if file.exists() and file.stat().st_size]
