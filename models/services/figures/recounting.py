"""Whether what was worked out and kept is what the lines give: everything is counted once more, beside the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForms, forms_text, read_forms
from models.domain.book.periods import Period
from models.domain.figures.figures import Subject
from models.domain.figures.measures import Counted
from models.domain.questionnaire.filters import Filters
from models.progress import NO_PROGRESS, Progress
from models.services.figures.areas import by_area, read_areas
from models.services.figures.deriving import compiled_of, kept_parts, stamps_now, tally_text, work_out
from models.services.figures.results import offices_here, units_here
from models.services.figures.standings import (
    NOT_AS_KEPT,
    AgencyCounts,
    CountsUnreadable,
    Derived,
    read_standing,
    standing_text,
)
from models.services.figures.told_offices import told_as_kept
from models.services.forms.ledger import Shelf
from models.services.office.known_keys import keys_otherwise
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaires_of
from models.store import derived as store
from models.store.bulk import uncollected
from models.store.database import Station

ACCEPTED, COUNTS, STANDING = N_("accepted answers"), N_("counts"), N_("where it stands")
TOLD = N_("how forms are told")
UNREADABLE = (*NOT_AS_KEPT, CountsUnreadable)
"""What reading a changed row raises, whatever stands in it."""

Kept = TypeVar("Kept")
_Counts = Mapping[tuple[str, str], tuple[int, Mapping[str, Mapping[str, int]]]]
"""By unit above and coding the number of forms, and per question how often each value stands."""


@dataclass(eq=False)
class CountedOtherwise(Problem):
    """What is kept of an office in a period is not what its lines give; `forms` are those that stand there otherwise."""

    unit: str
    period: str
    tables: tuple[Message, ...]
    forms: tuple[str, ...]
    code = "counted_otherwise"
    says = N_(
        "What is kept of {unit} in period {period} ({tables}) is not what its lines give: it was changed or damaged on "
        "the disk. Figures made from it are wrong. Make the base again from the lines."
    )
    deed = Deed.REBUILD

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return tuple(Sentence(N_("form {form}"), {"form": form}) for form in self.forms)


@dataclass(eq=False)
class LinesUncountable(Problem):
    """Lines of an office hold what no line can hold, so that they cannot be counted."""

    unit: str
    period: str
    code = "lines_uncountable"
    says = N_(
        "The lines of {unit} in period {period} cannot be counted: some hold what no line can hold, so they were changed or "
        "damaged on the disk. Make the base again from the packages; if that does not help, restore the last backup."
    )
    deed = Deed.REBUILD


@dataclass(eq=False)
class SumsCountedOtherwise(Problem):
    """The sums of the offices under some units are not what the offices' counts add up to."""

    period: str
    areas: tuple[str, ...]
    code = "sums_counted_otherwise"
    says = N_(
        "The sums that are kept for period {period} (offices under: {areas}) are not what the offices' counts add up to: "
        "they were changed or damaged on the disk. Make the base again from the lines."
    )
    deed = Deed.REBUILD


def counted_otherwise(
    station: Station, period: Period, units: Iterable[UnitKey], *, progress: Progress = NO_PROGRESS
) -> Iterator[Problem]:
    """Count the lines of some offices, and say what is kept otherwise; changes nothing.

    Rows that are older than the lines are passed over: they are made again before anybody reads them.
    """
    every = tuple(units)
    compiled, shelf = compiled_of(station, period), Shelf(station, period, every)
    stamps, standings = stamps_now(station, period, every), store.standings(station.db, period.key, every)
    tallies = store.tallies(station.db, period.key, every)
    for place, unit in enumerate(every):
        progress.step(place, len(every), unit.code)
        stamp, standing = standings.get(str(unit), ("", ""))
        if stamp and stamp == stamps.get(str(unit)):
            kept = _Kept(store.accepted(station.db, period.key, unit), tallies.get(str(unit), ""), standing)
            try:
                with uncollected():
                    found = _of_unit(station, period, unit, compiled, shelf, kept)
            except (Problem, *UNREADABLE):
                yield LinesUncountable(station.catalogue.office_told(unit), period.code)
                continue
            yield from () if found is None else (found,)


def require_as_counted(station: Station, period: Period, *subjects: Subject) -> None:
    """Count the lines of offices, or of those below a hub, at this moment, each once; refuse what is kept otherwise, naming it."""
    for wrong in keys_otherwise(station):
        raise wrong
    offices = dict.fromkeys(unit for subject in subjects for unit in offices_here(station, period, subject))
    with uncollected():
        for problem in counted_otherwise(station, period, offices):
            raise problem
        if not all(subject.is_office for subject in subjects):
            for problem in sums_otherwise(station, period):
                raise problem


