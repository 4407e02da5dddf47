"""Vectors of sync/state: rows, state hashes, heads, chains, signatures."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from crypto.identity import public_key
from crypto.keys import epoch_keys
from sync.state import EMPTY_ROOT, BucketedRows, Head, Row, genesis
from tests.sync.operations import outcome
from tests.vectors.generate.document import Case, Document, case, document

ROOT_1 = bytes(range(0x20))
ROOT_2 = bytes(range(0xA0, 0xC0))
LOG_ID = bytes(range(0x10, 0x20))
OTHER_LOG_ID = bytes(range(0x20, 0x30))

# Anchors: SPEC Appendix A.
GENESIS = "91b26fae54300565537b77883dc77d156e3d78ad3a58632d567f49ee8d8f7d6c"
ROOT_OF_NONE = "583a8cb98bdd052175de028f1aa03b44cd789d76eda6014e6d910451c55da908"
ROOT_OF_X = "aef73506651559242ad9a98d2306f63f7a81fdf4a04c48a9d035864515aef8a2"
SEALED_X = "fdd505fd5e4b324b3dfd5790adb8c302492272a87782acb85b7afcbd9304c909"
HEAD_1_ID = "6bf8eae392d59eba4b10e1b2ffea34be0ce6f8314310744a7091d7fb86658388"
HEAD_1_SIG = (
    "2cdacd8086ecc7e1f46af347c7de58b7b30aaa939fcf845cbeaff9ac85401518"
    "b262bc86e6d5577150b29d7218e6c3a00273bbb34b5ba0f45f69e90fb65b590c"
)
LOG_PUB_1 = "93c128ee682935f31b7df77ddcd1df4545e7d6a20fcf058688e694c540dbf3a5"

ROW_X = Row(1, bytes(range(16)), bytes.fromhex(SEALED_X)).pack()
HEAD_1 = Head(LOG_ID, 1, genesis(LOG_ID), EMPTY_ROOT, 1)


def row(number: int, version: int = 0, form: int = 1) -> bytes:
    """A packed row that follows from a number."""
    object_id = hashlib.sha256(b"id" + number.to_bytes(4, "big")).digest()[:16]
    content = hashlib.sha256(b"envelope" + bytes((version,)) + object_id).digest()
    return Row(form, object_id, content if form else bytes(32)).pack()


def rows(count: int) -> list[bytes]:
    """Rows of records and, every seventh, of blob parts, in no order of ids."""
    return [row(number, form=2 if number % 7 == 3 else 1) for number in range(count)]


def chain() -> list[Head]:
    """Five heads: empty, three objects, one changed and one voided, a new epoch, two more objects."""
    state = BucketedRows()
    heads = [HEAD_1]
    for commit, epoch in (
        ([row(0), row(1), row(2)], 1),
        ([row(1, 1), row(2, form=0)], 1),
        ([], 2),
        ([row(3), row(4)], 2),
    ):
        state.apply(commit)
        heads.append(Head(LOG_ID, len(heads) + 1, heads[-1].id, state.root, epoch))
    return heads


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/state."""
    return {
        "sync/state/row.json": document("sync.state.row", "49 bytes to a row (8.1)", row_cases()),
        "sync/state/ascending.json": document(
            "sync.state.ascending", "rows of a commit ascend by id, each once (8.6 S6)", ascending_cases()
        ),
        "sync/state/bucket.json": document("sync.state.bucket", "one bucket's hash (8.2)", bucket_cases()),
        "sync/state/apply.json": document(
            "sync.state.apply",
            "commits onto an empty state: root and touched buckets of each (8.2)",
            apply_cases(),
        ),
        "sync/state/genesis.json": document(
            "sync.state.genesis",
            "parent of the first head (8.3)",
            [case("Appendix A", {"log_id": LOG_ID.hex()}, GENESIS)],
        ),
        "sync/state/head.json": document("sync.state.head", "96 bytes to a head (8.3)", head_cases()),
        "sync/state/chain.json": document("sync.state.chain", "heads in a row (8.3, 8.5 P3)", chain_cases()),
        "sync/state/verify.json": document("sync.state.verify", "signatures of heads (8.3)", verify_cases()),
    }


