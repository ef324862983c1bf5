"""Open comments of an office, screened and grouped; and their purge when they are not needed any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.acts import Act
from models.domain.basics.folding import squeezed
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.domain.disclosure.coarsening import GROUPED
from models.domain.disclosure.screening import screened
from models.domain.figures.figures import Subject
from models.domain.sheets.comments import Comment, Comments, OfficeComments, ordered
from models.progress import NO_PROGRESS, Progress
from models.services.figures.accepted import accepted_texts
from models.services.figures.late_forms import late_forms
from models.services.figures.results import offices_here
from models.services.figures.told_offices import ToldForm, told_forms
from models.services.office.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station
from models.store.pen import Pen


def comments_of(
    station: Station, period: Period, subject: Subject, *, late: bool = False, progress: Progress = NO_PROGRESS
) -> Comments:
    """The screened comments on the valid forms of an office, or of every office here of a hub or a part of it."""
    units = offices_here(station, period, subject)
    offices = []
    for place, (unit, forms) in enumerate(
        zip(units, told_forms(station, period, units, late=late, progress=progress), strict=True)
    ):
        progress.step(place, len(units), unit.code)
        offices.append(_of_office(station, period, unit, forms, late=late))
    by_office, least = not subject.is_office, period.method.suppress_under
    return Comments(station.catalogue.unit_named(subject.unit), period.code, by_office, tuple(offices), least)


def _of_office(
    station: Station, period: Period, unit: UnitKey, forms: Sequence[ToldForm], *, late: bool
) -> OfficeComments:
    """The sector is told as the rows of an export tell it, with late lines not at all; what people wrote of themselves is told nowhere."""
    texts = accepted_texts(station, period, unit, late=late)
    labels = _labels(station, period)
    is_beside_closed = late and bool(late_forms(station, period, unit))
    found = []
    for each in forms:
        form, sector = each.form, "" if each.sector == GROUPED or is_beside_closed else each.sector
        for question, text in texts.get((form.station, form.n), ()):
            if squeezed(text) and question not in each.described:
                found.append(Comment(sector, labels.get((form.coding, question), question), screened(squeezed(text))))
    return OfficeComments(station.catalogue.unit_named(unit), len(forms), ordered(found))


def purge_texts(station: Station, period: Period, unit: UnitKey, *, act: Act) -> int:
    """Delete the free texts and their salts of an office in this base for good; answers how many were deleted.

    The fact names per station up to which line; a text under it that is sent again is not taken. The figures stay.
    """
    with station.transaction():
        among = journal.streams(station.db, period=period.key, unit=unit)
        limits = {stream.station: journal.last_n(station.db, number) for number, stream in among.items()}
        deleted = 0
        for number in among:
            deleted += journal.drop_texts(station.db, number)
        pen = Pen(station, unit, period.key, act=act)
        pen.fact(Kind.PURGED, body={"texts": {place: n for place, n in limits.items() if n}})
    return deleted


def _labels(station: Station, period: Period) -> Mapping[tuple[str, str], str]:
    """What each question for free text asks, by coding and name."""
    return {
        (each.coding, question.name): question.told
        for each in questionnaires_of(station, period)
        for question in each.texts
    }
