"""JSON of the account routes (SPEC §5.1, §6, §16)."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from crypto.encoding import digest
from server.fields import Bytes, Strict, login, u32

PASSPHRASE, RECOVERY = "passphrase", "recovery"
SEALED_SIZES = frozenset(88 + 2**k for k in range(10, 15))
_SEALED_START = b"SW\x01\x03\x00\x00\x00\x00"
_KDF = {PASSPHRASE: 1, RECOVERY: 0}


class Slot(Strict):
    """A slot record: everything about it that can be checked without opening it."""

    v = fields.Integer(required=True, strict=True, validate=validate.Equal(1))
    slot_id = Bytes(16, required=True)
    kind = fields.String(required=True, validate=validate.OneOf([PASSPHRASE, RECOVERY]))
    kdf = fields.Integer(required=True, strict=True, validate=validate.OneOf([0, 1]))
    login = fields.String(required=True, validate=validate.Length(max=64))
    salt = Bytes(16, required=True)
    login_pub = Bytes(32, required=True)
    sealed = Bytes((min(SEALED_SIZES), max(SEALED_SIZES)), required=True)
    check = Bytes(6, required=True)

    @validates_schema
    def sound(self, slot: dict[str, Any], **_: Any) -> None:
        """Kind, kdf, login and salt go together; the seal is one of a slot and undamaged."""
        if slot["kdf"] != _KDF[slot["kind"]]:
            raise ValidationError("Not the kdf of this kind.", "kdf")
        if slot["kind"] == RECOVERY and (slot["login"] or any(slot["salt"])):
            raise ValidationError("A recovery slot has no login and no salt.", "salt")
        if len(slot["sealed"]) not in SEALED_SIZES or not slot["sealed"].startswith(_SEALED_START):
            raise ValidationError("Not a sealed slot.", "sealed")
        if slot["check"] != digest("slot-check", slot["sealed"])[:6]:
            raise ValidationError("The sealed slot is damaged.", "check")
        if slot["slot_id"] == bytes(16):
            raise ValidationError("Must be random.", "slot_id")


def slots() -> fields.List[Any]:
    """The two slots of an account: one of each kind."""

    def one_of_each(found: list[dict[str, Any]]) -> None:
        if {slot["kind"] for slot in found} != set(_KDF) or found[0]["slot_id"] == found[1]["slot_id"]:
            raise ValidationError("One passphrase slot and one recovery slot.")

    return fields.List(
        fields.Nested(Slot), required=True, validate=validate.And(validate.Length(equal=2), one_of_each)
    )


class Proof(Strict):
    """A signature that permits one action (SPEC §6.2)."""

    nonce = Bytes(32, required=True)
    slot_id = Bytes(16, required=True)
    sig = Bytes(64, required=True)


class Register(Strict):
    """A new account with its slots and the first head of its log."""

    login = login()
    log_id = Bytes(16, required=True)
    log_pub = Bytes(32, required=True)
    epoch = u32(1)
    slots = slots()
    head = Bytes(160, required=True)
    invite = fields.String(validate=validate.Length(max=200))

    @validates_schema
    def one_login(self, account: dict[str, Any], **_: Any) -> None:
        """The passphrase slot was made for this login."""
        check_login(account["slots"], account["login"])


class Token(Strict):
    """A session has begun; the token is shown this once."""

    token = Bytes(32, required=True)
    session_id = Bytes(16, required=True)


class LoginStart(Strict):
    """Who wants to prove what. kind `log` belongs to action 5 and to no other."""

    login = login()
    kind = fields.String(required=True, validate=validate.OneOf([PASSPHRASE, RECOVERY, "log"]))
    action = fields.Integer(required=True, strict=True, validate=validate.Range(1, 5))

    @validates_schema
    def fitting(self, start: dict[str, Any], **_: Any) -> None:
        """Pairing is proved with the log key, everything else with a slot."""
        if (start["kind"] == "log") != (start["action"] == 5):
            raise ValidationError("Not the kind for this action.", "kind")


class LoginStarted(Strict):
    """What the device needs to derive the seed and sign."""

    slot_id = Bytes(16, required=True)
    kdf = fields.Integer(required=True)
    salt = Bytes(16, required=True)
    nonce = Bytes(32, required=True)
    expires_in_s = fields.Integer(required=True)


class LoginFinish(Strict):
    """The proof of action 1."""

    login = login()
    proof = fields.Nested(Proof, required=True)


class LoggedIn(Token):
    """A session, and the sealed slot it was proved with."""

    slot = fields.Nested(Slot, required=True)
    log_id = Bytes(16, required=True)
    epoch = fields.Integer(required=True)


class AccountView(Strict):
    """What the server knows of the account that asks."""

    login = fields.String(required=True)
    log_id = Bytes(16, required=True)
    epoch = fields.Integer(required=True)
    slots_gen = fields.Integer(required=True)
    bytes_used = fields.Integer(required=True)
    quota = fields.Integer(required=True)


class Permitted(Strict):
    """A request that a proof permits."""

    proof = fields.Nested(Proof, required=True)


class ChangeSlots(Permitted):
    """All slots anew, if nobody changed them since generation if_gen."""

    if_gen = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**53 - 1))
    slots = slots()


class SlotsChanged(Strict):
    """The generation of the slots now."""

    gen = fields.Integer(required=True)


class SessionView(Strict):
    """A signed-in device, as the list shows it."""

    session_id = Bytes(16, required=True)
    created_day = fields.Integer(required=True)
    seen_day = fields.Integer(required=True)
    current = fields.Boolean(required=True)


def check_login(found: list[dict[str, Any]], name: str) -> None:
    """Raise ValidationError unless the passphrase slot carries this login in its salt."""
    if any(slot["kind"] == PASSPHRASE and slot["login"] != name for slot in found):
        raise ValidationError("The passphrase slot was made for another login.", "slots")
