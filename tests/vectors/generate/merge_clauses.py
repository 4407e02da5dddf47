"""Small merges whose names say which rule of SPEC §10.3 decides. Times: the later side is written at 3."""

from __future__ import annotations

from typing import Any

from sync.record import Record, ver

Fields = dict[str, Any]
Clause = tuple[str, Record, Record, Record | None, bool]


def record(f: Fields, at_ms: int = 1, tag: str = "aaaaaa", past: str = "", **members: Any) -> Record:
    """A record of one object."""
    fixed = {"v": 1, "id": "AAECAwQFBgcICQoLDA0ODw", "type": "entry", "at": [at_ms, tag], "past": past}
    return fixed | {"f": f} | members


BASE = record({"t": "old", "m": {"a": 1, "b": 2}, "l": [1, 2]})
SEEN = ver(BASE)
P, Q = {"AAAAAAAA": {"v": "p"}}, {"BBBBBBBB": {"v": "q"}}


def edit(
    at_ms: int, f: Fields | None = None, past: str = SEEN, tag: str = "bbbbbb", **members: Any
) -> Record:
    """The base after one change that had seen it."""
    return record(BASE["f"] | (f or {}), at_ms, tag, past, **members)


def drop(at_ms: int, name: str) -> Record:
    """The base after one of its fields was removed."""
    return record({key: value for key, value in BASE["f"].items() if key != name}, at_ms, "bbbbbb", SEEN)


def gone(at_ms: int, past: str = SEEN) -> Record:
    """A deletion."""
    return record({}, at_ms, past=past, gone=1)


MINE, THEIRS = edit(3, {"t": "mine"}), edit(2, {"t": "theirs"})


def clause(name: str, x: Record, y: Record, base: Record | None = BASE, *, trusted: bool = True) -> Clause:
    """One merge; the base is the common one and trusted unless the clause is about that."""
    return name, x, y, base, trusted


def clauses() -> list[Clause]:
    """All of them, in the order of the rules."""
    return [
        *decided_by_version(),
        *ordered(),
        *bases(),
        *pasts(),
        *deletions(),
        *members(),
        *variants(),
        *maps(),
    ]


def decided_by_version() -> list[Clause]:
    """M1 and M2."""
    back = edit(10, {"t": "back"}, ver(gone(9)))
    return [
        clause("M1 the same twice", BASE, BASE),
        clause("M1 two pasts of one content", BASE | {"past": "BBBBBBBB"}, BASE | {"past": "AAAAAAAA"}),
        clause("M1 does not hold where at differs", BASE, BASE | {"at": [2, "aaaaaa"]}),
        clause("M2 y has seen x", BASE, MINE),
        clause("M2 x has seen y, although y is later", edit(0, {"t": "mine"}), BASE, None, trusted=False),
        clause("M2 each claims to have seen the other", BASE | {"past": ver(MINE)}, MINE, None),
        clause("M2 a deletion that had seen the edit wins", MINE, gone(9, ver(MINE))),
        clause("M2 an edit that had seen the deletion wins", gone(9), back),
    ]


def ordered() -> list[Clause]:
    """M3."""
    a, b = {"t": "a"}, {"t": "b"}
    return [
        clause("M3 the later time wins", MINE, THEIRS, None),
        clause("M3 equal times, the greater tag wins", edit(3, a, tag="aaaaaa"), edit(3, b), None),
        clause("M3 equal times and tags, the greater ver wins", edit(3, a), edit(3, b), None),
    ]


def bases() -> list[Clause]:
    """M4."""
    inner = {"m": {"a": 5, "b": 2}}
    unrelated = record(BASE["f"] | {"t": "theirs"}, 0)
    return [
        clause("M4 a trusted base counts", MINE, edit(2, inner, past="")),
        clause("M4 an untrusted base in both pasts counts", MINE, edit(2, inner), trusted=False),
        clause("M4 an untrusted base in one past does not", MINE, edit(2, inner, past=""), trusted=False),
        clause("M4 an untrusted base that equals one side", BASE, edit(2, inner, past=""), trusted=False),
        clause("M4 a deleted base does not count", MINE, THEIRS, gone(0)),
        clause("M4 a trusted base decides even where it is unrelated", MINE, THEIRS, unrelated),
    ]


def pasts() -> list[Clause]:
    """M5."""
    xs, ys = ("".join(f"{side}{number:07d}" for number in range(32)) for side in "xy")
    return [
        clause("M5 pasts are joined", edit(3, past=SEEN + "AAAAAAAA"), edit(2, past=SEEN + "BBBBBBBB")),
        clause("M5 the last 32 stay", edit(3, {"t": "x"}, xs), edit(2, {"t": "y"}, ys)),
    ]