def failing(layer: str, comment: str, given: dict[str, Any], error: str, code: str) -> Case:
    """A case that must fail in just this way."""
    expect = {"error": error, "code": code}
    if outcome(layer, given) != expect:
        raise AssertionError(f"{layer}: {comment}")
    return case(comment, given, expect)


def row_cases() -> list[Case]:
    """Each form, and each fault of a row."""
    good = [("a record", ROW_X), ("a blob part", row(1, form=2)), ("a void", row(1, form=0))]
    bad = [
        ("form 3", "row_form", bytes((3,)) + ROW_X[1:]),
        ("a void with a hash", "row_void_hash", bytes(1) + ROW_X[1:]),
        ("48 bytes", "row_length", ROW_X[:-1]),
        ("50 bytes", "row_length", ROW_X + b"\0"),
    ]
    layer = "sync.state.row"
    return [case(name, {"row": one.hex()}, outcome(layer, {"row": one.hex()})) for name, one in good] + [
        failing(layer, name, {"row": one.hex()}, "FormatError", code) for name, code, one in bad
    ]


def ascending_cases() -> list[Case]:
    """Order, its reverse, and an id that comes twice."""
    three = sorted(rows(3), key=lambda one: one[1:17])
    blob = bytes((2,)) + three[0][1:]
    layer = "sync.state.ascending"
    good = [("no row", []), ("one row", three[:1]), ("three rows", three)]
    bad = [
        ("two rows exchanged", "row_order", [three[0], three[2], three[1]]),
        ("one row twice", "row_twice", [three[0], three[0], three[1]]),
        ("one id in two forms", "row_twice", [three[0], blob]),
        ("descending although the forms ascend", "row_order", [bytes((1,)) + three[1][1:], blob]),
    ]
    return [case(name, {"rows": b"".join(some).hex()}, True) for name, some in good] + [
        failing(layer, name, {"rows": b"".join(some).hex()}, "FormatError", code) for name, code, some in bad
    ]


def bucket_cases() -> list[Case]:
    """The hash of no row and of two."""
    same = sorted((one for one in rows(1000) if one[1] == 7), key=lambda one: one[1:17])
    layer = "sync.state.bucket"
    texts = [("no row", ""), ("every row of 1 000 whose id begins with 07", b"".join(same).hex())]
    return [case(name, {"rows": text}, outcome(layer, {"rows": text})) for name, text in texts]


def apply_cases() -> list[Case]:
    """0, 1, 3 and 1 000 rows; replacing, voiding, repeating; malformed rows."""
    layer = "sync.state.apply"
    commits: list[tuple[str, list[list[bytes]]]] = [
        ("three rows", [rows(3)]),
        ("three rows, one at a time, in another order", [[one] for one in reversed(rows(3))]),
        ("1 000 rows", [rows(1000)]),
        (
            "one of three is replaced, then voided, then comes back",
            [rows(3), [row(1, 1)], [row(1, form=0)], [row(1)]],
        ),
        ("one id twice in a commit: the last counts", [[row(1), row(2), row(1, 1)]]),
        ("an empty commit onto three rows", [rows(3), []]),
    ]
    made = [
        case("Appendix A: no row", {"commits": [""]}, {"roots": [ROOT_OF_NONE], "touched": [[]], "rows": 0}),
        case(
            "Appendix A: record X",
            {"commits": [ROW_X.hex()]},
            {"roots": [ROOT_OF_X], "touched": [[0]], "rows": 1},
        ),
    ]
    for name, some in commits:
        given = {"commits": [b"".join(commit).hex() for commit in some]}
        made.append(case(name, given, outcome(layer, given)))
    malformed = {"commits": [row(0).hex() + (bytes((9,)) + row(1)[1:]).hex()]}
    return [*made, failing(layer, "a form that does not exist", malformed, "FormatError", "row_form")]


