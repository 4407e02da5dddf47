"""What one language seals, wraps or signs, the other opens, unwraps or verifies: random inputs, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from crypto.encoding import encode
from crypto.envelope import open_, seal
from crypto.identity import make_proof, public_key, sign, verify, verify_proof
from crypto.passphrase import derive_seed, normalise
from crypto.recovery import encode_code
from crypto.wrapping import make_slot, open_slot
from tests.interop.programs import build, run

CONTEXT_BYTES = {1: 16, 2: 16, 3: 18, 4: 49, 5: 24, 6: 20, 7: 32, 8: 11}
WITH_EPOCH = (1, 2, 6, 8)
ORIGIN = "https://journal.example:8443"
TRIES = 60

Asked = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The TypeScript side, bundled once."""
    return build("crypto", tmp_path_factory.mktemp("interop"))


@pytest.fixture
def source() -> Random:
    """The same random inputs in every run."""
    return Random(20_260)


def ask(program: Path, asked: list[Asked]) -> list[Any]:
    """One answer of the TypeScript side for each question."""
    lines = [json.dumps({"layer": layer, "input": given}).encode() for layer, given in asked]
    answers = [json.loads(line) for line in run(program, lines)]
    assert len(answers) == len(asked)
    return answers


def sealing(source: Random) -> dict[str, Any]:
    """Key, kind, epoch, context and payload of one envelope."""
    kind = source.choice(list(CONTEXT_BYTES))
    return {
        "key": source.randbytes(32),
        "kind": kind,
        "epoch": source.randrange(1, 2**32) if kind in WITH_EPOCH else 0,
        "context": source.randbytes(CONTEXT_BYTES[kind]),
        "payload": source.randbytes(source.randrange(253 if kind == 6 else 9000)),
    }


def hexed(given: dict[str, Any]) -> dict[str, Any]:
    """The same with bytes as hex."""
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in given.items()}


def slot_input(source: Random) -> dict[str, Any]:
    """What a slot of any kind is made of."""
    kind = source.choice(["passphrase", "recovery", "passkey", "pin", "device"])
    salted = kind in ("passphrase", "pin")
    return {
        "kind": kind,
        "seed": source.randbytes(32),
        "roots": {epoch: source.randbytes(32) for epoch in range(1, source.randrange(2, 14))},
        "login": source.choice(["", "mara", "a.b-c_9"]) if kind == "passphrase" else "",
        "salt": source.randbytes(16) if salted else bytes(16),
    }


def text(source: Random) -> str:
    """Characters from every corner of Unicode, but no half ones."""
    corners = [
        (0x20, 0x7E),
        (0xA0, 0x17F),
        (0x300, 0x36F),
        (0x1100, 0x11FF),
        (0xFB00, 0xFFFF),
        (0x1F600, 0x1F64F),
    ]
    return "".join(chr(source.randint(*source.choice(corners))) for _ in range(source.randrange(1, 30)))


def json_value(source: Random, depth: int = 0) -> Any:
    """A random value of canonical JSON."""
    pick = source.randrange(6 if depth < 4 else 4)
    if pick == 0:
        return source.choice([True, False])
    if pick == 1:
        return source.randint(-(2**53) + 1, 2**53 - 1)
    if pick in (2, 3):
        return text(source)
    if pick == 4:
        return [json_value(source, depth + 1) for _ in range(source.randrange(4))]
    return {
        "".join(source.choices("abcXYZ019_.-", k=source.randrange(1, 5))): json_value(source, depth + 1)
        for _ in range(source.randrange(5))
    }


def test_typescript_opens_what_python_seals(program: Path, source: Random) -> None:
    """Every kind, random keys, epochs, contexts and lengths."""
    made = [sealing(source) for _ in range(TRIES)]
    sealed = [seal(**given, random=source.randbytes) for given in made]
    asked = [
        (
            "crypto.envelope.open",
            {
                **hexed({name: given[name] for name in ("kind", "context")}),
                "keys": given["key"].hex(),
                "envelope": one.hex(),
            },
        )
        for given, one in zip(made, sealed, strict=True)
    ]
    assert ask(program, asked) == [given["payload"].hex() for given in made]


def test_python_opens_what_typescript_seals(program: Path, source: Random) -> None:
    """The other way, with the browser's own randomness."""
    made = [sealing(source) for _ in range(TRIES)]
    sealed = ask(program, [("fresh.seal", hexed(given)) for given in made])
    opened = [
        open_(given["key"], given["kind"], given["context"], bytes.fromhex(one), {given["epoch"]})
        for given, one in zip(made, sealed, strict=True)
    ]
    assert opened == [given["payload"] for given in made]


