"""The tables of a campaign file: the period, who takes part with which targets, and the sheets of the questionnaires."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from exports.packages.descriptor import Asked, Descriptor
from exports.packages.findings import (
    ContentDamaged,
    DescriptionUnreadable,
    KindOther,
    MemberMissing,
    PackageBroken,
    RowImpossible,
)
from exports.packages.sealing import Sealed
from exports.packages.tables import CATALOGUE, PERIOD, TARGETS, UNITS, PackageTable, sheet_table
from models.catalogue import Catalogue
from models.catalogue.carrying import carried
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period, Placed, QuestionnaireName, Target, require_span
from models.domain.questionnaire.method import read_method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, XlsformRow, read_questionnaire
from models.domain.questionnaire.xlsform_rows import rows_of
from models.services.office.periods import Campaign

_DAYS = ("evaluated_from", "evaluated_to", "survey_from", "survey_to")


def campaign_tables(campaign: Campaign, catalogue: Catalogue) -> list[tuple[PackageTable, bytes, int]]:
    """The tables of a campaign file with their rows counted."""
    units = [
        (
            str(place.unit),
            found.agency if (found := catalogue.unit_of_key(place.unit)) else "",
            str(place.parent or ""),
            ",".join(map(str, place.predecessors)),
        )
        for place in campaign.places
    ]
    targets = [(str(target.unit), target.sector, target.forms) for target in campaign.targets]
    tables = [
        _described(PERIOD, _period_rows(campaign.period)),
        _described(UNITS, units),
        _described(TARGETS, targets),
    ]
    parts = carried(catalogue, (campaign.period.key.issuer, *campaign.period.units))
    lines = [(part, n, line) for part, text in parts.items() for n, line in enumerate(text.split("\n"), 1)]
    tables += [_described(CATALOGUE, lines)] if lines else []
    for number, sheets in enumerate(campaign.questionnaires, 1):
        for name, rows in sheets.by_name().items():
            columns = tuple(dict.fromkeys(column for row in rows or () for column in row.cells))
            table = sheet_table(f"questionnaire-{number}-{name}", columns)
            tables.append(_described(table, [[row[column] for column in columns] for row in rows or ()]))
    return tables


def read_campaign(sealed: Sealed) -> tuple[Campaign, tuple[Questionnaire, ...]]:
    """What a campaign file says, with its questionnaires read; refuses (`PackageBroken`) what is not right in itself."""
    sender = sealed.descriptor
    if sender.kind != "campaign":
        raise PackageBroken(KindOther("campaign", sender.kind))
    facts = {row[0]: row[1] for row in _rows(sealed, PERIOD)}
    units = _rows(sealed, UNITS)
    targets = _rows(sealed, TARGETS)
    try:
        sheets = tuple(_sheets(sealed, number) for number in range(1, len(sender.questionnaires) + 1))
        questionnaires = tuple(map(read_questionnaire, sheets))
        places = tuple(map(_placed, units))
        period = _period(sender, facts, tuple(place.unit for place in places))
        aims = tuple(Target(UnitKey.parse(unit), sector, int(count)) for unit, sector, count in targets)
    except (KeyError, ValueError, ZeroDivisionError) as error:
        raise PackageBroken(
            RowImpossible(PERIOD.path, 1, "value", "field", f"{type(error).__name__} {error}"[:80])
        ) from error
    except Problem as problem:
        raise PackageBroken(DescriptionUnreadable("questionnaire / period", problem.sentence)) from problem
    read = tuple(Asked(each.id, each.edition, each.coding, each.paper) for each in questionnaires)
    if read != sender.questionnaires or period.method.fingerprint != sender.method:
        raise PackageBroken(DescriptionUnreadable("datapackage.json", "questionnaires, method"))
    return Campaign(period, sheets, aims, places), questionnaires


def read_catalogue(sealed: Sealed) -> dict[str, bytes]:
    """The parts of the catalogue pack that a campaign file carries; none where the built-in one has all its units."""
    if CATALOGUE.path not in sealed.tables:
        return {}
    parts: dict[str, list[str]] = {}
    for part, _, line in _rows(sealed, CATALOGUE):
        parts.setdefault(part, []).append(line)
    return {part: "\n".join(lines).encode() for part, lines in parts.items()}


def _described(table: PackageTable, rows: Sequence[Sequence[object]]) -> tuple[PackageTable, bytes, int]:
    return table, table.write(rows), len(rows)


def _period_rows(period: Period) -> list[tuple[str, str]]:
    return [
        ("edition", str(period.edition)),
        ("name", period.name),
        ("evaluated_from", period.evaluated_from.isoformat()),
        ("evaluated_to", period.evaluated_to.isoformat()),
        ("survey_from", period.survey_from.isoformat()),
        ("survey_to", period.survey_to.isoformat()),
        ("share", str(period.share)),
        ("seed", period.seed),
        ("method", period.method.body),
        *([("basis", period.basis)] if period.basis else []),
    ]


def _placed(row: Sequence[str]) -> Placed:
    unit, _, parent, predecessors = row
    before = [UnitKey.parse(each) for each in predecessors.split(",") if each]
    return Placed(UnitKey.parse(unit), UnitKey.parse(parent) if parent else None, tuple(sorted(set(before))))


def _period(sender: Descriptor, facts: dict[str, str], units: tuple[UnitKey, ...]) -> Period:
    days = {name: date.fromisoformat(facts[name]) for name in _DAYS}
    require_span(days["evaluated_from"], days["evaluated_to"])
    if days["survey_to"] < days["survey_from"]:
        require_span(days["survey_from"], days["survey_to"])
    share = Fraction(facts["share"])
    edition = int(facts["edition"])
    if not 0 <= share <= 1 or edition < 1 or not facts["name"].strip():
        raise ValueError("share, edition, name")
    return Period(
        key=sender.period,
        edition=edition,
        name=facts["name"],
        **days,
        share=share,
        seed=facts["seed"],
        method=read_method(facts["method"]),
        questionnaires=tuple(QuestionnaireName(asked.id, asked.edition) for asked in sender.questionnaires),
        units=units,
        hub_station=sender.station,
        hub_key=sender.key,
        basis=facts.get("basis", "").strip(),
    )


def _rows(sealed: Sealed, table: PackageTable) -> list[list[str]]:
    """The rows of a table whose header is fixed."""
    header, rows = _csv(sealed, table.path)
    if header != list(table.header) or any(len(row) != len(header) for row in rows):
        raise PackageBroken(
            RowImpossible(table.path, 1, ",".join(table.header), ",".join(table.header), ",".join(header)[:80])
        )
    return rows


def _csv(sealed: Sealed, path: str) -> tuple[list[str], list[list[str]]]:
    if path not in sealed.tables:
        raise PackageBroken(MemberMissing(path))
    try:
        read = list(csv.reader(io.StringIO(sealed.tables[path].decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageBroken(RowImpossible(path, 1, path, "csv", str(error)[:80])) from error
    promised = next(resource.rows for resource in sealed.descriptor.resources if resource.path == path)
    if len(read) != promised + 1:
        raise PackageBroken(ContentDamaged(path, f"{promised} rows", f"{max(0, len(read) - 1)} rows"))
    return read[0], read[1:]


def _sheets(sealed: Sealed, number: int) -> Sheets:
    def rows(name: str) -> tuple[XlsformRow, ...]:
        header, cells = _csv(sealed, f"questionnaire-{number}-{name}.csv")
        return rows_of([header, *cells])

    return Sheets(survey=rows("survey"), choices=rows("choices"), settings=rows("settings"))
