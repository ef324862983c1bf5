"""The tables of a station's base: the office, what a campaign says, the frame, and what the office notes for itself.

Lines stand in `line_tables`, what is worked out from them in `derived_tables`. Tables are made by the migrations, and a test
holds these classes to them; rows never leave the store and the services.

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


class BackupRow(Model):
    file = TextField(primary_key=True)
    at = TextField()
    reason = TextField()
    digest = TextField()

    class Meta:
        table_name = "backup"


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
