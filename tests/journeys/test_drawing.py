"""A drawing made with the hand: it follows, it forgets nothing, and two hands far apart draw on one paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe, moves
from tests.journeys.journal import Journal

pytestmark = pytest.mark.browser

Place = tuple[float, float]
"""On the paper, from 0 to 1 both ways."""

SLANT: list[Place] = [(0.1, 0.2), (0.5, 0.25), (0.9, 0.2)]
BELOW: list[Place] = [(0.1, 0.6), (0.5, 0.7), (0.9, 0.6)]
DOWN: list[Place] = [(0.5, 0.1), (0.5, 0.9)]


def paper(page: Page) -> Locator:
    """What is drawn on."""
    return page.get_by_role("img", name="Paper to draw on")


def lines(page: Page) -> Locator:
    """Everything on it."""
    return page.locator(".paper path")


def outlines(page: Page) -> list[str]:
    """How every line runs."""
    return sorted(path.get_attribute("d") or "" for path in lines(page).all())


def on_screen(page: Page, places: Sequence[Place]) -> list[Place]:
    """Where places of the paper are in the window."""
    box = paper(page).bounding_box()
    assert box is not None
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]


def draw(page: Page, places: Sequence[Place], *, lift: bool = True) -> None:
    """With the mouse, through all of them."""
    first, *rest = on_screen(page, places)
    page.mouse.move(*first)
    page.mouse.down()
    for x, y in rest:
        page.mouse.move(x, y, steps=6)
    if lift:
        page.mouse.up()


def draw_with_finger(page: Page, places: Sequence[Place]) -> None:
    """With one finger, as the screen itself would tell it."""
    session = page.context.new_cdp_session(page)
    steps = on_screen(page, places)
    for number, (x, y) in enumerate(steps):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def draw_with_pen(page: Page, places: Sequence[Place]) -> None:
    """With a pen that is pressed harder and harder."""
    session = page.context.new_cdp_session(page)
    steps = on_screen(page, places)
    for number, (x, y) in enumerate(steps):
        kind = "mouseMoved" if number else "mousePressed"
        pen = {"pointerType": "pen", "force": 0.2 + 0.8 * number / len(steps), "button": "left", "buttons": 1}
        session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **pen})
    released = {"type": "mouseReleased", "x": x, "y": y, "button": "left", "pointerType": "pen"}
    session.send("Input.dispatchMouseEvent", released)
    session.detach()


def new_drawing(page: Page) -> None:
    """A page of that kind, empty."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/write?kind=drawing", page.url))
    moves.unlock(page)
    expect(paper(page)).to_be_visible()


def test_a_drawing_is_drawn_taken_back_and_brought_again_and_outlives_a_kill(journal: Journal) -> None:
    """Mouse, finger, eraser, undo by key and by button, clear; killed in the middle of a line."""
    phone, page = journal.open()
    new_drawing(page)
    draw(page, SLANT)
    expect(lines(page)).to_have_count(1)
    page.get_by_role("radio", name="Clay").click()
    draw_with_finger(page, [(0.2, 0.9), (0.3, 0.5), (0.4, 0.1), (0.5, 0.05)])
    expect(lines(page)).to_have_count(2)
    assert page.evaluate("() => scrollY") == 0, "the page moved under the finger"
    expect(lines(page).nth(1)).to_have_class(re.compile("c-clay"))

    page.keyboard.press("Control+z")
    expect(lines(page)).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(lines(page)).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Redo").click()
    expect(lines(page)).to_have_count(2)

    page.get_by_role("button", name="Erase").click()
    draw(page, DOWN)
    expect(lines(page)).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(lines(page)).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(lines(page)).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(lines(page)).to_have_count(2)

    words = page.get_by_label("What is on it, in words")
    words.fill("A roof, and rain.")
    words.press("Control+z")
    expect(lines(page)).to_have_count(2)
    words.fill("A roof, and rain.")
    page.get_by_role("radio", name="Thick").click()
    draw(page, BELOW, lift=False)
    page.wait_for_timeout(600)
    page.mouse.move(*on_screen(page, [(0.8, 0.9)])[0], steps=4)
    page.wait_for_timeout(600)
    phone.kill()

    page = phone.start()
    phone.open()
    moves.unlock(page)
    expect(lines(page)).to_have_count(3)
    expect(page.get_by_label("What is on it, in words")).to_have_value("A roof, and rain.")


def test_a_pen_swells_where_it_is_pressed_and_the_hand_beside_it_draws_nothing(journal: Journal) -> None:
    """Pressure is kept with the line; once there was a pen, fingers are palms."""
    phone, page = journal.open()
    new_drawing(page)
    draw_with_finger(page, SLANT)
    draw_with_pen(page, [(0.1, 0.5), (0.3, 0.52), (0.6, 0.5), (0.9, 0.48)])
    draw_with_finger(page, BELOW)
    expect(lines(page)).to_have_count(2)
    expect(page.locator(".paper path.filled")).to_have_count(1)
    moves.stored(page)
    before = outlines(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("img", name="A drawing, without words")).to_be_visible()
    assert outlines(page) == before
    assert phone.errors == []


def test_a_drawing_is_read_by_everybody(journal: Journal) -> None:
    """In the journal by its words, as a picture with a name, by day and by lamplight."""
    phone, page = journal.open()
    new_drawing(page)
    draw(page, SLANT)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert axe.findings(page) == [], theme
    page.get_by_label("What is on it, in words").fill("A roof.")
    moves.stored(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("img", name="A drawing, with words")).to_be_visible()
    assert axe.findings(page) == []
    moves.home(page)
    moves.tab(page, "Journal")
    page.get_by_role("main").get_by_role("link", name=re.compile("A roof")).click()
    expect(lines(page)).to_have_count(1)
    assert phone.errors == []


def test_two_devices_draw_on_one_paper_offline_and_every_line_of_both_is_there(journal: Journal) -> None:
    """Both erase and draw without a network; after sync both show the same lines, none lost."""
    one, page = journal.open(connected=True)
    new_drawing(page)
    draw(page, SLANT)
    draw(page, [(0.2, 0.4), (0.3, 0.45)])
    page.get_by_label("What is on it, in words").fill("A roof.")
    moves.synced(page)

    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    moves.tab(other, "Journal")
    other.get_by_role("main").get_by_role("link", name=re.compile("A roof")).click()
    other.get_by_role("button", name="Edit").click()
    expect(lines(other)).to_have_count(2)

    one.offline()
    two.offline()
    draw(page, BELOW)
    draw(page, [(0.7, 0.5), (0.8, 0.5)])
    draw(other, DOWN)
    other.get_by_role("button", name="Erase").click()
    draw(other, [(0.2, 0.4), (0.22, 0.42)])
    expect(lines(other)).to_have_count(2)
    moves.stored(page)
    moves.stored(other)

    one.offline(False)
    moves.synced(page)
    two.offline(False)
    moves.synced(other)
    # coming back to the network asks at once for what is new
    one.offline()
    one.offline(False)
    moves.until(page, lambda: outlines(page) == outlines(other))
    assert len(outlines(page)) == 4
    assert one.errors == []
    assert two.errors == []
