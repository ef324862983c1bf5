"""What is told of a survey beside the rows of its forms, so that they can be counted elsewhere: rules, offices, and what no row tells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from exports.tables import AnswerTable, Origin, columns_by_question
from models.catalogue.translations import method_told, questionnaire_told
from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import ComparedGroup, Level, Unit, UnitKey
from models.domain.disclosure.held_back import asked_of_few
from models.domain.figures.figures import Figures, OfficeLine, Reach, Subject
from models.domain.figures.measures import stands_on_question
from models.domain.figures.tallies import BEHIND_FILTER, OF_SHORT_FORM
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method, read_method
from models.domain.questionnaire.questionnaire import Missing, Questionnaire, Score
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.services.figures.results import figures_of, units_here
from models.services.office.questionnaires import questionnaires_of, sheets_of

TOGETHER = ""
"""Instead of an office: those of few people, which are told in the sum of all offices alone."""

BALANCE = (
    *("issued", "in_stock", "spoiled", "handed_out", "still_out", "refused", "lost"),
    *("returned", "valid", "invalid", "awaiting_second", "disputed", "not_keyed"),
)
"""The columns of the book of forms."""


class ScoredColumn(NamedTuple):
    """A column of the rows that is a criterion or the general question; `overall` says that the overall index stands on it."""

    column: str
    question: str
    coding: str
    overall: bool


class Untold(NamedTuple):
    """So many more (or fewer) forms with a value than rows tell; the printed sheets of the same offices tell them."""

    unit: str
    column: str
    value: str
    forms: int


@dataclass(frozen=True)
class OfficeTold:
    """One office: its line, its book of forms, how many rows it has, and which of the questionnaires its forms are of."""

    line: OfficeLine
    balance: Mapping[str, int]
    rows: int
    sent: bool
    left_out: bool
    questionnaires: tuple[int, ...] = ()


@dataclass(frozen=True)
class SurveyTold:
    """One period at one hub (or one office that exports by itself), as it leaves beside the rows.

    `questionnaires` are those that were answered. `province` is the unit at the top. `edition` is that of the hub's closing, 0 without one.
    """

    code: str
    name: str
    evaluated: tuple[date, date]
    province: Unit
    exporter: Unit
    method: Method
    questionnaires: tuple[Sheets, ...]
    edition: int
    offices: tuple[OfficeTold, ...]
    columns: tuple[ScoredColumn, ...]
    untold: tuple[Untold, ...]
    stands_on: str

    def text(self) -> str:
        """What stands of it in a file of its own, as canonical JSON that `read_survey` reads."""
        return canonical_json(
            {
                "code": self.code,
                "name": self.name,
                "evaluated": [day.isoformat() for day in self.evaluated],
                "province": unit_facts(self.province),
                "exporter": unit_facts(self.exporter),
                "method": self.method.body,
                "questionnaires": [sheets.to_json() for sheets in self.questionnaires],
                "edition": self.edition,
                "stands_on": self.stands_on,
            }
        )


@dataclass(frozen=True)
class SurveyRead:
    """What `SurveyTold.text` tells."""

    code: str
    name: str
    evaluated: tuple[date, date]
    province: Unit
    exporter: Unit
    method: Method
    questionnaires: tuple[Questionnaire, ...]
    edition: int


def read_survey(text: str) -> SurveyRead:
    """Read what `SurveyTold.text` wrote; `ValueError`, `KeyError` or `TypeError` for anything else, problems of what is in it."""
    told = json.loads(text)
    first, last = map(date.fromisoformat, told["evaluated"])
    return SurveyRead(
        code=str(told["code"]),
        name=str(told["name"]),
        evaluated=(first, last),
        province=unit_of_facts(told["province"]),
        exporter=unit_of_facts(told["exporter"]),
        method=method_told(read_method(told["method"])),
        questionnaires=tuple(
            questionnaire_told(read_questionnaire(Sheets.from_json(each))) for each in told["questionnaires"]
        ),
        edition=int(told["edition"]),
    )


UNIT_FACTS = (
    *("name", "label", "level", "level_group", "level_group_name", "level_group_place", "agency", "parent", "own_code"),
)
"""What `unit_facts` tells beside the key."""


def unit_facts(unit: Unit) -> dict[str, str]:
    """A unit as plain texts."""
    group = unit.level.group
    return {
        "unit": str(unit.key),
        "name": unit.name,
        "label": unit.label,
        "level": unit.level.code,
        "level_group": "" if group is None else str(group),
        "level_group_name": "" if group is None else group.name,
        "level_group_place": "" if group is None else str(group.place),
        "agency": unit.agency,
        "parent": str(unit.parent or ""),
        "own_code": "1" if unit.own_code else "",
    }


def unit_of_facts(facts: Mapping[str, str]) -> Unit:
    """The unit of `unit_facts`."""
    return Unit(
        UnitKey.parse(facts["unit"]),
        name=facts["name"],
        label=facts["label"],
        level=Level(facts["level"], group=_group(facts)),
        agency=facts["agency"],
        parent=UnitKey.parse(facts["parent"]) if facts["parent"] else None,
        own_code=bool(facts["own_code"]),
    )


def _group(facts: Mapping[str, str]) -> ComparedGroup | None:
    """Whom offices of this level are compared along with; None where the catalogue named nobody."""
    code = facts.get("level_group", "")
    return ComparedGroup(code, facts["level_group_name"], int(facts["level_group_place"])) if code else None


def survey_of(origin: Origin, table: AnswerTable, *, stands_on: str) -> SurveyTold:
    """What is told of the survey whose forms are the rows of `table`."""
    station, period = origin.station, origin.period
    every = questionnaires_of(station, period)
    columns = columns_by_question(every)
    is_whole = station.is_hub and set(origin.units) >= set(units_here(station, period))
    whole = figures_of(station, period, Subject(station.unit, Reach.HUB), late=origin.late) if is_whole else None
    alone = [figures_of(station, period, Subject(unit, Reach.OFFICE), late=origin.late) for unit in origin.units]
    used = tuple(
        questionnaire
        for questionnaire in every
        if any(each.questionnaire.coding == questionnaire.coding for one in alone for each in one.variants)
    )
    scored = _scored(used, columns, period.method)
    rows = _RowCounts(table, [each.column for each in scored])
    untold = [each for one in alone for each in _untold(one, rows.of(one.unit.key), scored, columns)]
    if whole is not None:
        untold += _untold(whole, rows.all_with(untold), scored, columns)
    return SurveyTold(
        code=period.code,
        name=period.name,
        evaluated=(period.evaluated_from, period.evaluated_to),
        province=station.catalogue.unit_named((station.unit, *station.catalogue.superiors(station.unit))[-1]),
        exporter=station.catalogue.unit_named(station.unit),
        method=period.method,
        questionnaires=tuple(sheets_of(station, each) for each in used),
        edition=whole.edition if whole is not None else 0,
        offices=tuple(_offices(whole, alone, rows, used)),
        columns=scored,
        untold=tuple(untold),
        stands_on=stands_on,
    )


def _scored(
    used: Sequence[Questionnaire], columns: Mapping[str, Mapping[str, str]], method: Method
) -> tuple[ScoredColumn, ...]:
    by_question = stands_on_question(used, method)
    found: dict[str, ScoredColumn] = {}
    for questionnaire in used:
        for question in questionnaire.singles:
            if question.score is not Score.NONE:
                column = columns[questionnaire.coding][question.name]
                is_overall = not by_question or question.score is Score.OVERALL
                found.setdefault(column, ScoredColumn(column, question.name, question_coding(question), is_overall))
    return tuple(found.values())


class _RowCounts:
    """How often rows tell each value of the scored columns, by office."""

    def __init__(self, table: AnswerTable, columns: Sequence[str]) -> None:
        names = [field.name for field in table.fields]
        unit = names.index("unit")
        places = [(column, names.index(column)) for column in columns]
        self._told: dict[str, Counter[tuple[str, str]]] = {}
        self.rows: Counter[str] = Counter()
        for row in table.rows:
            self.rows[row[unit]] += 1
            self._told.setdefault(row[unit], Counter()).update((column, row[place]) for column, place in places)

    def of(self, unit: UnitKey) -> Counter[tuple[str, str]]:
        """Of one office: column and value."""
        return Counter(self._told.get(unit.code, Counter()))

    def all_with(self, untold: Sequence[Untold]) -> Counter[tuple[str, str]]:
        """Of all offices together, with what no row tells of each."""
        found: Counter[tuple[str, str]] = Counter()
        for each in self._told.values():
            found.update(each)
        for _, column, value, forms in untold:
            found[column, value] += forms
        return found


def _untold(
    figures: Figures,
    told: Mapping[tuple[str, str], int],
    scored: Sequence[ScoredColumn],
    columns: Mapping[str, Mapping[str, str]],
) -> Iterator[Untold]:
    """What the sheets of an office, or of all together, count otherwise than rows tell; nothing of what they do not show."""
    if figures.is_withheld:
        return
    kept = asked_of_few(figures)
    for column in scored:
        if column.question in kept:
            continue
        counted: Counter[str] = Counter()
        for variant in figures.variants:
            if columns[variant.questionnaire.coding].get(column.question) == column.column:
                for value, forms in variant.counts[column.question].values.items():
                    counted[_shown(value)] += forms
        values = sorted(counted.keys() | {value for name, value in told if name == column.column})
        for value in values:
            forms = counted[value] - told.get((column.column, value), 0)
            if forms:
                yield Untold(TOGETHER if figures.is_ranking else figures.unit.key.code, column.column, value, forms)


def _shown(value: str) -> str:
    """A counted value as rows have it: nothing for a blank."""
    return "" if value == Missing.BLANK.value else value


COUNTED_MISSING = {
    "": Missing.BLANK.value,
    **{each.value: each.value for each in Missing if each is not Missing.BLANK},
    BEHIND_FILTER: BEHIND_FILTER,
    OF_SHORT_FORM: OF_SHORT_FORM,
}
"""Values of rows that are no answer, as tallies have them."""


def _offices(
    whole: Figures | None, alone: Sequence[Figures], rows: _RowCounts, used: Sequence[Questionnaire]
) -> Iterator[OfficeTold]:
    lines = {line.unit.key: line for line in (whole.lines if whole is not None else ())}
    out = {unit.key for unit in (whole.left_out if whole is not None else ())}
    codings = [each.coding for each in used]
    for figures in sorted(alone, key=lambda each: str(each.unit.key)):
        key = figures.unit.key
        (own,) = figures.lines
        line = lines.get(key, own)
        places = tuple(sorted(codings.index(each.questionnaire.coding) for each in figures.variants))
        is_out = key in out or (whole is None and own.is_withheld)
        yield OfficeTold(line, figures.balance, rows.rows[key.code], True, is_out, places)
    for unit in whole.not_sent if whole is not None else ():
        if unit.key not in {figures.unit.key for figures in alone}:
            yield OfficeTold(_silent(unit), {}, 0, False, False)


def _silent(unit: Unit) -> OfficeLine:
    return OfficeLine(unit, 0, 0, None, None, "", "", False, 0)
