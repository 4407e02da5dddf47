"""The rules of the house for the app: who may import whom, what is pure, what the language is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "pwa/src"

PURE = {"crypto", "sync", "journal", "stage", "practices", "charts"}
"""Rooms that are handed time, randomness and the network as arguments."""
RULES = {"journal", "stage", "practices", "charts"}
EDGES = {"sync/client.ts"}
"""The file of sync that speaks HTTP: it waits for answers."""

MAY = {
    "crypto": set(),
    "sync": {"crypto"},
    "journal": {"crypto"},
    "stage": {"journal"},
    "practices": {"journal", "stage"},
    "charts": {"journal", "stage"},
    "i18n": {"journal"},
    "rpc": RULES,
    "vault": {"rpc", "sync", "crypto", *RULES},
    "ui": {"i18n", "rpc", "journal", "styles"},
    "app": {"screens", "ui", "rpc", "i18n", "styles", "vault"},
    "screens": {"app", "ui", "rpc", "i18n", "styles", *RULES},
    "sw": set(),
    "styles": set(),
}
"""What a room may import besides itself. The narrower rules are below."""

ONLY_TYPES = {
    ("rpc", "journal"),
    ("rpc", "stage"),
    ("rpc", "practices"),
    ("rpc", "charts"),
    ("screens", "rpc"),
    ("ui", "rpc"),
    ("i18n", "journal"),
}
WORDS = {"journal/shapes", "journal/vocabulary"}
"""What a widget may know of the journal: how a value looks and which words there are."""
WORKER = "vault/vault.worker?worker&url"
START = "app/start-vault.ts"

PACKAGES = {
    "crypto": {"@noble/hashes", "@scure/bip39", "hash-wasm"},
    "sync": {"@noble/hashes"},
    "vault": {"idb"},
    "ui": {"svelte", "virtual:icons"},
    "app": {"svelte"},
    "screens": {"svelte"},
}

WORLD = re.compile(
    r"\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b|(?<![.#\w])fetch\("
    r"|\b(?:performance|document|window|navigator|localStorage|sessionStorage|indexedDB|location|caches)\."
    r"|\b(?:setTimeout|setInterval|addEventListener|postMessage)\("
)
"""Clock, chance, network, page, storage."""
CLOCK = re.compile(r"\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bMath\.random\b")
ANY = re.compile(r"(?::\s*|\bas\s+|<|\|\s*|,\s*)any\b(?=\s*[\[\]>,;)=|&{\n])")
ENUM = re.compile(r"^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s", re.MULTILINE)
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
LONGEST = 400

_IMPORT = re.compile(
    r"^\s*(?:import|export)\s+(?P<type>type\b)?(?P<names>[^'\"`;]*?)\bfrom\s*'(?P<a>[^']+)'"
    r"|\bimport\(\s*'(?P<b>[^']+)'\s*\)|^\s*import\s+'(?P<c>[^']+)'",
    re.MULTILINE,
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`/])//[^\n]*|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Import:
    """One import: of which file, of what (`room/name`, or a package), and whether it is types alone."""

    path: Path
    what: str
    types: bool

    @property
    def room(self) -> str:
        """The room it leads to; empty for a package."""
        first = self.what.split("/")[0]
        return first if first in MAY else ""

    def __str__(self) -> str:
        return f"{self.path.relative_to(SOURCE)} → {self.what}"


def files(*kinds: str) -> list[Path]:
    """The app's own files with these endings."""
    return sorted(path for kind in kinds for path in SOURCE.rglob(f"*{kind}"))


def code(path: Path) -> str:
    """A file without its comments."""
    return _COMMENT.sub(" ", path.read_text())


def room_of(path: Path) -> str:
    """The folder below pwa/src."""
    return path.relative_to(SOURCE).parts[0]


def imports(path: Path) -> Iterator[Import]:
    """Everything a file imports, at its top or on demand."""
    for found in _IMPORT.finditer(code(path)):
        target = found["a"] or found["b"] or found["c"]
        if target.startswith("."):
            target = str((path.parent / target).resolve().relative_to(SOURCE))
        inner = (found["names"] or "").strip().strip("{}").strip().strip(",")
        each = [name.strip() for name in inner.split(",")]
        types = bool(found["type"]) or (inner != "" and all(name.startswith("type ") for name in each))
        yield Import(path, target, types)


EVERY = [one for path in files(".ts", ".svelte") for one in imports(path)]


def between(room: str) -> list[Import]:
    """What a room imports from elsewhere in the app."""
    return [one for one in EVERY if room_of(one.path) == room and one.room not in ("", room)]


def test_every_room_is_known() -> None:
    """A new folder below pwa/src needs a line in this file: what it may import."""
    rooms = {room_of(path) for path in files(".ts", ".svelte")}

    assert rooms <= set(MAY)
    assert len(EVERY) > 500


