"""A walk past every screen: each act goes on from where the one before ended, and names every stop.

Whoever walks does at each stop what it came for: look, measure, take a picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from sync.record import Record
from tests.journeys import elsewhere, meddle, moves

Stops = Iterator[str]

PAGES = (
    "Maya asked if I could take the Friday shift.\n\nI heard myself say of course before I had even looked.",
    "On the bus I noticed how tight my shoulders were. Somebody in me was already writing the apology.",
    "The harbour at six. Nobody wanted anything, and it was quiet for a while.",
)
PLEASER, CRITIC = "The Pleaser", "The one who counts mistakes"
UNKNOWN = "/entry/AAAAAAAAAAAAAAAAAAAAAA"

LOOK_FOR_UPDATE = """() => navigator.serviceWorker.getRegistration()
  .then((one) => one.update()).then(() => true, () => false)"""


def filling(page: Page) -> Stops:
    """Parts are named, pages written, and one of them is moved to the bin; ends in the journal."""
    for name, job in ((PLEASER, "It keeps everybody content, so that nobody leaves."), (CRITIC, "")):
        moves.tab(page, "Parts")
        page.get_by_role("button", name=re.compile("Name someone, for now|Someone new")).click()
        page.get_by_label("A name, for now").fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        if not job:
            back(page)
            continue
        yield "part, new"
        page.get_by_role("button", name="Add or change").click()
        page.get_by_label("What it does").fill(job)
        page.get_by_label("Where you notice it").fill("Throat, shoulders")
        moves.stored(page)
        yield "part: writing what is known"
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name=re.compile("^Change")).click()
        yield "part: what does it do for you"
        page.get_by_role("radio", name=re.compile("of my own")).click()
        yield "part: an own word"
        page.get_by_role("radio", name=re.compile("^Plans ahead")).click()
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="More for the Pleaser").click()
        yield "part: menu"
        page.get_by_role("menuitem", name="Let it leave the list").click()
        yield "part: let it leave"
        page.get_by_role("button", name="Let it stay").click()
        back(page)
    yield "parts"
    for number, text in enumerate(PAGES):
        moves.tab(page, "Write")
        page.get_by_role("textbox", name="Your page").fill(text)
        moves.stored(page)
        if number == 0:
            yield "write: typing"
            page.get_by_role("button", name="Who is in this?").click()
            page.get_by_role("button", name=PLEASER).click()
            yield "write: who is in this"
            page.get_by_role("dialog").get_by_role("button", name="Done").click()
            yield "write: with a part"
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("button", name="Edit")).to_be_visible()
        if number == 0:
            yield "write: reading"
            page.get_by_role("button", name="More for this page").click()
            yield "write: page menu"
            page.keyboard.press("Escape")
        if number == len(PAGES) - 1:
            page.get_by_role("button", name="More for this page").click()
            page.get_by_role("menuitem", name="Move to the bin").click()
            expect(page.get_by_role("button", name="Undo")).to_be_visible()
            yield "parts, with the way back from the bin"
        else:
            back(page)


def places(page: Page) -> Stops:
    """Every place of a filled journal; needs nothing, changes nothing."""
    moves.home(page)
    moves.tab(page, "Today")
    expect(page.get_by_role("heading", name="Newest pages")).to_be_visible()
    yield "today"
    moves.tab(page, "Journal")
    rows = (
        page.get_by_role("main")
        .get_by_role("listitem")
        .or_(page.get_by_role("region", name="Pages").get_by_role("listitem"))
    )
    expect(rows).to_have_count(len(PAGES) - 1)
    yield "journal"
    search = page.get_by_role("searchbox")
    search.fill("shift")
    expect(page.get_by_text("One page mentions")).to_be_visible()
    yield "journal: found"
    search.fill("zebra")
    expect(page.get_by_text("Nothing here says")).to_be_visible()
    yield "journal: nothing found"
    search.fill("")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name=PLEASER).click()
    yield "journal: filter"
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("One page fits.")).to_be_visible()
    yield "journal, filtered"
    page.get_by_role("button", name=PLEASER).click()
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name=re.compile("^Bin")).click()
    expect(page.get_by_role("heading", name="Bin")).to_be_visible()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    yield "bin"
    page.get_by_role("button", name="Delete for good").click()
    yield "bin: delete for good"
    page.get_by_role("button", name="Keep it in the bin").click()
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").click()
    expect(page.get_by_role("heading", name="This page is in the bin")).to_be_visible()
    yield "page in the bin"
    moves.home(page)
    moves.tab(page, "Journal")
    rows.last.get_by_role("link").click()
    expect(page.get_by_role("button", name="Edit")).to_be_visible()
    yield "page"
    page.get_by_role("button", name="Edit").click()
    yield "page, editing"
    page.get_by_role("button", name="Done").click()
    moves.home(page)
    moves.tab(page, "Parts")
    page.get_by_role("link", name=re.compile(PLEASER)).click()
    expect(page.get_by_role("heading", name=PLEASER, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Pages with the Pleaser")).to_be_visible()
    yield "part"
    moves.home(page)
    page.get_by_role("link", name=re.compile("^More")).first.click()
    expect(page.get_by_role("heading", name="More")).to_be_visible()
    yield "more"
    yield from visit(page, "Look and text size", "look")
    yield from visit(page, "Put it on my home screen", "more: install")
    yield from visit(page, "About", "about")
    page.get_by_role("link", name=re.compile("^Security")).click()
    expect(page.get_by_role("heading", name="Security and sync")).to_be_visible()
    yield "security"
    yield from visit(page, "Recovery code", "security: recovery code, checked")
    yield from visit(page, "Add a device", "security: add a device")
    yield from visit(page, "Lock after", "security: lock after")
    yield from visit(page, "Saved where?", "security: saved where")
    moves.home(page)


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
    page.get_by_role("button", name="Add or change").click()
    page.get_by_label("What it does").fill("It asks before anybody has to.")
    moves.stored(page)

    def change(value: Record) -> Record | None:
        blocks = [block["t"] for block in value["f"].get("b", {}).values()]
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


def visit(page: Page, link: str, name: str) -> Stops:
    """A screen behind a link, and back again."""
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{re.escape(link)}")).click()
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    yield name
    back(page)


def back(page: Page) -> None:
    """The arrow, or the cross."""
    page.get_by_role("button", name=re.compile("^(Back|Close)$")).click()


def close(page: Page) -> None:
    """Close what lies over the screen."""
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
