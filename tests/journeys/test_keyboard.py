"""By keys alone, from Welcome to the lock; at each step a screen reader says where the person is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.journal import PAGE, Journal
from tests.journeys.keys import focused, press, reach
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

ROW = re.compile(r'link "\w+ \d+ Page, ')
"""A page in the journal begins with its day."""
LINE = "Maya asked if I could take the Friday shift."


def hears(page: Page, said: str) -> None:
    """Wait until the focus is where a screen reader says this."""
    for _ in range(60):
        if focused(page) == said:
            return
        page.wait_for_timeout(100)
    assert focused(page) == said


def is_told(page: Page, words: str) -> None:
    """Wait until a live region has said this."""
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).filter(has_text=words)).to_have_count(1)


def test_first_run_and_a_page_by_keyboard(phone: Callable[..., Phone]) -> None:
    """On a computer: first run, one page, and the way back to it; each view is read out from its heading."""
    one = phone("one", width=1280)
    page = one.open()
    hears(page, 'heading "A private place to listen to yourself." [level=1]')
    press(page, 'button "Begin"')

    hears(page, 'heading "What brings you here?" [level=1]')
    reach(page, "radio")
    assert focused(page) == 'radio "Something hard that keeps coming up" [checked]'
    page.keyboard.press("ArrowDown")
    assert focused(page) == 'radio "A wish for something to be different" [checked]'
    reach(page, 'textbox "Tell it the way you’d tell a friend"')
    page.keyboard.type("I say yes to everybody.")
    press(page, 'button "Next"')

    hears(page, 'heading "How would you love it to be?" [level=1]')
    press(page, 'button "I’d feel…"', "Space")
    assert focused(page) == 'textbox "How would you love it to be?"'
    page.keyboard.type("lighter.")
    press(page, 'button "That’s it for now"')

    hears(page, 'heading "Six words that open your journal" [level=1]')
    press(page, 'button "Choose my own"', "Space")
    hears(page, 'heading "Words that open your journal" [level=1]')
    reach(page, 'textbox "Your passphrase"')
    page.keyboard.type("aaaa")
    page.keyboard.press("Enter")
    is_told(page, "Too short to keep a guesser out.")
    assert focused(page) == 'textbox "Your passphrase" [invalid]'
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(moves.PASSPHRASE)
    page.keyboard.press("Enter")

    hears(page, 'heading "Type it once more" [level=1]')
    reach(page, 'textbox "Passphrase"')
    page.keyboard.type("something else")
    press(page, 'button "This is it"')
    is_told(page, "The two are not the same.")
    reach(page, 'textbox "Passphrase"', back=True)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(moves.PASSPHRASE)
    page.keyboard.press("Enter")

    hears(page, 'heading "A code in case the words get lost" [level=1]')
    groups = page.get_by_role("list", name="Recovery code, seven groups").locator(".code")
    expect(groups).to_have_count(7)
    code = groups.all_inner_texts()
    press(page, 'button "I have it"')
    hears(page, 'heading "Two groups, from your copy" [level=1]')
    expect(page.get_by_label(re.compile(r"Group \d"))).to_have_count(2)
    for _ in range(2):
        reach(page, 'textbox "Group')
        page.keyboard.type(code[int(re.sub(r"\D", "", focused(page))) - 1])
    page.keyboard.press("Enter")

    hears(page, 'heading "Good to see you." [level=1]')
    press(page, 'link "Write"', back=True)
    hears(page, 'textbox "Your page"')
    page.keyboard.type(LINE)
    is_told(page, "On this computer")
    press(page, 'button "Done"')
    hears(page, f'heading "{page_heading(page)}" [level=1]')

    press(page, 'link "Journal"')
    hears(page, 'heading "Journal" [level=1]')
    reach(page, 'searchbox "Search your journal"')
    page.keyboard.type("friday")
    is_told(page, "One page mentions “friday”.")
    press(page, ROW)
    hears(page, f'heading "{page_heading(page)}" [level=1]')
    expect(page.get_by_role("main")).to_contain_text(LINE)
    assert one.errors == []


def page_heading(page: Page) -> str:
    """What a page of today is called."""
    heading = page.get_by_role("heading", name=re.compile("^Page of "), level=1)
    expect(heading).to_have_count(1)
    return heading.inner_text()


def test_sheets_and_menus_give_the_focus_back(journal: Journal) -> None:
    """A sheet begins at its title, a menu at its first row; Escape closes, and the focus is where it was."""
    _, page = journal.open()
    press(page, 'link "Journal"')
    hears(page, 'heading "Journal" [level=1]')
    press(page, 'button "Filter"')
    hears(page, 'heading "Show pages" [level=2]')
    press(page, 'switch "Also written"', "Space")
    assert focused(page) == 'switch "Also written" [checked]'
    is_told(page, "No page fits this.")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    hears(page, 'button "Filter"')

    press(page, ROW)
    hears(page, f'heading "{page_heading(page)}" [level=1]')
    press(page, 'button "Who is in this?"')
    hears(page, 'heading "Who is in this?" [level=2]')
    reach(page, 'textbox "Someone new"')
    page.keyboard.type("The Pleaser")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="The Pleaser")).to_be_visible()
    page.keyboard.press("Escape")
    hears(page, 'button "Who is in this?"')
    press(page, 'button "The Pleaser" [pressed]', "Space", back=True)
    press(page, 'button "More for this page"', back=True)
    hears(page, 'menuitem "Turn into a dialogue"')
    page.keyboard.press("Escape")
    hears(page, 'button "More for this page"')


def test_a_page_goes_to_the_bin_and_comes_back_by_keyboard(journal: Journal) -> None:
    """The removal is told, and Undo is on the way of the Tab key."""
    _, page = journal.open()
    press(page, 'link "Journal"')
    hears(page, 'heading "Journal" [level=1]')
    press(page, ROW)
    hears(page, f'heading "{page_heading(page)}" [level=1]')
    press(page, 'button "More for this page"')
    hears(page, 'menuitem "Turn into a dialogue"')
    page.keyboard.press("ArrowUp")
    hears(page, 'menuitem "Move to the bin"')
    page.keyboard.press("Enter")
    hears(page, 'heading "Journal" [level=1]')
    is_told(page, "Moved to the bin for 30 days.")
    press(page, 'button "Undo"')
    expect(page.get_by_role("main").get_by_role("listitem")).to_contain_text([PAGE])


def test_pause_lock_and_unlock_by_keyboard(journal: Journal) -> None:
    """Pause gives the focus back from all it opens; the lock is read out, and opens with what was typed."""
    _, page = journal.open()
    press(page, 'button "Pause"')
    hears(page, 'heading "Feel where your weight rests." [level=2]')
    press(page, 'button "Steadier ground')
    hears(page, 'heading "Steadier ground" [level=1]')
    reach(page, 'radio "Too much" [checked]')
    page.keyboard.press("ArrowRight")
    assert focused(page) == 'radio "Okay" [checked]'
    page.keyboard.press("Escape")
    hears(page, 'button "Pause"')
    page.keyboard.press("Enter")
    press(page, 'button "Hide this screen')
    hears(page, 'button "Come back"')
    page.keyboard.press("Enter")
    hears(page, 'button "Pause"')
    page.keyboard.press("Enter")
    press(page, 'button "Lock"')

    hears(page, 'heading "Locked" [level=1]')
    reach(page, 'textbox "Passphrase"')
    page.keyboard.type("not this one at all")
    page.keyboard.press("Enter")
    is_told(page, "That wasn’t it.")
    assert focused(page) == 'textbox "Passphrase" [invalid]'
    page.keyboard.type(moves.PASSPHRASE)
    page.keyboard.press("Enter")
    hears(page, 'heading "Good to see you." [level=1]')


def test_the_first_stop_skips_to_the_page(journal: Journal) -> None:
    """The link that skips the bars shows itself when it has the focus."""
    _, page = journal.open()
    page.evaluate("() => document.activeElement.blur()")
    press(page, 'link "Go to the page"')
    assert page.evaluate("() => document.activeElement.localName") == "main"
    reach(page, 'link "Begin"')
