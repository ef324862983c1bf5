"""What a campaign says: periods with their targets, the methods they count by, and questionnaires."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from peewee import Database

from models.catalogue.translations import method_told
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.authority import UNRELATED, Related
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period, Placed, QuestionnaireName, Target
from models.domain.questionnaire.method import Method, read_method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.store.base import Row
from models.store.sql import columns_of, enter, every, into_unless_there, many, name_of, rows
from models.store.tables import MethodRow, PeriodRow, QuestionnaireRow, RelatedRow, TargetRow


def periods(db: Database) -> tuple[Period, ...]:
    """All periods of a base, the latest evaluated first."""
    found = rows(db, f"{every(PeriodRow)} ORDER BY evaluated_from DESC, key")
    return tuple(_period(db, row) for row in found)


def find_period(db: Database, key: PeriodKey) -> Period | None:
    found = rows(db, f"{every(PeriodRow)} WHERE key = ?", (str(key),))
    return _period(db, found[0]) if found else None


def knows_period(db: Database, key: PeriodKey) -> bool:
    # a merge asks for every package
    return bool(rows(db, "SELECT 1 FROM period WHERE key = ?", (str(key),)))


def put_period(db: Database, period: Period) -> None:
    """Enter a period, or its new edition in the place of the former one, with the method it counts by."""
    keep_method(db, period.method)
    many(db, "DELETE FROM period WHERE key = ?", [(str(period.key),)])
    enter(
        db,
        PeriodRow,
        key=str(period.key),
        edition=period.edition,
        name=period.name,
        evaluated_from=period.evaluated_from.isoformat(),
        evaluated_to=period.evaluated_to.isoformat(),
        survey_from=period.survey_from.isoformat(),
        survey_to=period.survey_to.isoformat(),
        share=str(period.share),
        seed=period.seed,
        method=period.method.fingerprint,
        questionnaires=json.dumps(period.questionnaires, ensure_ascii=False),
        units=json.dumps([str(unit) for unit in period.units]),
        hub_station=period.hub_station,
        hub_key=period.hub_key,
        basis=period.basis,
    )


def targets(db: Database, period: PeriodKey) -> tuple[Target, ...]:
    """How many forms the offices are to bring in, by unit and sector."""
    wanted = f"SELECT unit, sector, forms FROM {name_of(TargetRow)} WHERE period = ? ORDER BY unit, sector"
    return tuple(Target(UnitKey.parse(unit), sector, forms) for unit, sector, forms in rows(db, wanted, (str(period),)))


def put_targets(db: Database, period: PeriodKey, aims: Iterable[Target]) -> None:
    """Set the targets of a period in the place of those that are there."""
    many(db, "DELETE FROM target WHERE period = ?", [(str(period),)])
    for aim in aims:
        enter(db, TargetRow, period=str(period), unit=str(aim.unit), sector=aim.sector, forms=aim.forms)


def put_places(db: Database, period: PeriodKey, places: Iterable[Placed]) -> None:
    """Set where the offices of a period stand, in the place of what is there."""
    many(db, "DELETE FROM related WHERE period = ?", [(str(period),)])
    values = [
        (str(period), str(place.unit), kind, str(other))
        for place in places
        for kind, others in ((_PARENT, (place.parent,)), (_PREDECESSOR, place.predecessors))
        for other in others
        if other is not None
    ]
    many(db, into_unless_there(RelatedRow), values)


def places(db: Database, period: PeriodKey) -> tuple[Placed, ...]:
    """What is kept of where the offices of a period stand."""
    kept = _related(rows(db, "SELECT unit, kind, other FROM related WHERE period = ?", (str(period),)))
    units = sorted({*kept.parents, *kept.predecessors})
    return tuple(Placed(unit, kept.parents.get(unit), tuple(sorted(kept.predecessors.get(unit, ())))) for unit in units)


def related(db: Database, period: PeriodKey) -> Related:
    """Who stands above whom, and who has taken over whose work, by the campaign of a period whose hub is heard here."""
    # asked for every package and every form that is read; where the catalogue knows all, nothing is kept
    found = rows(
        db,
        "SELECT related.unit, related.kind, related.other FROM related JOIN period ON period.key = related.period"
        " JOIN standing ON standing.station = period.hub_station AND standing.unit = ? WHERE related.period = ?",
        (str(period.issuer), str(period)),
    )
    return _related(found)


def related_by(
    db: Database, speaks: Mapping[str, Collection[UnitKey]], *, may_place: Callable[[UnitKey, UnitKey], bool]
) -> Related:
    """As `related`, over all periods, by those campaigns whose hub speaks for the office that opened the period.

    `may_place` tells whether that office has a say in where another one stands.
    """
    found = rows(
        db,
        "SELECT related.unit, related.kind, related.other, period.key, period.hub_station"
        " FROM related JOIN period ON period.key = related.period",
    )
    told = [(row, PeriodKey.parse(row[3]).issuer) for row in found]
    return _related(
        [
            row[:3]
            for row, issuer in told
            if issuer in speaks.get(row[4], ()) and may_place(issuer, UnitKey.parse(row[0]))
        ]
    )


def _related(found: Sequence[Sequence[str]]) -> Related:
    if not found:
        return UNRELATED
    parents: dict[UnitKey, UnitKey] = {}
    predecessors: dict[UnitKey, frozenset[UnitKey]] = {}
    for text, kind, other in found:
        unit = UnitKey.parse(text)
        if kind == _PARENT:
            parents[unit] = UnitKey.parse(other)
        else:
            predecessors[unit] = predecessors.get(unit, frozenset()) | {UnitKey.parse(other)}
    return Related(parents, predecessors)


_PARENT, _PREDECESSOR = "parent", "predecessor"


def methods(db: Database) -> tuple[Method, ...]:
    """Every method that was kept."""
    return tuple(
        method_told(read_method(row.body)) for row in MethodRow.select().order_by(MethodRow.fingerprint).bind(db)
    )


def keep_method(db: Database, method: Method) -> None:
    """Keep a method; the same again changes nothing."""
    many(db, into_unless_there(MethodRow), [(method.fingerprint, method.body)])


class KeptQuestionnaire(NamedTuple):
    """The fingerprints of a questionnaire that is kept here, and its XLSForm sheets as JSON."""

    coding: str
    paper: str
    sheets: str


def questionnaires(db: Database) -> tuple[str, ...]:
    """The XLSForm sheets (JSON) of every questionnaire that is kept, by id and edition."""
    # asked for every office that is counted
    found = rows(db, f"SELECT sheets FROM {name_of(QuestionnaireRow)} ORDER BY id, edition")
    return tuple(sheets for (sheets,) in found)


def find_questionnaire(db: Database, name: QuestionnaireName) -> KeptQuestionnaire | None:
    found = rows(db, "SELECT coding, paper, sheets FROM questionnaire WHERE id = ? AND edition = ?", name)
    return KeptQuestionnaire(*found[0]) if found else None


def enter_questionnaire(db: Database, questionnaire: Questionnaire, sheets: Sheets) -> None:
    enter(
        db,
        QuestionnaireRow,
        id=questionnaire.id,
        edition=questionnaire.edition,
        coding=questionnaire.coding,
        paper=questionnaire.paper,
        sheets=sheets.to_json(),
    )


def drop_questionnaire(db: Database, name: QuestionnaireName) -> None:
    QuestionnaireRow.delete().where(QuestionnaireRow.id == name.id, QuestionnaireRow.edition == name.edition).execute(
        db
    )


def damaged_rules(db: Database) -> tuple[str, ...]:
    """The methods and questionnaires that do not have the fingerprints they are kept under, by name."""
    methods_of = MethodRow.select().order_by(MethodRow.fingerprint).bind(db)
    damaged = [
        row.fingerprint for row in methods_of if hashlib.sha256(row.body.encode()).hexdigest() != row.fingerprint
    ]
    for row in QuestionnaireRow.select().order_by(QuestionnaireRow.id, QuestionnaireRow.edition).bind(db):
        try:
            read = read_questionnaire(Sheets.from_json(row.sheets))
            is_right = (read.id, read.edition, read.coding, read.paper) == (row.id, row.edition, row.coding, row.paper)
        except (Problem, ValueError, KeyError, TypeError, AttributeError):
            is_right = False
        if not is_right:
            damaged.append(f"{row.id} {row.edition}")
    return tuple(damaged)


def _period(db: Database, values: Row) -> Period:
    row = PeriodRow(**dict(zip(columns_of(PeriodRow), values, strict=True)))
    ((method,),) = rows(db, "SELECT body FROM method WHERE fingerprint = ?", (row.method,))
    return Period(
        key=PeriodKey.parse(row.key),
        edition=row.edition,
        name=row.name,
        evaluated_from=date.fromisoformat(row.evaluated_from),
        evaluated_to=date.fromisoformat(row.evaluated_to),
        survey_from=date.fromisoformat(row.survey_from),
        survey_to=date.fromisoformat(row.survey_to),
        share=Fraction(row.share),
        seed=row.seed,
        method=_method(method),
        questionnaires=tuple(
            QuestionnaireName(str(id_), str(edition)) for id_, edition in json.loads(row.questionnaires)
        ),
        units=tuple(UnitKey.parse(text) for text in json.loads(row.units)),
        hub_station=row.hub_station,
        hub_key=row.hub_key,
        basis=row.basis,
    )


@lru_cache(maxsize=64)
def _method(body: str) -> Method:
    return method_told(read_method(body))
