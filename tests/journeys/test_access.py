"""Nobody is left out: what axe, a ruler and the Tab key find on every screen of the real app."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.journeys import axe, beginnings, later, screens
from tests.journeys.built import BUILT
from tests.journeys.phone import Phone
from tests.journeys.server import Server
from tests.serving import ROOT

pytestmark = pytest.mark.browser

MEASURE = (Path(__file__).parent / "measure.js").read_text()
PATTERNS = re.findall(r"pattern: '([^']+)'", (ROOT / "pwa/src/app/routes.ts").read_text())
LOOKS = ("light", "dark", "large", "wide")
SIZES = ("usual", "large", "reflow", "tiny", "wide")
PHONE = {"width": 360, "height": 740}
REFLOW = {"width": 320, "height": 640}
TINY = {"width": 240, "height": 480}
DESKTOP = {"width": 1280, "height": 800}
LOW = {"width": 360, "height": 560}

TABBED = {
    "today, empty",
    "today",
    "parts, with the way back from the bin",
    "write: with a part",
    "page",
    "page: also written",
    "part",
    "part: writing what is known",
    "part: also written",
    "security",
    "check-in: someone is around",
    "dialogue",
    "map in words",
    "path",
    "path, step by step",
}
"""Screens with bars that stick, where the focus is followed all the way round."""

SHOW = """(wanted) => {
  for (const name of ['theme', 'text']) {
    if (wanted[name]) document.documentElement.dataset[name] = wanted[name];
    else delete document.documentElement.dataset[name];
  }
}"""

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const points = box.height > innerHeight / 2
    ? [[middle.x, Math.max(box.y, 0) + 80]]
    : [[middle.x, middle.y], [middle.x, box.y + 3], [middle.x, box.bottom - 3]];
  const hidden = points.some(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
  const number = [...document.querySelectorAll('*')].indexOf(element);
  const said = element.ariaLabel ?? element.textContent.trim().slice(0, 40);
  return { number, name: `${element.tagName} ${said}`, hidden };
}"""


@dataclass
class Walk:
    """What was found, by look: one line per finding, each with its screen."""

    axe: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LOOKS})
    sideways: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in SIZES})
    small: list[str] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    pause: dict[str, bool] = field(default_factory=dict)
    hidden_focus: list[str] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def stop(self, page: Page, name: str) -> None:
        """Everything that is asked of one screen of a phone, in all its looks; leaves it as it was."""
        self.paths.add(page.evaluate("() => location.pathname"))
        self.look(page, name, "light")
        self.measure(page, name, "usual")
        self.look(page, name, "dark", theme="dark")
        self.look(page, name, "large", text="xl")
        self.measure(page, name, "large")
        page.evaluate(SHOW, {})
        for size, viewport in (("reflow", REFLOW), ("tiny", TINY)):
            page.set_viewport_size(viewport)
            self.measure(page, name, size)
        if name in TABBED:
            page.set_viewport_size(LOW)
            self.follow_focus(page, name)
        page.set_viewport_size(PHONE)
        if name in TABBED:
            self.follow_focus(page, name)

    def look(self, page: Page, name: str, look: str, **attributes: str) -> None:
        """axe in one look; a change of colours cannot change more than contrast."""
        page.evaluate(SHOW, attributes)
        rules = ("color-contrast",) if look == "dark" else ()
        self.axe[look] += [f"{name}: {line}" for line in axe.findings(page, *rules)]

    def measure(self, page: Page, name: str, size: str) -> None:
        """The ruler."""
        found: dict[str, Any] = page.evaluate(MEASURE)
        self.sideways[size] += [f"{name}: {line}" for line in found["sideways"]]
        self.small += [f"{name}, {size}: {line}" for line in found["small"]]
        self.headings[f"{name}, {size}"] = found["headings"]
        self.pause[f"{name}, {size}"] = found["pause"]

    def follow_focus(self, page: Page, name: str) -> None:
        """Tab until the focus comes round; note where it cannot be seen."""
        seen: set[int] = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUS)
            if at is None:
                continue
            if at["number"] in seen:
                break
            seen.add(at["number"])
            if at["hidden"]:
                self.hidden_focus.append(f"{name}: {at['name']}")
        assert len(seen) > 4, f"{name}: the focus went nowhere"


