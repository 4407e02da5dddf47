"""What people do, by the names they see: each move ends when its result is on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Page, TimeoutError, expect

PASSPHRASE = "kettle orchard lantern pebble harbour willow"


@dataclass(frozen=True)
class Kit:
    """What a person wrote down in first run."""

    passphrase: str
    code: str


def begin(page: Page) -> None:
    """From Welcome, past the hint to install, to the first question."""
    page.get_by_role("button", name="Look around first").click()
    page.get_by_role("button", name=re.compile("Begin here|Begin|Stay in the browser")).first.click()
    expect(page.get_by_role("heading", name="What brings you here?")).to_be_visible()


def first_run(
    page: Page, words: str = "I say yes to everybody.", love: str = "I could say a small no."
) -> Kit:
    """The whole of first run, with the passphrase above; ends on Today."""
    begin(page)
    page.get_by_label("Tell it the way you’d tell a friend").fill(words)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="How would you love it to be?")).to_be_visible()
    page.get_by_role("textbox").fill(love)
    page.get_by_role("button", name="That’s it for now").click()
    choose_passphrase(page)
    return Kit(PASSPHRASE, check_kit(page))


def choose_passphrase(page: Page, passphrase: str = PASSPHRASE) -> None:
    """An own passphrase, typed twice; ends at the recovery code."""
    expect(page.get_by_role("heading", name="Six words that open your journal")).to_be_visible()
    page.get_by_role("button", name="Choose my own").click()
    page.get_by_label("Your passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Show Your passphrase").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Type it once more")).to_be_visible(timeout=30_000)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="This is it").click()
    expect(page.get_by_role("heading", name="A code in case the words get lost")).to_be_visible(
        timeout=30_000
    )


def check_kit(page: Page) -> str:
    """Read the recovery code, type two groups back; ends on Today. Returns the code."""
    groups = page.get_by_role("list", name="Recovery code, seven groups").locator(".code")
    expect(groups).to_have_count(7)
    code = groups.all_inner_texts()
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_role("heading", name="Two groups, from your copy")).to_be_visible()
    fields = page.get_by_label(re.compile(r"Group \d"))
    expect(fields).to_have_count(2)
    for field in fields.all():
        number = int(field.evaluate("field => field.labels[0].innerText.match(/[0-9]+/)[0]"))
        field.fill(code[number - 1])
    page.get_by_role("button", name="Check").click()
    at_today(page)
    return "-".join(code)


def at_today(page: Page) -> None:
    """Wait until Today is there."""
    expect(page.get_by_role("heading", name="Good to see you.")).to_be_visible(timeout=30_000)


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    """From the lock; ends when the lock is gone."""
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_count(0, timeout=30_000)


def tab(page: Page, name: str) -> None:
    """One of the places in the bar."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


def write(page: Page, text: str) -> None:
    """A new page with this text; ends when it is stored on this phone."""
    tab(page, "Write")
    page.get_by_role("textbox", name="Your page").press_sequentially(text, delay=5)
    stored(page)


def name_part(page: Page, name: str) -> None:
    """From Parts while nobody is there yet: name someone; ends on their page."""
    page.get_by_role("button", name="Name someone, for now").click()
    page.get_by_label("A name, for now").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def stored(page: Page) -> None:
    """Wait for an honest resting state, as it is seen and as it is spoken."""
    expect(page.get_by_text("Saving…", exact=True)).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("status").filter(has_text=re.compile("On this phone|Synced"))).to_be_visible(
        timeout=30_000
    )


def synced(page: Page) -> None:
    """Wait until the page in the editor is on the server."""
    stored(page)
    expect(page.get_by_role("status").filter(has_text="Synced")).to_be_visible(timeout=60_000)


def security(page: Page) -> None:
    """From anywhere to More, Security."""
    home(page)
    page.get_by_role("link", name=re.compile("^More")).first.click()
    page.get_by_role("link", name=re.compile("Security")).click()
    expect(page.get_by_role("heading", name="Security and sync")).to_be_visible()


def connect(page: Page, passphrase: str = PASSPHRASE) -> str:
    """Connect to the server under the proposed name; returns it."""
    security(page)
    page.get_by_role("link", name="Connect to a server").click()
    field = page.get_by_label("Name on the server", exact=True)
    expect(field).not_to_have_value("")
    login = field.input_value()
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("heading", name="Saved where?")).to_be_visible(timeout=60_000)
    return login


def whereabouts(page: Page) -> None:
    """From anywhere to the screen that says where the words are."""
    security(page)
    page.get_by_role("link", name="Saved where?").click()
    expect(page.get_by_role("heading", name="Saved where?")).to_be_visible()


def sync_now(page: Page) -> None:
    """On the screen that says where the words are: ask for a round; ends when it is over."""
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_role("button", name="Sync now", exact=True)).to_be_visible(timeout=60_000)


def up_to_date(page: Page) -> None:
    """On the same screen: wait until everything is on the server."""
    expect(page.get_by_role("status").filter(has_text="Synced today")).to_be_visible(timeout=60_000)


def lock(page: Page) -> None:
    """From anywhere: lock now; ends at the lock."""
    security(page)
    page.get_by_role("button", name="Lock now").click()
    locked(page)


def locked(page: Page) -> None:
    """Wait until the lock is there, uncovered."""
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("dialog", name="Covered")).to_have_count(0)


def sign_in(page: Page, login: str, passphrase: str = PASSPHRASE) -> None:
    """On a fresh phone, from Welcome: sign in, look, adopt; ends on Today."""
    page.get_by_role("link", name="I already write on another device").click()
    page.get_by_label("Name on the server", exact=True).fill(login)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Bring it here").click(timeout=60_000)
    at_today(page)


def home(page: Page) -> None:
    """Back from wherever this is to a place with the bar."""
    bar = page.get_by_role("navigation", name="Main")
    back = page.get_by_role("button", name="Back", exact=True)
    for _ in range(12):
        expect(bar.or_(back).first).to_be_visible()
        if bar.is_visible():
            return
        with suppress(TimeoutError):  # the app may be on its own way back
            back.click(timeout=2_000)
        page.wait_for_timeout(200)
    expect(bar).to_be_visible()


def today(page: Page) -> None:
    """From anywhere to Today."""
    home(page)
    tab(page, "Today")
    at_today(page)


def journal(page: Page) -> None:
    """From anywhere to the pages of the journal."""
    home(page)
    tab(page, "Journal")
    expect(page.get_by_role("heading", name="Journal", level=1)).to_be_visible()


def installed(page: Page) -> None:
    """Wait until the service worker holds the whole app, so that it opens without a network."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def until(page: Page, true: Callable[[], bool], timeout_s: float = 90.0) -> None:
    """Look again, twice a second, until it is so."""
    for _ in range(int(timeout_s * 2)):
        if true():
            return
        page.wait_for_timeout(500)
    raise AssertionError("it did not come about in time")
