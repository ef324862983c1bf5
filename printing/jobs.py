"""What an office prints: papers made from what stands in its base, and the record that they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from models.catalogue import procedure, unit_of_key, units_valid_on
from models.domain.basics.people import Person
from models.domain.basics.problems import N_
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.ledger import Form, State
from models.domain.book.periods import Period
from models.domain.book.serials import SerialRange, compress, parse_serial
from models.domain.dossiers.frame import FrameEntry
from models.files import FolderMissing, made_apart
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.forms.issuing import batches, record_print
from models.services.forms.ledgers import read_book
from models.services.forms.marking import NotIssued, require_own
from models.services.forms.sampling import drawn_people
from models.services.office.closings import require_open
from models.services.office.questionnaires import find_questionnaire, questionnaire_for
from models.store.database import Station
from printing.batch_slip import Batch, print_slips
from printing.document import Heading
from printing.questionnaire_form import Letterhead, NothingToPrint, PrintedForm, print_forms
from printing.visit_list import VisitLine, VisitList, print_visit_list


class PrintedFile(NamedTuple):
    """One PDF of questionnaires and how many forms are in it."""

    file: Path
    forms: int


def print_questionnaires(
    station: Station,
    period: Period,
    to: Path,
    *,
    by: Person,
    at: str,
    language: Language,
    serials: Sequence[SerialRange] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[PrintedFile, ...]:
    """Print forms (default: all in stock) into `to`, and record it; CN and TC go into files of their own.

    Refuses serials that were not issued here, and an empty choice.
    """
    forms = _chosen(station, period, serials)
    by_variant = {
        variant: list(of) for variant, of in groupby(forms, key=lambda form: parse_serial(form.serial).variant)
    }
    printed = []
    with made_apart(to.parent) as apart:
        for variant, of_variant in by_variant.items():
            name = to.name if len(by_variant) == 1 else f"{to.stem}-{variant}{to.suffix}"
            _print(station, period, variant, of_variant, apart / name, language=language, progress=progress)
            printed.append(PrintedFile(to.with_name(name), len(of_variant)))
    _record(station, period, forms, by=by, at=at)
    return tuple(printed)


def print_batches(
    station: Station,
    period: Period,
    folder: Path,
    *,
    by: Person,
    at: str,
    language: Language,
    serials: Sequence[SerialRange] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[PrintedFile, ...]:
    """Print one file per batch into `folder`, for a print shop; only forms in stock unless `serials` names others."""
    if not folder.is_dir():
        raise FolderMissing(folder)
    wanted = {form.serial: form for form in _chosen(station, period, serials)}
    printed = []
    with made_apart(folder) as apart:
        for batch in batches(station, period):
            forms = [wanted[str(serial)] for serial in batch.serials if str(serial) in wanted]
            if not forms:
                continue
            first = batch.serials.first
            name = f"{first.period}-{first.unit}-{first.variant}-{first.number}-{batch.serials.last.number}.pdf"
            _print(station, period, first.variant, forms, apart / name, language=language, progress=progress)
            printed.append(PrintedFile(folder / name, len(forms)))
    _record(station, period, list(wanted.values()), by=by, at=at)
    return tuple(printed)


def print_batch_slips(
    station: Station, period: Period, *, language: Language, to: Path, progress: Progress = NO_PROGRESS
) -> int:
    """Print the slip of every batch of this office; answers how many."""
    made = batches(station, period)
    if not made:
        raise NothingToPrint
    slips = [
        Batch(
            first=str(batch.serials.first),
            last=str(batch.serials.last),
            issued=batch.count,
            period=_period_dates(period, language),
            questionnaire=find_questionnaire(station, batch.questionnaire).title,
            sector=batch.sector,
            procedure=_procedure_words(batch.procedure),
            number=number,
            of=len(made),
        )
        for number, batch in enumerate(made, 1)
    ]
    print_slips(batches=slips, heading=heading_of(station.unit), language=language, to=to, progress=progress)
    return len(slips)


def print_visits(
    station: Station, period: Period, *, language: Language, to: Path, progress: Progress = NO_PROGRESS
) -> int:
    """Print the visit list of the drawn sample and its reserve; answers how many people are drawn."""
    drawn, reserve = drawn_people(station, period)
    visits = VisitList(
        period_words(period, language),
        tuple(_visit(number, entry) for number, entry in enumerate(drawn, 1)),
        tuple(_visit(number, entry) for number, entry in enumerate(reserve, 1)),
    )
    print_visit_list(visits=visits, heading=heading_of(station.unit), language=language, to=to, progress=progress)
    return len(drawn)


def heading_of(unit: UnitKey) -> Heading:
    """The two lines over the papers of an office: the office above it, and how it signs itself."""
    found = unit_of_key(unit)
    above = unit_of_key(found.parent) if found and found.parent else None
    return Heading(parent=above.agency.upper() if above else "", issuer=agency_words(found, unit).upper())


def agency_words(unit: Unit | None, key: UnitKey) -> str:
    """How an office signs; its code when the catalogue does not know it."""
    return unit.agency if unit else key.code


def _print(
    station: Station,
    period: Period,
    variant: str,
    forms: Sequence[Form],
    file: Path,
    *,
    language: Language,
    progress: Progress,
) -> None:
    heading = heading_of(station.unit)
    print_forms(
        questionnaire=questionnaire_for(station, period, variant),
        letterhead=Letterhead(heading.parent, heading.issuer, _hand_in(station, period, language)),
        forms=[_printed(form, period) for form in forms],
        language=language,
        to=file,
        progress=progress,
    )


def _record(station: Station, period: Period, forms: Sequence[Form], *, by: Person, at: str) -> None:
    named = compress(parse_serial(form.serial) for form in forms)
    again = any(form.state is not State.IN_STOCK for form in forms)
    record_print(station, period, serials=named, by=by, at=at, reason="reprint" if again else "")


def _chosen(station: Station, period: Period, serials: Sequence[SerialRange]) -> list[Form]:
    """The forms to print in the order of their serials."""
    require_open(station, period.key)
    known = read_book(station, period, station.unit, late=True).ledger.forms
    if not serials:
        forms = [form for form in known.values() if form.state is State.IN_STOCK]
    else:
        forms = []
        for span in serials:
            for serial in span:
                require_own(station, period, serial)
                if str(serial) not in known:
                    raise NotIssued(str(serial), period.code)
                forms.append(known[str(serial)])
    if not forms:
        raise NothingToPrint
    return sorted(forms, key=lambda form: parse_serial(form.serial))


def _printed(form: Form, period: Period) -> PrintedForm:
    issue = form.issue
    if issue is None:
        return PrintedForm(form.serial)
    code = parse_serial(form.serial).unit
    return PrintedForm(
        form.serial,
        sector=issue.sector,
        procedure=_procedure_words(issue.procedure),
        agency="" if issue.agency in ("", code) else _agency_words(issue.agency, period),
    )


def _agency_words(code: str, period: Period) -> str:
    found = [unit for unit in units_valid_on(period.evaluated_to) if unit.key.code == code]
    return found[0].agency if found else code


def _visit(number: int, entry: FrameEntry) -> VisitLine:
    return VisitLine(number, entry.name, entry.address, entry.phone, entry.sector)


def _procedure_words(code: str) -> str:
    known = procedure(code) if code else None
    return f"{known.name} ({code})" if known else code


def period_words(period: Period, language: Language) -> str:
    said = N_("Period {code} – {name}, dossiers finished from {first} to {last}")
    return language.say(said, code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to)


def _period_dates(period: Period, language: Language) -> str:
    """Code, name and evaluated dates, for a line that is already called "period"."""
    first, last = language.date(period.evaluated_from), language.date(period.evaluated_to)
    return f"{period.code} – {period.name} ({first} – {last})"


def _hand_in(station: Station, period: Period, language: Language) -> str:
    unit = unit_of_key(station.unit)
    said = N_("the One-stop desk of {agency}, by {day}")
    return language.say(said, agency=agency_words(unit, station.unit), day=period.survey_to)
