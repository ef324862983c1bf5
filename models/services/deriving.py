"""The derived tables: accepted answers and tallies of one unit and period, made again whenever its facts have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.facts import Fact, Kind
from models.domain.filters import Filters, filters
from models.domain.ledger import Form, State
from models.domain.periods import Period
from models.domain.results import Counted, answers_digest
from models.domain.tallies import FormAnswers, Tally, count
from models.domain.units import UnitKey
from models.progress import NO_PROGRESS, Progress
from models.services.ledgers import Book, read_book
from models.services.periods import periods
from models.services.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station
from models.store.sql import many, rows, uncollected

RULES = "2"
"""Raised whenever the rules below change, so that tables made by an older program are made again."""

_COUNTED = (State.VALID, State.INVALID)
_FORMS = "forms"
"""Value of the tally rows without a question: how many valid forms the other rows stand on."""


class AcceptedForm(NamedTuple):
    """One issued form as breakdowns and exports read it; without answers while they are not accepted."""

    serial: str
    state: State
    coding: str
    marks: str
    rest: str
    variant: str
    questionnaire: str
    sector: str
    procedure: str
    agency: str
    station: str
    n: int


class Part(NamedTuple):
    """The counts of the valid forms of one questionnaire about one agency."""

    agency: str
    counted: Counted


@dataclass(frozen=True)
class Standing:
    """Where a unit stands in a period, beside its counts.

    `lines` are all that are here, late ones included; `lacking` counts lines that the closing covers and that are not
    here; `population` is N of the last sampling record, None when the
    forms are no drawn sample; `answers` is the digest of the valid forms.
    """

    balance: Mapping[str, int]
    answers: str
    closing: str
    edition: int
    late: int
    lines: int
    alarms: int
    keyed_not_issued: int
    population: int | None
    lacking: int


@dataclass(frozen=True)
class Derived:
    """The counts of one unit and period, and where it stands."""

    unit: UnitKey
    standing: Standing
    parts: tuple[Part, ...]


def derived(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> Derived:
    """The counts of a unit, from the tables when nothing has changed since they were made.

    Lines later than the unit's closing are left out unless `late`.
    """
    return derived_all(station, period, (unit,), late=late)[0]


def derived_all(
    station: Station,
    period: Period,
    units: tuple[UnitKey, ...],
    *,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> tuple[Derived, ...]:
    """`derived` for several units; what is out of date is made again in one transaction."""
    compiled = compiled_of(station, period)
    only = units[0] if len(units) == 1 else None
    stamps = _stamps(station, period, only)
    known = _known(station, period, only)
    outdated = [unit for unit in units if known.get(str(unit), ("",))[0] != stamps.get(str(unit), RULES)]
    if outdated:
        with station.transaction():
            for place, unit in enumerate(outdated):
                progress.step(place, len(outdated), unit.code)
                with uncollected():
                    _rebuild(station, period, unit, compiled, stamps.get(str(unit), RULES))
        known = _known(station, period, only)
    parts = _parts(station, period, compiled, only)
    found = []
    for unit in units:
        standing = _read_standing(known[str(unit)][1])
        if late and standing.late:
            found.append(work_out(station, period, unit, compiled, late=True)[0])
        else:
            found.append(Derived(unit, standing, parts.get(str(unit), ())))
    return tuple(found)


def compiled_of(station: Station, period: Period) -> tuple[Filters, ...]:
    """The questionnaires of a period with their filters; `today()` means the last evaluated day on every machine."""
    return tuple(filters(each, day=period.evaluated_to) for each in questionnaires_of(station, period))


def rebuild_all(station: Station, *, progress: Progress = NO_PROGRESS) -> int:
    """Make every derived row of the base again; answers how many (unit, period) there are."""
    with station.transaction():
        for table in ("accepted", "tally", "derived"):
            rows(station.db, f"DELETE FROM {table}")
        made = 0
        for period in periods(station):
            streams = journal.streams(station.db, period=period.key).values()
            units = tuple(sorted({stream.unit for stream in streams}))
            derived_all(station, period, units, progress=progress)
            made += len(units)
    return made


def _stamps(station: Station, period: Period, only: UnitKey | None) -> dict[str, str]:
    """Per unit what shows that a line was added: how many lines each stream has, and the last n."""
    where, values = _selection(period, only, "stream.")
    found = rows(
        station.db,
        "SELECT stream.unit, stream.station, (SELECT COUNT(*) || '.' || MAX(n) FROM journal WHERE stream = stream.id),"
        " (SELECT COUNT(*) || '.' || MAX(n) FROM keying WHERE stream = stream.id)"
        f" FROM stream WHERE {where} ORDER BY stream.unit, stream.station",
        values,
    )
    stamps: dict[str, str] = {}
    for unit, place, facts, keyings in found:
        stamps[unit] = f"{stamps.get(unit, RULES)} {place}:{facts or 0}:{keyings or 0}"
    return stamps


def _known(station: Station, period: Period, only: UnitKey | None) -> dict[str, tuple[str, str]]:
    where, values = _selection(period, only)
    return {
        row[0]: (row[1], row[2])
        for row in rows(station.db, f"SELECT unit, stamp, body FROM derived WHERE {where}", values)
    }


def _selection(period: Period, only: UnitKey | None, table: str = "") -> tuple[str, tuple[str, ...]]:
    if only is None:
        return f"{table}period = ?", (str(period.key),)
    return f"{table}period = ? AND {table}unit = ?", (str(period.key), str(only))


def _parts(
    station: Station, period: Period, compiled: tuple[Filters, ...], only: UnitKey | None
) -> dict[str, tuple[Part, ...]]:
    where, values = _selection(period, only)
    by_id = {each.questionnaire.id: each.questionnaire for each in compiled}
    forms: dict[tuple[str, str, str], int] = {}
    counts: dict[tuple[str, str, str], dict[str, dict[str, int]]] = {}
    for unit, agency, questionnaire, question, value, number in rows(
        station.db, f"SELECT unit, agency, questionnaire, question, value, count FROM tally WHERE {where}", values
    ):
        key = (unit, agency, questionnaire)
        if question:
            counts.setdefault(key, {}).setdefault(question, {})[value] = number
        else:
            forms[key] = number
    parts: dict[str, list[Part]] = {}
    for key in sorted(forms):
        tallies = {name: Tally(values_) for name, values_ in counts.get(key, {}).items()}
        parts.setdefault(key[0], []).append(Part(key[1], Counted(by_id[key[2]], forms[key], tallies)))
    return {unit: tuple(listed) for unit, listed in parts.items()}


def _rebuild(station: Station, period: Period, unit: UnitKey, compiled: tuple[Filters, ...], stamp: str) -> None:
    made, forms = work_out(station, period, unit, compiled, late=False)
    key = (str(period.key), str(unit))
    for table in ("accepted", "tally", "derived"):
        rows(station.db, f"DELETE FROM {table} WHERE period = ? AND unit = ?", key)
    names = {state: state.value for state in State}
    streams = {s.station: number for number, s in journal.streams(station.db, period=period.key, unit=unit).items()}
    many(
        station.db,
        "INSERT INTO accepted VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *key,
                f.serial,
                names[f.state],
                f.coding,
                f.marks,
                f.rest,
                f.variant,
                f.questionnaire,
                f.sector,
                f.procedure,
                f.agency,
                streams.get(f.station, 0),
                f.n,
            )
            for f in forms
        ),
    )
    many(station.db, "INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _tally_rows(key, made.parts))
    body = json.dumps(made.standing.__dict__, ensure_ascii=False, sort_keys=True)
    rows(station.db, "INSERT INTO derived VALUES (?, ?, ?, ?)", (*key, stamp, body))


def _tally_rows(key: tuple[str, str], parts: tuple[Part, ...]) -> Iterator[tuple[str | int, ...]]:
    for agency, (questionnaire, forms, counts) in parts:
        head = (*key, agency, questionnaire.variant, questionnaire.id)
        yield (*head, "", _FORMS, forms)
        for name, tally in counts.items():
            for value, number in tally.values.items():
                yield (*head, name, value, number)


def work_out(
    station: Station, period: Period, unit: UnitKey, compiled: tuple[Filters, ...], *, late: bool
) -> tuple[Derived, tuple[AcceptedForm, ...]]:
    """Counts and forms of a unit straight from its facts, leaving the tables alone."""
    book = read_book(station, period, unit, late=late)
    forms = tuple(_accepted(form) for form in book.ledger.forms.values())
    by_coding = {each.questionnaire.coding: each for each in reversed(compiled)}
    groups: dict[tuple[str, str], list[FormAnswers]] = {}
    counts = State.VALID
    valid = [form for form in forms if form.state is counts]
    for form in valid:
        groups.setdefault((form.agency, form.coding), []).append(FormAnswers(form.marks, form.rest))
    parts = tuple(
        Part(agency, Counted(by_coding[coding].questionnaire, len(group), count(by_coding[coding], group)))
        for (agency, coding), group in sorted(groups.items())
    )
    standing = _standing(book, answers_digest((f.serial, f.coding, f.marks, f.rest) for f in valid))
    return Derived(unit, standing, parts), forms


def _accepted(form: Form) -> AcceptedForm:
    accepted = form.settled.accepted if form.state in _COUNTED else None
    issue = form.issue
    return AcceptedForm(
        form.serial,
        form.state,
        accepted.coding if accepted else "",
        accepted.marks if accepted else "",
        accepted.rest if accepted else "",
        form.serial.split("-", 3)[2],
        issue.questionnaire if issue else "",
        issue.sector if issue else "",
        issue.procedure if issue else "",
        issue.agency if issue else "",
        accepted.station if accepted else "",
        accepted.n if accepted else 0,
    )


def _standing(book: Book, answers: str) -> Standing:
    return Standing(
        balance=dict(book.ledger.totals),
        answers=answers,
        closing=", ".join(str(closing.ref) for closing in book.closings),
        edition=book.editions if book.closings else 0,
        late=book.late,
        lines=book.lines,
        alarms=len(book.ledger.alarms),
        keyed_not_issued=len(book.ledger.keyed_not_issued),
        population=_population(book.facts),
        lacking=book.lacking,
    )


def _population(facts: tuple[Fact, ...]) -> int | None:
    """N of the unit's last sampling record; None when the forms are no drawn sample."""
    records = [fact for fact in facts if fact.kind == Kind.SAMPLED]
    if not records:
        return None
    body = max(records, key=lambda fact: fact.ref).facts()
    population = body.get("population")
    return population if body.get("seed") and isinstance(population, int) else None


def _read_standing(body: str) -> Standing:
    return Standing(**json.loads(body))
