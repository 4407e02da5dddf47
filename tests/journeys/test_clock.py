"""Time: a clock that is a year wrong, the lock that comes by itself, and the cover."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import clock, moves
from tests.journeys.clock import MINUTE_MS, YEAR_MS
from tests.journeys.journal import PAGE, Journal

pytestmark = pytest.mark.browser

SECRET = "marmaladeowl"


def text_of(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_role("textbox", name="Your page").input_value()


def add(page: Page, text: str) -> None:
    """Type a paragraph at the end of the open page; ends when it is stored."""
    box = page.get_by_role("textbox", name="Your page")
    box.press("Control+End")
    box.press("Enter")
    box.press_sequentially(text, delay=5)
    moves.stored(page)


def put_wrong(page: Page, ms: int) -> None:
    """Put the clock wrong; the next key locks the journal, as after a long pause, and it is opened again."""
    clock.put(page, ms)
    page.keyboard.press("Shift")
    moves.locked(page)
    clock.put(page, ms)
    moves.unlock(page)
    page.get_by_role("button", name="Edit").click()


def edit_first(page: Page) -> None:
    """From Today: open the first page of all for writing."""
    moves.tab(page, "Journal")
    page.get_by_role("link", name=re.compile(PAGE)).click()
    page.get_by_role("button", name="Edit").click()


def test_a_clock_that_is_a_year_wrong_costs_no_word(journal: Journal) -> None:
    """Forth and back between saves, on two phones with different clocks: every text stays, and both agree."""
    one, page = journal.open(connected=True)
    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    edit_first(page)
    edit_first(other)
    one.offline()
    two.offline()

    add(page, "Typed with the right clock.")
    put_wrong(page, YEAR_MS)
    add(page, "Typed a year ahead.")
    put_wrong(other, -YEAR_MS)
    add(other, "Typed a year behind.")
    put_wrong(page, -YEAR_MS)
    add(page, "Typed another year behind.")
    one.offline(False)
    moves.synced(page)
    two.offline(False)
    moves.synced(other)
    put_wrong(other, YEAR_MS)
    add(other, "Typed at the end.")
    moves.synced(other)

    clock.hide(page)
    page.wait_for_timeout(1000)
    clock.show(page)
    typed = {"right clock.", "year ahead.", "a year behind.", "another year behind.", "at the end."}
    moves.until(page, lambda: all(words in text_of(page) for words in typed))
    moves.until(other, lambda: text_of(other) == text_of(page))
    assert text_of(page).startswith(PAGE)
    assert len(text_of(page).split("\n")) == 6
    assert one.errors == []
    assert two.errors == []


def test_the_lock_comes_by_the_clock_on_the_wall(journal: Journal) -> None:
    """One minute without a touch: it locks, stores the last words, and shows nothing."""
    phone, page = journal.open()
    moves.security(page)
    page.get_by_role("link", name="Lock after").click()
    page.get_by_role("radio", name="1 minute").click()
    moves.today(page)
    moves.write(page, f"A secret: {SECRET}.")
    box = page.get_by_role("textbox", name="Your page")
    for passed in (50, 100):
        clock.put(page, passed * 1000)
        box.press_sequentially(" Still here.", delay=5)
        moves.stored(page)

    box.press_sequentially(" The last words", delay=5)
    clock.put(page, 100_000 + MINUTE_MS + 1000)
    moves.locked(page)
    assert SECRET not in page.content()
    assert page.title() == "Locked"
    page.go_back()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
    assert SECRET not in page.content()

    moves.unlock(page)
    expect(page.get_by_role("textbox", name="Your page")).to_have_value(
        f"A secret: {SECRET}. Still here. Still here. The last words"
    )
    assert phone.errors == []


def test_out_of_sight_it_is_covered_and_after_a_while_locked(journal: Journal) -> None:
    """Covered before a picture can be taken; back in time it goes on, back too late it is locked."""
    phone, page = journal.open()
    moves.write(page, f"A secret: {SECRET}.")
    box = page.get_by_role("textbox", name="Your page")
    box.press_sequentially(" Typed and gone", delay=0)
    assert clock.hide(page)
    cover = page.get_by_role("dialog", name="Covered")
    expect(cover).to_be_visible()
    shown = page.evaluate("() => document.elementsFromPoint(180, 300).map((element) => element.className)[0]")
    assert "coverpage" in shown
    assert not clock.show(page)
    expect(cover).to_have_count(0)
    assert text_of(page) == f"A secret: {SECRET}. Typed and gone"

    clock.hide(page)
    clock.put(page, 6 * MINUTE_MS)
    assert clock.show(page), "the lock is on its way, and nothing is painted before it"
    moves.locked(page)
    assert SECRET not in page.content()
    moves.unlock(page)
    expect(page.get_by_role("textbox", name="Your page")).to_have_value(f"A secret: {SECRET}. Typed and gone")
    assert phone.errors == []
