"""What stands open before the figures of a hub are closed and signed: each point is settled first, or waived with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.open_points import FEW_ANSWERS, SAYS, OpenKind
from models.domain.book.periods import Period
from models.domain.figures.basis import Basis
from models.domain.figures.figures import OfficeLine, Reach, Subject
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.clashes import clashes
from models.services.exchange.withdrawing import withdrawals_here
from models.services.figures.deriving import standings_of
from models.services.figures.footing import RUNNING
from models.services.figures.results import figures_of, offices_sent
from models.services.figures.standings import Standing
from models.services.office.editions import edition_now
from models.store.database import Station

WITHDRAWN = N_("What this office sent was withdrawn, so that no form of it counts.")
WITHOUT_FORMS = N_("No form has arrived from this office, only what its computers say of themselves.")


@dataclass(frozen=True)
class OpenPoint:
    """One point that stands open at one office; `waived_by` and `reason` are those of the edition that holds, if it was waived there."""

    kind: OpenKind
    unit: UnitKey
    text: Sentence
    waived_by: str = ""
    reason: str = ""


def before_signing(station: Station, period: Period, *, progress: Progress = NO_PROGRESS) -> tuple[OpenPoint, ...]:
    """What stands open in the figures that count here now, by kind and office; nothing when they can be closed."""
    asked = period.asked(station.catalogue, by=station.unit)
    sent = offices_sent(station, period)
    here = tuple(sorted(unit for unit, has_lines in sent.items() if has_lines))
    unsettled = Counter(each.unit for each in clashes(station) if each.period == period.key and not each.chosen)
    withdrawn = {each.unit for each in withdrawals_here(station) if each.period == period.key}
    edition = edition_now(station, period)
    waived = {
        (each.kind, unit): (each.by, each.reason)
        for each in (edition.waived if edition is not None else ())
        for unit in each.units
    }
    points = [
        OpenPoint(kind, unit, text, *waived.get((kind.value, unit), ("", "")))
        for unit, standing in zip(here, standings_of(station, period, here, progress=progress), strict=True)
        for kind, text in _of_office(standing, unsettled[unit], is_withdrawn=unit in withdrawn)
    ]
    points += [
        OpenPoint(kind, line.unit.key, text, *waived.get((kind.value, line.unit.key), ("", "")))
        for line in figures_of(station, period, Subject(station.unit, Reach.HUB), footing=RUNNING).lines
        if line.forms
        for kind, text in _of_basis(line, period)
    ]
    points += [
        OpenPoint(kind, unit, Sentence(SAYS[kind]), *waived.get((kind.value, unit), ("", "")))
        for kind in (OpenKind.SILENT,)
        for unit in asked
        if not sent.get(unit)
    ]
    order = list(OpenKind)
    return tuple(sorted(points, key=lambda point: (order.index(point.kind), point.unit)))


def _of_basis(line: OfficeLine, period: Period) -> Iterator[tuple[OpenKind, Sentence]]:
    """Whether an office has brought in enough to be judged."""
    if line.ground is Basis.TOO_FEW:
        least = max(period.method.least_forms, period.method.suppress_under)
        if line.forms < least:
            yield OpenKind.TOO_FEW, Sentence(SAYS[OpenKind.TOO_FEW], {"forms": line.forms, "least": least})
        else:
            few = Sentence(N_("under {least}"), {"least": period.method.suppress_under})
            told = {"forms": line.forms, "answers": few if line.is_withheld else line.answers, "least": least}
            yield OpenKind.TOO_FEW, Sentence(FEW_ANSWERS, told)
    elif line.ground is Basis.NO_SHARE:
        wanted = line.wanted or "–"
        yield OpenKind.NO_SHARE, Sentence(SAYS[OpenKind.NO_SHARE], {"forms": line.forms, "wanted": wanted})


def _of_office(standing: Standing, clashing: int, *, is_withdrawn: bool) -> Iterator[tuple[OpenKind, Sentence]]:
    if not (standing.balance.get("issued") or standing.keyed_not_issued or standing.unheard):
        yield OpenKind.SILENT, Sentence(WITHDRAWN if is_withdrawn else WITHOUT_FORMS)
        return
    if standing.unheard:
        yield OpenKind.KEY, Sentence(SAYS[OpenKind.KEY], {"lines": standing.unheard})
    if not standing.closing:
        yield OpenKind.OPEN, Sentence(SAYS[OpenKind.OPEN])
    counted = (
        (OpenKind.LACKING, "lines", standing.lacking),
        (OpenKind.CLASH, "lines", clashing),
        (OpenKind.DISPUTE, "forms", standing.balance.get("disputed", 0)),
        (OpenKind.WAITING, "forms", standing.balance.get("awaiting_second", 0)),
        (OpenKind.LATE, "lines", standing.late),
    )
    yield from ((kind, Sentence(SAYS[kind], {word: number})) for kind, word, number in counted if number)
