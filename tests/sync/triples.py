"""Random merge triples: two versions of a record and what they may have come from."""

import copy
from random import Random
from typing import Any, NamedTuple

from sync.record import Record, change, make, tombstone

OBJECT_ID = bytes(range(16))

KEYS = ("a", "b", "10", "2", "constructor", "toString", "x.y", "-", "length")
TEXTS = ("", "x", "y", "café", "cafe\u0301", "\u2028\n", "😀", '"\\', "\u0000\u007f", "0")
TAGS = ("aaaaaa", "bbbbbb", "000000")


class Triple(NamedTuple):
    """Arguments of one merge."""

    x: Record
    y: Record
    base: Record | None
    trusted: bool


def random_triple(rng: Random) -> Triple:
    """Two versions that share a history, or part of one, or none, and a base that may be right or wrong."""
    first = make(OBJECT_ID, "entry", fields(rng, 3), rng.randrange(5), rng.choice(TAGS))
    if rng.random() < 0.3:
        first["also"] = {f"f.{rng.choice(KEYS)}": {"AAAAAAAA": {"at": [1, "aaaaaa"], "v": value(rng, 1)}}}
    if rng.random() < 0.3:
        first[rng.choice(("colour", "constructor", "zz"))] = value(rng, 2)
    base = versions(rng, first, rng.randrange(3))
    x = versions(rng, base, rng.choice((0, 1, 1, 1, 2, 3)))
    y = versions(rng, base, rng.choice((0, 1, 1, 1, 2, 3)))
    shape = rng.random()
    if shape < 0.1:
        y = versions(rng, x, 1)
    elif shape < 0.2:
        y = make(OBJECT_ID, "part", fields(rng, 3), rng.randrange(8), rng.choice(TAGS))
    elif shape < 0.3:
        y = copy.deepcopy(x) | {"past": rng.choice((x["past"], base["past"], y["past"]))}
    given = rng.choice((base, base, base, first, None, versions(rng, base, 1)))
    return Triple(x, y, given, rng.random() < 0.5)


def versions(rng: Random, record: Record, count: int) -> Record:
    """The record after some changes on one device, some of which others have seen."""
    for _ in range(count):
        now_ms, tag, left = rng.randrange(8), rng.choice(TAGS), rng.random() < 0.6
        if rng.random() < 0.12:
            record = tombstone(record, now_ms, tag, left)
            continue
        members: dict[str, Any] = {"f": edited(rng, record["f"])}
        for name in ("colour", "constructor"):
            if rng.random() < 0.15:
                members[name] = value(rng, 2)
        if "also" in record and rng.random() < 0.4:
            members["also"] = {}
        record = change(record, members, now_ms, tag, left)
    return record


def edited(rng: Random, old: dict[str, Any]) -> dict[str, Any]:
    """A copy with one to three members set, removed or changed inside."""
    new = copy.deepcopy(old)
    for _ in range(rng.randrange(1, 4)):
        key = rng.choice(KEYS)
        inside = new.get(key)
        if isinstance(inside, dict) and rng.random() < 0.7:
            new[key] = edited(rng, inside)
        elif key in new and rng.random() < 0.3:
            del new[key]
        else:
            new[key] = value(rng, 2)
    return new


def fields(rng: Random, depth: int) -> dict[str, Any]:
    """A map of a few members out of a small stock, so that two maps often meet in the same key."""
    return {key: value(rng, depth - 1) for key in rng.sample(KEYS, rng.randrange(4))}


def value(rng: Random, depth: int) -> Any:
    """Any kind of canonical JSON value, up to the depth."""
    kind = rng.randrange(6 if depth else 4)
    if kind == 0:
        return rng.choice((0, 1, -1, 7, 2**53 - 1, 1 - 2**53))
    if kind == 1:
        return rng.random() < 0.5
    if kind < 4:
        return rng.choice(TEXTS)
    if kind == 4:
        return [value(rng, depth - 1) for _ in range(rng.randrange(3))]
    return fields(rng, depth)
