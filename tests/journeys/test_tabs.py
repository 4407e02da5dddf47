"""Two tabs of one profile: what is typed in both comes together, and the lock closes both."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.journal import PAGE, Journal
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

DEAF = """
  const listen = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (kind, heard) {
    listen.call(this, kind, (event) => {
      if (!globalThis.deaf || event.data?.event !== 'changed') heard(event);
    });
  };
"""
"""Script: with `deaf` set, a page does not hear that anything changed, as if the message had been dropped."""


def editor(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_role("textbox", name="Your page").input_value()


def paragraphs(page: Page) -> list[str]:
    """The paragraphs in the editor, in any order."""
    return sorted(editor(page).split("\n\n"))


def begin_paragraph(page: Page, text: str) -> None:
    """Type a paragraph at the end of the open page; it may not be stored yet."""
    box = page.get_by_role("textbox", name="Your page")
    box.press("Control+End")
    box.press("Enter")
    box.press("Enter")
    box.press_sequentially(text, delay=5)


def two_tabs_on_one_page(journal: Journal, script: str = "") -> tuple[Phone, Page, Page]:
    """The same page in the editor of two tabs, each unlocked by itself; `script` runs first in the second."""
    phone, one = journal.open()
    moves.journal(one)
    one.get_by_role("link", name=PAGE).click()
    one.get_by_role("button", name="Edit").click()
    assert phone.context is not None
    two = phone.context.new_page()
    two.add_init_script(script)
    two.on("pageerror", lambda error: phone.errors.append(str(error)))
    two.goto(one.url)
    moves.locked(two)
    assert PAGE not in two.content()
    moves.unlock(two)
    two.get_by_role("button", name="Edit").click()
    for tab in (one, two):
        expect(tab.get_by_role("textbox", name="Your page")).to_have_value(PAGE)
    return phone, one, two


def agree(one: Page, two: Page, expected: list[str]) -> None:
    """Wait until both editors hold these paragraphs, each once, in the same order."""
    moves.until(one, lambda: paragraphs(one) == paragraphs(two) == sorted(expected), timeout_s=15)
    assert editor(one) == editor(two)


def test_what_two_tabs_type_into_one_page_stands_in_both(journal: Journal) -> None:
    """Typed by turns and at the same time: nothing is lost, doubled or overwritten, also after reopening."""
    phone, one, two = two_tabs_on_one_page(journal)
    begin_paragraph(one, "Typed in the first tab.")
    begin_paragraph(two, "Typed in the second tab.")
    expected = [PAGE, "Typed in the first tab.", "Typed in the second tab."]
    agree(one, two, expected)

    begin_paragraph(two, "And again in the second.")
    moves.stored(two)
    expected.append("And again in the second.")
    agree(one, two, expected)

    address = one.url
    phone.kill()
    page = phone.start()
    page.goto(address)
    moves.unlock(page)
    page.get_by_role("button", name="Edit").click()
    moves.until(page, lambda: paragraphs(page) == sorted(expected), timeout_s=15)
    assert phone.errors == []


def test_a_tab_that_slept_never_overwrites_newer_words(journal: Journal) -> None:
    """Frozen with words not yet stored, it misses what the other tab stores; awake again, nothing is lost."""
    phone, one, two = two_tabs_on_one_page(journal)
    begin_paragraph(one, "Stored before the other tab slept.")
    expected = [PAGE, "Stored before the other tab slept."]
    agree(one, two, expected)

    devtools = two.context.new_cdp_session(two)
    begin_paragraph(two, "Typed just before sleeping.")
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    begin_paragraph(one, "Typed while the other tab slept.")
    moves.stored(one)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})

    expected += ["Typed just before sleeping.", "Typed while the other tab slept."]
    agree(one, two, expected)
    two.get_by_role("button", name="Done").click()
    two.close()
    agree(one, one, expected)
    assert phone.errors == []


def test_a_tab_that_heard_nothing_never_overwrites_newer_words(journal: Journal) -> None:
    """It still shows what stood before the other tab wrote anew; typed on, it keeps both in both."""
    phone, one, two = two_tabs_on_one_page(journal, DEAF)
    two.evaluate("globalThis.deaf = true")
    one.get_by_role("textbox", name="Your page").fill("Written anew in the first tab.\n\nTwice.")
    moves.stored(one)
    assert editor(two) == PAGE
    box = two.get_by_role("textbox", name="Your page")
    box.press("Control+End")
    box.press_sequentially(" Typed in the old one.", delay=5)
    moves.stored(two)

    moves.until(one, lambda: "Typed in the old one." in editor(one), timeout_s=15)
    for tab in (one, two):
        assert "Written anew in the first tab." in editor(tab)
        assert "Twice." in editor(tab)
    assert phone.errors == []


def test_two_tabs_in_one_sentence_lose_no_word(journal: Journal) -> None:
    """Typed into the same words at the same time: what does not stand on the page is kept beside it."""
    phone, one, two = two_tabs_on_one_page(journal)
    for word in range(4):
        for tab, key, text in ((one, "End", f" first{word}"), (two, "Home", f"second{word} ")):
            box = tab.get_by_role("textbox", name="Your page")
            box.press(key)
            box.press_sequentially(text, delay=5)
    moves.stored(one)
    moves.stored(two)

    moves.until(one, lambda: editor(one) == editor(two), timeout_s=15)
    for tab in (one, two):
        kept = editor(tab) + tab.get_by_role("main").inner_text()
        assert all(f"first{word}" in kept and f"second{word}" in kept for word in range(4))
    assert phone.errors == []


def test_locking_one_tab_locks_the_other_and_leaves_no_word_in_either(journal: Journal) -> None:
    """Nothing personal stands in either document, and what the other tab was typing was stored before."""
    phone, one, two = two_tabs_on_one_page(journal)
    sentinel = "Sentinel-heron, typed at the last moment."
    begin_paragraph(two, sentinel)
    moves.lock(one)
    moves.locked(two)

    for tab in (one, two):
        document = tab.evaluate("() => document.documentElement.outerHTML + document.title")
        fields = "".join(field.input_value() for field in tab.locator("input, textarea").all())
        for word in ("heron", "first page", "written before"):
            assert word not in document + fields
    moves.unlock(two)
    moves.journal(two)
    two.get_by_role("link", name=PAGE).click()
    expect(two.get_by_role("main")).to_contain_text(PAGE)
    expect(two.get_by_role("main").get_by_text(sentinel)).to_have_count(1)
    assert phone.errors == []
