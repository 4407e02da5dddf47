"""Bad input and trouble on one phone: a calm sentence or silent healing, and no text lost."""

from __future__ import annotations

import base64
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import meddle, moves
from tests.journeys.journal import PAGE, Journal

pytestmark = pytest.mark.browser

WRONG = "That wasn’t it. Check capitals, then try again."


def try_passphrase(page: Page, passphrase: str) -> None:
    """Type it at the lock and press Open."""
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Open").click()


def try_code(page: Page, code: str) -> None:
    """The same with the recovery code."""
    if not page.get_by_label("Recovery code", exact=True).is_visible():
        page.get_by_role("button", name="Use the recovery code instead").click()
    page.get_by_label("Recovery code", exact=True).fill(code)
    page.get_by_role("button", name="Open").click()


def told(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until these words stand on the screen."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=30_000)


def first_page_is_there(page: Page) -> None:
    """In the journal the newest page can be read."""
    moves.journal(page)
    expect(page.get_by_text(PAGE).first).to_be_visible()


def text_of(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_role("textbox", name="Your page").input_value()


def test_wrong_secrets_are_told_calmly_slow_down_and_lock_nobody_out(journal: Journal) -> None:
    """Wrong and mistyped secrets get a sentence, many of them a pause; the right ones open all the same."""
    page = journal.phone().page
    code = journal.kit.code
    try_passphrase(page, "not the right words at all")
    told(page, WRONG)
    mistyped = ("7" if code[0] != "7" else "8") + code[1:]
    try_code(page, mistyped)
    told(page, WRONG)
    try_code(page, code[:-1])
    told(page, WRONG)
    try_code(page, "U" * 28)
    told(page, WRONG)
    try_code(page, code)
    told(page, re.compile(r"Let’s wait \d seconds. Your journal is safe."))
    assert PAGE not in page.content()

    moves.until(page, lambda: opens_with(page, code.lower().replace("0", "o").replace("-", " ")))
    first_page_is_there(page)


def opens_with(page: Page, code: str) -> bool:
    """Try the code; whether the lock is gone."""
    try_code(page, code)
    button = page.get_by_role("button", name="Open", exact=True)
    bar, waits = page.get_by_role("navigation", name="Main"), page.get_by_text("Let’s wait")
    expect(bar.or_(waits).first).to_be_visible()
    return not button.is_visible()


def test_a_damaged_slot_is_told_and_the_recovery_code_still_opens(journal: Journal) -> None:
    """One byte of a slot is wrong: this is said, nothing is deleted, the other secret works."""
    page = journal.phone().page
    slots = json.loads(meddle.named(page, "slots"))
    for slot in slots:
        if slot["kind"] == "passphrase":
            at = len(slot["sealed"]) // 2
            other = "A" if slot["sealed"][at] != "A" else "B"
            slot["sealed"] = slot["sealed"][:at] + other + slot["sealed"][at + 1 :]
    damaged = json.dumps(slots, separators=(",", ":"), sort_keys=True).encode()
    meddle.set_named(page, "slots", damaged)
    before = meddle.objects(page)
    page.reload()

    try_passphrase(page, journal.kit.passphrase)
    told(page, "This copy is damaged and can’t be opened as it is. Nothing was deleted.")

    assert meddle.named(page, "slots") == damaged
    assert meddle.objects(page) == before
    try_code(page, journal.kit.code)
    first_page_is_there(page)


@pytest.mark.parametrize("connected", [False, True])
def test_a_damaged_page_is_counted_and_never_overwritten(journal: Journal, connected: bool) -> None:
    """One bit of one page is wrong: it is counted, everything else works, the bytes stay as they are."""
    phone, page = journal.open(connected=connected)
    moves.journal(page)
    address = page.get_by_role("link", name=PAGE).get_attribute("href") or ""
    key = base64.urlsafe_b64decode(address.rsplit("/", 1)[1] + "==")
    damaged = meddle.flipped(meddle.objects(page)[key], 200)
    moves.lock(page)
    meddle.set_object(page, key, damaged)

    moves.unlock(page)
    told(page, "One record can’t be read here")
    told(page, "They are kept as they are and never overwritten.")
    moves.journal(page)
    expect(page.get_by_text(PAGE)).to_have_count(0)
    moves.write(page, "Written beside the damage.")
    page.get_by_role("button", name="Done").click()
    moves.lock(page)
    phone.open(address)
    moves.unlock(page)
    told(page, "This copy is damaged and can’t be opened as it is. Nothing was deleted.")
    page.get_by_role("main").get_by_role("link", name="Journal").click()

    told(page, "Written beside the damage.")
    assert meddle.objects(page)[key] == damaged
    assert phone.errors == []


def test_rows_without_slots_are_left_alone_until_signing_in_brings_them_back(journal: Journal) -> None:
    """The browser has dropped the slots: it is told; the server's copy opens what is here, sent or not."""
    phone, page = journal.open(connected=True)
    phone.offline()
    moves.write(page, "Written before the slots went, never sent.")
    meddle.drop_named(page, "slots")
    page.reload()
    told(page, "Part of what was stored here is gone.")
    before = meddle.objects(page)

    phone.offline(False)
    page.get_by_role("link", name="Bring it back from my server").click()
    page.get_by_label("Name on the server", exact=True).fill(journal.login)
    page.get_by_label("Passphrase", exact=True).fill("not the right words at all")
    page.get_by_role("button", name="Look").click()
    told(page, "Name and passphrase don’t go together here. Check both, then try again.")
    assert meddle.objects(page) == before
    page.get_by_label("Passphrase", exact=True).fill(journal.kit.passphrase)
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Bring it here").click(timeout=60_000)
    moves.journal(page)
    told(page, PAGE)
    told(page, "Written before the slots went, never sent.")
    moves.today(page)
    moves.whereabouts(page)
    moves.up_to_date(page)
    assert phone.errors == []


def test_a_full_device_keeps_the_text_on_the_screen_and_stores_it_when_there_is_room(
    journal: Journal,
) -> None:
    """Quota exceeded while typing: told, copied with one press, stored by itself once there is room again."""
    phone = journal.phone()
    page = phone.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=phone.origin)
    devtools = page.context.new_cdp_session(page)
    quota = {"origin": phone.origin, "quotaSize": meddle.used(page) + 100_000}
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    moves.unlock(page)
    moves.today(page)
    moves.write(page, "There is room for this.")

    box = page.get_by_role("textbox", name="Your page")
    full = page.get_by_text("This phone is full")
    for attempt in range(5):
        long = f"{attempt} " + "There is none for this. " * 4000
        box.fill(long)
        expect(full.or_(page.get_by_text("On this phone")).first).to_be_visible()
        if full.is_visible():
            break
    told(page, "This phone is full, so the last lines are not stored yet. Copy them, or make space.")
    expect(page.get_by_text("Not stored yet", exact=True)).to_be_visible()
    box.press("Control+End")
    box.press_sequentially("Nor for this.", delay=5)
    whole = long + "Nor for this."
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == whole
    page.get_by_role("button", name="Done").click()
    assert text_of(page) == whole

    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.origin})
    moves.stored(page)
    expect(page.get_by_text("This phone is full")).to_have_count(0)
    page.reload()
    moves.unlock(page)
    moves.journal(page)
    page.get_by_role("link", name=re.compile("There is none for this")).click()
    page.get_by_role("button", name="Edit").click()
    assert text_of(page) == whole
    assert phone.errors == []


