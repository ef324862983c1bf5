"""The shape of a base, said once: a class for each table, from which the base is made and every column list derived.

First the office, what a campaign says, and the frame; then the lines and the packages that bring them; then what is worked
out from the lines and can be made again. What the office notes for itself and never sends stands in `home_tables`.

Every query names its base (`.bind(db)`): nothing is bound at import, so several bases can be open at once.
"""

from __future__ import annotations

from peewee import SQL, AutoField, CompositeKey, IntegerField, Model, Node, TextField

from models.store.home_tables import HOME_TABLES

_OF_A_STREAM: list[Node] = [SQL("REFERENCES stream (id)")]


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
    position = AutoField()
    unit = TextField()
    code = TextField()
    name = TextField()
    roles = TextField(default="")

    class Meta:
        table_name = "person"
        indexes = ((("unit", "code"), True),)


class SettingRow(Model):
    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class QuestionnaireRow(Model):
    id = TextField()
    edition = TextField()
    coding = TextField()
    paper = TextField()
    sheets = TextField()

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
    basis = TextField(default="")

    class Meta:
        table_name = "period"


class TargetRow(Model):
    period = TextField()
    unit = TextField()
    sector = TextField()
    forms = IntegerField()

    class Meta:
        table_name = "target"
        primary_key = CompositeKey("period", "unit", "sector")


class RelatedRow(Model):
    period = TextField()
    unit = TextField()
    kind = TextField()
    other = TextField(index=True)

    class Meta:
        table_name = "related"
        primary_key = CompositeKey("period", "unit", "kind", "other")


class FrameEntryRow(Model):
    id = AutoField()
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
        indexes = ((("period", "unit", "dossier"), True),)


class StreamRow(Model):
    id = AutoField()
    station = TextField(index=True)
    unit = TextField()
    period = TextField()
    taken = IntegerField()
    chain = TextField()
    signature = TextField()

    class Meta:
        table_name = "stream"
        indexes = ((("unit", "period", "station"), True),)


class BranchRow(Model):
    stream = IntegerField(constraints=_OF_A_STREAM)
    branch = IntegerField()
    first = IntegerField()
    before = TextField()
    last = IntegerField()
    chain = TextField()
    signature = TextField()
    twins = TextField()

    class Meta:
        table_name = "branch"
        primary_key = CompositeKey("stream", "branch")


class JournalRow(Model):
    stream = IntegerField(constraints=_OF_A_STREAM)
    n = IntegerField()
    twin = IntegerField()
    kind = TextField()
    serials = TextField()
    by = TextField()
    at = TextField()
    body = TextField()

    class Meta:
        table_name = "journal"
        primary_key = CompositeKey("stream", "n", "twin")
        indexes = ((("stream", "kind"), False),)


class KeyingRow(Model):
    stream = IntegerField(constraints=_OF_A_STREAM)
    n = IntegerField()
    twin = IntegerField()
    serial = TextField(index=True)
    coding = TextField()
    marks = TextField()
    rest = TextField()
    texts = TextField()
    settles = TextField()
    by = TextField()
    at = TextField()
    seconds = IntegerField()

    class Meta:
        table_name = "keying"
        primary_key = CompositeKey("stream", "n", "twin")


# few lines have a twin, and every reading asks which
JournalRow.add_index(JournalRow.stream, JournalRow.n, where=JournalRow.twin > 0, name="journal_twin")
KeyingRow.add_index(KeyingRow.stream, KeyingRow.n, where=KeyingRow.twin > 0, name="keying_twin")


class TextRow(Model):
    stream = IntegerField(constraints=_OF_A_STREAM)
    n = IntegerField()
    question = TextField()
    content = TextField()
    salt = TextField()

    class Meta:
        table_name = "text"
        primary_key = CompositeKey("stream", "n", "question", "salt", "content")


class PackageRow(Model):
    position = AutoField()
    id = TextField(unique=True)
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
        indexes = ((("unit", "period", "station"), False),)


class CertificateRow(Model):
    position = AutoField()
    station = TextField(index=True)
    unit = TextField()
    key = TextField()
    signer = TextField()
    signature = TextField()
    is_own = IntegerField()

    class Meta:
        table_name = "certificate"
        indexes = ((("station", "unit", "signer"), True),)


class KnownKeyRow(Model):
    position = AutoField()
    station = TextField(unique=True)
    unit = TextField(index=True)
    key = TextField()
    sealing = TextField()
    period = TextField()
    mac = TextField()
    mac_period = TextField()

    class Meta:
        table_name = "known_key"


class StandingRow(Model):
    station = TextField()
    unit = TextField()

    class Meta:
        table_name = "standing"
        primary_key = CompositeKey("station", "unit")


class EndedRow(Model):
    station = TextField()
    unit = TextField()
    period = TextField()
    n = IntegerField()
    chain = TextField()

    class Meta:
        table_name = "ended"
        primary_key = CompositeKey("station", "unit", "period", "n", "chain")


class AcknowledgedRow(Model):
    unit = TextField()
    period = TextField()
    hub = TextField()
    by = TextField()
    station = TextField()
    n = IntegerField()

    class Meta:
        table_name = "acknowledged"
        primary_key = CompositeKey("unit", "period", "hub", "by", "station")


class ProvenRow(Model):
    stream = IntegerField(primary_key=True, constraints=_OF_A_STREAM)
    n = IntegerField()
    chain = TextField()
    rules = TextField()
    serials = IntegerField()
    beginnings = TextField()

    class Meta:
        table_name = "proven"


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


class ToldOfficeRow(Model):
    period = TextField()
    unit = TextField()
    stamp = TextField()
    body = TextField()

    class Meta:
        table_name = "told"
        primary_key = CompositeKey("period", "unit")


TABLES: tuple[type[Model], ...] = (
    StationRow,
    PersonRow,
    SettingRow,
    QuestionnaireRow,
    MethodRow,
    PeriodRow,
    TargetRow,
    RelatedRow,
    FrameEntryRow,
    StreamRow,
    BranchRow,
    JournalRow,
    KeyingRow,
    TextRow,
    PackageRow,
    CertificateRow,
    KnownKeyRow,
    StandingRow,
    EndedRow,
    AcknowledgedRow,
    ProvenRow,
    AcceptedRow,
    TallyRow,
    WholeRow,
    DerivedRow,
    ToldOfficeRow,
    *HOME_TABLES,
)
