"""How soon each screen is there, with 10,000 pages and five years of notes behind it."""

from __future__ import annotations

import json
import statistics
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Playwright

from crypto.encoding import b64
from tests.bench.journal import PASSPHRASE
from tests.bench.life import Life
from tests.bench.slower import SLOWER, slow_page, slow_renderers
from tests.journeys.phone import Phone

Line = tuple[str, str, str, str]
RUNS = 3
AIM_MS = 300

# Notes when the screen that is waited for was painted; runs before any script of the page.
WATCH = """
window.__wait = (selector) => {
  window.__shown = null;
  const look = () => {
    if (window.__shown !== null || !document.querySelector(selector)) return;
    watch.disconnect();
    window.__shown = 0;
    requestAnimationFrame(() => setTimeout(() => { window.__shown = performance.now(); }));
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  look();
};
"""

OPEN = """({ path, selector }) => {
  const link = document.createElement('a');
  link.href = path;
  document.body.append(link);
  window.__wait(selector);
  window.__asked = performance.now();
  link.click();
  link.remove();
}"""


@dataclass(frozen=True)
class Screen:
    """A place, and what is on it once a person can read there what they came for."""

    name: str
    path: str
    selector: str


def screens(life: Life) -> list[Screen]:
    """The screens whose time is promised."""
    challenge = b64(life.challenges[0])
    return [
        Screen("Journal", "/journal", "main li:nth-child(20) a"),
        Screen("Part", f"/part/{b64(life.parts[0])}", "main .kv dd"),
        Screen("Map", "/parts/map", ".mapnode"),
        Screen("Path", f"/path/{challenge}", "ol.way li:last-child"),
        Screen("Looking back", "/looking-back", "main svg.fig"),
        Screen("Today", "/", "main .with .own"),
    ]


def measure(playwright: Playwright, origin: str, profile: Path, life: Life) -> list[Line]:
    """Each screen from the moment the key is there, and from a tap once everything is opened."""
    lines = []
    wanted = screens(life)
    for at, screen in enumerate(wanted):
        after = wanted[(at + 1) % len(wanted)]
        pages = [_start(playwright, origin, profile, screen, after, all_slow=False) for _ in range(RUNS)]
        whole = [_start(playwright, origin, profile, screen, after, all_slow=True) for _ in range(RUNS)]
        lines.append(_line(f"key to {screen.name}", [one[0] for one in pages], [one[0] for one in whole]))
        lines.append(_line(f"tap to {after.name}", [one[1] for one in pages], [one[1] for one in whole]))
    return sorted(lines)


def _line(what: str, pages: list[float], whole: list[float]) -> Line:
    beside = f"page slowed {SLOWER}×, median of {RUNS}; vault too: {statistics.median(whole):.0f} ms"
    return (what, f"{statistics.median(pages):.0f} ms", f"≤ {AIM_MS} ms", beside)


def _start(
    playwright: Playwright, origin: str, profile: Path, screen: Screen, after: Screen, *, all_slow: bool
) -> tuple[float, float]:
    """One start of the app at a screen; then, when everything is opened, another one for the first time."""
    phone = Phone(playwright, origin, profile)
    page = phone.start()
    page.add_init_script(WATCH)
    page.goto(origin + screen.path)
    field = page.get_by_label("Passphrase", exact=True)
    field.fill(PASSPHRASE)
    with ExitStack() as slowly:
        if all_slow:
            slowly.enter_context(slow_renderers(profile))
        else:
            slow_page(page)
        page.evaluate(f"window.__wait({json.dumps(screen.selector)})")
        page.get_by_role("button", name="Open").click()
        shown = _shown(page)
        key = page.evaluate("performance.getEntriesByName('selfward:key').at(-1).startTime")
        until(page, "performance.getEntriesByName('selfward:opened').length > 0")
        page.evaluate(OPEN, {"path": "/more", "selector": "main a[href='/security']"})
        _shown(page)
        page.wait_for_timeout(500)
        page.evaluate(OPEN, {"path": after.path, "selector": after.selector})
        opened = _shown(page) - page.evaluate("window.__asked")
        # the app comes back to where it was closed, unless that was Today
        page.evaluate(OPEN, {"path": "/", "selector": "main"})
        page.wait_for_timeout(500)
    phone.kill()
    return shown - key, opened


def _shown(page: Page) -> float:
    until(page, "window.__shown > 0")
    return float(page.evaluate("window.__shown"))


def until(page: Page, true: str) -> None:
    """Look again until it is so; the policy of the page forbids evaluating strings inside it."""
    for _ in range(1200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    raise RuntimeError(f"never so: {true}")
