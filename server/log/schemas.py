"""JSON of the log routes (SPEC §16); everything else there is a binary stream."""

from __future__ import annotations

from marshmallow import fields

from server.fields import Bytes, Strict


class Appended(Strict):
    """Where the log stands; again: this commit was there already, its first answer got lost."""

    n = fields.Integer(required=True)
    id = Bytes(32, required=True)
    again = fields.Boolean()
