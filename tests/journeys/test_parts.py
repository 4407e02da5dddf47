"""Parts: what is known, asked, allowed and promised is kept; two are one, one is two, and some leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe, elsewhere, moves
from tests.journeys.journal import Journal
from tests.journeys.screens import back

pytestmark = pytest.mark.browser

SHOW = """(wanted) => {
  for (const name of ['theme', 'text']) {
    if (wanted[name]) document.documentElement.dataset[name] = wanted[name];
    else delete document.documentElement.dataset[name];
  }
}"""
SET = """(slider, value) => {
  slider.value = value;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}"""
CALLED = (
    "حارس البوابة الصغير الذي لا ينام أبداً",
    "🌊🪨 The one by the sea 🦭",
    "Theonewhoneversleepsandnevertakesabreathbetweenonewordandthenextbecauseitmightbetoolate",
    "שומרת הסף",
)


def new(page: Page, name: str) -> None:
    """Someone new; ends on their page."""
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("button", name=re.compile("Name someone, for now|Someone new")).click()
    page.get_by_label("A name, for now").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def visit(page: Page, name: str) -> None:
    """From anywhere to the page of a part on the list."""
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{re.escape(name)}")).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def kept(page: Page) -> None:
    """Close the sheet that is open, with everything in it stored."""
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def ask_trust(page: Page, value: int) -> None:
    """From the page of a part: ask how far it trusts; ends there again."""
    page.get_by_role("link", name="Ask it today").click()
    page.get_by_role("slider", name="How far does it trust you").evaluate(SET, value)
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Trust, in its own opinion")).to_be_visible()


def ask_door(page: Page, answer: str) -> None:
    """From the page of a part: what it says to being known about; ends there again."""
    page.get_by_role("link", name=re.compile("^Ask what it allows|^Ask, or look back")).click()
    page.get_by_text("May I know about them?").click()
    page.get_by_role("radio", name=answer, exact=True).click()
    expect(page.locator("summary").filter(has_text=answer)).to_be_visible()
    back(page)


def is_for_everyone(page: Page) -> None:
    """Nothing found by axe, also by lamplight, and nothing sticks out."""
    page.emulate_media(reduced_motion="reduce")
    found = axe.findings(page)
    page.evaluate(SHOW, {"theme": "dark"})
    found += axe.findings(page, "color-contrast")
    nothing_sticks_out(page)
    assert found == []


def nothing_sticks_out(page: Page) -> None:
    """No scrolling sideways, with usual and with the largest text; leaves the page as it was."""
    for text in ("", "xl"):
        page.evaluate(SHOW, {"text": text})
        assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    page.evaluate(SHOW, {})


def everything(page: Page) -> Iterator[str]:
    """One part, as far as it shows itself, with a stop at every screen; begins and ends on its page."""
    yield "new"
    page.get_by_role("link", name="Ask what it does").click()
    expect(page.get_by_role("textbox", name="What it does")).to_be_focused()
    page.keyboard.type("Says yes first.")
    page.get_by_role("textbox", name="What it worries about").fill("One no would cost a friendship.")
    page.get_by_text("How it shows itself").click()
    page.get_by_role("radiogroup", name="How old it feels").get_by_role("radio", name="Can’t tell").click()
    page.get_by_role("button", name="As a feeling").click()
    moves.stored(page)
    yield "known"
    page.get_by_role("button", name="Done").click()
    ask_trust(page, 3)
    page.get_by_role("link", name="Ask again").click()
    page.get_by_role("button", name="Does it know you?").click()
    page.get_by_role("radio", name="Glimpses").click()
    page.get_by_role("button", name="Can’t tell: How far does it trust you").click()
    moves.stored(page)
    page.get_by_text("Asked before").click()
    yield "asked"
    back(page)
    page.get_by_role("link", name="Ask what it allows").click()
    page.get_by_text("May I know about them?").click()
    page.get_by_role("radio", name="Yes, if …").click()
    page.get_by_label("How near").fill("From the doorway")
    expect(page.locator("summary").filter(has_text="Yes, if …")).to_be_visible()
    yield "doors"
    back(page)
    page.get_by_role("button", name="Something that worries it").click()
    page.get_by_label("In its own words").fill("If I stop, they all leave.")
    page.get_by_role("radio", name="A little", exact=True).click()
    yield "worry"
    kept(page)
    page.get_by_role("button", name="A promise to it").click()
    page.get_by_label("What you promise").fill("One breath before I answer.")
    page.get_by_role("radio", name="Changed together").click()
    yield "promise"
    kept(page)
    page.get_by_role("button", name="What it carries").click()
    page.get_by_label("In words").fill("Never ask for anything.")
    page.get_by_role("radio", name="Handed down in the family").click()
    yield "burden"
    kept(page)
    page.get_by_role("button", name="What it brings").click()
    page.get_by_label("In words").fill("It notices what others need.")
    page.get_by_role("button", name="Seen today").click()
    yield "quality"
    kept(page)
    page.get_by_role("button", name="It was seen and heard").click()
    page.get_by_role("radiogroup", name="Did it feel heard?").get_by_role("radio", name="Some").click()
    kept(page)
    page.get_by_role("button", name="Setting something down").click()
    page.get_by_role("radio", name="Held differently").click()
    yield "set down"
    kept(page)
    page.get_by_role("button", name=re.compile("^Change")).click()
    page.get_by_role("radio", name=re.compile("^Plans ahead")).click()
    page.get_by_role("radiogroup", name="Did the job itself change").get_by_role(
        "radio", name="A little"
    ).click()
    yield "role"
    kept(page)
    yield "page"


def test_what_is_noted_of_a_part_is_kept(journal: Journal) -> None:
    """Each kind of note on a screen for everyone; there after the lock, and back after a removal."""
    phone, page = journal.open()
    new(page, "The Pleaser")
    for _stop in everything(page):
        is_for_everyone(page)
    moves.lock(page)
    moves.unlock(page)
    visit(page, "The Pleaser")
    main = page.get_by_role("main")
    for words in ("Says yes first.", "One no would cost a friendship.", "Glimpses"):
        expect(main.get_by_text(words)).to_be_visible()
    expect(main.get_by_role("link", name=re.compile("^Know about Yes, if"))).to_be_visible()
    expect(
        main.get_by_role("button", name=re.compile("If I stop, they all leave. Heard: A little"))
    ).to_be_visible()
    expect(main.get_by_role("button", name=re.compile("Changed together"))).to_be_visible()
    expect(main.get_by_role("button", name=re.compile("Never ask for anything. Handed down"))).to_be_visible()
    expect(
        main.get_by_role("button", name=re.compile("It notices what others need..* Seen today"))
    ).to_be_visible()
    expect(main.get_by_role("button", name=re.compile("Held differently"))).to_be_visible()
    expect(
        main.get_by_role("button", name=re.compile("from “Protector, not sure which” to “Plans ahead”"))
    ).to_be_visible()

    main.get_by_role("button", name=re.compile("Never ask for anything")).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(main.get_by_role("button", name=re.compile("Never ask for anything"))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(main.get_by_role("button", name=re.compile("Never ask for anything"))).to_be_visible()
    assert phone.errors == []


def test_two_devices_note_the_same_part_offline(journal: Journal) -> None:
    """What each learned stands side by side; readings and answers of both are there."""
    one, page = journal.open(connected=True)
    new(page, "The Pleaser")
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.up_to_date(page)
    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    for phone, field, words, trust, answer in (
        (one, "What it does", "Says yes first.", 3, "Yes"),
        (two, "What it worries about", "A whole friendship.", 6, "Not now"),
    ):
        here = phone.page
        visit(here, "The Pleaser")
        phone.offline()
        here.get_by_role("link", name="Add or change").click()
        here.get_by_role("textbox", name=field).fill(words)
        moves.stored(here)
        here.get_by_role("button", name="Done").click()
        ask_trust(here, trust)
        ask_door(here, answer)
    for phone in (one, two, one):
        phone.offline(False)
        moves.whereabouts(phone.page)
        moves.sync_now(phone.page)
        moves.up_to_date(phone.page)
    for here in (page, other):
        visit(here, "The Pleaser")
        expect(here.get_by_text("Says yes first.")).to_be_visible()
        expect(here.get_by_text("A whole friendship.")).to_be_visible()
        expect(here.get_by_role("region", name="Also written")).to_have_count(0)
        here.get_by_text("Read as a table").click()
        expect(here.get_by_role("row")).to_have_count(3)
        expect(here.get_by_role("link", name=re.compile("^Know about Not now"))).to_be_visible()
        here.get_by_role("link", name=re.compile("^Know about")).click()
        expect(here.get_by_role("listitem").filter(has_text="Not now")).to_be_visible()
        expect(here.get_by_role("listitem").filter(has_text="Yes")).to_be_visible()
    assert one.errors + two.errors == []


def test_two_that_are_one_and_one_that_is_two(journal: Journal) -> None:
    """Merging and taking apart lose nothing; a part that left is still named where it was linked."""
    phone, page = journal.open()
    new(page, "Hothead")
    page.get_by_role("button", name="A promise to it").click()
    page.get_by_label("What you promise").fill("A walk.")
    page.wait_for_timeout(400)
    kept(page)
    new(page, "The Spark")
    page.get_by_role("button", name="More for the Spark").click()
    page.get_by_role("menuitem", name=re.compile("turned out to be one")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Hothead")).click()
    expect(page.get_by_role("heading", name="Hothead", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="These turned out to be this one")).to_be_visible()
    is_for_everyone(page)
    moves.home(page)
    moves.tab(page, "Parts")
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(1)
    visit(page, "Hothead")
    page.get_by_role("main").get_by_role("link", name="The Spark").click()
    expect(page.get_by_role("heading", name="The Spark turned out to be one with Hothead")).to_be_visible()
    is_for_everyone(page)
    page.get_by_role("button", name="Take apart again").click()
    expect(page.get_by_role("button", name="Take apart again")).to_have_count(0)
    expect(page.get_by_text("A walk.")).to_have_count(0)

    visit(page, "Hothead")
    page.get_by_role("button", name="More for Hothead").click()
    page.get_by_role("menuitem", name="This is really two").click()
    page.get_by_label("A name for the other one").fill("The Quiet Anger")
    page.get_by_role("button", name="Make room for it").click()
    expect(page.get_by_role("heading", name="The Quiet Anger", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Where it is named")).to_be_visible()
    visit(page, "Hothead")
    expect(page.get_by_text("A walk.")).to_be_visible()
    page.get_by_role("button", name="More for Hothead").click()
    page.get_by_role("menuitem", name="Let it leave the list").click()
    page.get_by_role("button", name="Let it leave", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    visit(page, "The Quiet Anger")
    page.get_by_role("region", name="Where it is named").get_by_role(
        "link", name=re.compile("Hothead")
    ).click()
    expect(page.get_by_role("heading", name="Hothead left the list")).to_be_visible()
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_role("heading", name="Hothead left the list")).to_have_count(0)
    assert phone.errors == []


def test_two_hundred_parts_are_found_in_quiet_groups(journal: Journal) -> None:
    """Names of any length and script, a search field, three groups; nothing sticks out."""
    roles = ("manager", "firefighter", "protector_unsure", "exile", "helper", "self_like", "unsure", "own")
    parts: list[elsewhere.Noted] = [
        (
            (7000 + n).to_bytes(16, "big"),
            "part",
            {
                "name": CALLED[n] if n < len(CALLED) else f"Someone {n}",
                "role": roles[n % len(roles)],
                "emblem": {"pattern": n % 8, "seed": n},
            },
            1_700_000_000_000 + n,
        )
        for n in range(200)
    ]
    elsewhere.add(journal.server.origin, journal.login, journal.kit.passphrase, parts)
    phone, page = journal.open(connected=True)
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.up_to_date(page)
    moves.home(page)
    moves.tab(page, "Parts")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Protectors")).to_be_visible()
    expect(main.get_by_role("heading", name="Tender parts")).to_be_attached()
    expect(main.get_by_role("listitem").nth(len(parts) - 1)).to_be_attached()
    nothing_sticks_out(page)
    search = page.get_by_role("searchbox", name="Find someone")
    for name in CALLED:
        search.fill(name.split()[0][:20])
        expect(main.get_by_role("listitem")).to_have_count(1)
        nothing_sticks_out(page)
        main.get_by_role("listitem").get_by_role("link").click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        nothing_sticks_out(page)
        back(page)
    is_for_everyone(page)
    search.fill("zebra")
    expect(page.get_by_text("Nobody here is called “zebra”.").first).to_be_visible()
    assert phone.errors == []
