"""The walk everything stands on: write offline, lose nothing, read it on the second phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser


def page_text(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_role("textbox", name="Your page").input_value()


def open_newest(page: Page) -> None:
    """From a place in the bar: Journal, the newest page, edit it."""
    moves.tab(page, "Journal")
    page.get_by_role("main").get_by_role("listitem").first.get_by_role("link").first.click()
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("textbox", name="Your page")).to_be_focused()


def add_paragraph(page: Page, text: str) -> None:
    """Type a paragraph at the end of the open page."""
    box = page.get_by_role("textbox", name="Your page")
    box.press("Control+End")
    box.press("Enter")
    box.press_sequentially(text, delay=5)
    moves.stored(page)


def test_a_page_written_offline_reaches_the_second_phone_and_both_edits_stay(
    phone: Callable[..., Phone],
) -> None:
    """First run, offline, killed while typing, reopened, connected, read and edited on two phones."""
    one = phone("one")
    page = one.open()
    moves.first_run(page)
    moves.installed(page)

    # Offline: write, and be killed in the middle of a word
    one.offline()
    moves.write(page, "Maya asked if I could take the Friday shift.")
    page.get_by_role("textbox", name="Your page").press_sequentially(" I heard myself say of cour", delay=20)
    page.wait_for_timeout(400)
    page.get_by_role("textbox", name="Your page").press_sequentially("se", delay=0)
    one.kill()

    # Still offline: everything but at most the last 300 ms is there
    page = one.start()
    one.offline()
    one.open()
    moves.unlock(page)
    moves.today(page)
    open_newest(page)
    assert page_text(page).startswith(
        "Maya asked if I could take the Friday shift. I heard myself say of cour"
    )
    page.get_by_role("textbox", name="Your page").fill("Maya asked.\n\nI said of course.")
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Back").click()

    # Back online: connect, and read it on a second phone
    one.offline(False)
    login = moves.connect(page)
    moves.home(page)
    two = phone("two")
    other = two.open()
    moves.sign_in(other, login)
    open_newest(other)
    assert page_text(other) == "Maya asked.\n\nI said of course."

    # Both edit the same page offline
    open_newest(page)
    one.offline()
    two.offline()
    add_paragraph(page, "Written on the first phone.")
    add_paragraph(other, "Written on the second phone.")

    # Both sync; both texts stand on both
    one.offline(False)
    moves.synced(page)
    two.offline(False)
    moves.synced(other)
    for each in (other, page):
        moves.until(each, lambda at=each: {"first", "second"} <= set(page_text(at).split()))
    assert sorted(page_text(page).split("\n\n")) == sorted(page_text(other).split("\n\n"))
    assert one.errors == []
    assert two.errors == []
