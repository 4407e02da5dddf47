"""A lying server between two phones: the app says calmly what is so, loses nothing, and honesty heals it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Playwright, expect

from crypto import recovery, wrapping
from sync.client import Client
from sync.frames import ITEM
from sync.store import MemoryStore
from sync.transport import HttpTransport
from tests.journeys import lies, moves
from tests.journeys.phone import Phone
from tests.journeys.proxy import Lie, Proxy
from tests.journeys.server import Server

pytestmark = pytest.mark.browser

REFUSED = "The server shows something that doesn’t fit"
OFFLINE = re.compile(r"No connection\. Everything works")
SYNCED = re.compile("Synced today")
SYNCING = re.compile("Syncing…")


@dataclass
class Pair:
    """Two unlocked phones of one vault, their server behind a proxy, and the head of a stranger's log."""

    proxy: Proxy
    one: Phone
    two: Phone
    foreign: bytes


def foreign_head(origin: str) -> bytes:
    """Somebody else connects to the same server; the signed head of their log."""
    root = os.urandom(32)
    seed = recovery.seed(os.urandom(16))
    slot = wrapping.make_slot("recovery", seed, {1: root}, login="", salt=bytes(16), random=os.urandom)
    store = MemoryStore()
    client = Client(origin, HttpTransport(origin), os.urandom)
    client.connect(store, {1: root}, "somebody-else", moves.PASSPHRASE, slot)
    floor = store.floor()
    assert floor is not None
    return floor.pack()


@pytest.fixture(scope="module")
def pair(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """First run on the first phone, connected; the second signed in."""
    home = tmp_path_factory.mktemp("lies")
    proxy = Proxy()
    server = Server(home / "server", SELFWARD_ORIGIN=proxy.origin, SELFWARD_RATE_LIMITS="off")
    server.start()
    proxy.upstream = server.port
    one, two = (Phone(playwright, proxy.origin, home / name) for name in ("one", "two"))
    try:
        one.start()
        moves.first_run(one.open())
        login = moves.connect(one.page)
        moves.up_to_date(one.page)
        two.start()
        moves.sign_in(two.open(), login)
        write(two.page, "The first page.")
        synced(two.page)
        synced(one.page)
        yield Pair(proxy, one, two, foreign_head(proxy.origin))
    finally:
        one.kill()
        two.kill()
        server.kill()
        proxy.close()


def write(page: Page, text: str) -> None:
    """From anywhere: a new page with this text; ends when it is stored on this phone."""
    moves.home(page)
    moves.tab(page, "Write")
    page.get_by_role("textbox", name="Your page").fill(text)
    moves.stored(page)
    page.get_by_role("button", name="Done").click()


def synced(page: Page) -> None:
    """From anywhere: ask for a round and wait until everything is on the server; read what it healed."""
    moves.whereabouts(page)
    moves.sync_now(page)
    expect(page.get_by_role("status").filter(has_text="Synced").first).to_be_visible()
    if page.get_by_role("button", name="All right").is_visible():
        page.get_by_role("button", name="All right").click()
    moves.up_to_date(page)


def pages(page: Page) -> list[str]:
    """From anywhere to Journal: the words of every page in the list, oldest first."""
    moves.home(page)
    moves.tab(page, "Journal")
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    expect(page.get_by_text("also written")).to_have_count(0)
    older = page.get_by_role("button", name="Older pages")
    while older.is_visible():  # they come when the end of the list is seen
        shown = rows.count()
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
        expect(rows).not_to_have_count(shown)
    return [text.strip() for text in reversed(rows.locator(".lead").all_inner_texts())]


@contextmanager
def lying(proxy: Proxy, lie: Lie) -> Iterator[None]:
    """The server tells this lie until the end of the block, however it ends."""
    proxy.lie, proxy.told = lie, 0
    try:
        yield
    finally:
        proxy.lie = None


def recorded_page(pair: Pair) -> bytes:
    """A genuine page of the log as it once was."""
    seen = [x for x in pair.proxy.seen if x.method == "GET" and x.path.startswith("/v1/log?")]
    return next(x.body for x in seen if x.status == 200)


LIES: dict[str, tuple[Callable[[Pair], Lie], str | re.Pattern[str]]] = {
    "swap two envelopes": (lambda _: lies.swap_envelopes(), SYNCED),
    "flip a bit of an envelope": (lambda _: lies.flip_bit(ITEM, 16 + 300), SYNCED),
    "serve an old page": (lambda pair: lies.old_page(recorded_page(pair)), SYNCING),
    "drop a row": (lambda _: lies.drop_row(), SYNCED),
    "another account's head": (lambda pair: lies.other_head(pair.foreign), REFUSED),
    "lie about n": (lambda _: lies.lie_about_n(5), REFUSED),
    "an unknown frame": (lambda _: lies.unknown_frame(), REFUSED),
    "a page of something else": (lambda _: lies.garbage(), REFUSED),
    "409 for ever": (lambda _: lies.stale_for_ever(), SYNCING),
    "reply cut after commit": (lambda _: lies.cut_after_commit(), OFFLINE),
    "500 after commit": (lambda _: lies.error_after_commit(), OFFLINE),
}
"""Each lie, and what the second phone says of it."""


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_told_calmly_and_loses_nothing(pair: Pair, name: str) -> None:
    """Both phones write; one is lied to and says so; once the server is honest both show every page once."""
    one, two, proxy = pair.one.page, pair.two.page, pair.proxy
    before = pages(two)
    pair.two.offline()
    hers = [f"{name}: {n} on the first phone" for n in ("one", "two")]
    for text in hers:
        write(one, text)
    synced(one)
    mine = f"{name}: on the second phone"
    truth = [*before, *hers, mine]

    make, told = LIES[name]
    with lying(proxy, make(pair)):
        write(two, mine)
        pair.two.offline(False)
        moves.whereabouts(two)
        two.get_by_role("button", name=re.compile("^Sync now")).click()
        expect(two.get_by_role("status").filter(has_text=told).first).to_be_visible(timeout=5_000)
        moves.until(two, lambda: proxy.told > 0, timeout_s=10)
        shown = pages(two)
        assert shown == truth or (shown == [*before, mine] and told is not SYNCED)

    synced(two)
    synced(one)
    assert pages(one) == pages(two) == truth
    assert pair.one.errors == pair.two.errors == []