def deletions() -> list[Clause]:
    """M6."""
    noted = {"f.t": P, "gone": {"y": {"v": 1}}}
    return [
        clause("M6 both deleted", gone(3), gone(2, SEEN + "AAAAAAAA")),
        clause("M6 an edit beats a deletion that had not seen it", MINE, gone(2)),
        clause("M6 also where the deletion is later", MINE, gone(9)),
        clause("M6 keeps variants and replaces a former note", MINE | {"also": noted}, gone(9)),
        clause("M6 keeps unknown members", MINE | {"colour": "red"}, gone(9)),
    ]


def members() -> list[Clause]:
    """M7."""
    return [
        clause("M7 the type is the later one's", MINE | {"type": "part"}, THEIRS),
        clause("M7 unknown members are merged", MINE | {"x": {"a": 1}}, THEIRS | {"x": {"b": 2}}),
        clause("M7 an unknown member in conflict", MINE | {"x": 1}, THEIRS | {"x": 2}),
        clause("M7 an unknown member removed by one side", MINE, THEIRS | {"x": 1}, BASE | {"x": 1}),
    ]


def variants() -> list[Clause]:
    """M8 and M9."""
    both, with_both = {"f.t": P | Q}, BASE | {"also": {"f.t": P | Q}}
    over_b, over_c = ({"f.t": {"AAAAAAAA": {"v": "p", "over": over}}} for over in ("BBBBBBBB", "CCCCCCCC"))
    long = [record({"a" * 100: {"b" * 100: leaf}}, at_ms) for leaf, at_ms in (("x", 3), ("y", 2))]
    deep: list[Any] = []
    for _ in range(12):
        deep = [deep]
    return [
        clause("M8 a loser beside a former variant", MINE | {"also": both}, THEIRS),
        clause("M8 a dropped variant stays dropped", edit(3, also={"f.t": P}), edit(2, also=both), with_both),
        clause(
            "M8 each side dropped another one", edit(3, also={"f.t": P}), edit(2, also={"f.t": Q}), with_both
        ),
        clause("M8 all variants dropped", edit(3), edit(2, {"l": [3]}, also=both), with_both),
        clause("M8 variants in conflict lose without a note", edit(3, also=over_b), edit(2, also=over_c)),
        clause("M8 a losing map is kept whole", edit(3, {"m": "text"}), edit(2, {"m": {"a": 9}})),
        clause("M9 the path of a loser is too long for a key", long[0], long[1], None),
        clause("M9 a kept variant would lie too deep", record({"a": "x"}, 3), record({"a": deep}, 2), None),
    ]


def maps() -> list[Clause]:
    """mergemap 1-6."""
    new = {"t": "new"}
    keys = [edit(3, {"10": "x", "9": "y"}), edit(2, {"10": "z", "A": "w", "9": "v"})]
    return [
        clause("mergemap 1 both made the same change", edit(3, new), edit(2, new)),
        clause("mergemap 2 only the earlier changed", edit(3), edit(2, new)),
        clause("mergemap 2 only the earlier removed", edit(3), drop(2, "t")),
        clause("mergemap 3 only the later changed", edit(3, new), edit(2)),
        clause("mergemap 3 only the later removed", drop(3, "t"), edit(2)),
        clause("mergemap 4 inside maps", edit(3, {"m": {"a": 1, "b": 3}}), edit(2, {"m": {"a": 4, "b": 2}})),
        clause("mergemap 4 no base for these maps", edit(3, {"n": {"a": 1}}), edit(2, {"n": {"b": 2}})),
        clause("mergemap 4 the base has text here", edit(3, {"t": {"a": 1}}), edit(2, {"t": {"b": 2}})),
        clause("mergemap 5 the later removed what the earlier changed", drop(3, "t"), edit(2, new)),
        clause("mergemap 5 the earlier removed what the later changed", edit(3, new), drop(2, "t")),
        clause("mergemap 6 arrays are single values", edit(3, {"l": [1, 2, 3]}), edit(2, {"l": [0, 1, 2]})),
        clause("mergemap 6 text against text", MINE, THEIRS),
        clause("mergemap 6 1 is not true", edit(3, {"t": 1}), edit(2, {"t": True})),
        clause(
            "mergemap 6 composed and decomposed letters", edit(3, {"t": "\u00e9"}), edit(2, {"t": "e\u0301"})
        ),
        clause(
            "mergemap keys that objects inherit", edit(3, {"constructor": "x"}), edit(2, {"toString": "y"})
        ),
        clause("mergemap keys in the order of bytes", *keys),
    ]
