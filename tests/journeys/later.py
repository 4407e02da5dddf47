"""The walk goes on past what is met later: Pause, the lock, the server, the other device, a newer version."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from sync.record import Record
from tests.journeys import elsewhere, meddle, moves
from tests.journeys.screens import CRITIC, PLEASER, Stops, back, close, visit

UNKNOWN = "/entry/AAAAAAAAAAAAAAAAAAAAAA"

LOOK_FOR_UPDATE = """() => navigator.serviceWorker.getRegistration()
  .then((one) => one.update()).then(() => true, () => false)"""


def pausing(page: Page) -> Stops:
    """Pause and all it opens; ends where it began."""
    page.get_by_role("button", name="Pause").click()
    yield "pause"
    page.get_by_role("button", name="Steadier ground").click()
    yield "steadier ground"
    for _ in range(12):
        if page.get_by_role("radio", name="Worse").is_visible():
            break
        page.get_by_role("button", name="Next").click()
    yield "steadier ground: how is it now"
    page.get_by_role("radio", name="Worse").click()
    yield "steadier ground: worse"
    page.get_by_role("button", name="Back to where I was").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Hide this screen").click()
    yield "hidden"
    page.get_by_role("button", name="Come back").click()


def connecting(page: Page) -> Stops:
    """To the server; ends on Security, where the name on the server stands."""
    moves.security(page)
    page.get_by_role("link", name="Connect to a server").click()
    expect(page.get_by_label("Name on the server", exact=True)).not_to_have_value("")
    page.get_by_role("button", name="Connect", exact=True).click()
    yield "security: connect, passphrase missing"
    page.get_by_label("Passphrase", exact=True).fill(moves.PASSPHRASE)
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_role("heading", name="Saved where?")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status").filter(has_text="Synced")).to_be_visible(timeout=30_000)
    yield "security: saved where, connected"
    back(page)
    expect(page.get_by_role("heading", name="Security and sync")).to_be_visible()
    yield "security, connected"
    yield from visit(page, "Signed-in devices", "security: devices")
    yield from visit(page, "Compare devices", "security: compare")
    yield from visit(page, "Add a device", "security: add a device, connected")


def locked(page: Page) -> Stops:
    """The lock, and what one can do in front of it; ends open, wherever the person was."""
    moves.lock(page)
    yield "unlock"
    page.get_by_label("Passphrase", exact=True).fill("not this one at all")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("That wasn’t it.")).to_be_visible(timeout=30_000)
    yield "unlock: wrong passphrase"
    page.get_by_role("button", name="Use the recovery code instead").click()
    yield "unlock: recovery code"
    page.get_by_role("button", name="Pause").click()
    yield "unlock: steadier ground"
    close(page)
    page.get_by_role("button", name="Use the passphrase instead").click()
    moves.unlock(page)


def letting_go(page: Page) -> Stops:
    """A part leaves the list and comes back."""
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("link", name=re.compile(CRITIC)).click()
    page.get_by_role("button", name=f"More for {CRITIC[0].lower()}{CRITIC[1:]}").click()
    page.get_by_role("menuitem", name="Let it leave the list").click()
    page.get_by_role("button", name="Let it leave", exact=True).click()
    page.get_by_text("Left the list", exact=True).click()
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    yield "parts: one has left"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile(CRITIC))).to_be_visible()


def differing(page: Page, origin: str, login: str) -> Stops:
    """Both devices change the same lines while this one is offline."""
    moves.whereabouts(page)
    moves.up_to_date(page)
    page.context.set_offline(True)
    moves.home(page)
    for row, words in ((0, "and on the next ride too."), (1, "before I knew it.")):
        moves.tab(page, "Journal")
        page.get_by_role("main").get_by_role("listitem").nth(row).get_by_role("link").click()
        page.get_by_role("button", name="Edit").click()
        box = page.get_by_role("textbox", name="Your page")
        box.fill(re.sub(r"\S+\.$", words, box.input_value()))
        moves.stored(page)
        moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("link", name=re.compile(PLEASER)).click()
    page.get_by_role("link", name="Add or change").click()
    page.get_by_label("What it does").fill("It asks before anybody has to.")
    moves.stored(page)

    def change(value: Record) -> Record | None:
        is_page = value["type"] == "entry"
        blocks = [block["t"] for block in value["f"]["b"].values()] if is_page else []
        if any(line.startswith("Maya") for line in blocks):
            return elsewhere.with_last_line(value, "I heard myself say of course, and smiled.")
        if any(line.startswith("On the bus") for line in blocks):
            return elsewhere.deleted(value)
        if value["f"].get("name") == PLEASER:
            return elsewhere.with_fields(value, job="It reads the room before it enters.")
        return None

    assert elsewhere.rewrite(origin, login, moves.PASSPHRASE, change) == 3
    page.context.set_offline(False)
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("link", name=re.compile(PLEASER)).click()
    expect(page.get_by_role("region", name="Also written")).to_be_visible()
    yield "part: also written"
    moves.home(page)
    moves.tab(page, "Journal")
    yield "journal: also written"
    page.get_by_role("main").get_by_role("listitem").nth(1).get_by_role("link").click()
    expect(page.get_by_role("region", name="Also written")).to_be_visible()
    yield "page: also written"
    moves.home(page)
    moves.tab(page, "Journal")
    page.get_by_role("main").get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_text("Another device deleted this")).to_be_visible()
    yield "page: deleted elsewhere"
    moves.home(page)


def found(page: Page, login: str) -> Stops:
    """On a fresh phone: what the server has, before anything is taken over."""
    page.get_by_role("link", name="I already write on another device").click()
    page.get_by_label("Name on the server", exact=True).fill(login)
    page.get_by_label("Passphrase", exact=True).fill(moves.PASSPHRASE)
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("heading", name="Found it.")).to_be_visible(timeout=60_000)
    yield "other device: found"


def addresses(page: Page) -> Stops:
    """Screens that only an address leads to."""
    origin = page.evaluate("() => location.origin")
    page.goto(f"{origin}/security/sign-in")
    page.get_by_label("Passphrase", exact=True).fill(moves.PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Sign in again")).to_be_visible()
    yield "security: sign in again"
    page.goto(origin + UNKNOWN)
    moves.unlock(page)
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()
    yield "page that is not there"
    moves.home(page)


def updated(page: Page, publish: Callable[[], None]) -> Stops:
    """A newer version is offered, and taken; ends at the lock, because the app starts anew."""
    moves.installed(page)
    publish()
    moves.until(page, lambda: page.evaluate(LOOK_FOR_UPDATE))
    expect(page.get_by_text("A newer version is ready.")).to_be_visible()
    yield "update"
    page.get_by_role("button", name="Now").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()


def damaged(page: Page) -> Stops:
    """The browser has dropped the keys and left the rest."""
    meddle.drop_named(page, "slots")
    page.reload()
    expect(page.get_by_role("heading", name="Part of what was stored here is gone.")).to_be_visible()
    yield "unlock: damaged"
