"""Tables of the lines: streams, journal, keyings, texts, and the packages that bring them."""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, Model, TextField


class StreamRow(Model):
    id = IntegerField(primary_key=True)
    station = TextField()
    unit = TextField()
    period = TextField()
    taken = IntegerField(default=0)
    chain = TextField(default="")

    class Meta:
        table_name = "stream"


class JournalRow(Model):
    stream = IntegerField()
    n = IntegerField()
    twin = IntegerField()
    kind = TextField()
    serials = TextField()
    author = TextField()
    at = TextField()
    body = TextField()

    class Meta:
        table_name = "journal"
        primary_key = CompositeKey("stream", "n", "twin")


class KeyingRow(Model):
    stream = IntegerField()
    n = IntegerField()
    twin = IntegerField()
    serial = TextField()
    coding = TextField()
    marks = TextField()
    rest = TextField()
    texts = TextField()
    settles = TextField()
    author = TextField()
    at = TextField()
    seconds = IntegerField()

    class Meta:
        table_name = "keying"
        primary_key = CompositeKey("stream", "n", "twin")


class TextRow(Model):
    stream = IntegerField()
    n = IntegerField()
    question = TextField()
    content = TextField()
    salt = TextField()

    class Meta:
        table_name = "text"
        primary_key = CompositeKey("stream", "n", "question", "salt", "content")


class PackageRow(Model):
    id = TextField(primary_key=True)
    kind = TextField()
    station = TextField()
    unit = TextField()
    period = TextField()
    receiver = TextField()
    number = IntegerField()
    is_own = IntegerField()
    at = TextField()
    file = TextField()
    ranges = TextField()
    state = TextField()
    brought = TextField()

    class Meta:
        table_name = "package"


class KnownKeyRow(Model):
    station = TextField()
    unit = TextField()
    key = TextField()
    sealing = TextField()
    state = TextField()
    position = IntegerField()
    author = TextField()
    at = TextField()
    vouched_by = TextField()

    class Meta:
        table_name = "known_key"
        primary_key = CompositeKey("station", "key")


class AcknowledgedRow(Model):
    unit = TextField()
    period = TextField()
    hub = TextField()
    station = TextField()
    n = IntegerField()

    class Meta:
        table_name = "acknowledged"
        primary_key = CompositeKey("unit", "period", "hub", "station")


class ProvenRow(Model):
    stream = IntegerField(primary_key=True)
    n = IntegerField()
    chain = TextField()
    rules = TextField()
    serials = IntegerField()
    beginnings = TextField()

    class Meta:
        table_name = "proven"


class VouchedRow(Model):
    serial = TextField()
    person = TextField()
    question = TextField()
    why = TextField()
    code = TextField()
    at = TextField()

    class Meta:
        table_name = "vouched"
        primary_key = CompositeKey("serial", "person", "question")
