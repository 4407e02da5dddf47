"""The first screens of the walk: before anything exists, first run, and the places while they are empty."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.screens import Stops, back, close

BRINGS = "I say yes before I have thought about it, and then I’m angry all week."
LOVE = "I’d take a breath first. I could say: let me think about it."


def welcome(page: Page) -> Stops:
    """From a fresh profile: everything before the first question."""
    expect(page.get_by_role("heading", name="A private place")).to_be_visible()
    yield "welcome"
    page.get_by_role("button", name="When a person is better").click()
    yield "welcome: when a person is better"
    close(page)
    page.get_by_role("button", name="Look around first").click()
    yield "welcome: staying in the browser"
    close(page)
    page.get_by_role("button", name="Put it on my home screen").click()
    expect(page.get_by_role("heading", name="Home screen first")).to_be_visible()
    yield "install"
    back(page)
    page.get_by_role("link", name="I already write on another device").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    yield "other device"
    page.get_by_role("button", name="Look").click()
    yield "other device: something is missing"
    page.get_by_role("radio", name="Recovery code").click()
    yield "other device: recovery code"
    back(page)


def first_run(page: Page) -> Stops:
    """The questions, the passphrase, the recovery code; ends on Today with nothing written."""
    moves.begin(page)
    yield "setup: what brings you"
    page.get_by_label("Tell it the way you’d tell a friend").fill(BRINGS)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="How would you love it to be?")).to_be_visible()
    yield "setup: how would you love it"
    page.get_by_role("textbox").fill(LOVE)
    page.get_by_role("button", name="That’s it for now").click()
    expect(page.get_by_role("list", name="Six words").get_by_role("listitem")).to_have_count(6)
    yield "setup: six words"
    page.get_by_role("button", name="Choose my own").click()
    page.get_by_label("Your passphrase", exact=True).fill("aaaa")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Too short to keep a guesser out.")).to_be_visible()
    yield "setup: own passphrase, too short"
    page.get_by_label("Your passphrase", exact=True).fill(moves.PASSPHRASE)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Type it once more")).to_be_visible(timeout=30_000)
    yield "setup: type it again"
    page.get_by_label("Passphrase", exact=True).fill("something else")
    page.get_by_role("button", name="This is it").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_attribute("aria-invalid", "true")
    yield "setup: typed differently"
    page.get_by_label("Passphrase", exact=True).fill(moves.PASSPHRASE)
    page.get_by_role("button", name="This is it").click()
    expect(page.locator("li .code")).to_have_count(7, timeout=30_000)
    yield "setup: recovery code"
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_label(re.compile(r"Group \d"))).to_have_count(2)
    yield "setup: two groups"
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "setup: two groups, not matching"
    page.get_by_role("button", name="Show it again").click()
    moves.check_kit(page)


def empty(page: Page) -> Stops:
    """The places while nothing has been written yet."""
    moves.at_today(page)
    yield "today, empty"
    moves.tab(page, "Journal")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    yield "journal, empty"
    moves.tab(page, "Parts")
    expect(page.get_by_role("heading", name="The table is laid.")).to_be_visible()
    yield "parts, empty"
    page.get_by_role("button", name="What is a part?").click()
    yield "parts: what is a part"
    close(page)
    page.get_by_role("button", name="Name someone, for now").click()
    page.get_by_role("button", name="Add", exact=True).click()
    yield "parts: someone new, without a name"
    close(page)
    moves.tab(page, "Write")
    expect(page.get_by_role("textbox", name="Your page")).to_be_focused()
    yield "write, empty"
    back(page)