def test_typescript_opens_slots_that_python_makes(program: Path, source: Random) -> None:
    """Slots of every kind with up to thirteen epochs."""
    made = [slot_input(source) for _ in range(TRIES)]
    asked = [
        (
            "crypto.wrapping.open_slot",
            {"slot": make_slot(**given, random=source.randbytes), "seed": given["seed"].hex()},
        )
        for given in made
    ]
    expected = [{str(epoch): root.hex() for epoch, root in given["roots"].items()} for given in made]
    assert ask(program, asked) == expected


def test_python_opens_slots_that_typescript_makes(program: Path, source: Random) -> None:
    """The other way."""
    made = [slot_input(source) for _ in range(TRIES)]
    asked = [
        ("fresh.make_slot", {**hexed(given), "roots": {str(e): r.hex() for e, r in given["roots"].items()}})
        for given in made
    ]
    slots = ask(program, asked)
    assert [open_slot(slot, given["seed"]) for slot, given in zip(slots, made, strict=True)] == [
        given["roots"] for given in made
    ]


def test_both_verify_each_other_s_signatures_and_proofs(program: Path, source: Random) -> None:
    """Signatures under a label, and proofs for a random action."""
    seeds = [source.randbytes(32) for _ in range(TRIES)]
    data = [source.randbytes(source.randrange(200)) for _ in seeds]
    proofs = [
        {"action": source.randint(1, 4), "origin": ORIGIN, "login": "mara", "slot_id": source.randbytes(16)}
        for _ in seeds
    ]
    nonce = source.randbytes(32)
    pairs = list(zip(seeds, data, proofs, strict=True))

    asked: list[Asked] = []
    for seed, one, claim in pairs:
        pub, sig = public_key(seed).hex(), sign(seed, "head-sig", one).hex()
        named = {name: claim[name] for name in ("action", "origin", "login")}
        proof = make_proof(seed, **claim, nonce=nonce)
        asked.append(
            ("crypto.identity.verify", {"pub": pub, "name": "head-sig", "data": one.hex(), "sig": sig})
        )
        asked.append(("crypto.identity.verify_proof", {"pub": pub, **named, "proof": proof}))
        asked.append(("fresh.sign", {"seed": seed.hex(), "name": "head-sig", "data": one.hex()}))
        asked.append(("fresh.make_proof", {"seed": seed.hex(), **hexed(claim), "nonce": nonce.hex()}))
    answers = ask(program, asked)

    assert answers[0::4] == [True] * TRIES
    assert answers[1::4] == [True] * TRIES
    for (seed, one, claim), sig, proof in zip(pairs, answers[2::4], answers[3::4], strict=True):
        verify(public_key(seed), "head-sig", one, bytes.fromhex(sig))
        verify_proof(public_key(seed), claim["action"], ORIGIN, "mara", proof)


def test_both_write_the_same_canonical_json(program: Path, source: Random) -> None:
    """Random values, and what was written is read back."""
    values = [json_value(source) for _ in range(10 * TRIES)]
    written = ask(program, [("crypto.encoding.encode", {"value": value}) for value in values])
    assert written == [encode(value).hex() for value in values]
    assert ask(program, [("crypto.encoding.decode", {"data": one}) for one in written]) == values


def test_both_derive_the_same_seed_from_what_is_typed(program: Path, source: Random) -> None:
    """Random Unicode normalises alike, and one derivation at full cost agrees."""
    typed = [text(source) for _ in range(5 * TRIES)]
    typed = [one for one in typed if one.strip(" ")]
    answers = ask(program, [("crypto.passphrase.normalise", {"text": one}) for one in typed])
    assert answers == [normalise(one).hex() for one in typed]

    salt = source.randbytes(16)
    given = {"passphrase": typed[0], "login": "mara", "salt": salt.hex(), "kdf": 1}
    assert ask(program, [("crypto.passphrase.derive_seed", given)]) == [
        derive_seed(typed[0], "mara", salt, 1).hex()
    ]


def test_a_code_written_by_one_is_read_by_the_other(program: Path, source: Random) -> None:
    """Recovery codes in both directions."""
    codes = [source.randbytes(16) for _ in range(TRIES)]
    written = [encode_code(r) for r in codes]
    assert ask(program, [("crypto.recovery.encode_code", {"r": r.hex()}) for r in codes]) == written
    read = ask(program, [("crypto.recovery.decode_code", {"text": code.lower()}) for code in written])
    assert read == [r.hex() for r in codes]
