"""The walk past what comes with time: figures, the path, what one works with, other ways to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys import moves, vault
from tests.journeys.clock import DAY_MS

Stops = Iterator[str]

SUGGESTION = re.compile("^A thought about where to look")


def some_weeks(page: Page, pleaser: str) -> None:
    """What some weeks leave of a part, a tug and the challenge: something for every kind of figure."""
    now_ms = int(page.evaluate("Date.now()"))
    (part,) = (one["id"] for one in vault.notes(page, "part") if one["name"] == pleaser)
    (tug,) = (one["id"] for one in vault.notes(page, "relation"))
    (challenge,) = vault.notes(page, "challenge")
    known = {"type": "challenge", "id": challenge["id"], "lv": challenge["lv"]}
    vault.ask(page, "saveNote", **known, fields={"parts": [part], "focus": ["1"]})
    pages = [row["id"] for row in vault.ask(page, "entries", limit=2)["rows"]]
    worry = vault.add(page, "concern", part=part, words="Then they leave.", at_ms=now_ms - 40 * DAY_MS)
    for weeks, trust in ((6, 2), (4, 3), (2, 5), (1, "cant_tell"), (0, 6)):
        at_ms = now_ms - weeks * 7 * DAY_MS
        others = {"extremity": 3 + weeks, "space": 6 - weeks, "ease": 5, "knows": "glimpses"}
        vault.add(page, "reading", of=part, at_ms=at_ms, trust=trust, toward=["curiosity"], **others)
        vault.add(page, "reading", of=tug, at_ms=at_ms, tension=3 + weeks)
        vault.add(page, "reading", of=challenge["id"], at_ms=at_ms, charge=2 + weeks)
    for days, entry in enumerate(pages):
        for hours, room in ((2, 8), (1, 5)):
            at_ms = now_ms - days * DAY_MS - hours * 3_600_000
            vault.add(page, "reading", of=part, at_ms=at_ms, room=room, **{"from": entry})
    vault.add(page, "reading", of=worry, at_ms=now_ms, heard="some")
    vault.add(page, "witness", part=part, seen="mostly", heard="some", at_ms=now_ms)


def path(page: Page) -> Stops:
    """From a place in the bar: both ways to look at it, a place on it, the suggestion."""
    moves.home(page)
    moves.tab(page, "Path")
    page.get_by_role("radio", name="From the hope").click()
    suggestion = page.get_by_role("button", name=SUGGESTION)
    expect(suggestion).to_be_visible()
    yield "path"
    page.get_by_role("button", name=re.compile("^Whom does it look after")).click()
    yield "path: asking about an open circle"
    close(page)
    suggestion.click()
    yield "path: a suggestion"
    page.get_by_role("button", name="Another one", exact=True).click()
    yield "path: which one, then"
    close(page)
    page.get_by_role("button", name=re.compile("^Why this first")).first.click()
    expect(page.get_by_role("heading", name="What has been noted").first).to_be_visible()
    yield "path, step by step"
    page.get_by_role("button", name="Why this order?").click()
    yield "path: why this order"
    close(page)
    yield from working_with(page)


def working_with(page: Page) -> Stops:
    """From the path: what else there is, one of them, and a new one that is not told."""
    page.get_by_role("button", name=re.compile("^Look at another one")).click()
    yield "path: look at another one"
    page.get_by_role("dialog").get_by_role("link", name="See all of them").click()
    expect(page.get_by_role("button", name="Something else as well")).to_be_visible()
    yield "challenges"
    page.get_by_role("button", name="Something else as well").click()
    yield "challenge, new"
    close(page)
    page.get_by_role("main").get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="What you’re working with")).to_be_visible()
    yield "challenge"
    page.get_by_role("link", name="See the path").click()
    expect(page.get_by_role("radio", name="From the hope")).to_be_checked()
    yield "path of one of them"


def ways_to_write(page: Page) -> Stops:
    """A page that becomes everything a page can be, and is left without a word."""
    moves.tab(page, "Write")
    expect(page.get_by_role("textbox", name="Your page")).to_be_focused()
    page.get_by_role("button", name="Seal it").click()
    yield "write: seal"
    close(page)
    page.get_by_role("button", name="Turn into a dialogue").click()
    expect(page.get_by_role("textbox", name="Your line")).to_be_visible()
    yield "dialogue"
    page.get_by_role("button", name="Someone else speaks").click()
    yield "dialogue: someone else speaks"
    close(page)
    for turn, name in (("Turn into a letter", "letter"), ("Turn into a session note", "session note")):
        page.get_by_role("button", name="More for this page").click()
        page.get_by_role("menuitem", name=turn).click()
        expect(page.get_by_role("menuitem", name=turn)).to_have_count(0)
        yield name
    page.get_by_role("button", name="Back", exact=True).click()
    moves.home(page)


def close(page: Page) -> None:
    """Close what lies over the screen."""
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
