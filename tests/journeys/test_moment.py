"""It hit me at 11 pm: one line, on the phone in a few taps, whatever becomes of the phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, moves
from tests.journeys.journal import Journal

pytestmark = pytest.mark.browser

LINE = "Text from mum. Stomach tight, want to vanish."


def line(page: Page) -> Locator:
    """The one field that is there at once."""
    return page.get_by_label("What is happening?")


def test_a_moment_takes_few_taps_offline_and_says_everything_it_was_told(
    journal: Journal, record_property: Callable[[str, object], None]
) -> None:
    """J3: no network; a line, what was noticed, how strong, somebody not known; kept, read, changed."""
    phone, page = journal.open()
    moves.installed(page)
    phone.offline()
    taps = 0

    def tap(button: Locator) -> None:
        nonlocal taps
        taps += 1
        button.tap()

    began = time.monotonic()
    tap(page.get_by_role("link", name=re.compile("^Moment")))
    expect(line(page)).to_be_focused()
    page.keyboard.type(LINE)
    tap(page.get_by_role("button", name="Body", exact=True))
    tap(page.get_by_role("slider", name="How strong?"))
    tap(page.get_by_role("button", name="Not sure", exact=True))
    tap(page.get_by_role("button", name="Keep it"))
    moves.at_today(page)
    seconds = time.monotonic() - began
    record_property("taps", taps)
    record_property("seconds", round(seconds, 1))
    assert taps <= 5, f"{taps} taps, {seconds:.1f} s"

    moves.tab(page, "Journal")
    page.get_by_role("main").get_by_role("link", name=re.compile("Stomach tight")).click()
    main = page.get_by_role("main")
    expect(main.get_by_text(LINE)).to_be_visible()
    told = main.locator("dl").inner_text().split("\n")
    assert told == ["Noticed", "Body", "How strong", "5, medium", "Who it was", "Not sure"]
    assert axe.findings(page) == []

    # It is a page like any other, and says more when it is asked again
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("radio", name="You, steady").click()
    page.get_by_role("radio", name="I say yes to everybody.").click()
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(main.locator("dl")).to_contain_text(re.compile(r"Who led\s*You, steady\s*Belongs to\s*I say yes"))
    assert phone.errors == []


def test_a_shortcut_opens_behind_the_lock_and_a_killed_phone_keeps_the_line(journal: Journal) -> None:
    """Without a network; the lock remembers the address, no word is in it, none is lost by kill -9."""
    phone = journal.phone()
    phone.offline()
    page = phone.open("/moment?source=shortcut")
    moves.locked(page)
    assert page.url.endswith("/unlock")
    moves.unlock(page)
    expect(line(page)).to_be_focused()
    page.keyboard.type("I want to vani", delay=5)
    page.get_by_role("button", name="Urge").click()
    moves.stored(page)
    assert re.fullmatch(r".*/moment/[\w-]{22}", page.url)
    phone.kill()

    page = phone.start()
    phone.open()
    moves.unlock(page)
    expect(line(page)).to_have_value("I want to vani")
    expect(page.get_by_role("button", name="Urge")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("sh.")
    moves.stored(page)
    expect(line(page)).to_have_value("I want to vanish.")
    page.get_by_role("button", name="Keep it").click()
    moves.at_today(page)

    # The lock by the person keeps it as well, and asking for it again begins another one
    phone.open("/moment?source=shortcut")
    moves.unlock(page)
    expect(line(page)).to_have_value("")
    page.get_by_role("button", name="Close").click()
    moves.at_today(page)
    moves.tab(page, "Journal")
    expect(page.get_by_text("I want to vanish.")).to_have_count(1)


def test_a_moment_may_say_no_more_than_whose_it_was_and_become_a_page(journal: Journal) -> None:
    """Nothing is asked for; a part alone is a moment, and Write more goes on with it."""
    phone, page = journal.open()
    page.get_by_role("link", name=re.compile("^Moment")).click()
    page.get_by_role("button", name="Someone else").click()
    page.get_by_label("Someone new").fill("The Pleaser")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    moves.stored(page)
    expect(page.get_by_role("button", name="The Pleaser")).to_have_attribute("aria-pressed", "true")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert axe.findings(page) == [], theme
    page.get_by_role("button", name="Write more").click()
    box = page.get_by_role("textbox", name="Your page")
    box.press_sequentially("She texted again.", delay=5)
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("main").get_by_text("She texted again.")).to_be_visible()
    expect(page.get_by_role("button", name="The Pleaser")).to_be_visible()
    assert phone.errors == []


def test_the_manifests_offer_a_moment(journal: Journal) -> None:
    """Both the usual and the plain one; neither says what it is for."""
    page = journal.phone().page
    for name in ("manifest", "kettle"):
        shortcuts = page.evaluate(
            "name => fetch(`/${name}.webmanifest`).then((answer) => answer.json()).then((m) => m.shortcuts)",
            name,
        )
        assert [shortcut["url"] for shortcut in shortcuts] == [
            "/moment?source=shortcut",
            "/write?source=shortcut",
        ]