@pytest.mark.parametrize("room", MAY)
def test_arrows_point_one_way(room: str) -> None:
    """screens → app, ui → rpc ⇒ vault → journal, stage, practices, charts, sync → crypto."""
    assert [str(one) for one in between(room) if one.room not in MAY[room]] == []


@pytest.mark.parametrize(("room", "other"), sorted(ONLY_TYPES))
def test_some_rooms_are_known_by_their_types(room: str, other: str) -> None:
    """What is only a shape at compile time brings no code along."""
    assert [str(one) for one in between(room) if one.room == other and not one.types] == []


def test_pages_reach_the_vault_only_as_a_worker() -> None:
    """One file starts it; nothing of it runs where the page can be read."""
    reached = [one for one in EVERY if one.room == "vault" and room_of(one.path) != "vault"]

    assert [str(one) for one in reached] == [f"{START} → {WORKER}"]


def test_widgets_know_words_and_shapes_alone() -> None:
    """ui draws what it is given: of the journal it imports no record."""
    known = [one for one in between("ui") if one.room == "journal"]

    assert [str(one) for one in known if one.what not in WORDS] == []


def test_i18n_knows_no_record() -> None:
    """Sentences may name the words a record uses."""
    assert [str(one) for one in between("i18n") if one.what not in WORDS] == []


@pytest.mark.parametrize("room", MAY)
def test_packages_stay_where_they_belong(room: str) -> None:
    """A package is used in the rooms that were thought of; the rules of the journal need none."""
    used = {one.what for one in EVERY if room_of(one.path) == room and one.room == ""}
    roots = {"/".join(name.split("/")[: 2 if name.startswith("@") else 1]) for name in used}

    assert roots <= PACKAGES.get(room, set())


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_touch_nothing_of_the_world(room: str) -> None:
    """No clock, no chance, no network, no page and no storage: what they need is an argument."""
    inside = [path for path in files(".ts", ".svelte") if room_of(path) == room]
    found = {str(path.relative_to(SOURCE)): WORLD.findall(code(path)) for path in inside}

    assert {name: names for name, names in found.items() if names and name not in EDGES} == {}
    assert [path.name for path in inside if path.suffix != ".ts"] == []


def test_only_the_worker_itself_asks_the_clock() -> None:
    """Everything else in the vault goes through its ports."""
    asking = [path.name for path in files(".ts") if room_of(path) == "vault" and CLOCK.search(code(path))]

    assert asking == ["vault.worker.ts"]


def test_nothing_is_any() -> None:
    """A value of no known type is `unknown`, and looked at."""
    assert [path.name for path in files(".ts", ".svelte") if ANY.search(code(path))] == []


def test_there_are_no_enums_and_no_default_exports() -> None:
    """Closed lists are arrays of words; what is exported has its name."""
    for path in files(".ts"):
        assert not ENUM.search(code(path)), path
        assert "export default" not in code(path), path


def test_markup_brings_no_raw_html_and_no_inline_style() -> None:
    """The policy of the page would refuse the one and does refuse the other."""
    for path in files(".svelte"):
        assert "{@html" not in code(path), path
        assert not re.search(r"\sstyle=[\"{]", code(path)), path


def test_files_stay_short_and_have_names_that_say_something() -> None:
    """At most 400 lines; no drawer for odds and ends."""
    for path in files(".ts", ".svelte", ".css"):
        if path.parent.name != "styles":
            assert len(path.read_text().splitlines()) <= LONGEST, path
        assert path.name.split(".")[0] not in VAGUE, path


@pytest.mark.parametrize(
    ("pattern", "caught", "passed"),
    [
        (ANY, "let x: any;", "let any: string;"),
        (ANY, "f(y as any)", "f(y, any_of)"),
        (ANY, "Map<string, any>", "Map<string, many>"),
        (ENUM, "export const enum Role {", "const enumerated = 1;"),
        (WORLD, "const at = Date.now();", "const at = ports.now();"),
        (WORLD, "await fetch(url)", "await this.#fetch(url)"),
        (WORLD, "document.title", "the.document"),
        (CLOCK, "new Date()", "new Date(at_ms)"),
        (_IMPORT, "import '../a';", "// imports nothing"),
        (_IMPORT, "const { a } = await import('./a');", "important('./a')"),
    ],
)
def test_the_rules_can_catch(pattern: re.Pattern[str], caught: str, passed: str) -> None:
    """A planted fault is found, so that finding nothing means something."""
    assert pattern.search(caught)
    assert not pattern.search(passed)


def test_nothing_imports_the_tests() -> None:
    """Tests may import anything, nothing imports tests."""
    assert [str(one) for one in EVERY if "tests/" in one.what] == []
