"""Two tabs of one app: texts meet in both, the older never overwrites the newer, one lock is every lock."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.journal import PAGE, Journal
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

SECRET = "marmaladeowl"
WORDS = 12
DEAF = """
  const listen = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (kind, heard) {
    listen.call(this, kind, (event) => {
      if (!globalThis.deaf || event.data?.event !== 'changed') heard(event);
    });
  };
"""
"""With `deaf` set, a page does not hear that anything changed, as if its messages had been dropped."""


def second_tab(phone: Phone, script: str = "") -> Page:
    """Another tab, at its lock, in which this script ran first."""
    assert phone.context is not None
    page = phone.context.new_page()
    page.add_init_script(script)
    page.on("pageerror", lambda error: phone.errors.append(str(error)))
    page.goto(phone.origin)
    moves.locked(page)
    return page


def edit_first(page: Page) -> None:
    """From Today: open the first page of all for writing."""
    moves.tab(page, "Journal")
    page.get_by_role("link", name=re.compile(PAGE)).click()
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("textbox", name="Your page")).to_be_focused()


def text_of(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_role("textbox", name="Your page").input_value()


def add(page: Page, text: str, key: str = "Control+End") -> None:
    """Type at the end (or with Control+Home at the beginning) of the open page."""
    box = page.get_by_role("textbox", name="Your page")
    box.press(key)
    box.press_sequentially(text, delay=5)


def test_two_tabs_on_one_page_keep_what_both_type(journal: Journal) -> None:
    """Typed in turns and at the same time: both texts stand in both tabs, and in the store."""
    phone, one = journal.open()
    two = second_tab(phone)
    moves.unlock(two)
    moves.today(two)
    edit_first(one)
    edit_first(two)

    add(one, " Typed in the first tab.")
    moves.stored(one)
    moves.until(two, lambda: text_of(two) == f"{PAGE} Typed in the first tab.", 10)
    add(two, "In the second tab. ", key="Control+Home")
    moves.stored(two)
    both = f"In the second tab. {PAGE} Typed in the first tab."
    moves.until(one, lambda: text_of(one) == both, 10)

    one.get_by_role("textbox", name="Your page").fill("One paragraph.\n\nAnother one.")
    moves.stored(one)
    moves.until(two, lambda: text_of(two) == "One paragraph.\n\nAnother one.", 10)
    for word in range(WORDS):
        add(one, f" first{word}")
        add(two, f"second{word} ", key="Control+Home")
    moves.stored(one)
    moves.stored(two)
    above = " ".join(f"second{word}" for word in reversed(range(WORDS)))
    below = " ".join(f"first{word}" for word in range(WORDS))
    both = f"{above} One paragraph.\n\nAnother one. {below}"
    for tab in (one, two):
        moves.until(tab, lambda at=tab: text_of(at) == both, 10)
        expect(tab.get_by_text("This page was written in two places.")).to_have_count(0)
    assert phone.errors == []


def test_two_tabs_in_one_sentence_lose_no_word(journal: Journal) -> None:
    """Typed into the same words at the same time: what does not stand on the page is kept beside it."""
    phone, one = journal.open()
    two = second_tab(phone)
    moves.unlock(two)
    moves.today(two)
    edit_first(one)
    edit_first(two)
    for word in range(4):
        add(one, f" first{word}")
        add(two, f"second{word} ", key="Control+Home")
    moves.stored(one)
    moves.stored(two)

    moves.until(one, lambda: text_of(one) == text_of(two), 10)
    for tab in (one, two):
        kept = text_of(tab) + tab.get_by_role("main").inner_text()
        assert all(f"first{word}" in kept and f"second{word}" in kept for word in range(4))
    assert phone.errors == []


def test_a_tab_that_missed_everything_does_not_overwrite(journal: Journal) -> None:
    """A tab that heard nothing of the other one types on: what the other wrote stays, in both."""
    phone, one = journal.open()
    two = second_tab(phone, DEAF)
    moves.unlock(two)
    moves.today(two)
    edit_first(one)
    edit_first(two)
    two.evaluate("globalThis.deaf = true")

    one.get_by_role("textbox", name="Your page").fill("Written anew in the first tab.\n\nA second paragraph.")
    moves.stored(one)
    assert text_of(two) == PAGE
    add(two, " Typed in the old one.")
    moves.stored(two)

    moves.until(one, lambda: "Typed in the old one." in text_of(one), 10)
    for tab in (one, two):
        assert "Written anew in the first tab." in text_of(tab)
        assert "A second paragraph." in text_of(tab)
    assert phone.errors == []


def test_one_lock_is_every_lock(journal: Journal) -> None:
    """Each tab is opened by itself; locking one stores the last words of both and leaves nothing to read."""
    phone, one = journal.open()
    moves.write(one, f"A secret: {SECRET}.")
    two = second_tab(phone)
    assert SECRET not in two.content()
    assert "One moment" not in two.title()
    expect(two.get_by_role("navigation", name="Main")).to_have_count(0)
    moves.unlock(two)
    moves.today(two)
    moves.tab(two, "Write")
    two.get_by_role("textbox", name="Your page").press_sequentially(f"Another {SECRET}", delay=0)
    one.bring_to_front()
    add(one, " Typed last")
    moves.lock(one)

    moves.locked(two)
    for tab in (one, two):
        assert SECRET not in tab.content()
        assert tab.title() == "Locked"
    moves.unlock(one)
    moves.locked(two)
    moves.today(one)
    expect(one.get_by_text(f"A secret: {SECRET}. Typed last").first).to_be_visible()
    expect(one.get_by_text(f"Another {SECRET}").first).to_be_visible()
    assert phone.errors == []
