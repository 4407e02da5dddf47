"""A walk past every screen: each act goes on from where the one before ended, and names every stop.

Whoever walks does at each stop what it came for: look, measure, take a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys import deeper, moves, passing

Stops = Iterator[str]

PAGES = (
    "Maya asked if I could take the Friday shift.\n\nI heard myself say of course before I had even looked.",
    "On the bus I noticed how tight my shoulders were. Somebody in me was already writing the apology.",
    "The harbour at six. Nobody wanted anything, and it was quiet for a while.",
)
PLEASER, CRITIC = "The Pleaser", "The one who counts mistakes"


def filling(page: Page) -> Stops:
    """Parts are named, pages written, and one of them is moved to the bin; ends in the journal."""
    for name, job in ((PLEASER, "It keeps everybody content, so that nobody leaves."), (CRITIC, "")):
        moves.tab(page, "Parts")
        page.get_by_role("button", name=re.compile("Name someone, for now|Someone new")).click()
        page.get_by_label("A name, for now").fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        if not job:
            back(page)
            continue
        yield "part, new"
        page.get_by_role("link", name="Add or change").click()
        page.get_by_label("What it does").fill(job)
        page.get_by_text("How it shows itself").click()
        page.get_by_role("textbox", name="Where you notice it").fill("Throat, shoulders")
        moves.stored(page)
        yield "part: writing what is known"
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name=re.compile("^Change")).click()
        yield "part: what does it do for you"
        page.get_by_role("radio", name=re.compile("of my own")).click()
        yield "part: an own word"
        page.get_by_role("radio", name=re.compile("^Plans ahead")).click()
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="More for the Pleaser").click()
        yield "part: menu"
        page.get_by_role("menuitem", name="Let it leave the list").click()
        yield "part: let it leave"
        page.get_by_role("button", name="Let it stay").click()
        back(page)
    yield "parts"
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("Nobody is connected yet.")).to_be_visible()
    yield "map, nobody connected"
    page.get_by_role("button", name="Connect two").click()
    page.get_by_role("group", name="Who?").get_by_role("button", name=PLEASER).click()
    page.get_by_role("radio", name="tug").click()
    page.get_by_role("group", name="With whom?").get_by_role("button", name=CRITIC).click()
    page.get_by_role("slider").fill("7")
    yield "map: connect two"
    page.get_by_role("button", name="Draw the line").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    for number, text in enumerate(PAGES):
        moves.tab(page, "Write")
        page.get_by_role("textbox", name="Your page").fill(text)
        moves.stored(page)
        if number == 0:
            yield "write: typing"
            page.get_by_role("button", name="Who is in this?").click()
            page.get_by_role("button", name=PLEASER).click()
            yield "write: who is in this"
            page.get_by_role("dialog").get_by_role("button", name="Done").click()
            yield "write: with a part"
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("button", name="Edit")).to_be_visible()
        if number == 0:
            yield "write: reading"
            page.get_by_role("button", name="More for this page").click()
            yield "write: page menu"
            page.keyboard.press("Escape")
        if number == len(PAGES) - 1:
            page.get_by_role("button", name="More for this page").click()
            page.get_by_role("menuitem", name="Move to the bin").click()
            expect(page.get_by_role("button", name="Undo")).to_be_visible()
            yield "parts, with the way back from the bin"
        else:
            back(page)
    deeper.some_weeks(page, PLEASER)


def places(page: Page) -> Stops:
    """Every place of a filled journal; needs nothing, changes nothing."""
    moves.home(page)
    moves.tab(page, "Today")
    expect(page.get_by_role("link", name=re.compile("^Check in"))).to_be_visible()
    yield "today"
    moves.tab(page, "Journal")
    rows = (
        page.get_by_role("main")
        .get_by_role("listitem")
        .or_(page.get_by_role("region", name="Pages").get_by_role("listitem"))
    )
    expect(rows).to_have_count(len(PAGES) - 1)
    yield "journal"
    search = page.get_by_role("searchbox")
    search.fill("shift")
    expect(page.get_by_text("One page mentions")).to_be_visible()
    yield "journal: found"
    search.fill("zebra")
    expect(page.get_by_text("Nothing here says")).to_be_visible()
    yield "journal: nothing found"
    search.fill("")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name=PLEASER).click()
    yield "journal: filter"
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("One page fits.")).to_be_visible()
    yield "journal, filtered"
    page.get_by_role("button", name=PLEASER).click()
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name=re.compile("^Bin")).click()
    expect(page.get_by_role("heading", name="Bin")).to_be_visible()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    yield "bin"
    page.get_by_role("button", name="Delete for good").click()
    yield "bin: delete for good"
    page.get_by_role("button", name="Keep it in the bin").click()
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").click()
    expect(page.get_by_role("heading", name="This page is in the bin")).to_be_visible()
    yield "page in the bin"
    moves.home(page)
    moves.tab(page, "Journal")
    rows.last.get_by_role("link").click()
    expect(page.get_by_role("button", name="Edit")).to_be_visible()
    yield "page"
    page.get_by_role("button", name="Edit").click()
    yield "page, editing"
    page.get_by_role("button", name="Done").click()
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("link", name=re.compile(PLEASER)).click()
    expect(page.get_by_role("heading", name=PLEASER, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Pages with the Pleaser")).to_be_visible()
    yield "part"
    yield from visit(page, "Ask it today", "part: ask it today")
    page.get_by_role("link", name="Ask what it allows").click()
    page.get_by_text("May I come near?").click()
    yield "part: what it allows"
    back(page)
    page.get_by_role("button", name="A promise to it").click()
    yield "part: a promise"
    close(page)
    moves.home(page)
    yield from on_the_map(page)
    moves.today(page)
    page.get_by_role("link", name=re.compile("^More")).first.click()
    expect(page.get_by_role("heading", name="More")).to_be_visible()
    yield "more"
    yield from looking_back(page)
    yield from visit(page, "Words I use", "words I use")
    yield from visit(page, "Help", "help")
    yield from visit(page, "Look and text size", "look")
    yield from visit(page, "Put it on my home screen", "more: install")
    yield from visit(page, "About", "about")
    page.get_by_role("link", name=re.compile("^Security")).click()
    expect(page.get_by_role("heading", name="Security and sync")).to_be_visible()
    yield "security"
    yield from visit(page, "Recovery code", "security: recovery code, checked")
    yield from visit(page, "Add a device", "security: add a device")
    yield from visit(page, "Lock after", "security: lock after")
    yield from visit(page, "Saved where?", "security: saved where")
    yield from passing.check_in(page)
    yield from passing.moment(page)
    yield from passing.drawing(page)
    yield from deeper.ways_to_write(page)
    yield from deeper.path(page)


def looking_back(page: Page) -> Stops:
    """From More: everything together, a part, what the person works with; and back to More."""
    page.get_by_role("main").get_by_role("link", name="Looking back").click()
    whom = page.get_by_role("button", name=re.compile("^Look at"))
    expect(whom).to_be_visible()
    yield "looking back"
    whom.click()
    yield "looking back: at whom"
    page.get_by_role("dialog").get_by_role("button", name=PLEASER).click()
    expect(whom).to_have_accessible_name(re.compile(PLEASER))
    yield "looking back: part"
    whom.click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^I say yes")).click()
    expect(whom).to_have_accessible_name(re.compile("I say yes"))
    yield "looking back: challenge"
    moves.home(page)
    page.get_by_role("link", name=re.compile("^More")).first.click()


def on_the_map(page: Page) -> Stops:
    """From a place in the bar: the map, who is on it, and the same in words."""
    moves.tab(page, "Parts")
    page.get_by_role("link", name="Map", exact=True).click()
    pleaser = page.get_by_role("group", name=re.compile("^The map")).get_by_role("button", name=PLEASER)
    expect(pleaser).to_be_visible()
    yield "map"
    pleaser.click()
    yield "map: a part"
    page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    yield "map: moving"
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("link", name="Read in words").click()
    line = page.get_by_role("button", name=re.compile("pull against each other"))
    expect(line).to_be_visible()
    yield "map in words"
    line.click()
    yield "map in words: a line"
    close(page)
    moves.home(page)


def visit(page: Page, link: str, name: str) -> Stops:
    """A screen behind a link, and back again."""
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{re.escape(link)}")).click()
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    yield name
    back(page)


def back(page: Page) -> None:
    """The arrow, or the cross."""
    page.get_by_role("button", name=re.compile("^(Back|Close)$")).click()


def close(page: Page) -> None:
    """Close what lies over the screen."""
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
