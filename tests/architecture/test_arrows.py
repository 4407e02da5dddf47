"""The rules of the house for Python: who may import whom, what is pure, how files are named."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"crypto", "sync", "server", "tests", "wsgi"}

SERVER_MAY = {
    *("crypto.encoding", "crypto.errors", "crypto.identity"),
    *("sync.frames", "sync.state", "sync.feed"),
}
FEED_MAY = SERVER_MAY - {"sync.feed"}
OPENING = {"envelope", "keys", "padding", "passphrase", "recovery", "wrapping", "open_backup"}

CRYPTO_MAY = {"base64", "hashlib", "hmac", "json", "re", "struct", "unicodedata", "cryptography"}
LANGUAGE = {"__future__", "collections", "dataclasses", "enum", "functools", "itertools", "typing"}
SYNC_EDGES = {"client", "transport", "sqlstore"}
"""The files of sync that touch the world: HTTP and databases. Every other file is pure."""
IMPURE = {
    *("asyncio", "datetime", "flask", "http", "logging", "multiprocessing", "os", "pathlib", "random"),
    *("secrets", "shutil", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "sys", "threading"),
    *("time", "urllib", "uuid"),
}

PYTHON_ONLY = {"crypto": {"open_backup"}, "sync": {"feed", "sqlstore", "transport"}}
"""No twin: the server's side, the databases and sockets of the reference client."""

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
LONGEST = 400


def sources(package: str) -> list[Path]:
    """The Python files of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports; `from a import b` counts as a.b where that is a module, else as a."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            for name in node.names:
                inner = ROOT.joinpath(*node.module.split("."), f"{name.name}.py")
                package = ROOT.joinpath(*node.module.split("."), name.name, "__init__.py")
                yield f"{node.module}.{name.name}" if inner.exists() or package.exists() else node.module


def ours(path: Path) -> set[str]:
    """The imports of a file that are this project's own modules."""
    return {name for name in imported(path) if name.split(".")[0] in OURS}


def top(path: Path) -> set[str]:
    """The top names of everything a file imports."""
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", sources("crypto"), ids=lambda path: path.name)
def test_crypto_needs_bytes_and_nothing_else(path: Path) -> None:
    """Own modules from crypto alone; of the world only what turns bytes into bytes."""
    assert {name.split(".")[0] for name in ours(path)} <= {"crypto"}
    assert top(path) <= CRYPTO_MAY | LANGUAGE | {"crypto"}


@pytest.mark.parametrize("path", sources("sync"), ids=lambda path: path.name)
def test_sync_knows_crypto_and_itself(path: Path) -> None:
    """And is pure but for its edges: no clock, no randomness, no files, no network."""
    assert {name.split(".")[0] for name in ours(path)} <= {"sync", "crypto"}
    if path.stem not in SYNC_EDGES:
        assert not top(path) & IMPURE
        assert not {name for name in ours(path) if name.split(".")[-1] in SYNC_EDGES}


@pytest.mark.parametrize("path", [*sources("server"), ROOT / "wsgi.py"], ids=lambda path: path.name)
def test_the_server_imports_nothing_that_opens(path: Path) -> None:
    """What it cannot name it cannot call."""
    foreign = {name for name in ours(path) if not name.startswith("server")}

    assert foreign <= SERVER_MAY


def test_what_the_server_imports_leads_to_nothing_that_opens() -> None:
    """sync.feed, sync.frames and sync.state keep to the same list."""
    for module in SERVER_MAY:
        path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
        assert ours(path) <= FEED_MAY, module


def test_a_running_server_has_loaded_nothing_that_opens() -> None:
    """Seen from the inside, whatever the source says."""
    listing = "import sys, server.app; print(' '.join(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = {name.split(".")[1] for name in done.stdout.split() if name.startswith(("crypto.", "sync."))}
    assert not loaded & OPENING
    assert loaded >= {"identity", "feed"}


@pytest.mark.parametrize("package", ["crypto", "sync", "server"])
def test_nothing_imports_the_tests(package: str) -> None:
    """Tests may import anything, nothing imports tests."""
    assert not [path.name for path in sources(package) if "tests" in top(path)]


@pytest.mark.parametrize("package", ["crypto", "sync"])
def test_every_file_has_its_twin_of_the_same_name(package: str) -> None:
    """The Python file is the reference, pwa/src has the same one in TypeScript."""
    here = {path.stem for path in sources(package)} - {"__init__"} - PYTHON_ONLY[package]
    there = {path.stem for path in (ROOT / "pwa/src" / package).glob("*.ts")}

    assert here <= there


@pytest.mark.parametrize("package", ["crypto", "sync"])
def test_names_of_the_twins_are_one_word(package: str) -> None:
    """The same word in both languages."""
    for path in sources(package):
        assert path.stem == "__init__" or path.stem in PYTHON_ONLY[package] or path.stem.isalpha()


@pytest.mark.parametrize("package", ["crypto", "sync", "server", "tests"])
def test_files_stay_short_and_have_names_that_say_something(package: str) -> None:
    """At most 400 lines; no drawer for odds and ends."""
    for path in sources(package):
        assert len(path.read_text().splitlines()) <= LONGEST, path
        assert path.stem not in VAGUE, path


def test_there_are_no_packages_under_tests() -> None:
    """tests/crypto would hide crypto."""
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_only_one_place_commits() -> None:
    """server.db and its writer begin and end every transaction; nothing else names a commit."""
    for path in sources("server"):
        if path.name in ("db.py", "writer.py"):
            continue
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not calls & {"commit", "rollback"}, path


def test_services_know_nothing_of_http() -> None:
    """Routes speak HTTP; verbs and tables do not."""
    for path in sources("server"):
        if path.name in ("service.py", "models.py", "proofs.py", "schemas.py"):
            speaking = {"flask", "werkzeug", "webargs", "flask_smorest"}
            assert not top(path) & speaking, path
