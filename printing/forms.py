"""Printing the forms of an office, together or batch by batch, and the record that they were printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from models.acts import Act
from models.catalogue import Catalogue
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.ledger import Form, State
from models.domain.book.months import month_told
from models.domain.book.periods import NO_END, Period
from models.domain.book.serials import BOOK_SIZE, Serial, SerialRange, compress, expand, parse_serial
from models.domain.questionnaire.questionnaire import Questionnaire
from models.files import FolderMissing, made_apart
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.forms.issuing import batches, record_print
from models.services.forms.ledger import read_book
from models.services.forms.marking import NotIssued, require_own
from models.services.office.allowing import allow
from models.services.office.closing import require_open
from models.services.office.letterheads import letterhead_of
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station
from printing.heading import heading_of, nation_of, procedure_words
from printing.questionnaire_form import FormHead, NothingToPrint, PrintedForm, print_forms, require_printable
from printing.registration import QuestionnaireTooLong

_NO_PERIOD = "0"
"""The code of no period, for a specimen: numbers of a book begin behind the one it carries."""


_OF_OFFICE = ("desk", "host", "contact", "retention")
"""What an office says on every form where the questionnaire does not say it."""


@dataclass(eq=False)
class OfficeWordsTooLong(Problem):
    """A form fits its sheet, but not with what this office says on it."""

    title: str
    lines: int
    code = "office_words_too_long"
    deed = Deed.SAY_LETTERHEAD
    says = N_(
        "“{title}” fits one sheet of paper only without what this office says on its forms: who carries surveys out, the contact, how "
        "long papers are kept. That is about {lines} lines too long. Say it shorter."
    )


@dataclass(eq=False)
class SurveyBasisTooLong(Problem):
    """A form fits its sheet, but not with what the period says it rests on."""

    title: str
    lines: int
    code = "survey_basis_too_long"
    says = N_(
        "“{title}” fits one sheet of paper only without the decision or plan on which the period rests. That is about {lines} lines too "
        "long. Say it shorter, for example by number, day and office alone."
    )


class PrintedFile(NamedTuple):
    """One PDF of questionnaires, how many forms are in it, and their serials as facts write them."""

    file: Path
    forms: int
    serials: str


def print_questionnaires(
    station: Station,
    period: Period,
    to: Path,
    *,
    language: Language,
    act: Act,
    serials: Sequence[SerialRange] = (),
) -> tuple[PrintedFile, ...]:
    """Print forms (default: all in stock) into `to`, and record that they are on paper; CN and TC go into files of their own.

    Refuses serials that were not issued here, and an empty choice.
    """
    allow(station, act, Duty.PRINT)
    made = make_questionnaires(station, period, to, language=language, serials=serials, progress=act.progress)
    record_on_paper(station, period, made, act=act)
    return made


def make_questionnaires(
    station: Station,
    period: Period,
    to: Path,
    *,
    language: Language,
    serials: Sequence[SerialRange] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[PrintedFile, ...]:
    """As `print_questionnaires`, but nothing counts as printed before `record_on_paper`: a file is no paper."""
    forms = _chosen(station, period, serials)
    by_variant = {
        variant: list(of) for variant, of in groupby(forms, key=lambda form: parse_serial(form.serial).variant)
    }
    printed = []
    with made_apart(to.parent) as apart:
        for variant, of_variant in by_variant.items():
            name = to.name if len(by_variant) == 1 else f"{to.stem}-{variant}{to.suffix}"
            _print(station, period, variant, of_variant, apart / name, language=language, progress=progress)
            printed.append(PrintedFile(to.with_name(name), len(of_variant), _named(of_variant)))
    return tuple(printed)


def print_batches(
    station: Station,
    period: Period,
    folder: Path,
    *,
    language: Language,
    act: Act,
    serials: Sequence[SerialRange] = (),
) -> tuple[PrintedFile, ...]:
    """Print one file per batch into `folder`, for a print shop, and record it; only forms in stock unless `serials` names others."""
    allow(station, act, Duty.PRINT)
    made = make_batches(station, period, folder, language=language, serials=serials, progress=act.progress)
    record_on_paper(station, period, made, act=act)
    return made


def make_batches(
    station: Station,
    period: Period,
    folder: Path,
    *,
    language: Language,
    serials: Sequence[SerialRange] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[PrintedFile, ...]:
    """As `print_batches`, but nothing counts as printed before `record_on_paper`."""
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
            printed.append(PrintedFile(folder / name, len(forms), _named(forms)))
    return tuple(printed)


def record_on_paper(station: Station, period: Period, printed: Iterable[PrintedFile], *, act: Act) -> None:
    """Record that what is in these files is on paper now; forms that left the stock before are printed again."""
    allow(station, act, Duty.PRINT)
    with station.transaction():
        known = read_book(station, period, station.unit, late=True).ledger.forms
        serials = [serial for each in printed for serial in expand(each.serials)]
        again = any(known[serial].state is not State.IN_STOCK for serial in serials)
        named = compress(map(parse_serial, serials))
        record_print(station, period, serials=named, reason="reprint" if again else "", act=act)


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
    heading = heading_of(station)
    plain = questionnaire_for(station, period, variant)
    require_printable_here(station, plain, language, basis=period.basis)
    questionnaire = as_printed_here(station, plain, basis=period.basis)
    hand_in = _hand_in(questionnaire.words.desk, period, language)
    print_forms(
        questionnaire=questionnaire,
        letterhead=FormHead(heading.parent, heading.issuer, hand_in, nation_of(station)),
        forms=[_printed(station.catalogue, form, period, language) for form in forms],
        language=language,
        to=file,
        progress=progress,
    )


def print_specimen(station: Station, questionnaire: Questionnaire, to: Path, *, language: Language) -> None:
    """One form of a questionnaire as it would be printed here, under a number that is never issued; refuses what printing refuses."""
    heading = heading_of(station)
    require_printable_here(station, questionnaire, language)
    questionnaire = as_printed_here(station, questionnaire)
    desk = questionnaire.words.desk
    serial = Serial(_NO_PERIOD, station.unit.code, questionnaire.variant, BOOK_SIZE)
    print_forms(
        questionnaire=questionnaire,
        letterhead=FormHead(
            heading.parent, heading.issuer, language.say(N_("{desk}, by {day}"), desk=desk, day="…"), nation_of(station)
        ),
        forms=[PrintedForm(str(serial))],
        language=language,
        to=to,
    )


def as_printed_here(station: Station, questionnaire: Questionnaire, *, basis: str = "") -> Questionnaire:
    """A questionnaire as this office prints it: where it says nothing of who asks, whom to ask and so on, the office says it.

    `basis` is what the period rests on: it stands behind what the questionnaire itself names.
    """
    said, head = questionnaire.words, letterhead_of(station)
    own = {name: getattr(head, name) for name in _OF_OFFICE if not getattr(said, name)}
    return with_basis(replace(station.catalogue.with_kind(questionnaire), words=replace(said, **own)), basis)


def with_basis(questionnaire: Questionnaire, basis: str) -> Questionnaire:
    """A questionnaire that names what a period rests on, too."""
    named = "; ".join(dict.fromkeys(filter(None, (questionnaire.words.basis, basis))))
    return replace(questionnaire, words=replace(questionnaire.words, basis=named))


def require_printable_here(
    station: Station, questionnaire: Questionnaire, language: Language, *, basis: str = ""
) -> None:
    """Refuse, before anything is issued or kept, what printing would refuse here; says whose words are too long."""
    try:
        require_printable(as_printed_here(station, questionnaire, basis=basis), language)
    except QuestionnaireTooLong as too_long:
        require_basis_fits(station, [questionnaire], basis, language)
        raise OfficeWordsTooLong(too_long.title, too_long.lines) from too_long


def require_basis_fits(
    station: Station, questionnaires: Iterable[Questionnaire], basis: str, language: Language
) -> None:
    """Refuse (`SurveyBasisTooLong`) what a period is to rest on where a form that fits its sheet does not fit with it."""
    for each in map(station.catalogue.with_kind, questionnaires):
        try:
            require_printable(with_basis(each, basis), language)
        except QuestionnaireTooLong as too_long:
            require_printable(each, language)
            raise SurveyBasisTooLong(too_long.title, too_long.lines) from too_long


def _named(forms: Iterable[Form]) -> str:
    return compress(parse_serial(form.serial) for form in forms)


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


def _printed(catalogue: Catalogue, form: Form, period: Period, language: Language) -> PrintedForm:
    issue = form.issue
    if issue is None:
        return PrintedForm(form.serial)
    code = parse_serial(form.serial).unit
    return PrintedForm(
        form.serial,
        month=language.say(N_("form of {month}"), month=month_told(issue.month)) if issue.month else "",
        sector=issue.sector,
        procedure=_with_participants(
            procedure_words(catalogue, issue.procedure), issue.participants, catalogue, period
        ),
        agency="" if issue.agency in ("", code) else _agency_words(catalogue, issue.agency, period),
    )


def _with_participants(procedure: str, participants: Sequence[str], catalogue: Catalogue, period: Period) -> str:
    """A joint procedure with the agencies that take part in it."""
    named = [_agency_words(catalogue, each, period) for each in participants]
    return f"{procedure} – {', '.join(named)}" if named else procedure


def _agency_words(catalogue: Catalogue, code: str, period: Period) -> str:
    found = [unit for unit in catalogue.units_valid_on(period.evaluated_to) if unit.key.code == code]
    return found[0].agency if found else code


def _hand_in(desk: str, period: Period, language: Language) -> str:
    if period.survey_to == NO_END:
        return desk
    return language.say(N_("{desk}, by {day}"), desk=desk, day=period.survey_to)
