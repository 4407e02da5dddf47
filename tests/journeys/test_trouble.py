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
    """On Today the newest page can be read."""
    moves.today(page)
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
    expect(page.get_by_role("navigation", name="Main").or_(page.get_by_text("Let’s wait")).first).to_be_visible()
    return not button.is_visible()


def test_a_damaged_slot_is_told_and_the_recovery_code_still_opens(journal: Journal) -> None:
    """One byte of the passphrase's slot is wrong: this is said, nothing is deleted, the other secret works."""
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
    address = page.get_by_role("link", name=PAGE).get_attribute("href") or ""
    key = base64.urlsafe_b64decode(address.rsplit("/", 1)[1] + "==")
    damaged = meddle.flipped(meddle.objects(page)[key], 200)
    moves.lock(page)
    meddle.set_object(page, key, damaged)

    moves.unlock(page)
    told(page, "One record can’t be read here")
    told(page, "They are kept as they are and never overwritten.")
    moves.today(page)
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
