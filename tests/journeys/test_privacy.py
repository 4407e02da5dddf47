"""Sentinel words are written; afterwards they are nowhere, neither on the server nor in any profile."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.phone import Phone
from tests.journeys.server import Server

pytestmark = pytest.mark.browser

WORDS = {
    "challenge": "zephyrquince",
    "love": "marmaladeowl",
    "page": "thistlegondola",
    "part": "Bramblevicar",
    "job": "cobaltsparrow",
    "promise": "velvetanchor",
    "concern": "gherkinsonata",
    "line of a dialogue": "parsleycomet",
    "caption": "nutmegvoyage",
    "word of one's own": "quillbeacon",
    "moment": "saffronhinge",
    "check-in": "walnutferry",
    "search": "thistlegon",
    "passphrase": "kettle orchard lantern",
}

SESSION_MS = 3500
"""Browsers write the state of open pages, form fields included, into session files every few seconds."""


def forms(word: str) -> list[bytes]:
    """A word as it may lie in a file: UTF-8, UTF-16, JSON escapes, either case."""
    return [
        form
        for text in {word, word.lower(), word.upper()}
        for form in (text.encode(), text.encode("utf-16-le"), json.dumps(text).encode())
    ]


def contents(path: Path) -> Iterator[bytes]:
    """A file's bytes, and what deflate streams in it hold (caches are stored compressed)."""
    data = path.read_bytes()
    yield data
    for magic in (b"\x1f\x8b\x08", b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
        at = data.find(magic)
        while at >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data[at:])
            at = data.find(magic, at + 1)


def hits(folder: Path) -> list[str]:
    """Every sentinel found below a folder, with the file it was in."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        for data in contents(path):
            found += [
                f"{name} in {path.relative_to(folder)}"
                for name, word in WORDS.items()
                if any(form in data for form in forms(word))
            ]
    return found


def note_everywhere(page: Page) -> None:
    """From the page of a part: a word into every kind of field, open while the browser takes its notes."""

    def tell(label: str, name: str) -> None:
        page.get_by_label(label, exact=True).fill(f"Of {WORDS[name]}.")
        page.wait_for_timeout(SESSION_MS)
        moves.stored(page)

    for button, label, name in (
        ("A promise to it", "What you promise", "promise"),
        ("Something that worries it", "In its own words", "concern"),
    ):
        page.get_by_role("button", name=button).click()
        tell(label, name)
        page.get_by_role("dialog").get_by_role("button", name="Done").click()
    moves.today(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Check in")).click()
    tell("One line, if there is one", "check-in")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("^Moment")).click()
    tell("What is happening?", "moment")
    page.get_by_role("button", name="Close").click()
    moves.tab(page, "Write")
    page.get_by_role("button", name="Turn into a dialogue").click()
    tell("Your line", "line of a dialogue")
    moves.home(page)
    moves.tab(page, "Write")
    page.get_by_role("button", name="More for this page").click()
    page.get_by_role("menuitem", name="Draw on this page").click()
    tell("What is on it, in words", "caption")
    moves.home(page)
    moves.tab(page, "Today")
    page.get_by_role("link", name=re.compile("^More")).first.click()
    page.get_by_role("link", name="Words I use").click()
    tell("Protector", "word of one's own")
    moves.home(page)


def test_no_word_is_left_on_the_server_or_in_the_profile(
    phone: Callable[..., Phone], server: Server, tmp_path: Path
) -> None:
    """Write, name, note, search, sync, lock, stop; then look through every byte that was stored."""
    one = phone("one")
    page = one.open()
    kit = moves.first_run(page, f"I meet {WORDS['challenge']}.", f"I could be {WORDS['love']}.")
    moves.write(page, f"Today {WORDS['page']} came by.")
    page.wait_for_timeout(SESSION_MS)
    page.get_by_role("button", name="Done").click()
    moves.home(page)
    moves.tab(page, "Parts")
    moves.name_part(page, WORDS["part"])
    page.get_by_role("link", name="Add or change").click()
    page.get_by_label("What it does").fill(f"It sorts {WORDS['job']}.")
    page.wait_for_timeout(SESSION_MS)
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    note_everywhere(page)
    login = moves.connect(page)
    moves.home(page)
    moves.tab(page, "Journal")
    page.get_by_role("searchbox").fill(WORDS["search"])
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    page.wait_for_timeout(SESSION_MS)
    security_lock(page)
    two = phone("two")
    moves.sign_in(two.open(), login)
    security_lock(two.page)

    server.kill()
    one.kill()
    two.kill()
    code = [kit.code.encode(), kit.code.replace("-", "").encode()]
    assert hits(server.home) == []
    assert hits(one.profile) == []
    assert hits(two.profile) == []
    for folder in (server.home, one.profile, two.profile):
        stored = [p for p in folder.rglob("*") if p.is_file() and any(c in p.read_bytes() for c in code)]
        assert stored == []
    with sqlite3.connect(server.database) as database:
        assert database.execute("SELECT count(*) FROM object").fetchone()[0] >= 11


def test_the_search_itself_can_find(tmp_path: Path) -> None:
    """A planted word is found in each form, so that finding nothing means something."""
    for n, form in enumerate(forms(WORDS["page"])):
        (tmp_path / f"{n}").write_bytes(b"\0\0" + form + b"\0")
    (tmp_path / "deflated").write_bytes(b"x" + zlib.compress(WORDS["job"].encode() * 3))
    found = hits(tmp_path)
    assert len({hit.split(" in ")[1] for hit in found}) == len(forms(WORDS["page"])) + 1


def security_lock(page: Page) -> None:
    """More, Security, Lock now."""
    moves.home(page)
    moves.tab(page, "Today")
    moves.security(page)
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
