"""The tables of a station's base. Rows are made by the migrations and never leave the store and the services.

Every query names its base (`.bind(station.db)`): nothing is bound at import, so several bases can be open at once.
"""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, Model, TextField


class StationRow(Model):
    id = TextField(primary_key=True)
    unit = TextField()
    name = TextField()
    book = IntegerField()
    is_own = IntegerField()
    is_hub = IntegerField()
    public_key = TextField()
    predecessor = TextField()
    known = TextField()

    class Meta:
        table_name = "station"


class PersonRow(Model):
    unit = TextField()
    code = TextField()
    name = TextField()
    is_active = IntegerField()
    position = IntegerField()

    class Meta:
        table_name = "person"
        primary_key = CompositeKey("unit", "code")


class SettingRow(Model):
    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class UnitRow(Model):
    key = TextField(primary_key=True)
    label = TextField()
    name = TextField()
    level = TextField()
    agency = TextField()
    valid_to = TextField()
    parent = TextField()
    own_code = IntegerField()

    class Meta:
        table_name = "unit"


class ProcedureRow(Model):
    code = TextField(primary_key=True)
    name = TextField()
    sector = TextField()
    level = TextField()
    is_joint = IntegerField()

    class Meta:
        table_name = "procedure"


class QuestionnaireRow(Model):
    id = TextField()
    edition = TextField()
    variant = TextField()
    title = TextField()
    coding = TextField()
    paper = TextField()
    sheets = TextField()
    confirmed = TextField()

    class Meta:
        table_name = "questionnaire"
        primary_key = CompositeKey("id", "edition")


class MethodRow(Model):
    fingerprint = TextField(primary_key=True)
    body = TextField()

    class Meta:
        table_name = "method"


class PeriodRow(Model):
    key = TextField(primary_key=True)
    edition = IntegerField()
    name = TextField()
    evaluated_from = TextField()
    evaluated_to = TextField()
    survey_from = TextField()
    survey_to = TextField()
    share = TextField()
    seed = TextField()
    method = TextField()
    questionnaires = TextField()
    units = TextField()
    hub_station = TextField()
    hub_key = TextField()

    class Meta:
        table_name = "period"


class TargetRow(Model):
    period = TextField()
    unit = TextField()
    sector = TextField()
    count = IntegerField()

    class Meta:
        table_name = "target"
        primary_key = CompositeKey("period", "unit", "sector")


class FrameEntryRow(Model):
    id = IntegerField(primary_key=True)
    period = TextField()
    unit = TextField()
    dossier = TextField()
    sector = TextField()
    kind = TextField()
    person = TextField()
    returned = TextField()
    body = TextField()
    drawn = TextField()

    class Meta:
        table_name = "frame_entry"


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


class RecheckRow(Model):
    period = TextField()
    unit = TextField()
    serial = TextField()
    seed = TextField()
    place = IntegerField()
    drawn_at = TextField()
    drawn_by = TextField()
    outcome = TextField()
    note = TextField()
    at = TextField()
    author = TextField()

    class Meta:
        table_name = "recheck"
        primary_key = CompositeKey("period", "unit", "serial")


class PrintedRow(Model):
    fingerprint = TextField()
    period = TextField()
    unit = TextField()
    is_hub = IntegerField()
    is_late = IntegerField()
    language = TextField()
    method = TextField()
    heads = TextField()
    at = TextField()

    class Meta:
        table_name = "printed"
        primary_key = CompositeKey("fingerprint", "period", "unit", "is_hub")


class ProvenRow(Model):
    stream = IntegerField(primary_key=True)
    n = IntegerField()
    chain = TextField()
    rules = TextField()
    serials = IntegerField()
    beginnings = TextField()

    class Meta:
        table_name = "proven"


class BackupRow(Model):
    file = TextField(primary_key=True)
    at = TextField()
    reason = TextField()
    digest = TextField()

    class Meta:
        table_name = "backup"


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


class BatchCountRow(Model):
    period = TextField()
    unit = TextField()
    serials = TextField()
    handed_out = IntegerField()
    returned = IntegerField()
    keyed = IntegerField()
    explanation = TextField()
    person = TextField()
    at = TextField()

    class Meta:
        table_name = "batch_count"
        primary_key = CompositeKey("period", "unit", "serials")
