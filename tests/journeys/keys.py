"""A person with a keyboard and a screen reader: moves by keys alone, and hears what has the focus."""

from __future__ import annotations

import re

from playwright.sync_api import Page

RING = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  // the caret is what shows the focus on a page, and headings are no controls
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || element.matches('h1, h2, .writing');
}"""

SAID = re.compile(r"""- '?(\w+(?: "(?:[^"\\]|\\.)*")?)((?: \[[^\]]+\])*)""")
"""Role and name, then the states, in a line of an aria snapshot; YAML may have put it in quotes."""


def focused(page: Page) -> str:
    """What a screen reader says of the focus, such as `button "Next"`; empty when nothing has it."""
    spot = page.locator(":focus")
    if spot.count() == 0:
        return ""
    said = SAID.match(spot.last.aria_snapshot())
    return "".join(said.groups()) if said else ""


def reach(page: Page, wanted: str | re.Pattern[str], *, back: bool = False, most: int = 40) -> None:
    """Tab until the focus is on what begins like this; everything on the way has a name and can be seen."""
    heard = []
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        now = focused(page)
        heard.append(now)
        if not now:
            continue
        assert '"' in now, f"no name: {now}"
        assert page.evaluate(RING), f"no ring: {now}"
        if wanted.match(now) if isinstance(wanted, re.Pattern) else now.startswith(wanted):
            return
    raise AssertionError(f"no {wanted} among {heard}")


def press(page: Page, wanted: str | re.Pattern[str], key: str = "Enter", *, back: bool = False) -> None:
    """Reach it and press it."""
    reach(page, wanted, back=back)
    page.keyboard.press(key)