@pytest.fixture(scope="module")
def walk(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """One person walks past every screen, once for all tests."""
    home = tmp_path_factory.mktemp("access")
    built = Path(shutil.copytree(BUILT, home / "dist"))
    server = Server(home / "server", SELFWARD_STATIC_DIR=str(built), SELFWARD_RATE_LIMITS="off")
    server.start()
    phones = [Phone(playwright, server.origin, home / name) for name in ("one", "two")]
    try:
        yield past_everything(server, built, *phones)
    finally:
        for phone in phones:
            phone.kill()
        server.kill()


def past_everything(server: Server, built: Path, one: Phone, two: Phone) -> Walk:
    """The walk, in the order in which a journal comes to be."""
    walk = Walk()

    def publish() -> None:
        server.kill()
        worker = built / "sw.js"
        worker.write_text(f"{worker.read_text()}\n// newer")
        server.start()

    one.start()
    page = one.open()
    page.emulate_media(reduced_motion="reduce")
    for act in (beginnings.welcome, beginnings.first_run, beginnings.empty, screens.filling, later.locked):
        for name in act(page):
            walk.stop(page, name)
    for act in (screens.places, later.letting_go, later.pausing):
        for name in act(page):
            walk.stop(page, name)
    page.set_viewport_size(DESKTOP)
    for name in screens.places(page):
        walk.look(page, name, "wide")
        walk.measure(page, name, "wide")
    page.set_viewport_size(PHONE)
    for name in later.connecting(page):
        walk.stop(page, name)
    login = page.evaluate("() => document.body.innerText.match(/As (\\S+)/)[1]")
    for name in later.differing(page, server.origin, login):
        walk.stop(page, name)
    two.start().emulate_media(reduced_motion="reduce")
    for name in later.found(two.open(), login):
        walk.stop(two.page, name)
    for name in later.addresses(page):
        walk.stop(page, name)
    for name in later.updated(page, publish):
        walk.stop(page, name)
    for name in later.damaged(page):
        walk.stop(page, name)
    walk.errors = one.errors + two.errors
    return walk


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(walk: Walk, look: str) -> None:
    """WCAG 2.2 AA and axe's best practice, by day, by lamplight, at 200 % text and at 1280 px."""
    assert walk.axe[look] == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out(walk: Walk, size: str) -> None:
    """No scrolling sideways and no words cut off, at 360 px, at 200 % text, at 320, 240 and 1280 px."""
    assert walk.sideways[size] == []


def test_every_target_is_large_enough(walk: Walk) -> None:
    """44 by 44 CSS px wherever a finger may land, but for links in the middle of a sentence."""
    assert "\n".join(walk.small) == ""


def test_there_is_one_main_heading(walk: Walk) -> None:
    """Exactly one h1 on each screen, or in what lies over it."""
    assert {name: count for name, count in walk.headings.items() if count != 1} == {}


def test_pause_is_on_every_screen(walk: Walk) -> None:
    """The same word on every screen, also where nothing has been written yet and at the lock."""
    assert [name for name, there in walk.pause.items() if not there] == []


def test_the_focus_is_never_hidden(walk: Walk) -> None:
    """Whatever has the focus can be seen in full, beside every bar that sticks (2.4.11)."""
    assert walk.hidden_focus == []


def test_the_walk_passes_every_screen(walk: Walk) -> None:
    """Each address of the app was among the stops, and nothing broke on the way."""
    missed = [
        pattern
        for pattern in PATTERNS
        if not any(re.fullmatch(pattern.replace(":id", "[^/]+"), path) for path in walk.paths)
    ]
    assert missed == []
    assert walk.errors == []
