"""The walk past what is made in a minute: each is begun, looked at, and emptied again, so nothing stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys import moves


def check_in(page: Page) -> Iterator[str]:
    """From Today: one with someone in it, among those that were made, and let go."""
    moves.today(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Check in")).click()
    page.get_by_role("button", name="Someone new").click()
    yield "check-in"
    page.get_by_role("button", name="Not sure who").click()
    page.get_by_role("slider", name="How much room").press("End")
    moves.stored(page)
    yield "check-in: someone is around"
    page.get_by_role("link", name="Earlier check-ins").click()
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(1)
    yield "check-ins"
    rows.get_by_role("link").click()
    page.get_by_role("button", name="More for this check-in").click()
    page.get_by_role("menuitem", name="Let it go").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    yield "check-ins, empty"
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    yield "check-in in the bin"
    page.get_by_role("button", name="Close").click()
    moves.at_today(page)


def moment(page: Page) -> Iterator[str]:
    """From Today: empty, and with everything it can say."""
    moves.today(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Moment")).click()
    line = page.get_by_label("What is happening?")
    expect(line).to_be_focused()
    yield "moment"
    line.fill("A text from mum.")
    marks = (
        page.get_by_role("button", name="Urge"),
        page.get_by_role("button", name="Can’t tell: How strong?"),
        page.get_by_role("button", name="Not sure", exact=True),
        page.get_by_role("radio", name="Mixed"),
    )
    for mark in marks:
        mark.click()
    moves.stored(page)
    yield "moment, told"
    for mark in marks:
        mark.click()
    line.fill("")
    page.get_by_role("button", name="Close").click()
    moves.at_today(page)


def drawing(page: Page) -> Iterator[str]:
    """A new page that is drawn on; every line is taken back."""
    page.get_by_role("link", name="Write").first.click()
    page.get_by_role("button", name="More for this page").click()
    page.get_by_role("menuitem", name="Draw on this page").click()
    paper = page.get_by_role("img", name="Paper to draw on")
    expect(paper).to_be_visible()
    yield "drawing"
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=8)
    page.mouse.up()
    moves.stored(page)
    yield "drawing, with a line"
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".paper path")).to_have_count(0)
    page.get_by_role("button", name="Back").click()
