"""What a person may have noted in five years besides their pages: parts, readings, check-ins and the rest."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from crypto.encoding import b64

DAY_MS = 86_400_000
YEARS_DAYS = 5 * 365
PARTS, RELATIONS, CHALLENGES = 60, 60, 3
READINGS, CHECKINS = 3 * YEARS_DAYS, 1_800
PERMISSIONS, CONCERNS, PROMISES, DECISIONS = 120, 80, 60, 24

ROLES = ("manager", "firefighter", "protector_unsure", "exile", "helper")
TOWARD = ("curiosity", "warm", "neutral", "irritated", "want_fix")
DEGREES = ("not_yet", "a_little", "some", "mostly", "a_great_deal", "cant_tell")
NAMES = (
    "Pleaser",
    "one who counts",
    "Runner",
    "Watcher",
    "Clown",
    "Planner",
    "Sleeper",
    "small one by the door",
)

Fields = dict[str, object]
Noted = tuple[bytes, str, Fields, int]
"""Id, type, members of `f` and when it was noted (ms)."""


@dataclass
class Life:
    """A life of five years that ends at `now_ms`, the same for the same seed."""

    source: random.Random
    now_ms: int
    parts: list[bytes] = field(default_factory=list)
    challenges: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts = [self.id() for _ in range(PARTS)]
        self.challenges = [self.id() for _ in range(CHALLENGES)]

    def id(self) -> bytes:
        """A new object id."""
        return self.source.randbytes(16)

    def ago(self, days: float) -> int:
        """A moment this many days before the end."""
        return self.now_ms - int(days * DAY_MS)

    def someday(self) -> int:
        """Any moment of the five years."""
        return self.ago(self.source.uniform(0, YEARS_DAYS))

    def degree(self) -> object:
        """0 to 10, now and then "can't tell"."""
        return self.source.choice([*range(11), "cant_tell"])

    def one(self, ids: list[bytes]) -> str:
        """One of these as a link."""
        return b64(self.source.choice(ids))

    def some(self, ids: list[bytes], most: int) -> Fields:
        """Some of these as a set of links."""
        return {b64(one): 1 for one in self.source.sample(ids, self.source.randint(0, most))}

    def places(self) -> Fields:
        """Where some of the parts were put on the map."""
        return {
            b64(one): [self.source.randrange(1000), self.source.randrange(1000)] for one in self.parts[:20]
        }

    def noted(self) -> Iterator[Noted]:
        """Everything, in no order that matters."""
        yield from self._people()
        relations = [self.id() for _ in range(RELATIONS)]
        concerns = [self.id() for _ in range(CONCERNS)]
        yield from self._between(relations)
        yield from self._asked(concerns)
        yield from self._observed(relations, concerns)
        yield from self._by_day()

    def _people(self) -> Iterator[Noted]:
        for n, part in enumerate(self.parts):
            made_ms = self.ago(YEARS_DAYS - n * 20)
            yield (
                part,
                "part",
                {
                    "made_ms": made_ms,
                    "name": f"The {NAMES[n % len(NAMES)]} {n + 1}",
                    "role": ROLES[n % len(ROLES)],
                    "job": "It keeps everybody content, so that nobody leaves.",
                    "fears": "That there would be nobody left to ask.",
                    "channels": {"words": 1, "sensation": 1},
                    "emblem": {"pattern": n % 8, "seed": self.source.randrange(2**32)},
                },
                made_ms,
            )
        for n, challenge in enumerate(self.challenges):
            made_ms = self.ago(YEARS_DAYS - n * 300)
            yield (
                challenge,
                "challenge",
                {
                    "made_ms": made_ms,
                    "brings": ("problem", "wish", "hope")[n % 3],
                    "words": f"I say yes before I have thought about it ({n + 1}).",
                    "love": "I could take a breath first and say a small no.",
                    "parts": {b64(one): 1 for one in self.source.sample(self.parts, 12)},
                    "focus": "1",
                },
                made_ms,
            )

    def _between(self, relations: list[bytes]) -> Iterator[Noted]:
        for n, relation in enumerate(relations):
            a, b = self.source.sample(self.parts, 2)
            kind = ("protects", "tug", "gets_on")[n % 3]
            made_ms = self.someday()
            yield relation, "relation", {"made_ms": made_ms, "kind": kind, "a": b64(a), "b": b64(b)}, made_ms

    def _asked(self, concerns: list[bytes]) -> Iterator[Noted]:
        for _ in range(PERMISSIONS):
            at = self.someday()
            answer = self.source.choice(("no", "not_now", "yes_if", "yes"))
            scope = self.source.choice(("show", "connect", "help"))
            both = {"part": self.one(self.parts), "about": self.one(self.parts)}
            yield self.id(), "permission", _at(at, scope=scope, answer=answer, **both), at
        for concern in concerns:
            at = self.someday()
            words = "That it all falls apart when nobody watches."
            yield concern, "concern", _at(at, part=self.one(self.parts), words=words), at
        for n in range(PROMISES):
            at = self.someday()
            state: Fields = {"state": "kept"} if n % 6 else {}
            promise = {
                "made_ms": at,
                "part": self.one(self.parts),
                "words": "I come back on Sunday.",
                **state,
            }
            yield self.id(), "promise", promise, at
        for n in range(DECISIONS):
            at = self.ago(YEARS_DAYS - n * 70)
            about = b64(self.challenges[n % CHALLENGES])
            yield self.id(), "decision", _at(at, challenge=about, suggested="2", answer="not_yet"), at

    def _observed(self, relations: list[bytes], concerns: list[bytes]) -> Iterator[Noted]:
        for n in range(READINGS):
            at = self.someday()
            if n % 20 == 0:
                about: Fields = {
                    "of": self.one(self.challenges),
                    "charge": self.degree(),
                    "handled": "support",
                }
            elif n % 20 == 1:
                about = {"of": self.one(relations), "tension": self.degree()}
            elif n % 20 == 2:
                about = {"of": self.one(concerns), "heard": self.source.choice(DEGREES)}
            else:
                about = {
                    "of": self.one(self.parts),
                    "room": self.degree(),
                    "trust": self.degree(),
                    "extremity": self.degree(),
                    "toward": {self.source.choice(TOWARD): 1},
                }
            yield self.id(), "reading", _at(at, **about), at

    def _by_day(self) -> Iterator[Noted]:
        for n in range(CHECKINS):
            at = self.ago(n + self.source.random())
            around = {
                one: {"strength": self.degree(), "room": self.degree()} for one in self.some(self.parts, 3)
            }
            said = {
                "parts": around,
                "leads": self.source.choice(("self", "part", "mixed")),
                "line": "It was all right.",
            }
            yield self.id(), "checkin", _at(at, **said), at


def _at(at_ms: int, **fields: object) -> Fields:
    return {"made_ms": at_ms, "at_ms": at_ms, **fields}
