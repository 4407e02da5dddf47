"""The map of parts: moved by hand and by keys, told and changed in words, the same on two devices."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, moves, vault
from tests.journeys.journal import Journal
from tests.journeys.keys import focused, press, reach

pytestmark = pytest.mark.browser

Ids = dict[str, str]
ROW = re.compile('button "The Pleaser and Hothead pull')
ROLES = {
    "The Pleaser": "manager",
    "Hothead": "firefighter",
    "Gardener": "helper",
    "Night Scroller": "firefighter",
}


def people(page: Page) -> Ids:
    """Four parts, and the Pleaser and Hothead in a tug; returns their ids."""
    ids = {name: vault.add(page, "part", name=name, role=role) for name, role in ROLES.items()}
    vault.add(page, "relation", kind="gets_on", a=ids["Gardener"], b="self")
    return ids


def to_map(page: Page) -> None:
    """From a place in the bar: Parts, as a map."""
    moves.tab(page, "Parts")
    page.get_by_role("link", name="Map", exact=True).click()
    expect(node(page, "Hothead")).to_be_visible()


def node(page: Page, name: str) -> Locator:
    """A part on the map."""
    return page.get_by_role("group", name=re.compile("^The map")).get_by_role(
        "button", name=re.compile(f"^{name}")
    )


def stand(page: Page) -> dict[str, tuple[int, int]]:
    """Where the map shows everyone, in CSS px of the map."""
    return {
        name: tuple(
            node(page, name).evaluate(
                "one => [one.style.left, one.style.top].map((px) => Math.round(parseFloat(px)))"
            )
        )
        for name in ROLES
    }


def drag(page: Page, name: str, right: int, down: int) -> None:
    """Take the emblem with the mouse and let it go there."""
    node(page, name).scroll_into_view_if_needed()
    box = node(page, name).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def heard(page: Page, words: str) -> None:
    """Wait until the polite region or the way back says this."""
    expect(page.locator("[aria-live], [role=status]").filter(has_text=words)).to_have_count(1)


def test_a_part_is_dragged_and_moved_by_keys_and_goes_back(journal: Journal) -> None:
    """The others stay where they are; each move can be taken back; a tap still opens the sheet."""
    phone, page = journal.open()
    ids = people(page)
    to_map(page)
    before = stand(page)

    x, y = before["Hothead"]
    right, down = (60 if x < 160 else -60), (40 if y < 200 else -40)
    drag(page, "Hothead", right, down)
    heard(page, "Hothead was moved.")
    after = stand(page)
    assert abs(after["Hothead"][0] - x - right) <= 2
    assert abs(after["Hothead"][1] - y - down) <= 2
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert list(vault.ask(page, "positions")) == [ids["Hothead"]]
    page.get_by_role("button", name="Undo").click()
    moves.until(page, lambda: vault.ask(page, "positions") == {})
    assert stand(page) == before

    node(page, "Hothead").click()
    sheet = page.get_by_role("dialog", name="Hothead")
    expect(sheet.get_by_text("Rushes in")).to_be_visible()
    sheet.get_by_role("button", name="Move", exact=True).click()
    expect(node(page, "Hothead")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    heard(page, "you")
    page.keyboard.press("Escape")
    heard(page, "Hothead stays where it was.")
    assert stand(page) == before

    node(page, "Hothead").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).press("Enter")
    page.keyboard.press("ArrowUp" if y > 200 else "ArrowDown")
    page.keyboard.press("Enter")
    heard(page, "Hothead was moved.")
    moves.until(page, lambda: stand(page)["Hothead"] != before["Hothead"])
    node(page, "Hothead").click()
    page.get_by_role("button", name="Back to its automatic place").click()
    moves.until(page, lambda: stand(page) == before)
    assert phone.errors == []


def test_the_map_in_words_by_keys_alone(journal: Journal) -> None:
    """Add a tug, say how tight it is, say it again later, change what it is, end it, and take that back."""
    phone, page = journal.open()
    people(page)
    to_map(page)
    press(page, 'link "Read in words"')
    expect(page.get_by_role("heading", name="The map, in words")).to_be_focused()

    press(page, 'button "Connect two"')
    expect(page.get_by_role("dialog", name="Connect two")).to_be_visible()
    press(page, 'button "The Pleaser"')
    assert focused(page) == 'button "The Pleaser" [pressed]'
    press_radio(page, "tug")
    press(page, 'button "Draw the line"')
    refused = page.get_by_role("alert").filter(has_text="Choose two, then the line can be drawn.")
    expect(refused).to_be_visible()
    press(page, 'button "Hothead"', back=True)
    reach(page, 'slider "How tight is the rope, right now?"')
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The Pleaser and Hothead pull against each other.")).to_be_visible()
    press(page, 'button "Draw the line"')
    row = page.get_by_role("button", name=re.compile("^The Pleaser and Hothead pull"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row).to_contain_text("Rope: quite tight, 8 of 10")
    heard(page, "Drawn: The Pleaser and Hothead pull against each other.")

    press(page, ROW)
    reach(page, 'slider "How tight is the rope, right now?"')
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(
        page.get_by_role("dialog")
        .get_by_text("3 of 10")
        .or_(page.get_by_role("dialog").get_by_text("loose"))
        .first
    ).to_be_visible()
    page.keyboard.press("Escape")
    expect(row).to_contain_text("loose, 3 of 10")
    expect(row).to_contain_text("It was 8.")
    expect(row).to_be_focused()

    page.keyboard.press("Enter")
    press_radio(page, "is worried about")
    page.keyboard.press("Escape")
    worried = page.get_by_role("button", name=re.compile("^The Pleaser is worried about Hothead"))
    expect(worried).to_be_visible()
    expect(worried).to_be_focused()
    page.keyboard.press("Enter")
    press(page, 'button "No longer so"')
    heard(page, "Noted as no longer so.")
    expect(worried).to_be_hidden()
    page.get_by_text("No longer so", exact=True).click()
    expect(worried).to_contain_text("From ")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("main").get_by_text("No longer so", exact=True)).to_have_count(0)
    expect(worried).to_contain_text("Since ")
    tension = [one["tension"] for one in vault.notes(page, "reading") if one["tension"] is not None]
    assert tension == [8, 3]
    assert phone.errors == []


def press_radio(page: Page, name: str) -> None:
    """Reach the kinds of line and go on by arrow keys to this one."""
    reach(page, "radio")
    for _ in range(8):
        if focused(page).startswith(f'radio "{name}"') and "[checked]" in focused(page):
            return
        page.keyboard.press("Space" if focused(page).startswith(f'radio "{name}"') else "ArrowRight")
    raise AssertionError(focused(page))


def test_someone_not_met_comes_by_one_tap_and_what_makes_no_sense_is_refused(journal: Journal) -> None:
    """Named by the one who looks after it; the same line twice is refused; undo takes both away."""
    phone, page = journal.open()
    people(page)
    to_map(page)
    node(page, "The Pleaser").click()
    page.get_by_role("button", name="It looks after someone not met yet").click()
    heard(page, "Someone not met is on the map now.")
    expect(node(page, "Someone the Pleaser looks after")).to_be_visible()
    node(page, "The Pleaser").click()
    expect(page.get_by_role("button", name="The Pleaser looks after someone not met yet.")).to_be_visible()
    page.get_by_role("button", name="Draw a line from here").click()
    dialog = page.get_by_role("dialog", name="Connect two")
    dialog.get_by_role("radio", name="looks after").click()
    dialog.get_by_role("button", name="Someone the Pleaser looks after").click()
    dialog.get_by_role("button", name="Draw the line").click()
    expect(dialog.get_by_role("alert")).to_have_text("This line is drawn already.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(node(page, "Someone the Pleaser looks after")).to_have_count(0)
    assert phone.errors == []


def test_two_devices_move_different_parts_offline_and_both_stay(journal: Journal) -> None:
    """Places merge part by part."""
    one, page = journal.open(connected=True)
    ids = people(page)
    whereabouts_synced(page)
    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    for each in (page, other):
        moves.today(each)
        to_map(each)
    one.offline()
    two.offline()
    for each, name in ((page, "Hothead"), (other, "Gardener")):
        x, y = stand(each)[name]
        drag(each, name, 50 if x < 160 else -50, 30 if y < 200 else -30)
        heard(each, f"{name} was moved.")
    places = {
        ids[name]: vault.ask(each, "positions")[ids[name]]
        for each, name in ((page, "Hothead"), (other, "Gardener"))
    }
    for phone, each in ((one, page), (two, other), (one, page)):
        phone.offline(False)
        whereabouts_synced(each)
    for each in (page, other):
        moves.until(each, partial(stored_at, each, places))
    assert one.errors == []
    assert two.errors == []


def stored_at(page: Page, places: Ids) -> bool:
    """Whether exactly these places are stored."""
    return bool(vault.ask(page, "positions") == places)


def whereabouts_synced(page: Page) -> None:
    """Ask for a round and wait until everything is on the server."""
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.up_to_date(page)


def test_axe_finds_nothing_on_the_map_and_in_its_words(journal: Journal) -> None:
    """By day and by lamplight, with every kind of line, long names, other scripts and someone who left."""
    phone, page = journal.open()
    page.emulate_media(reduced_motion="reduce")
    ids = people(page)
    ids["long"] = vault.add(
        page, "part", name="The one who keeps on counting what could still go wrong tomorrow"
    )
    ids["rtl"] = vault.add(page, "part", name="המבקר הפנימי 🌒", role="own", roleWord="שומר")
    names = list(ids)
    for index, kind in enumerate(("protects", "tug", "gets_on", "concerned", "cares", "grew_from", "own")):
        a, b = names[index % len(names)], names[(index + 2) % len(names)]
        vault.add(page, "relation", kind=kind, a=ids[a], b=ids[b], word="sits with", unsure=index % 2 == 0)
    vault.ask(page, "bin", id=ids["Night Scroller"])
    for name in ("Map", "Read in words"):
        if name == "Map":
            moves.tab(page, "Parts")
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("button", name="Connect two")).to_be_visible()
        assert axe.findings(page) == []
        page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
        assert axe.findings(page, "color-contrast") == []
        page.evaluate("() => { delete document.documentElement.dataset.theme; }")
    expect(page.get_by_text("Night Scroller has left the list.").first).to_be_visible()
    assert phone.errors == []
