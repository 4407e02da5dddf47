"""Settings: one table, checked at the start, documented in API.md."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.config import SETTINGS, ConfigError, load


def environment(tmp_path: Path, **changed: str) -> dict[str, str]:
    """A minimal environment."""
    return {"SELFWARD_SECRET_FILE": str(tmp_path / "secret"), **changed}


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    """One person, one computer, SQLite."""
    config = load(environment(tmp_path))

    assert config.database_url.startswith("sqlite:///")
    assert config.database_url.endswith("/var/selfward.sqlite3")
    assert (config.origin, config.registration, config.quota_bytes) == (
        "http://localhost:8000",
        "open",
        2**30,
    )
    assert (config.rate_limits, config.housekeeping, config.log) == (True, True, "stderr")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SELFWARD_DATABASE_URL", "mysql://localhost/x"),
        ("SELFWARD_DATABASE_URL", "sqlite://"),
        ("SELFWARD_DATABASE_URL", "selfward.db"),
        ("SELFWARD_ORIGIN", "https://Example.org"),
        ("SELFWARD_ORIGIN", "https://example.org/"),
        ("SELFWARD_ORIGIN", "example.org"),
        ("SELFWARD_REGISTRATION", "maybe"),
        ("SELFWARD_REGISTRATION", "invite"),
        ("SELFWARD_QUOTA_BYTES", "1 GiB"),
        ("SELFWARD_QUOTA_BYTES", "-1"),
        ("SELFWARD_RATE_LIMITS", "yes"),
        ("SELFWARD_PROXIES", "one"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, variable: str, value: str) -> None:
    """One sentence with the variable, before anything is served."""
    with pytest.raises(ConfigError, match=r"^SELFWARD_[A-Z_]+: .+\.$"):
        load(environment(tmp_path, **{variable: value}))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_common_way_to_write_a_postgresql_address_works(tmp_path: Path, scheme: str) -> None:
    """The driver is ours to choose."""
    config = load(environment(tmp_path, SELFWARD_DATABASE_URL=f"{scheme}://me@host/db"))

    assert config.database_url == "postgresql+psycopg://me@host/db"


def test_the_secret_is_made_once_and_readable_by_the_owner_alone(tmp_path: Path) -> None:
    """Every later start finds the same bytes."""
    first = load(environment(tmp_path)).secret
    second = load(environment(tmp_path)).secret

    assert first == second
    assert len(first) == 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    """Whoever is second takes what is there."""
    with ThreadPoolExecutor(8) as pool:
        secrets = {config.secret for config in pool.map(lambda _: load(environment(tmp_path)), range(32))}

    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_damaged_secret_is_not_used(tmp_path: Path) -> None:
    """An empty file must not become the key of all made-up salts."""
    (tmp_path / "secret").write_bytes(b"")

    with pytest.raises(ConfigError, match="SELFWARD_SECRET_FILE"):
        load(environment(tmp_path))


def test_every_setting_is_documented(root: Path) -> None:
    """API.md lists each variable."""
    documented = (root / "server/API.md").read_text()

    for setting in SETTINGS:
        assert f"`SELFWARD_{setting.name.upper()}`" in documented
