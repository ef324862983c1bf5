"""Irregularity signals of offices: the evidence from their facts, late ones too, and what the signals find in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, Ref
from models.domain.book.ledger import Form, State
from models.domain.book.periods import Period
from models.domain.book.serials import expand
from models.domain.dossiers.sampling import NotASamplingRecord, SamplingRecord
from models.domain.figures.figures import Subject
from models.domain.questionnaire.questionnaire import Questionnaire, Score
from models.domain.sheets.signals import OfficeSignals, Signals
from models.domain.signals import look
from models.domain.signals.evidence import Evidence, Keyed, ValidForm
from models.progress import NO_PROGRESS, Progress
from models.services.figures.results import offices_here
from models.services.forms.ledger import Book, read_book
from models.services.office.questionnaires import questionnaires_of
from models.services.office.stations import people
from models.store.database import Station


def signals_of(station: Station, period: Period, subject: Subject, *, progress: Progress = NO_PROGRESS) -> Signals:
    """What the signals find in everything that is here of an office, or of every office of a hub or a part of it.

    Nothing is changed, no figure depends on it.
    """
    units = offices_here(station, period, subject)
    offices = []
    for place, unit in enumerate(units):
        progress.step(place, len(units), unit.code)
        offices.append(_of_office(station, period, unit))
    return Signals(station.catalogue.unit_named(subject.unit), period.code, not subject.is_office, tuple(offices))


def _of_office(station: Station, period: Period, unit: UnitKey) -> OfficeSignals:
    book = read_book(station, period, unit, late=True)
    evidence = evidence_of(book, questionnaires_of(station, period), zone=station.catalogue.place.zone)
    names = {person.author: f"{person.name} – {person.author}" for person in people(station)}
    return OfficeSignals(station.catalogue.unit_named(unit), len(evidence.answered), look(evidence), names)


def evidence_of(book: Book, questionnaires: Iterable[Questionnaire], *, zone: tzinfo) -> Evidence:
    """What signals read of a book of forms."""
    by_coding = {questionnaire.coding: questionnaire for questionnaire in questionnaires}
    scored = {
        coding: tuple(
            n for n, question in enumerate(each.singles) if question.score is Score.CRITERION and not question.relevant
        )
        for coding, each in by_coding.items()
    }
    issues = {fact.ref: fact.serials for fact in book.facts if fact.kind == Kind.ISSUED}
    valid = [form for form in book.ledger.forms.values() if form.state is State.VALID]
    return Evidence(
        answered=tuple(_answered(form, scored, issues) for form in valid),
        keyed=tuple(
            Keyed(keying.serial, keying.by, _moment(keying.at, zone), keying.seconds, len(keying.marks))
            for keying in book.keyings
            if not keying.is_void
        ),
        issued=_first(book.facts, Kind.ISSUED, zone),
        printed=_first(book.facts, Kind.PRINTED, zone),
        handed_out=_first(book.facts, Kind.HANDED_OUT, zone),
        keyed_not_issued=book.ledger.keyed_not_issued,
        issued_twice=tuple(alarm.serial for alarm in book.ledger.alarms if alarm.kind == "issued_twice"),
        totals=book.ledger.totals,
        draws=tuple(_draws(book.facts)),
    )


def _answered(form: Form, scored: dict[str, tuple[int, ...]], issues: dict[Ref, str]) -> ValidForm:
    keying = form.settled.accepted
    if keying is None or form.issue is None:
        raise ValueError(form.serial)
    marks = keying.marks
    return ValidForm(
        form.serial,
        keying.coding,
        marks,
        keying.rest,
        "".join(marks[place] for place in scored[keying.coding]),
        keying.by,
        issues.get(form.issue.ref, ""),
        form.issue.sector,
    )


def _first(facts: Iterable[Fact], kind: Kind, zone: tzinfo) -> dict[str, datetime]:
    """Per serial the first moment that facts of a kind tell."""
    found: dict[str, datetime] = {}
    for fact in facts:
        at = _moment(fact.at, zone) if fact.kind == kind else None
        if at is not None:
            for serial in expand(fact.serials):
                found[serial] = min(at, found.get(serial, at))
    return found


def _draws(facts: Iterable[Fact]) -> Iterable[SamplingRecord]:
    for fact in sorted(fact for fact in facts if fact.kind == Kind.SAMPLED):
        try:
            yield SamplingRecord.parse(fact.facts())
        except NotASamplingRecord:
            continue


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment of a line; one without a zone is of the place's clocks, what is no moment is None."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)
