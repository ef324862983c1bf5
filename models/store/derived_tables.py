"""Tables that are worked out from the lines and can be made again from them."""

from __future__ import annotations

from peewee import CompositeKey, Model, TextField


class AcceptedRow(Model):
    period = TextField()
    unit = TextField()
    body = TextField()

    class Meta:
        table_name = "accepted"
        primary_key = CompositeKey("period", "unit")


class TallyRow(Model):
    period = TextField()
    unit = TextField()
    body = TextField()

    class Meta:
        table_name = "tally"
        primary_key = CompositeKey("period", "unit")


class WholeRow(Model):
    period = TextField()
    area = TextField()
    body = TextField()

    class Meta:
        table_name = "whole"
        primary_key = CompositeKey("period", "area")


class DerivedRow(Model):
    period = TextField()
    unit = TextField()
    stamp = TextField()
    body = TextField()

    class Meta:
        table_name = "derived"
        primary_key = CompositeKey("period", "unit")
