"""What is printed is what the lines give: a number that was changed in what is kept is not printed, and the code covers every number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exports.results_workbook import write_report
from models.domain.book.periods import Period
from models.domain.figures.control_code import code_with_trend, control_code
from models.domain.figures.figures import Figures
from models.domain.figures.measures import Measure
from models.domain.figures.tallies import Tally
from models.domain.figures.trends import trend_point
from models.domain.sheets import report_tables
from models.language import load
from models.services.figures.deriving import rebuild_all
from models.services.figures.explaining import explain
from models.services.figures.recounting import CountedOtherwise, SumsCountedOtherwise
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.figures.standings import CountsUnreadable
from models.services.office.closing import close_period, reopen_period
from models.store.database import Station
from models.store.sql import rows
from printing.sheets.report import print_report
from printing.sheets.result_sheet import print_result_sheet
from printing.sheets.single import print_single
from tests.builders.acts import AT, WARD, act_of
from tests.builders.changed_bases import COUNTED, Change, changed, flipped
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_hub, of_office, period_of, ward

VIETNAMESE = load("vi")
SUMS: dict[str, Change] = {"sums": flipped("whole")}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward", is_hub=True)) as station:
        yield station


@pytest.fixture
def period(station: Station) -> Period:
    period = period_of(station, units=(WARD,))
    keyed(station, period, [row | {"D0": "4"} for row in sample_rows()[:12]], sector="Hộ tịch")
    return period


@pytest.fixture
def told_whole(station: Station) -> Period:
    """A period of which nothing is held back: all answered alike."""
    period = period_of(station, units=(WARD,))
    keyed(station, period, [sample_rows()[0] | {"D0": "4"}] * 12, sector="Hộ tịch")
    return period


def sheet(station: Station, period: Period, to: Path) -> None:
    figures = figures_of(station, period, of_hub(station))
    print_result_sheet(station, period, figures, language=VIETNAMESE, to=to, at=AT)


def report(station: Station, period: Period, to: Path) -> None:
    print_report(station, period, report_of(station, period, of_hub(station)), language=VIETNAMESE, to=to, at=AT)


def single(station: Station, period: Period, to: Path) -> None:
    made = report_of(station, period, of_office(WARD))
    print_single(station, period, made, report_tables(made)[0], language=VIETNAMESE, to=to, at=AT)


def workbook(station: Station, period: Period, to: Path) -> None:
    write_report(station, period, report_of(station, period, of_hub(station)), language=VIETNAMESE, to=to, at=AT)


READABLE = {name: change for name, change in COUNTED.items() if "unreadable" not in name and "deleted" not in name}
WAYS: tuple[Callable[[Station, Period, Path], None], ...] = (sheet, report, single, workbook)


TRIED = [
    pytest.param(name, way, marks=() if (turn + number) % (2 if name in SUMS else 4) == 0 else pytest.mark.nightly)
    for turn, name in enumerate((*READABLE, *SUMS))
    for number, way in enumerate(WAYS)
    if name not in SUMS or way is not single  # the sheet of one office stands on no sums
]
"""Each change is tried on one or two of the papers each day, turn about, and on all of them at night."""


@pytest.mark.parametrize(("name", "way"), TRIED)
def test_a_changed_count_is_not_printed_but_named_and_a_rebuild_heals_it(
    name: str, way: Callable[[Station, Period, Path], None], station: Station, period: Period, tmp_path: Path
) -> None:
    before = figures_of(station, period, of_hub(station))
    changed(station.folder, (READABLE | SUMS)[name])
    with pytest.raises((CountedOtherwise, SumsCountedOtherwise)) as found:
        way(station, period, tmp_path / "bảng")
    assert found.value.values["period"] == period.code
    assert not (tmp_path / "bảng").exists()
    rebuild_all(station)
    way(station, period, tmp_path / "bảng")
    assert figures_of(station, period, of_hub(station)) == before


UNREADABLE = {name: change for name, change in COUNTED.items() if "unreadable" in name}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_count_that_does_not_read_is_told_as_that(name: str, station: Station, period: Period) -> None:
    figures_of(station, period, of_office(WARD))
    changed(station.folder, UNREADABLE[name])
    with pytest.raises(CountsUnreadable):
        figures_of(station, period, of_office(WARD))
    rebuild_all(station)
    assert figures_of(station, period, of_office(WARD)).measure.forms


def test_the_same_numbers_have_one_code_in_every_language(station: Station, period: Period, tmp_path: Path) -> None:
    figures = figures_of(station, period, of_office(WARD))
    for code in ("vi", "en"):
        print_result_sheet(station, period, figures, language=load(code), to=tmp_path / code, at=AT)
    assert rows(station.db, "SELECT fingerprint FROM printed") == [(figures.fingerprint,)]
    assert explain(station, figures.fingerprint[:16]).is_proven


def _with_tally(figures: Figures) -> Figures:
    first, *others = figures.variants
    counts = dict(first.counts)
    name, tally = next((name, tally) for name, tally in counts.items() if tally.values)
    counts[name] = Tally({value: n + 1 for value, n in tally.values.items()})
    return replace(figures, variants=(first._replace(counts=counts), *others))


def _with_measure(**told: Any) -> Callable[[Figures], Figures]:
    def change(figures: Figures) -> Figures:
        measure: Measure = replace(figures.measure, **told)
        return replace(figures, measure=measure)

    return change


def _with_line(**told: Any) -> Callable[[Figures], Figures]:
    return lambda figures: replace(figures, lines=(replace(figures.lines[0], **told), *figures.lines[1:]))


def _with_criterion(figures: Figures) -> Figures:
    first, *others = figures.measure.factors
    criterion, *more = first.criteria
    changed = replace(first, criteria=(replace(criterion, mean=Fraction(1)), *more))
    return replace(figures, measure=replace(figures.measure, factors=(changed, *others)))


UNLIKE: dict[str, Callable[[Figures], Figures]] = {
    "a count": _with_tally,
    "the index": _with_measure(overall=Fraction(1)),
    "the forms": _with_measure(forms=1),
    "a mean": _with_criterion,
    "the book of forms": lambda figures: replace(figures, balance={**figures.balance, "lost": 99}),
    "the rank": _with_line(rank=7),
    "the grade": _with_line(grade="Z"),
    "the sample": _with_line(population=9999),
    "late lines": _with_line(late=3),
    "lacking lines": _with_line(lacking=3),
    "closed": _with_line(is_closed=True),
    "what breakdowns are counted from": _with_line(basis="0"),
    "who has not sent": lambda figures: replace(figures, not_sent=(figures.unit,)),
    "the edition": lambda figures: replace(figures, edition=2),
    "the closing": lambda figures: replace(figures, closing="x:1"),
    "alarms": lambda figures: replace(figures, alarms=1),
    "keyed, not issued": lambda figures: replace(figures, keyed_not_issued=1),
    "a reference form": lambda figures: replace(figures, is_reference=not figures.is_reference),
    "the method": lambda figures: replace(figures, method=replace(figures.method, suppress_under=9)),
    "with late lines": lambda figures: replace(figures, with_late=True),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_figures_that_differ_in_anything_printed_have_unlike_codes(
    name: str, station: Station, told_whole: Period
) -> None:
    figures = figures_of(station, told_whole, of_office(WARD))
    days = (told_whole.evaluated_from, told_whole.evaluated_to)
    assert control_code(figures, days) == figures.fingerprint
    assert control_code(UNLIKE[name](figures), days) != figures.fingerprint
    assert control_code(figures, (date(2026, 1, 1), days[1])) != figures.fingerprint


def test_a_report_beside_other_earlier_periods_has_another_code(station: Station, period: Period) -> None:
    figures = figures_of(station, period, of_office(WARD))
    point = trend_point(figures)
    codes = {
        code_with_trend(figures.fingerprint, ()),
        code_with_trend(figures.fingerprint, (point,)),
        code_with_trend(figures.fingerprint, (replace(point, measure=replace(point.measure, overall=Fraction(1))),)),
    }
    assert len(codes) == 3
    assert figures.fingerprint in codes


def test_an_edition_with_the_same_answers_has_another_code(station: Station, period: Period) -> None:
    codes = []
    for _ in range(2):
        close_period(station, period, act=act_of())
        codes.append(figures_of(station, period, of_office(WARD)).fingerprint)
        reopen_period(station, period, reason="x", act=act_of())
    assert len(set(codes)) == 2


def test_where_forms_belong_is_covered_though_no_index_tells_it(tmp_path: Path) -> None:
    """Two offices with the same answers, from other sectors: their breakdowns differ, and so do their codes."""
    codes = set()
    for sector in ("Hộ tịch", "Đất đai"):
        with closing(ward(tmp_path / sector)) as station:
            period = period_of(station)
            keyed(station, period, sample_rows()[:5], sector=sector)
            codes.add(figures_of(station, period, of_office(WARD)).fingerprint)
    assert len(codes) == 2
