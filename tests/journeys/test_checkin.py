"""Who is around, in a minute: few taps, no network, kept from the first tap; and Today, where it begins."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, clock, moves
from tests.journeys.journal import Journal
from tests.journeys.keys import focused, press, reach

pytestmark = pytest.mark.browser

PLEASER = "The Pleaser"
LINE = "Said yes before I had finished reading."

COUNT = """() => {
  globalThis.taps = 0;
  addEventListener('pointerdown', () => { globalThis.taps += 1; }, true);
}"""
"""Script: every touch of the page counts, wherever it lands."""


def with_part(page: Page, name: str = PLEASER) -> None:
    """From a place in the bar: somebody has a name; ends on Today."""
    moves.tab(page, "Parts")
    moves.name_part(page, name)
    moves.today(page)


def say(page: Page, question: str, value: int) -> None:
    """One touch of a slider, where this number lies."""
    slider = page.get_by_role("slider", name=question)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    edge = 14  # the rail is this much narrower than what can be touched
    x = box["x"] + edge + (box["width"] - 2 * edge) * value / 10
    page.touchscreen.tap(x, box["y"] + box["height"] / 2)
    expect(slider).to_have_attribute("aria-valuetext", re.compile(f"^{value} of 10, "))


def check_in(page: Page) -> None:
    """From Today into a new one."""
    page.get_by_role("link", name=re.compile("^Check in")).tap()
    expect(page.get_by_role("heading", name="Who is around right now?")).to_be_visible()


def earlier(page: Page) -> Locator:
    """From a check-in to those that were made before; their rows."""
    page.get_by_role("link", name="Earlier check-ins").click()
    expect(page.get_by_role("heading", name="Check-ins", level=1)).to_be_visible()
    return page.get_by_role("main").get_by_role("listitem")


def test_a_check_in_takes_a_minute_and_few_taps_and_survives_a_kill(
    journal: Journal, record_property: Callable[[str, object], None]
) -> None:
    """J2, offline: one part, its strength, its room, one line; killed in the next one, both are there."""
    phone, page = journal.open()
    moves.installed(page)
    with_part(page)
    phone.offline()
    page.evaluate(COUNT)

    began = time.monotonic()
    check_in(page)
    page.get_by_role("button", name=PLEASER).tap()
    say(page, "How strong is the Pleaser?", 6)
    say(page, "How much room does the Pleaser take?", 7)
    page.get_by_role("radio", name="Mixed").tap()
    page.get_by_label("One line").tap()
    page.keyboard.type(LINE)
    page.get_by_role("button", name="Done").tap()
    moves.at_today(page)
    seconds, taps = time.monotonic() - began, page.evaluate("() => globalThis.taps")
    record_property("taps", taps)
    record_property("seconds", round(seconds, 1))
    assert taps <= 8, f"{taps} taps"
    assert seconds <= 60

    # another one, begun and never ended
    check_in(page)
    page.get_by_role("button", name="Not sure who").tap()
    moves.stored(page)
    phone.kill()
    page = phone.start()
    phone.offline()
    phone.open()
    moves.unlock(page)
    expect(page.get_by_role("button", name="Not sure who")).to_have_attribute("aria-pressed", "true")
    rows = earlier(page)
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Not sure who")
    expect(rows.nth(1)).to_contain_text(f"{PLEASER} Strength 6, room 7")
    expect(rows.nth(1)).to_contain_text(LINE)
    assert axe.findings(page) == []
    assert phone.errors == []


def test_an_empty_one_leaves_nothing_and_a_removed_one_comes_back(journal: Journal) -> None:
    """Tapped on and off again: gone. Changed later: changed. Let go: gone, with a way back."""
    phone, page = journal.open()
    with_part(page)
    check_in(page)
    nobody = page.get_by_role("button", name="No one I notice")
    nobody.tap()
    moves.stored(page)
    nobody.tap()
    page.get_by_role("button", name="Close").tap()
    moves.at_today(page)

    check_in(page)
    pleaser = page.get_by_role("button", name=PLEASER, exact=True)
    pleaser.tap()
    say(page, "How strong is the Pleaser?", 0)
    pleaser.tap()
    expect(page.get_by_role("slider")).to_have_count(0)
    pleaser.tap()
    page.get_by_role("button", name="Someone new").tap()
    page.get_by_label("A name, for now").fill("Hothead")
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.get_by_role("button", name="Hothead", exact=True)).to_have_attribute("aria-pressed", "true")
    moves.stored(page)
    rows = earlier(page)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Hothead")
    expect(rows).to_contain_text("Strength 0")

    rows.get_by_role("link").click()
    page.get_by_label("Something you need").fill("A quiet evening")
    moves.stored(page)
    page.get_by_role("button", name="Done").tap()
    expect(rows).to_contain_text("Needed: A quiet evening")
    rows.get_by_role("link").click()
    page.get_by_role("button", name="More for this check-in").tap()
    page.get_by_role("menuitem", name="Let it go").tap()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(rows).to_have_count(1)
    assert phone.errors == []


def test_a_check_in_by_keyboard(journal: Journal) -> None:
    """By keys alone, with what a screen reader says on the way."""
    phone, page = journal.open()
    with_part(page)
    press(page, 'link "Check in')
    expect(page.get_by_role("heading", name="Check in", level=1)).to_be_focused()
    press(page, f'button "{PLEASER}"', "Space")
    assert focused(page) == f'button "{PLEASER}" [pressed]'
    reach(page, 'slider "How strong is the Pleaser?"')
    assert said(page) == "not said yet"
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert said(page) == "6 of 10, medium"
    press(page, 'button "Can’t tell: How much room does the Pleaser take?"', "Space")
    reach(page, 'slider "How much room', back=True)
    assert said(page) == "Can’t tell"
    page.keyboard.press("End")
    assert said(page) == "10 of 10, the whole room"
    press(page, 'radio "You"', "ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == 'radio "Mixed" [checked]'
    reach(page, 'textbox "One line, if there is one"')
    page.keyboard.type(LINE)
    moves.stored(page)
    press(page, 'button "Done"')
    expect(page.get_by_role("heading", name="Good to see you.")).to_be_focused()
    assert phone.errors == []


def said(page: Page) -> str | None:
    """The value of the slider that has the focus, as it is spoken."""
    return page.locator(":focus").get_attribute("aria-valuetext")


def test_today_begins_with_who_showed_up_and_follows_the_path(journal: Journal) -> None:
    """Nobody has a name: a page to find out. Then the step is about whoever was named."""
    phone, page = journal.open()
    step = page.get_by_role("region", name=re.compile("Who showed up"))
    step.get_by_role("link", name="Begin").tap()
    page.get_by_role("textbox", name="Your page").fill("Maya asked, and I said of course.")
    expect(page.get_by_text("what would you call them for now?")).to_be_visible()
    page.get_by_role("region", name="Parts").get_by_role("button", name="Add").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Someone new").fill(PLEASER)
    dialog.get_by_role("button", name="Add").tap()
    expect(dialog.get_by_role("button", name=PLEASER)).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Done").tap()
    moves.stored(page)
    moves.today(page)
    expect(page.get_by_role("region", name="Ask the Pleaser what it does for you.")).to_be_visible()
    page.get_by_role("button", name="Something else").tap()
    expect(page.get_by_role("region", name="Ask the Pleaser what it does for you.")).to_have_count(0)
    page.get_by_role("link", name=re.compile("See the path")).tap()
    expect(page).to_have_url(re.compile("/path/.{22}$"))
    assert phone.errors == []


def test_a_promise_is_on_today_from_its_day_on(journal: Journal) -> None:
    """Three equal answers, and the way back. With a clock that was set back nothing is said."""
    phone, page = journal.open()
    moves.tab(page, "Parts")
    moves.name_part(page, PLEASER)
    promise(page, "Five minutes on Sunday.", "2026-01-02")
    moves.today(page)
    card = page.get_by_role("region", name="A promise to the Pleaser")
    expect(card).to_contain_text("Five minutes on Sunday.")
    expect(card.get_by_role("button")).to_have_text(["Kept", "Changed together", "Let it know"])
    card.get_by_role("button", name="Kept").tap()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    expect(card).to_be_visible()
    assert axe.findings(page) == []

    clock.put(page, -2 * clock.YEAR_MS)
    page.keyboard.press("Shift")
    moves.locked(page)
    clock.put(page, -2 * clock.YEAR_MS)
    moves.unlock(page)
    moves.at_today(page)
    expect(page.get_by_role("link", name=re.compile("^Check in"))).to_be_visible()
    expect(card).to_have_count(0)
    assert phone.errors == []


def promise(page: Page, words: str, day: str) -> None:
    """On the page of a part: promise it something by a day."""
    page.get_by_role("button", name="A promise to it").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What you promise").fill(words)
    dialog.get_by_label("By when").fill(day)
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_text(words)).to_be_visible()
