"""A printed figure can be made again from the lines that were here then, whatever came later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures, Reach
from models.domain.sheets import report_tables
from models.services.figures.explaining import (
    FingerprintAmbiguous,
    FingerprintMalformed,
    FingerprintUnknown,
    Leaving,
    explain,
    footing_as_printed,
    remember,
)
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.keying.keying import void
from models.services.office.closing import close_period, reopen_period
from models.store.database import Station
from models.store.sql import rows
from tests.builders.acts import AT, WARD, act_of
from tests.builders.forms import keyed
from tests.builders.streams import speaking_for
from tests.builders.surveys import EVALUATED, of_hub, of_office, period_of, ward

HALF = {"TC1": "4", "TC2": "4", "TC3": "4", "TC4": "4", "TT1": "4", "TT2": "4", "TT3": "4", "TT4": "4", "TT5": "4"}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = ward(tmp_path / "ward")
    yield station
    station.close()


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station)


def shown(station: Station, period: Period, *, late: bool = False) -> Figures:
    results = figures_of(station, period, of_office(station.unit), late=late)
    remember(station, (Leaving(period, results),), language="vi", at=AT)
    return results


def test_the_figures_of_then_are_made_again_after_more_has_come(station: Station, period: Period) -> None:
    serials = keyed(station, period, [HALF | {"D0": "5"}, HALF | {"D0": "1"}])
    first = shown(station, period)
    void(station, period, serial=serials[1], act=act_of())
    second = shown(station, period)
    assert first.fingerprint != second.fingerprint
    for results in (first, second):
        found = explain(station, results.fingerprint)
        assert found.figures == results
        assert found.is_proven
    assert [(head.station, head.n) for head in explain(station, first.fingerprint).printed.heads] == [(station.id, 4)]


def test_the_letters_of_the_footer_are_enough(station: Station, period: Period) -> None:
    keyed(station, period, [HALF])
    results = shown(station, period)
    footer = " ".join(results.fingerprint[n : n + 4] for n in range(0, 16, 4))
    assert explain(station, footer.upper()).printed.fingerprint == results.fingerprint


def test_a_closed_sheet_is_made_again_as_it_was_closed(station: Station, period: Period) -> None:
    keyed(station, period, [HALF | {"D0": "5"}])
    close_period(station, period, act=act_of())
    closed = shown(station, period)
    reopen_period(station, period, reason="thiếu phiếu", act=act_of())
    keyed(station, period, [HALF | {"D0": "1"}])
    assert shown(station, period).edition == 0
    found = explain(station, closed.fingerprint)
    assert found.figures == closed
    assert found.figures.reach is Reach.OFFICE
    assert found.figures.edition == 1


def test_figures_that_were_never_noted_are_found_while_they_stand(station: Station, period: Period) -> None:
    keyed(station, period, [HALF])
    results = figures_of(station, period, of_office(WARD))
    found = explain(station, results.fingerprint)
    assert (found.printed.language, found.printed.at, found.is_proven) == ("vi", "", True)


@pytest.mark.parametrize("letters", ["12ab", "không phải mã", ""])
def test_what_cannot_be_a_fingerprint_is_refused_as_that(station: Station, letters: str) -> None:
    with pytest.raises(FingerprintMalformed):
        explain(station, letters)


@pytest.mark.parametrize("letters", ["0" * 64, "12ab34cd"])
def test_an_unknown_fingerprint_is_refused(station: Station, period: Period, letters: str) -> None:
    keyed(station, period, [HALF])
    with pytest.raises(FingerprintUnknown):
        explain(station, letters)


def test_letters_that_fit_several_are_refused(station: Station, period: Period) -> None:
    keyed(station, period, [HALF])
    first = shown(station, period)
    other = first.fingerprint[:20] + ("0" * 44 if first.fingerprint[20:] != "0" * 44 else "1" * 44)
    rows(
        station.db,
        "INSERT INTO printed SELECT ?, period, unit, is_hub, is_late, language, method, heads, at, edition FROM printed",
        (other,),
    )
    with pytest.raises(FingerprintAmbiguous):
        explain(station, first.fingerprint[:20])
    assert explain(station, first.fingerprint).is_proven


def test_a_line_changed_on_the_disk_is_noticed(station: Station, period: Period) -> None:
    keyed(station, period, [HALF | {"D0": "5"}])
    first = shown(station, period)
    rows(station.db, "UPDATE keying SET seconds = 7")
    found = explain(station, first.fingerprint)
    assert [head.station for head in found.changed] == [station.id]
    assert not found.is_proven


def test_a_ranking_is_made_again_too(tmp_path: Path) -> None:
    city = BUILT_IN.find_unit("01", EVALUATED[1])
    offices = [unit.key for unit in BUILT_IN.children(city.key, EVALUATED[1], level="commune")][:3]
    with closing(ward(tmp_path / "hub", unit=city.key, is_hub=True)) as hub:
        period = period_of(hub, units=tuple(offices))
        for office, general in zip(offices[:2], ("5", "1"), strict=True):
            keyed(speaking_for(hub, office, f"may-{office.code}"), period, [HALF | {"D0": general}])
        before = figures_of(hub, period, of_hub(hub))
        remember(hub, (Leaving(period, before),), language="vi", at=AT)
        keyed(speaking_for(hub, offices[2], "may-x"), period, [HALF | {"D0": "3"}])
        found = explain(hub, before.fingerprint)
        assert found.figures.reach is Reach.HUB
        assert found.is_proven
        assert found.figures == before
        assert len(figures_of(hub, period, of_hub(hub)).lines) == 3


def test_the_complete_report_of_then_is_made_again_after_more_has_come(station: Station, period: Period) -> None:
    serials = keyed(station, period, [HALF | {"D0": "5", "A1": "1"}, HALF | {"D0": "1", "A1": "2"}], sector="Hộ tịch")
    first = shown(station, period)
    then = report_of(station, period, of_office(station.unit))
    void(station, period, serial=serials[1], act=act_of())
    printed = explain(station, first.fingerprint).printed
    again = report_of(station, period, of_office(station.unit), footing=footing_as_printed(station, printed))
    assert (
        report_tables(again)
        == report_tables(then)
        != report_tables(report_of(station, period, of_office(station.unit)))
    )


def test_the_hubs_report_of_then_is_made_again_after_more_has_come(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "hub", is_hub=True)) as hub:
        period = period_of(hub, units=(WARD,))
        serials = keyed(hub, period, [HALF | {"D0": "5"}, HALF | {"D0": "1"}])
        whole = figures_of(hub, period, of_hub(hub))
        remember(hub, (Leaving(period, whole),), language="vi", at=AT)
        then = report_of(hub, period, of_hub(hub))
        void(hub, period, serial=serials[1], act=act_of())
        printed = explain(hub, whole.fingerprint).printed
        again = report_of(hub, period, of_hub(hub), footing=footing_as_printed(hub, printed))
        assert report_tables(again) == report_tables(then) != report_tables(report_of(hub, period, of_hub(hub)))
