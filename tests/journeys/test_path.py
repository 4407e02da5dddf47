"""The path in the real app: what is noted becomes a suggestion, and the person decides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, clock, moves
from tests.journeys.journal import Journal
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

DAY_MS = 24 * 60 * clock.MINUTE_MS
SUGGESTION = "A thought about where to look"


def name_someone(page: Page, *names: str) -> None:
    """From the hope, while nobody is named: the next kind step names them."""
    page.get_by_role("button", name="Begin").click()
    sheet = page.get_by_role("dialog")
    for name in names:
        sheet.get_by_label("Someone new").fill(name)
        sheet.get_by_role("button", name="Add").click()
        expect(sheet.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet).to_have_count(0)


def place(page: Page, question: str, *, way: str) -> None:
    """Open one of the places on the way and go on from there."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(question)}")).click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile(f"^{way}")).click()


def knows_me(page: Page, answer: str) -> None:
    """From the hope: note whether the protector knows the person; ends there again."""
    place(page, "Does it know you?", way="Note it")
    page.get_by_role("radio", name=answer, exact=True).click()
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("radio", name="From the hope")).to_be_checked()


def look(page: Page, view: str) -> None:
    """One of the two ways to look at it."""
    page.get_by_role("radio", name=view).click()
    expect(page.get_by_role("radio", name=view)).to_be_checked()


def days_later(page: Page, days: int) -> None:
    """The phone was put away and is taken up again: the app locked meanwhile, and is unlocked."""
    clock.hide(page)
    clock.put(page, days * DAY_MS)
    clock.show(page)
    moves.locked(page)
    clock.put(page, days * DAY_MS)
    moves.unlock(page)


def card(page: Page) -> Locator:
    """The suggestion, as a card."""
    return page.get_by_role("region", name=re.compile(r"\?$"))


def free(page: Page) -> None:
    """Every control that is seen can be pressed."""
    controls = page.get_by_role("main").locator(
        "button, a[href], input, summary, [role=radio], [role=switch]"
    )
    assert controls.count() > 0
    for control in controls.all():
        assert control.is_enabled(), control.inner_text()
        assert control.get_attribute("aria-disabled") is None
    assert page.locator("main :is([disabled], [inert])").count() == 0


def test_the_path_begins_with_what_the_person_would_love(journal: Journal) -> None:
    """With nothing known: the hope, four open circles, and a first step that can be taken at once."""
    _, page = journal.open()
    moves.tab(page, "Path")

    expect(page.get_by_text("I could say a small no.")).to_be_visible()
    expect(page.get_by_text("What has to happen before?")).to_have_count(4)
    expect(page.get_by_text("Nobody named yet.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Who shows up"))).to_be_visible()
    expect(page.get_by_text(SUGGESTION)).to_have_count(0)
    assert axe.findings(page) == []
    free(page)

    look(page, "Step by step")
    expect(page.get_by_text("Nothing noted yet")).to_have_count(5)
    assert axe.findings(page) == []
    free(page)


