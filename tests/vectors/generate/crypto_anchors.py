"""The anchor values of SPEC Appendix A that belong to crypto, as written there: nothing is computed."""

from __future__ import annotations

from typing import Any

from crypto.encoding import u64
from tests.vectors.generate.crypto_encoding import RECORD_X
from tests.vectors.generate.document import Document, case, document

ROOT_1 = bytes(range(32)).hex()
ID = bytes(range(16)).hex()
LOG_ID = bytes(range(0x10, 0x20)).hex()
CONTENT_1 = "420d15cea3cf69840be5baeb1c24f285b465902daa6287fee4a54b93e46fa561"
LOG_PUB_1 = "93c128ee682935f31b7df77ddcd1df4545e7d6a20fcf058688e694c540dbf3a5"
GENESIS = "91b26fae54300565537b77883dc77d156e3d78ad3a58632d567f49ee8d8f7d6c"
EMPTY_ROOT = "583a8cb98bdd052175de028f1aa03b44cd789d76eda6014e6d910451c55da908"
HEAD_1 = b"SWH1".hex() + LOG_ID + u64(1).hex() + GENESIS + EMPTY_ROOT + "00000001"
HEAD_1_ID = "6bf8eae392d59eba4b10e1b2ffea34be0ce6f8314310744a7091d7fb86658388"
HEAD_1_SIG = (
    "2cdacd8086ecc7e1f46af347c7de58b7b30aaa939fcf845cbeaff9ac85401518"
    "b262bc86e6d5577150b29d7218e6c3a00273bbb34b5ba0f45f69e90fb65b590c"
)
RECORD_X_TEXT = (
    '{"at":[1700000000000,"abcdef"],"f":{"b":{"10":{"t":"x"},"2":{"t":"y"},"aa":{"o":[1,"q",0],'
    '"t":"café\\n\u2028\U0001f600"}}},"id":"AAECAwQFBgcICQoLDA0ODw","past":"","type":"entry","v":1}'
)
SEED_OF_PASSPHRASE = "5030b657fc390f9427ccafcd22905776b4f5830986ecdbdb9d3294f590c0f528"
R_SEED = "565f904ad69cf551d4d1a3ad4cdc2608d78c697a26d559a1947d3d8d142a92d9"

ANCHORS: list[tuple[str, str, str, dict[str, Any], Any]] = [
    ("vault_id", "crypto.keys.vault_id", "root_1", {"root": ROOT_1}, "c779eed4af9c58ea5b9be45088f7fb13"),
    (
        "content",
        "crypto.keys.derive",
        "content_1",
        {"key": ROOT_1, "name": "content", "ctx": "", "n": 32},
        CONTENT_1,
    ),
    (
        "singleton",
        "crypto.keys.singleton_id",
        "singleton `keys`",
        {"root": ROOT_1, "name": "keys"},
        "516982ff1fb3c1a71d91c38e530c7e35",
    ),
    ("log_pub", "crypto.keys.log_pub", "log_pub_1", {"root": ROOT_1}, LOG_PUB_1),
    ("genesis", "crypto.encoding.digest", "genesis", {"name": "genesis", "data": LOG_ID}, GENESIS),
    ("head_id", "crypto.encoding.digest", "id of head 1", {"name": "head-id", "data": HEAD_1}, HEAD_1_ID),
    (
        "head_sig",
        "crypto.identity.verify",
        "signature of head 1",
        {"pub": LOG_PUB_1, "name": "head-sig", "data": HEAD_1, "sig": HEAD_1_SIG},
        True,
    ),
    ("record_x", "crypto.encoding.encode", "record X", {"value": RECORD_X}, RECORD_X_TEXT.encode().hex()),
    (
        "record_x_seal",
        "crypto.envelope.seal",
        "seal of X, kind 1, epoch 1",
        {
            "key": CONTENT_1,
            "kind": 1,
            "epoch": 1,
            "context": ID,
            "payload": RECORD_X_TEXT.encode().hex(),
            "salt": "11" * 32,
        },
        {
            "length": 1112,
            "commitment": "bfd53bb9911c078a34e4e44ef58fff33d7c8d8f12a41d71df28ef09ad9e41363",
            "sha256": "fdd505fd5e4b324b3dfd5790adb8c302492272a87782acb85b7afcbd9304c909",
        },
    ),
    (
        "recovery_code",
        "crypto.recovery.encode_code",
        "code of R",
        {"r": ID},
        "000G-40R4-0M30-E209-185G-R38E-1Z72",
    ),
    ("recovery_seed", "crypto.recovery.seed", "seed of R", {"r": ID}, R_SEED),
    (
        "passphrase_seed",
        "crypto.passphrase.derive_seed",
        "passphrase with login",
        {"passphrase": "correct horse é", "login": "mara", "salt": bytes(range(0x30, 0x40)).hex(), "kdf": 1},
        SEED_OF_PASSPHRASE,
    ),
    (
        "login_pub",
        "crypto.wrapping.login_pub",
        "login_pub",
        {"seed": SEED_OF_PASSPHRASE, "slot_id": bytes(range(0x20, 0x30)).hex()},
        "989001c641a1da62fd8d83fa049ead5651f363dde4dd4ef9b45c89404e18778c",
    ),
    (
        "box_id",
        "crypto.keys.derive",
        "box_id",
        {"key": bytes(range(0x40, 0x50)).hex(), "name": "box-id", "ctx": "", "n": 16},
        "58ae2629b5b365b9acc9bfa6982653c5",
    ),
    (
        "compare",
        "crypto.identity.compare_digits",
        "compare digits of head 1",
        {"head_id": HEAD_1_ID},
        "639152402351",
    ),
    (
        "safety",
        "crypto.identity.safety_digits",
        "thirty digits",
        {
            "pk": bytes(range(0x50, 0x70)).hex(),
            "s": bytes(range(0x40, 0x50)).hex(),
            "payload_sha256": bytes(range(0x70, 0x90)).hex(),
        },
        "364650739221998404736521441566",
    ),
]


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        f"crypto/appendix_a/{name}.json": document(
            layer, "Anchor value (SPEC Appendix A).", [case(comment, given, value)]
        )
        for name, layer, comment, given, value in ANCHORS
    }