def test_a_full_device_still_opens(journal: Journal) -> None:
    """Not even a count of tries can be stored: unlocking and reading work, writing says what is wrong."""
    phone = journal.phone()
    page = phone.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.origin, "quotaSize": 1})
    moves.unlock(page)
    first_page_is_there(page)
    moves.tab(page, "Parts")
    page.get_by_role("button", name="Name someone, for now").click()
    page.get_by_label("A name, for now").fill("The Watcher")
    page.get_by_role("button", name="Add", exact=True).click()
    told(page, "This phone is full")
    expect(page.get_by_label("A name, for now")).to_have_value("The Watcher")
    page.keyboard.press("Escape")
    moves.tab(page, "Write")
    page.get_by_role("textbox", name="Your page").press_sequentially("No room for a new page.", delay=5)
    told(page, "This phone is full, so the last lines are not stored yet.")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.origin})
    moves.stored(page)
    assert text_of(page) == "No room for a new page."
    assert phone.errors == []


def test_a_server_that_is_gone_changes_nothing_but_the_words(journal: Journal) -> None:
    """Gone while writing and at the start: everything works, and goes up when the server is back."""
    phone, page = journal.open(connected=True)
    moves.whereabouts(page)
    moves.up_to_date(page)
    journal.server.kill()
    moves.sync_now(page)
    told(page, "No connection. Everything works.")
    moves.today(page)
    moves.write(page, "Written while the server was gone.")
    phone.kill()

    page = phone.start()
    phone.open()
    moves.unlock(page)
    moves.today(page)
    told(page, "No connection. Everything works; one change goes up later by itself.")
    moves.journal(page)
    told(page, "Written while the server was gone.")
    moves.write(page, "And another one.")
    expect(page.get_by_role("status").filter(has_text="On this phone")).to_be_visible()

    journal.server.start()
    moves.synced(page)
    assert phone.errors == []


