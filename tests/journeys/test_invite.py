"""A server that takes new names only with a code."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.journeys import moves
from tests.journeys.phone import Phone
from tests.journeys.server import Server

pytestmark = pytest.mark.browser


def test_a_server_may_ask_for_an_invite_code(playwright: Playwright, tmp_path: Path) -> None:
    """The field appears once the server has said no; with the code the journal is connected."""
    server = Server(tmp_path / "server", SELFWARD_REGISTRATION="invite", SELFWARD_INVITE="blue-door-7")
    server.start()
    phone = Phone(playwright, server.origin, tmp_path / "phone")
    try:
        page = phone.start()
        phone.open()
        moves.first_run(page)
        moves.security(page)
        page.get_by_role("link", name="Connect to a server").click()
        expect(page.get_by_label("Name on the server", exact=True)).not_to_have_value("")
        expect(page.get_by_label("Invite code")).to_have_count(0)
        page.get_by_label("Passphrase", exact=True).fill(moves.PASSPHRASE)
        page.get_by_role("button", name="Connect").click()
        expect(page.get_by_text("This server takes no new names")).to_be_visible(timeout=60_000)
        page.get_by_label("Invite code").fill("blue-door-7")
        page.get_by_role("button", name="Connect").click()
        expect(page.get_by_role("heading", name="Saved where?")).to_be_visible(timeout=60_000)
        assert phone.errors == []
    finally:
        phone.kill()
        server.kill()