def head_cases() -> list[Case]:
    """Good heads, and each field that can be wrong by itself."""
    layer = "sync.state.head"
    first = HEAD_1.encode()
    last = replace(HEAD_1, n=2**53 - 1, epoch=2**32 - 1).encode()
    bad = [
        ("another magic", "head_magic", b"SWH2" + first[4:]),
        ("95 bytes", "head_length", first[:-1]),
        ("97 bytes", "head_length", first + b"\0"),
        ("n is 0", "head_n", first[:20] + bytes(8) + first[28:]),
        ("n is 2^53", "integer_range", first[:20] + (2**53).to_bytes(8, "big") + first[28:]),
        ("epoch is 0", "head_epoch", first[:92] + bytes(4)),
    ]
    anchor = {
        "log_id": LOG_ID.hex(),
        "n": 1,
        "parent": GENESIS,
        "root": ROOT_OF_NONE,
        "epoch": 1,
        "id": HEAD_1_ID,
    }
    return [
        case("Appendix A: head 1", {"head": first.hex()}, anchor),
        case("greatest n and epoch", {"head": last.hex()}, outcome(layer, {"head": last.hex()})),
        *(failing(layer, name, {"head": head.hex()}, "FormatError", code) for name, code, head in bad),
    ]


def chain_cases() -> list[Case]:
    """A chain of five with a new epoch, and one wrong link each."""
    layer = "sync.state.chain"
    heads = chain()
    five = {"heads": [head.encode().hex() for head in heads]}
    bad = [
        ("a head is missing", "chain", [heads[0], heads[2]]),
        ("two heads exchanged", "chain", [heads[1], heads[0]]),
        ("one head twice", "chain", [heads[0], heads[0]]),
        ("n is right, the parent is not", "chain", [heads[0], replace(heads[1], parent=heads[2].id)]),
        ("the parent is right, n is not", "chain", [heads[0], replace(heads[1], n=3)]),
        ("a head of another log", "other_log", [heads[0], replace(heads[1], log_id=OTHER_LOG_ID)]),
        ("the epoch falls", "epoch_fell", [heads[3], replace(heads[4], epoch=1)]),
    ]
    return [
        case("five heads, a new epoch at the fourth", five, outcome(layer, five)),
        *(
            failing(layer, name, {"heads": [head.encode().hex() for head in some]}, "FormatError", code)
            for name, code, some in bad
        ),
    ]


def verify_cases() -> list[Case]:
    """Signatures of the chain under the key of each head's epoch, and signatures that are none."""
    layer = "sync.state.verify"
    seeds = {1: epoch_keys(ROOT_1).log, 2: epoch_keys(ROOT_2).log}
    good = [
        case(
            f"head {head.n} of the chain, epoch {head.epoch}",
            {"seed": seeds[head.epoch].hex(), **signed(head, seeds[head.epoch])},
            True,
        )
        for head in chain()
    ]
    good[0]["comment"] = "Appendix A: signature of head 1"
    good[0]["input"] |= {"sig": HEAD_1_SIG, "pub": LOG_PUB_1}
    first, fourth = chain()[0], chain()[3]
    right = signed(first, seeds[1])
    bent = bytearray.fromhex(right["sig"])
    bent[40] ^= 1
    bad = [
        ("one bit of the signature", "DamagedError", "signature", right | {"sig": bent.hex()}),
        (
            "the signature of another head",
            "DamagedError",
            "signature",
            right | {"sig": signed(fourth, seeds[1])["sig"]},
        ),
        (
            "the key of another epoch",
            "DamagedError",
            "signature",
            right | {"pub": public_key(seeds[2]).hex()},
        ),
        (
            "the former epoch signs a later head",
            "DamagedError",
            "signature",
            signed(fourth, seeds[1]) | {"pub": public_key(seeds[2]).hex()},
        ),
        (
            "one bit of the head",
            "DamagedError",
            "signature",
            right | {"head": replace(first, root=genesis(LOG_ID)).encode().hex()},
        ),
        ("a signature of 63 bytes", "FormatError", "signature_length", right | {"sig": right["sig"][2:]}),
        ("a key of 31 bytes", "FormatError", "signature_length", right | {"pub": right["pub"][2:]}),
    ]
    return good + [failing(layer, name, given, error, code) for name, error, code, given in bad]


def signed(head: Head, seed: bytes) -> dict[str, str]:
    """A head, its signature and the key that verifies it, as a case's input."""
    return {"head": head.encode().hex(), "sig": head.sign(seed).hex(), "pub": public_key(seed).hex()}