def test_an_ended_session_keeps_everything_until_signing_in_again(journal: Journal) -> None:
    """Signed out from the other phone: told, writing goes on, signing in sends all of it."""
    one, page = journal.open(connected=True)
    two = journal.fresh()
    other = two.page
    moves.sign_in(other, journal.login)
    moves.security(page)
    page.get_by_role("link", name="Signed-in devices").click()
    others = page.get_by_role("main").get_by_role("button", name="Sign out")
    expect(others).not_to_have_count(0)
    for left in reversed(range(others.count())):  # earlier tests have signed in as well
        others.first.click()
        page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
        expect(others).to_have_count(left)

    moves.write(other, "Written after the session ended.")
    other.get_by_role("button", name="Done").click()
    moves.whereabouts(other)
    moves.until(other, lambda: other.get_by_text("Your session on the server ended").first.is_visible())
    told(other, "Everything is kept on this phone, and you can go on writing.")
    moves.today(other)
    moves.write(other, "And this one too.")
    expect(other.get_by_role("status").filter(has_text="On this phone")).to_be_visible()
    other.get_by_role("button", name="Done").click()

    moves.today(other)
    other.get_by_role("link", name="Sign in again").click()
    other.get_by_label("Passphrase", exact=True).fill("not the right words at all")
    other.get_by_role("button", name="Sign in", exact=True).click()
    told(other, "Name and passphrase don’t go together here. Check both, then try again.")
    other.get_by_label("Passphrase", exact=True).fill(journal.kit.passphrase)
    other.get_by_role("button", name="Sign in", exact=True).click()
    moves.up_to_date(other)
    moves.whereabouts(page)
    moves.sync_now(page)
    moves.journal(page)
    told(page, "Written after the session ended.")
    told(page, "And this one too.")
    assert one.errors == []
    assert two.errors == []


def test_a_page_that_is_too_long_is_told_and_stays(journal: Journal) -> None:
    """More than 128 KiB in one page: said while it can still be copied; a shorter one is stored."""
    phone, page = journal.open()
    moves.write(page, "A page.")
    box = page.get_by_role("textbox", name="Your page")
    almost, long = "word " * 25_900, "word " * 27_000
    box.fill(almost)
    told(page, "This page is nearly as long as a page can be.")
    moves.stored(page)
    box.fill(long)
    told(page, "This page is longer than one page can hold, so the last lines are not stored yet.")
    expect(page.get_by_role("button", name="Copy the text")).to_be_visible()
    expect(page.get_by_text("Not stored yet", exact=True)).to_be_visible()
    assert text_of(page) == long
    box.fill(almost.strip())
    moves.stored(page)
    page.reload()
    moves.unlock(page)
    moves.journal(page)
    page.get_by_role("link", name=re.compile("word word")).first.click()
    page.get_by_role("button", name="Edit").click()
    assert text_of(page) == almost.strip()
    assert phone.errors == []
