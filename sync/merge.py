"""One merge for every record: deterministic, symmetric, and nothing typed is lost (SPEC §10.3).

Shape alone decides; no type has rules of its own. The step names M1-M9 are those of the SPEC.
"""

from typing import Any

from crypto.encoding import b64, digest, encode
from crypto.errors import FormatError
from sync.errors import UnmergeableError
from sync.record import PAYLOAD_MAX, Record, join_past, split_past, ver

_OWN = frozenset(("v", "id", "type", "at", "past", "f", "also", "gone"))
_ABSENT: Any = object()

Loser = tuple[str, Any]


def merge(x: Record, y: Record, base: Record | None, trusted: bool) -> Record:
    """The one record that holds what both versions say; ``merge(x, y, …)`` equals ``merge(y, x, …)``.

    x, y: valid records of one object (SPEC §10.1). base: the version both came from, as far as known.
    trusted: whether the base is certain (agreed with this log) and not merely claimed by a file or
    another server. The arguments are not changed; the result may share parts with them.
    Raises UnmergeableError when the result would break the limits of a record (M9).
    """
    ver_x, ver_y = ver(x), ver(y)
    early, late = sorted((x, y), key=_age)  # M3
    both_pasts = join_past(early["past"], late["past"])
    if ver_x == ver_y:  # M1
        return _fitting({**late, "past": both_pasts})
    y_saw_x, x_saw_y = _saw(y, ver_x), _saw(x, ver_y)
    if y_saw_x != x_saw_y:  # M2
        return y if y_saw_x else x
    if base is None or "gone" in base or not (trusted or _common(base, x, y)):  # M4
        base = {}
    past = join_past(both_pasts, ver(early), ver(late))  # M5
    deleted = "gone" in early or "gone" in late
    merged = _with_gone(early, late) if deleted else _both_live(early, late, base)
    return _fitting({**merged, "past": past})


def mergemap(
    base: dict[str, Any], late: dict[str, Any], early: dict[str, Any], path: str, losers: list[Loser]
) -> dict[str, Any]:
    """Merge two maps key by key against their base; values that lost are appended to ``losers``.

    path: where the maps stand in the record, keys joined by dots, empty at the top.
    """
    merged = {}
    for key in sorted(late.keys() | early.keys()):
        value = _pick(
            base.get(key, _ABSENT),
            late.get(key, _ABSENT),
            early.get(key, _ABSENT),
            f"{path}.{key}" if path else key,
            losers,
        )
        if value is not _ABSENT:
            merged[key] = value
    return merged


def _pick(base: Any, late: Any, early: Any, path: str, losers: list[Loser]) -> Any:
    if _same(late, early) or _same(early, base):
        return late
    if _same(late, base):
        return early
    if isinstance(late, dict) and isinstance(early, dict):
        return mergemap(base if isinstance(base, dict) else {}, late, early, path, losers)
    if late is _ABSENT:
        return early
    if early is not _ABSENT:
        losers.append((path, early))
    return late


def _with_gone(early: Record, late: Record) -> Record:  # M6
    if "gone" in early and "gone" in late:
        return late
    live, gone = (late, early) if "gone" in early else (early, late)
    note = {"x": {"at": gone["at"], "v": 1}}
    return {**live, "at": late["at"], "also": {**live.get("also", {}), "gone": note}}


def _both_live(early: Record, late: Record, base: Record) -> Record:
    losers: list[Loser] = []
    merged = mergemap(_others(base), _others(late), _others(early), "", losers)  # M7
    merged |= {"v": max(early["v"], late["v"]), "id": late["id"], "type": late["type"], "at": late["at"]}
    merged["f"] = mergemap(base.get("f", {}), late["f"], early["f"], "f", losers)
    also = mergemap(base.get("also", {}), late.get("also", {}), early.get("also", {}), "", [])  # M8
    over = ver(late)
    for path, value in losers:
        key = b64(digest("loser", encode(value))[:6])
        also[path] = {**also.get(path, {}), key: {"at": early["at"], "over": over, "v": value}}
    if also:
        merged["also"] = also
    return merged


def _fitting(merged: Record) -> Record:  # M9
    try:
        size = len(encode(merged))
    except FormatError:
        raise UnmergeableError("merge_shape") from None
    if size > PAYLOAD_MAX:
        raise UnmergeableError("merge_size")
    return merged


def _age(record: Record) -> tuple[int, str, str, str]:
    at_ms, tag = record["at"]
    return at_ms, tag, ver(record), record["past"]


def _saw(record: Record, version: str) -> bool:
    return version in split_past(record["past"])


def _common(base: Record, x: Record, y: Record) -> bool:
    version = ver(base)
    return all(version == ver(record) or _saw(record, version) for record in (x, y))


def _others(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in _OWN}


def _same(a: Any, b: Any) -> bool:
    if a is _ABSENT or b is _ABSENT:
        return a is b
    return encode(a) == encode(b)
