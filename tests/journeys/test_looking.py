"""Looking back, words I use, help: what was noted is told plainly, in the person's own words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from crypto.encoding import b64
from tests.journeys import axe, elsewhere, moves, noticed
from tests.journeys.journal import Journal

pytestmark = pytest.mark.browser

SHOW = """(wanted) => {
  for (const name of ['theme', 'text']) {
    if (wanted[name]) document.documentElement.dataset[name] = wanted[name];
    else delete document.documentElement.dataset[name];
  }
}"""


def more(page: Page, name: str) -> None:
    """From anywhere to a screen that More leads to."""
    moves.home(page)
    page.get_by_role("link", name=re.compile("^More")).first.click()
    page.get_by_role("main").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def is_for_everyone(page: Page) -> None:
    """Nothing found by axe in light and dark, with the largest text and on a wide screen."""
    page.emulate_media(reduced_motion="reduce")
    found = axe.findings(page)
    page.evaluate(SHOW, {"theme": "dark"})
    found += axe.findings(page, "color-contrast")
    page.evaluate(SHOW, {"text": "xl"})
    found += axe.findings(page)
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    page.evaluate(SHOW, {})
    page.set_viewport_size({"width": 1280, "height": 800})
    found += axe.findings(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert found == []


def test_what_was_noted_is_told_plainly(journal: Journal) -> None:
    """Findings for everything, a challenge and a part, each with a table; a part that is not here is said."""
    phone, page = journal.open(connected=True)
    origin, secret = journal.server.origin, journal.kit.passphrase
    more(page, "Looking back")
    expect(page.get_by_role("heading", name="Nothing to look back on yet.")).to_be_visible()

    elsewhere.add(origin, journal.login, secret, noticed.weeks())
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.up_to_date(page)
    more(page, "Looking back")

    expect(page.get_by_role("heading", name=re.compile("^You led"))).to_be_visible()
    expect(page.get_by_role("heading", name="How exposed things feel is steady.")).to_be_visible()
    is_for_everyone(page)
    page.get_by_role("link", name=re.compile("Said yes to everybody")).click()
    expect(
        page.get_by_role("heading", name=re.compile("^It feels a little less charged than in"))
    ).to_be_visible()
    expect(page.get_by_text("8, quite charged").first).to_be_visible()
    expect(page.get_by_text("The Pleaser and the Critic", exact=True)).to_be_visible()

    page.get_by_role("button", name=re.compile("^Look at")).click()
    page.get_by_role("dialog").get_by_role("button", name="The Pleaser").click()
    seen = page.get_by_role("heading", name="It let you see more of it in three of the last five sittings.")
    expect(seen).to_be_visible()
    trust = page.locator(
        "section", has=page.get_by_role("heading", name=re.compile("^It trusts you a little more"))
    )
    trust.get_by_text("Read as a table").click()
    expect(trust.get_by_role("row")).to_have_count(1 + len(noticed.TRUST) + 1)
    expect(trust.get_by_role("cell", name="can’t tell")).to_be_visible()
    expect(page.get_by_text("If I stop, they leave.").first).to_be_visible()
    is_for_everyone(page)

    page.goto(f"{origin}/looking-back/part/{b64(b'nobody-like-this')}")
    moves.unlock(page)
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()
    assert phone.errors == []


def test_a_word_of_ones_own_stands_wherever_ours_did(journal: Journal) -> None:
    """Kept over a lock, and said in help beside the word of the books; ours come back, with a way back."""
    phone, page = journal.open()
    more(page, "Words I use")
    long = "the very small one who lives behind the blue door at the end of the corridor"
    page.get_by_label("Protector", exact=True).fill("guard")
    page.get_by_label("And for more than one “guard”").fill("guards")
    page.get_by_label("Tender part", exact=True).fill(long)
    moves.stored(page)
    is_for_everyone(page)

    moves.lock(page)
    moves.unlock(page)
    more(page, "Help")
    expect(page.get_by_text("For that, guards ease.")).to_be_visible()
    expect(page.get_by_text(f"a {long} needs to be found")).to_be_visible()
    expect(page.get_by_role("switch", name="Guards first")).not_to_be_checked()
    page.get_by_role("switch", name="Guards first").click()
    expect(page.get_by_role("definition").filter(has_text="Exile")).to_be_visible()
    is_for_everyone(page)

    more(page, "Words I use")
    page.get_by_role("button", name="Back to our words").click()
    expect(page.get_by_label("Protector", exact=True)).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Protector", exact=True)).to_have_value("guard")
    page.get_by_role("button", name="Back to our words").click()
    moves.stored(page)
    more(page, "Help")
    expect(page.get_by_role("switch", name="Protectors first")).to_be_checked()
    assert phone.errors == []
