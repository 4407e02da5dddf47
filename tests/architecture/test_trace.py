"""What the founding text asks for is carried by something that exists (docs/trace.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACE = (ROOT / "docs/trace.md").read_text()
ROUTES = set(re.findall(r"pattern: '([^']+)'", (ROOT / "pwa/src/app/routes.ts").read_text()))
ROWS = dict(re.findall(r"^\| (S\d+) \| [^|]+ \| ([^|]+) \|$", TRACE, re.MULTILINE))
SHARED = {"own": {"made_ms", "binned_ms"}, "from": {"from", "step"}}
LATER = {"practices", "reminders"}
CREDITS = ("Richard Schwartz", "Freedom from Your Inner Critic", "Self-Therapy", "Wikipedia", "APA")


def items(source: str) -> list[str]:
    """What stands between the commas of an object, those inside brackets left alone."""
    found, depth = [""], 0
    for sign in source:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return [one.strip() for one in found if one.strip()]


def records() -> dict[str, set[str]]:
    """The members of each record type, as the registry lists them."""
    source = re.sub(r"/\*.*?\*/", "", (ROOT / "pwa/src/journal/kinds.ts").read_text(), flags=re.DOTALL)
    start = source.index("export const KINDS = {") + len("export const KINDS = {")
    found = {}
    for item in items(source[start : source.index("\n} as const", start)]):
        kind, body = item.split(":", 1)
        members: set[str] = set()
        for one in items(body.strip()[1:-1]):
            members |= SHARED[one[3:]] if one.startswith("...") else {one.split(":")[0]}
        found[kind] = members
    return found


RECORDS = records()


def defines(path: Path, name: str) -> bool:
    """Whether a file defines this name, has it as a key, or as a heading."""
    source = path.read_text()
    word = re.escape(name)
    if path.suffix == ".json":
        return f'"{name}":' in source
    if path.suffix == ".md":
        return re.search(rf"^#+ {word}$", source, re.MULTILINE) is not None
    if path.suffix == ".py":
        return re.search(rf"^(?:def |class )?{word}\b", source, re.MULTILINE) is not None
    stated = (rf"(?:const|function|type|interface|class|let) {word}\b", rf"\b{word}\??[:(]", rf"'{word}'")
    return any(re.search(form, source) for form in stated)


def missing(reference: str) -> str | None:
    """Why a reference leads nowhere; None when it leads somewhere."""
    if reference.startswith("/"):
        return None if reference in ROUTES else "no such route"
    if "#" in reference:
        file, name = reference.split("#")
        if not (ROOT / file).is_file():
            return "no such file"
        return None if defines(ROOT / file, name) else "not in that file"
    kind, _, member = reference.partition(".")
    return None if member in RECORDS.get(kind, set()) else "no such member"


def test_every_row_is_there_once() -> None:
    """S1 to S88, in order."""
    assert re.findall(r"^\| (S\d+) \|", TRACE, re.MULTILINE) == [f"S{n}" for n in range(1, 89)]
    assert len(ROWS) == 88


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_names_exists(row: str) -> None:
    """Screens are routes, members are in the registry, names are in their files."""
    references = re.findall(r"`([^`]+)`", ROWS[row])

    assert references
    assert {one: why for one in references if (why := missing(one))} == {}


def test_what_comes_later_says_what_will_carry_it() -> None:
    """A row is marked with what is built next, and with nothing else."""
    marks = re.findall(r"\*\*Next:\*\* ([\w, ]+)", "\n".join(ROWS.values()))

    assert marks
    assert {one.strip() for mark in marks for one in mark.split(",")} <= LATER


def test_the_sources_are_credited() -> None:
    """As the founding text names them."""
    sources = TRACE[TRACE.index("## Sources") :]

    assert [name for name in CREDITS if name not in sources] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "/no-such-screen",
        "reading.nothing",
        "nothing.trust",
        "docs/none.md#Sources",
        "pwa/src/stage/back.ts#nothingOf",
        "pwa/src/i18n/locales/en/help.json#nothing",
    ],
)
def test_a_wrong_reference_is_found(wrong: str) -> None:
    """So that finding none means something."""
    assert missing(wrong)


def test_the_registry_was_read() -> None:
    """A few members of different shapes, and none that is a value."""
    assert {"part", "of", "trust", "at_ms", "made_ms", "from"} & RECORDS["reading"] >= {
        "of",
        "trust",
        "at_ms",
        "from",
    }
    assert {"emblem", "role"} <= RECORDS["part"]
    assert "protector_unsure" not in RECORDS["part"]
    assert {"degree", "toRole"} <= RECORDS["role_change"]
    assert "words" in RECORDS["settings"]
