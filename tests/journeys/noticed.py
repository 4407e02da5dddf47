"""Some weeks of notes that looking back can show, as another device of the person sends them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crypto.encoding import b64
from tests.journeys.elsewhere import Noted

PLEASER, CRITIC, SMALL, CHALLENGE, TUG, WORRY, UNSEEN, RELEASE = (bytes([n]) * 16 for n in range(1, 9))
ROOM = ((22, 8, 7), (17, 9, 5), (14, 7, 7), (6, 8, 5), (1, 6, 6))
"""How many days ago a sitting was, and the room taken before and after."""
TRUST = ((75, 2), (66, 3), (57, 3), (45, 5), (30, 3), (14, 5), (1, 6))


def weeks(now: datetime | None = None) -> list[Noted]:
    """Everything, dated back from now."""
    end = now or datetime.now(UTC)
    notes: list[Noted] = []

    def at(days: float) -> int:
        return int((end - timedelta(days=days)).timestamp() * 1000)

    def note(kind: str, days: float, fields: dict[str, object], name: bytes | None = None) -> None:
        own = name or (1000 + len(notes)).to_bytes(16, "big")
        notes.append((own, kind, {"at_ms": at(days), **fields}, at(days)))

    def reading(of: bytes, days: float, **fields: object) -> None:
        note("reading", days, {"of": b64(of), **fields})

    def part(name: bytes, called: str, role: str, pattern: int) -> None:
        note(
            "part", 80, {"name": called, "role": role, "emblem": {"pattern": pattern, "seed": pattern}}, name
        )

    part(PLEASER, "The Pleaser", "manager", 4)
    part(CRITIC, "The Critic", "firefighter", 2)
    part(SMALL, "The small one by the door", "exile", 1)
    note(
        "challenge",
        80,
        {"brings": "problem", "words": "Said yes to everybody", "parts": {b64(PLEASER): 1, b64(CRITIC): 1}},
        CHALLENGE,
    )
    note("relation", 70, {"kind": "tug", "a": b64(PLEASER), "b": b64(CRITIC)}, TUG)
    note("concern", 60, {"part": b64(PLEASER), "words": "If I stop, they leave."}, WORRY)
    note("concern", 50, {"part": b64(PLEASER), "words": "Nobody would know what we need."}, UNSEEN)
    note("release", 40, {"holder": b64(SMALL), "outcome": "a_little"}, RELEASE)
    for days, before, after in ROOM:
        page = {"from": b64(int(days).to_bytes(16, "little"))}
        reading(PLEASER, days, room=before, **page)
        reading(PLEASER, days - 0.02, room=after, **page)
    for days, trust in TRUST:
        reading(PLEASER, days, trust=trust)
    reading(PLEASER, 20, trust="cant_tell")
    reading(WORRY, 9, heard="mostly")
    for days, extremity, space in ((60, 8, 2), (33, 7, 2), (10, 6, 4)):
        reading(PLEASER, days, extremity=extremity, space=space)
    for days, charge in ((70, 8), (40, 7), (2, 5)):
        reading(CHALLENGE, days, charge=charge)
    for days, charge in ((60, 8), (39, 6), (5, 6)):
        reading(SMALL, days, charge=charge)
    for days, tension in ((65, 9), (40, 7), (33, 8), (3, 5)):
        reading(TUG, days, tension=tension)
    for days, move, balance in ((60, 3, 4), (30, 4, 4), (4, 6, 5)):
        note("self_reading", days, {"move": move, "balance": balance, "exposed": 5})
    for days, leads in (
        (70, "part"),
        (62, "part"),
        (44, "mixed"),
        (40, "part"),
        (20, "self"),
        (9, "mixed"),
        (2, "self"),
    ):
        parts = {b64(PLEASER): {"here": 1, "strength": 6 if days > 40 else 4, "room": 7 if days > 40 else 5}}
        note("checkin", days, {"leads": leads, "parts": parts})
    for days, before, after in ((17, 4, 7), (6, 6, 6), (1, 7, 5)):
        note("sitting", days, {"practice": "pause", "version": 1, "before": before, "after": after})
    return notes
