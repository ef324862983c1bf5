"""The tables of what an office notes for itself and never sends; their shape is said here as in `tables`."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, IntegerField, Model, TextField


class PinRow(Model):
    author = TextField(primary_key=True)
    salt = TextField()
    digest = TextField()
    wrong = IntegerField()
    last_wrong = TextField()

    class Meta:
        table_name = "pin"


class RecoveryRow(Model):
    salt = TextField(primary_key=True)
    digest = TextField()
    at = TextField()
    by = TextField()
    wrong = IntegerField()
    last_wrong = TextField()

    class Meta:
        table_name = "recovery"


class HomeActRow(Model):
    position = AutoField()
    at = TextField(index=True)
    by = TextField()
    station = TextField()
    kind = TextField()
    body = TextField()

    class Meta:
        table_name = "home_act"


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
    by = TextField()
    at = TextField()

    class Meta:
        table_name = "batch_count"
        primary_key = CompositeKey("period", "unit", "serials")


class VisitCountRow(Model):
    period = TextField()
    unit = TextField()
    sector = TextField()
    refused = IntegerField()
    moved = IntegerField()
    not_met = IntegerField()
    wrong_person = IntegerField()
    by = TextField()
    at = TextField()

    class Meta:
        table_name = "visit_count"
        primary_key = CompositeKey("period", "unit", "sector")


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
    by = TextField()

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
    edition = TextField(default="")

    class Meta:
        table_name = "printed"
        primary_key = CompositeKey("fingerprint", "period", "unit", "is_hub")


class FullExportRow(Model):
    position = AutoField()
    at = TextField()
    by = TextField()
    receiver = TextField()
    reason = TextField()
    period = TextField()
    file = TextField()
    rows = IntegerField()

    class Meta:
        table_name = "full_export"


class BackupRow(Model):
    file = TextField(primary_key=True)
    at = TextField()
    reason = TextField()
    digest = TextField()

    class Meta:
        table_name = "backup"


HOME_TABLES: tuple[type[Model], ...] = (
    PinRow,
    RecoveryRow,
    HomeActRow,
    VouchedRow,
    BatchCountRow,
    VisitCountRow,
    RecheckRow,
    PrintedRow,
    FullExportRow,
    BackupRow,
)
