"""Fields of JSON requests and replies: byte strings as strict base64url of an exact length."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from crypto.encoding import b64, unb64
from crypto.errors import FormatError

U32_MAX = 2**32 - 1


class Strict(Schema):
    """A schema that refuses members it does not know."""

    class Meta:
        unknown = RAISE


class Bytes(fields.Field[bytes]):
    """A byte string; in JSON base64url without padding. size: exact length in bytes, or (least, most)."""

    def __init__(self, size: int | tuple[int, int], **options: Any) -> None:
        least, most = (size, size) if isinstance(size, int) else size
        shape = {"type": "string", "minLength": _letters(least), "maxLength": _letters(most)}
        # Generators of test data take minutes over a pattern for kilobytes.
        shape |= {"contentEncoding": "base64url"} if least != most else {"pattern": "^[A-Za-z0-9_-]*$"}
        super().__init__(metadata=shape, **options)
        self._least, self._most = least, most

    def _serialize(self, value: bytes | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else b64(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bytes:
        try:
            if isinstance(value, str) and len(value) > _letters(self._most):
                raise FormatError("b64_length")
            found = unb64(value)
        except FormatError:
            raise self.make_error("invalid") from None
        if not self._least <= len(found) <= self._most:
            raise self.make_error("invalid")
        return found

    default_error_messages = {"invalid": "Not base64url of the right length."}  # noqa: RUF012


def login() -> fields.String:
    """A login name as it is registered (SPEC §6.1)."""
    return fields.String(required=True, validate=validate.Regexp(r"\A[a-z0-9][a-z0-9._-]{2,63}\Z"))


def u32(least: int = 0) -> fields.Integer:
    """A whole number that fits 32 bits; no text, no fraction."""
    return fields.Integer(required=True, strict=True, validate=validate.Range(least, U32_MAX))


def _letters(size: int) -> int:
    return (size * 8 + 5) // 6
