"""Ways to write: a page becomes a dialogue, a letter, a sealed letter; two devices talk into one dialogue."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, moves
from tests.journeys.journal import Journal
from tests.journeys.keys import focused, press, reach
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

FIRST = "Maya asked if I could take the Friday shift."
RTL = "שלום, אני כאן 🙂"


def lines(page: Page) -> list[str]:
    """The dialogue as a screen reader goes through it: who says what, one item each."""
    items = page.get_by_role("list", name="Dialogue").get_by_role("listitem")
    said = [
        (
            item.locator(".name").inner_text().strip(": \n"),
            " / ".join(item.locator(".said p").all_inner_texts()),
        )
        for item in items.all()
    ]
    return [f"{name}: {words}" for name, words in said]


def composer(page: Page) -> Locator:
    """Where the next line is written."""
    return page.get_by_role("textbox", name="Your line")


def add(page: Page, who: str, words: str) -> None:
    """One line, by hand."""
    page.get_by_role("radio", name=who).click()
    composer(page).fill(words)
    page.get_by_role("button", name="Add this line").click()
    expect(composer(page)).to_have_value("")


def meet(phone: Phone) -> None:
    """The network comes back, and what waited goes up at once."""
    phone.offline()
    phone.offline(False)
    moves.synced(phone.page)


def is_clean(page: Page) -> None:
    """Nothing for axe to find, by day and by lamplight."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert axe.findings(page) == [], theme


def test_a_page_becomes_a_dialogue_a_letter_and_a_sealed_letter(journal: Journal) -> None:
    """Offline from the first letter on; every word stays, whatever the page becomes."""
    phone, page = journal.open()
    phone.offline()
    moves.tab(page, "Parts")
    moves.name_part(page, "The Pleaser")
    moves.home(page)
    moves.write(page, FIRST)

    page.get_by_role("button", name="Turn into a dialogue").click()
    expect(page.get_by_role("heading", name="A dialogue", level=1)).to_be_visible()
    expect(composer(page)).to_be_focused()
    page.get_by_role("button", name="Someone else speaks").click()
    page.get_by_role("dialog").get_by_role("button", name="The Pleaser").click()
    expect(page.get_by_role("heading", name="With the Pleaser", level=1)).to_be_visible()
    composer(page).fill("Busy.\n\nThere is always someone waiting.")
    composer(page).press("Control+Enter")
    add(page, "You", RTL)
    assert lines(page) == [
        f"Who says this?: {FIRST}",
        "The Pleaser: Busy. / There is always someone waiting.",
        f"You, steady: {RTL}",
    ]
    is_clean(page)

    page.get_by_text(FIRST).click()
    page.get_by_role("radio", name="Not sure").click()
    page.get_by_role("button", name="Move it down").click()
    page.get_by_role("button", name="Done with this line").click()
    assert [line.split(":")[0] for line in lines(page)] == ["The Pleaser", "Not sure who", "You, steady"]
    page.get_by_text(RTL).click()
    page.get_by_role("button", name="Remove this line").click()
    assert len(lines(page)) == 2
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    assert len(lines(page)) == 3

    page.get_by_role("button", name="More for this page").click()
    page.get_by_role("menuitem", name="Turn into a letter").click()
    expect(page.get_by_role("heading", name="To the Pleaser", level=1)).to_be_visible()
    expect(page.get_by_role("textbox", name="Your page")).to_have_value(
        re.compile("Busy(.|\n)*Maya(.|\n)*שלום")
    )
    page.get_by_role("button", name="Keep for my session").click()
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("A letter can be closed for a while.")).to_be_visible()
    is_clean(page)
    page.get_by_role("region", name="Actions").get_by_role("button", name="Seal it").click()
    page.get_by_role("radio", name=re.compile("For a month")).click()
    page.get_by_role("dialog").get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Sealed until \d+"))).to_be_visible()
    expect(page.get_by_text(FIRST)).to_have_count(0)
    is_clean(page)

    moves.home(page)
    moves.tab(page, "Journal")
    row = page.get_by_role("main").get_by_role("link", name=re.compile("Sealed until"))
    expect(row).to_contain_text("for my session")
    expect(row).not_to_contain_text("Maya")
    is_clean(page)
    page.get_by_role("searchbox").fill("Friday")
    expect(page.get_by_text("Nothing here says “Friday”. Sealed pages are not searched.")).to_be_visible()
    page.get_by_role("button", name="Clear search").click()
    page.get_by_role("button", name="Dialogues").click()
    expect(page.get_by_text("No page fits this.")).to_be_visible()
    page.get_by_role("button", name="Letters").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Sealed until")).click()
    page.get_by_role("button", name="Open it now").click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    page.get_by_role("button", name="Turn into a dialogue").click()
    assert [line.split(":")[0] for line in lines(page)] == ["The Pleaser", "Not sure who", "You, steady"]
    assert phone.errors == []


