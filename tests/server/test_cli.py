"""The operator's commands print counts and nothing that belongs to a person."""

from __future__ import annotations

import pytest

from server import cli
from server.config import Config
from tests.server.device import Device, envelope


@pytest.fixture(autouse=True)
def environment(settings: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands read the environment, as on a server."""
    monkeypatch.setenv("SELFWARD_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SELFWARD_SECRET_FILE", str(settings.secret_file))


def test_stats_are_counts(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    """Accounts, sessions, objects, bytes."""
    device.put(envelope(), envelope())

    assert cli.main(["stats"]) == 0

    assert capsys.readouterr().out == "accounts 1\nsessions 1\nobjects 2\nbytes 2224\n"


def test_housekeeping_says_what_it_removed(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    """By the wall clock: the fake one of this test lies ahead."""
    assert cli.main(["housekeeping"]) == 0

    assert capsys.readouterr().out == "nonces 0\nsessions 0\nrates 0\nerased_accounts 0\n"


def test_a_setting_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback."""
    monkeypatch.setenv("SELFWARD_ORIGIN", "nowhere")

    assert cli.main(["stats"]) == 2

    assert capsys.readouterr().err.startswith("SELFWARD_ORIGIN: ")