def test_what_is_noted_becomes_a_suggestion_that_waits(journal: Journal) -> None:
    """Evidence grows from what is done, a goal is suggested; Not yet rests it for fourteen days."""
    phone, page = journal.open()
    moves.tab(page, "Path")
    name_someone(page, "The Pleaser")
    knows_me(page, "Glimpses")
    expect(page.get_by_text("Glimpses.")).to_be_visible()
    expect(page.get_by_role("heading", name="Ask the Pleaser what it does for you.")).to_be_visible()

    page.get_by_role("button", name=re.compile(SUGGESTION)).click()
    expect(card(page)).to_contain_text("Find and connect?")
    expect(card(page)).to_contain_text("With their okay")
    expect(card(page).get_by_role("link", name="The Pleaser: named")).to_be_visible()
    expect(card(page).get_by_role("link", name="The Pleaser knows you, or has glimpses")).to_be_visible()
    answers = ["Yes", "Not yet", "Another one", "Stop suggesting here"]
    assert card(page).get_by_role("button").all_inner_texts() == answers
    assert (
        len(
            {
                card(page).get_by_role("button", name=name, exact=True).get_attribute("class")
                for name in answers
            }
        )
        == 1
    )
    expect(page.get_by_text(re.compile("^Some here: "))).to_be_visible()
    assert axe.findings(page) == []
    free(page)

    card(page).get_by_role("button", name="Not yet").click()
    expect(card(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Where you are looking")).to_have_count(0)

    for days, shown in ((13, 0), (15, 1)):
        days_later(page, days)
        moves.home(page)
        moves.tab(page, "Path")
        look(page, "Step by step")
        expect(page.get_by_role("heading", name="1. Build trust with protectors")).to_be_visible()
        expect(card(page)).to_have_count(shown)

    card(page).get_by_role("button", name="Another one").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^4. Protectors relax")).click()
    expect(page.get_by_role("button", name="Where you are looking Protectors relax")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(card(page)).to_have_count(0)
    assert phone.errors == []


def test_going_back_is_coming_back(journal: Journal) -> None:
    """Any goal may be chosen, several or none; going back bends the line, and nothing is crossed out."""
    _, page = journal.open()
    moves.tab(page, "Path")
    look(page, "Step by step")
    page.get_by_role("button", name="Look here You lead, more often").click()
    expect(page.get_by_role("button", name="Where you are looking You lead")).to_be_visible()
    page.get_by_role("button", name="Look here Help the").click()
    expect(page.get_by_role("button", name="Where you are looking")).to_have_count(2)
    free(page)

    days_later(page, 2)
    moves.home(page)
    moves.tab(page, "Path")
    look(page, "Step by step")
    page.get_by_role("button", name="Where you are looking Help the").click()
    page.get_by_role("button", name="Where you are looking You lead").click()
    page.get_by_role("button", name="Look here Build trust").click()

    line = page.get_by_role("region", name="Where you have been looking")
    expect(line.get_by_role("listitem").last).to_contain_text("coming back to 1. Build trust with protectors")
    expect(line).to_contain_text("Coming back to build trust is part of the way.")
    expect(line.get_by_role("listitem").first).to_contain_text(
        re.compile("3. Help the .*, 5. You lead, more often")
    )
    assert page.locator("del, s").count() == 0
    assert axe.findings(page) == []
    free(page)

    page.get_by_role("button", name="Why this first? Find and connect").click()
    expect(page.get_by_text("Once they trust you, they often show the way.")).to_be_visible()


def test_several_challenges(phone: Callable[..., Phone]) -> None:
    """Add one, note its charge, let it rest, switch; let one leave, bring it back; nothing is left."""
    one = phone(dark=True)
    page = one.open()
    moves.first_run(page)
    moves.tab(page, "Path")
    page.get_by_role("button", name=re.compile("^Look at another one")).click()
    page.get_by_role("button", name="Something else as well").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="A hope").click()
    sheet.get_by_label("In your own words").fill("Sundays without a plan. 🌿")
    sheet.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name=re.compile("Sundays without a plan"))).to_be_visible()
    expect(page.get_by_text("Not in words yet.")).to_be_visible()
    free(page)

    place(page, "I’d love to…", way="Put it in words")
    page.get_by_label("I’d love to…").fill("sit in the sun")
    page.get_by_role("slider", name="How charged is it today?").fill("7")
    page.get_by_role("radio", name="Work", exact=True).click()
    page.get_by_role("switch", name="No tender part is in view here").click()
    page.get_by_role("radio", name="Resting").click()
    moves.stored(page)
    assert axe.findings(page) == []
    free(page)
    page.get_by_role("link", name="See the path").click()
    expect(page.get_by_text("This one rests. Nothing is suggested here.")).to_be_visible()
    expect(page.get_by_text("sit in the sun")).to_be_visible()
    assert axe.findings(page) == []

    page.get_by_role("button", name=re.compile("^Look at another one")).click()
    page.get_by_role("button", name="I say yes to everybody.").click()
    expect(page.get_by_text("I could say a small no.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Look at another one")).click()
    page.get_by_role("link", name="See all of them").click()
    for words in ("Sundays without a plan", "I say yes to everybody."):
        page.get_by_role("link", name=re.compile(words)).click()
        page.get_by_role("button", name="More for what you’re working with").click()
        page.get_by_role("menuitem", name="Let it leave the list").click()
        expect(page.get_by_role("link", name=re.compile(words))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile("I say yes to everybody."))).to_be_visible()
    page.get_by_role("link", name=re.compile("I say yes to everybody.")).click()
    page.get_by_role("button", name="More for what you’re working with").click()
    page.get_by_role("menuitem", name="Let it leave the list").click()
    expect(page.get_by_text("Nothing here yet, and no hurry.")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="A path begins with something you’d love.")).to_be_visible()
    assert axe.findings(page) == []
    free(page)
    assert one.errors == []