def test_a_dialogue_by_keyboard_alone_and_a_line_that_was_never_added(journal: Journal) -> None:
    """Lines, speakers, a change and its way back without a pointer; words in the composer outlive a kill."""
    phone, page = journal.open()
    moves.tab(page, "Parts")
    moves.name_part(page, "The Pleaser")
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/write?kind=dialogue", page.url))
    moves.unlock(page)
    expect(composer(page)).to_be_focused()
    page.keyboard.type("I have ten minutes.")
    page.keyboard.press("Control+Enter")

    press(page, 'button "Someone else speaks"', back=True)
    expect(page.get_by_role("dialog", name="Who is speaking?")).to_be_visible()
    press(page, 'button "The Pleaser"')
    reach(page, 'textbox "Your line"')
    page.keyboard.type("Busy.")
    page.keyboard.press("Control+Enter")
    reach(page, 'radio "Pleaser"', back=True)
    page.keyboard.press("ArrowRight")
    assert focused(page) == 'radio "Not sure" [checked]'
    reach(page, 'textbox "Your line"')
    page.keyboard.type("I don’t like the quiet.")
    page.keyboard.press("Control+Enter")
    assert lines(page) == [
        "You, steady: I have ten minutes.",
        "The Pleaser: Busy.",
        "Not sure who: I don’t like the quiet.",
    ]

    press(page, 'button "Change this line"', back=True)
    expect(composer(page)).to_be_focused()
    expect(composer(page)).to_have_value("I don’t like the quiet.")
    page.keyboard.type(" It is loud.")
    page.keyboard.press("Escape")
    assert lines(page)[-1] == "Not sure who: I don’t like the quiet. It is loud."

    page.keyboard.type("Half a li")
    moves.stored(page)
    page.wait_for_timeout(600)
    phone.kill()
    page = phone.start()
    phone.open()
    moves.unlock(page)
    expect(page.get_by_text("Half a li")).to_be_visible()
    assert len(lines(page)) == 3, "it goes on where the last line stopped"
    assert phone.errors == []


def test_two_devices_talk_offline_and_every_line_is_there_in_the_order_it_was_said(journal: Journal) -> None:
    """Each device adds lines without a network; afterwards both show the lines of both, unmixed."""
    one, page = journal.open(connected=True)
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/write?kind=dialogue", page.url))
    moves.unlock(page)
    add(page, "You", "Hello")
    moves.stored(page)
    meet(one)

    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    moves.tab(other, "Journal")
    other.get_by_role("main").get_by_role("link", name=re.compile("Hello")).click()
    expect(composer(other)).to_be_visible()

    one.offline()
    two.offline()
    for speaker, here, there in (("Not sure", "a1", "b1"), ("You", "a2", "b2")):
        add(page, speaker, here)
        add(other, speaker, there)
    moves.stored(page)
    moves.stored(other)
    meet(one)
    meet(two)
    page.reload()  # opened again, it asks the server at once
    moves.unlock(page)
    moves.until(page, lambda: len(lines(page)) == 5 and lines(page) == lines(other))
    said = [line.split(": ")[1] for line in lines(page)]
    assert said in (["Hello", "a1", "a2", "b1", "b2"], ["Hello", "b1", "b2", "a1", "a2"])
    assert one.errors == []
    assert two.errors == []
