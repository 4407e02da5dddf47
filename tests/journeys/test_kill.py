"""The browser is killed without a goodbye: in every step of first run, and in the middle of words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import moves
from tests.journeys.journal import Journal
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

WORDS, LOVE = "I say yes to everybody, always.", "I could say a small no."
GRACE_S = 0.3
"""Words are on their way to storage at most this long after they were typed."""
STORING_S = 0.7
"""And are given this long to arrive, on a machine that runs other tests as well."""
KILLS = 4


def again(phone: Phone) -> Page:
    """Kill the browser and open the app anew."""
    phone.kill()
    page = phone.start()
    phone.open()
    return page


def test_first_run_goes_on_where_it_was_killed(phone: Callable[..., Phone]) -> None:
    """What was typed is there after a kill in each step; the recovery code stays the same one."""
    one = phone("one")
    page = one.open()
    moves.begin(page)
    page.get_by_role("radio", name="A wish").click()
    page.get_by_label("Tell it the way you’d tell a friend").fill(WORDS)
    page.wait_for_timeout(1000 * (GRACE_S + STORING_S))
    page = again(one)
    expect(page.get_by_role("heading", name="What brings you here?")).to_be_visible()
    expect(page.get_by_role("radio", name="A wish")).to_be_checked()
    expect(page.get_by_label("Tell it the way you’d tell a friend")).to_have_value(WORDS)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="How would you love it to be?")).to_be_visible()
    page.get_by_role("textbox").fill(LOVE)
    page.wait_for_timeout(1000 * (GRACE_S + STORING_S))

    page = again(one)
    expect(page.get_by_role("heading", name="How would you love it to be?")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value(LOVE)
    page.get_by_role("button", name="That’s it for now").click()
    expect(page.get_by_role("heading", name="Six words that open your journal")).to_be_visible()

    page = again(one)
    page.get_by_role("button", name="Choose my own").click()
    page.get_by_label("Your passphrase", exact=True).fill("something else that is long enough")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Type it once more")).to_be_visible(timeout=30_000)

    page = again(one)
    moves.choose_passphrase(page)
    expect(groups_on(page)).to_have_count(7)
    code = groups_on(page).all_inner_texts()

    page = again(one)
    moves.unlock(page)
    expect(groups_on(page)).to_have_text(code)
    moves.check_kit(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text(LOVE)).to_be_visible()
    assert one.errors == []


def groups_on(page: Page) -> Locator:
    """The groups of the recovery code."""
    return page.get_by_role("list", name="Recovery code, seven groups").locator(".code")


def test_a_kill_in_the_middle_of_a_word_costs_at_most_the_last_moment(journal: Journal) -> None:
    """Killed at random moments while somebody types: what is missing is younger than 300 ms."""
    phone, page = journal.open()
    dice = random.Random(2)
    moves.write(page, "Begun.")
    standing = "Begun."
    for kill in range(KILLS):
        box = page.get_by_role("textbox", name="Your page")
        box.press("Control+End")
        typed = [(time.monotonic(), standing)]
        end = time.monotonic() + 0.4 + dice.random() * 1.6
        while time.monotonic() < end:
            box.press(dice.choice("abcdefgh "))
            typed.append((time.monotonic(), box.input_value()))
        killed = time.monotonic()
        phone.kill()

        page = phone.start()
        phone.open()
        moves.unlock(page)
        box = page.get_by_role("textbox", name="Your page")
        expect(box).to_be_visible()
        standing = box.input_value()
        safe = [text for at, text in typed if at < killed - GRACE_S - STORING_S]
        assert typed[-1][1].startswith(standing), f"kill {kill}"
        assert standing.startswith(safe[-1] if safe else "Begun."), f"kill {kill}"
    assert phone.errors == []
