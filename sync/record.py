"""Records: one thing a person wrote, with the versions it has seen (SPEC §10.1).

This layer never looks into ``f``; that belongs to the journal.
"""

import re
from typing import Any

from crypto.encoding import U64_MAX, b64, decode, digest, encode, unb64
from crypto.errors import FormatError, UnsupportedError

Record = dict[str, Any]

VERSION = 1
VER_CHARS = 8
PAST_MAX = 32
PAYLOAD_MAX = 2**20 - 4
"""Canonical JSON of one record, in bytes: what the largest bucket of a seal holds."""

_TYPE = re.compile(r"[a-z0-9_.-]{1,64}")
_TAG = re.compile(r"[a-z0-9]{6}")
_PAST = re.compile(r"(?:[A-Za-z0-9_-]{8}){0,32}")


def make(object_id: bytes, kind: str, f: dict[str, Any], now_ms: int, tag: str) -> Record:
    """A record that no other device knows yet.

    object_id: 16 bytes, random or a singleton's. kind: the record's ``type``. f: the journal's fields.
    now_ms: the wall clock. tag: this device's six characters.
    """
    return {"v": VERSION, "id": b64(object_id), "type": kind, "at": [now_ms, tag], "past": "", "f": f}


def change(previous: Record, members: dict[str, Any], now_ms: int, tag: str, left: bool) -> Record:
    """The next version of a record: ``previous`` with ``members`` in place of its own.

    members: ``f``, and ``also`` or members of the journal where they change; an empty ``also`` removes
    it. left: whether exactly the previous version has been in a commit attempt or a file, or came from
    outside (SPEC §8.5); only then is it remembered in ``past``. A deleted record comes back to life.
    Raises UnsupportedError for a record of a newer version, which must not be rewritten.
    """
    record = {**previous, **members, **_step(previous, now_ms, tag, left)}
    record.pop("gone", None)
    if not record.get("also"):
        record.pop("also", None)
    return record


def tombstone(previous: Record, now_ms: int, tag: str, left: bool) -> Record:
    """The version that deletes a record: nothing of its content is kept. Arguments as in ``change``."""
    kept = {"v": VERSION, "id": previous["id"], "type": previous["type"], "f": {}, "gone": 1}
    return {**kept, **_step(previous, now_ms, tag, left)}


def ver(record: Record) -> str:
    """The version name of a record, 8 characters: equal content gives equal names, ``past`` aside."""
    seen = {name: value for name, value in record.items() if name != "past"}
    return b64(digest("ver", encode(seen))[:6])


def join_past(*pasts: str) -> str:
    """The pasts one after another, each version at its last place only, the newest 32 of them."""
    versions: dict[str, None] = {}
    for past in pasts:
        for version in split_past(past):
            versions.pop(version, None)
            versions[version] = None
    return "".join(list(versions)[-PAST_MAX:])


def split_past(past: str) -> list[str]:
    """The versions in a past, oldest first."""
    return [past[at : at + VER_CHARS] for at in range(0, len(past), VER_CHARS)]


def read(payload: bytes, object_id: bytes) -> Record:
    """The record in an opened envelope of the given object. Errors as ``validate``, and FormatError."""
    record: Record = decode(payload)
    validate(record, object_id)
    return record


def validate(record: object, object_id: bytes) -> None:
    """Return when this is a record of version 1 that belongs to the object (id 16 bytes).

    Raises UnsupportedError for a record of a newer version (to be kept, shown read-only and never
    rewritten), FormatError for anything else that SPEC §10.1 does not allow. Members this version
    does not know are allowed everywhere.
    """
    if not isinstance(record, dict) or not _is_count(record.get("v")) or record["v"] == 0:
        raise FormatError("record")
    if record["v"] > VERSION:
        raise UnsupportedError("newer_record")
    if unb64(record.get("id"), 16) != object_id:
        raise FormatError("record_id")
    if not _matches(_TYPE, record.get("type")):
        raise FormatError("record_type")
    at = record.get("at")
    if not isinstance(at, list) or len(at) != 2 or not _is_count(at[0]) or not _matches(_TAG, at[1]):
        raise FormatError("record_at")
    if not _matches(_PAST, record.get("past")):
        raise FormatError("record_past")
    if not isinstance(record.get("f"), dict):
        raise FormatError("record_f")
    _check_also(record.get("also", {}))
    if "gone" in record:
        _check_gone(record)


def _step(previous: Record, now_ms: int, tag: str, left: bool) -> dict[str, Any]:
    if previous["v"] > VERSION:
        raise UnsupportedError("newer_record")
    past = join_past(previous["past"], ver(previous)) if left else previous["past"]
    return {"at": [max(now_ms, previous["at"][0] + 1), tag], "past": past}


def _check_also(also: object) -> None:
    if not isinstance(also, dict):
        raise FormatError("record_also")
    for variants in also.values():
        if not isinstance(variants, dict) or not all(isinstance(one, dict) for one in variants.values()):
            raise FormatError("record_also")


def _check_gone(record: Record) -> None:
    known = {"v", "id", "type", "at", "past", "f", "gone"}
    if type(record["gone"]) is not int or record["gone"] != 1 or record["f"] or set(record) != known:
        raise FormatError("record_gone")


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= U64_MAX


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