def all_otherwise(station: Station, *, progress: Progress = NO_PROGRESS) -> Iterator[Problem]:
    """Count the lines of every period here, and say what is kept otherwise; changes nothing."""
    for period in periods(station):
        try:
            yield from counted_otherwise(station, period, units_here(station, period), progress=progress)
            yield from sums_otherwise(station, period)
            yield from told_otherwise(station, period, units_here(station, period), progress=progress)
        except Problem as problem:
            yield problem


def sums_otherwise(station: Station, period: Period) -> Iterator[SumsCountedOtherwise]:
    """Say which sums of a period are not those of the counts that are kept beside them."""
    questionnaires = questionnaires_of(station, period)
    kept = _read(lambda: read_areas(station, period, questionnaires) or {})
    parts = _read(lambda: kept_parts(station, period, compiled_of(station, period), None))
    if not kept or parts is None:
        # unreadable counts are told office by office; without sums nobody reads them
        if kept is None:
            yield SumsCountedOtherwise(period.code, ("–",))
        return
    listed = {UnitKey.parse(unit): [each.counted for each in of] for unit, of in parts.items()}
    told, true = _plain(kept), _plain(by_area(station.catalogue, questionnaires, listed))
    areas = sorted(
        {area for area, coding in told.keys() | true.keys() if told.get((area, coding)) != true.get((area, coding))}
    )
    if areas:
        yield SumsCountedOtherwise(period.code, tuple(area or "–" for area in areas))


class _Kept(NamedTuple):
    """What is kept of a unit."""

    accepted: str
    tally: str
    standing: str


def told_otherwise(
    station: Station, period: Period, units: tuple[UnitKey, ...], *, progress: Progress = NO_PROGRESS
) -> Iterator[CountedOtherwise]:
    """Work out from the lines of some offices how their forms are told, and say where it is kept otherwise; changes nothing.

    Passes over what is not kept or older than the lines, and lines that cannot be counted: those `counted_otherwise` tells.
    """
    kept = _read(lambda: told_as_kept(station, period, units)) or {}
    for place, (unit, (text, from_lines)) in enumerate(kept.items()):
        progress.step(place, len(kept), unit.code)
        with uncollected():
            true = _read(from_lines)
        if true is not None and text != true:
            yield CountedOtherwise(station.catalogue.office_told(unit), period.code, (TOLD,), ())


def _of_unit(
    station: Station, period: Period, unit: UnitKey, compiled: tuple[Filters, ...], shelf: Shelf, kept: _Kept
) -> CountedOtherwise | None:
    made, forms = work_out(station, period, unit, compiled, late=False, shelf=shelf)
    is_same = kept.accepted == forms_text(forms)
    kept_forms = forms if is_same else _read(lambda: read_forms(kept.accepted))
    differing = () if is_same else _forms_otherwise(forms, kept_forms)
    tables = (
        *((ACCEPTED,) if kept_forms is None or differing else ()),
        *(() if _is_as_counted(station, period, compiled, made, kept.tally) else (COUNTS,)),
        *(
            ()
            if kept.standing == standing_text(made.standing)
            or _read(lambda: read_standing(kept.standing)) == made.standing
            else (STANDING,)
        ),
    )
    return CountedOtherwise(station.catalogue.office_told(unit), period.code, tables, differing) if tables else None


def _forms_otherwise(true: AcceptedForms, kept: AcceptedForms | None) -> tuple[str, ...]:
    if kept is None or kept == true:
        return ()
    ours, theirs = ({form.serial: form for form in forms} for forms in (true, kept))
    return tuple(sorted(serial for serial in ours | theirs if ours.get(serial) != theirs.get(serial)))


def _is_as_counted(station: Station, period: Period, compiled: tuple[Filters, ...], made: Derived, tally: str) -> bool:
    """Whether the counts that are kept are these; mostly they are kept in the very same words."""
    if tally == tally_text(made.parts):
        return True
    kept = _read(lambda: kept_parts(station, period, compiled, (made.unit,)).get(str(made.unit), ()))
    return kept is not None and _by_agency(kept) == _by_agency(made.parts)


def _by_agency(parts: tuple[AgencyCounts, ...]) -> Mapping[tuple[str, str], object]:
    return {(part.agency, part.counted.questionnaire.id): _counts(part.counted) for part in parts}


def _counts(counted: Counted) -> tuple[int, Mapping[str, Mapping[str, int]]]:
    counts = {name: {value: n for value, n in tally.values.items() if n} for name, tally in counted.counts.items()}
    return counted.forms, {name: values for name, values in counts.items() if values}


def _plain(areas: Mapping[str, tuple[Counted, ...]]) -> _Counts:
    """Sums that can be compared: without what is nought."""
    told = {(area, each.questionnaire.coding): _counts(each) for area, of in areas.items() for each in of}
    return {place: counts for place, counts in told.items() if counts != (0, {})}


def _read(kept: Callable[[], Kept]) -> Kept | None:
    """What is kept; None when it does not even read."""
    try:
        return kept()
    except UNREADABLE:
        return None
