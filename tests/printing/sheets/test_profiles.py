"""The profile of an office: two pages, every number one that programs are answered, and no office told of by another's mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from models.domain.sheets.profiles import FEWEST, group_means
from models.language import load
from models.services.figures.explaining import explain
from models.services.figures.profiles import profiles_of
from models.services.figures.results import figures_of
from models.services.office.periods import find_period
from models.store.database import Station
from printing.sheets.profile import print_profiles
from tests.builders.acts import AT, WARD
from tests.builders.commands import runner
from tests.builders.forms import keyed, sample_rows
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent, city
from tests.builders.scans import pages_of
from tests.builders.surveys import closed_by_hub, of_office, period_of, ward

VIETNAMESE = load("vi")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Station]:
    then = [Sent(unit, 10 + 2 * n, 30, population=400) for n, unit in enumerate(WARDS)]
    now = [Sent(unit, 12 + 3 * n, 30, population=400) for n, unit in enumerate(WARDS[:4])]
    now += [Sent(WARDS[4], 3, 3), Sent(DEPARTMENTS[0], 28, 30), Sent(DEPARTMENTS[1], 14, 30)]
    with closing(city(tmp_path / "hub", {"26Q2": then, "26Q3": now})) as station:
        for code in ("26Q2", "26Q3"):
            closed_by_hub(station, find_period(station, code))
        yield station


def test_a_profile_has_two_pages_with_place_group_periods_and_wishes(hub: Station, tmp_path: Path) -> None:
    period = find_period(hub, "26Q3")
    (file,) = print_profiles(hub, period, tmp_path / "a.pdf", units=(WARD,), language=VIETNAMESE, at=AT)
    pages = [page.one_line for page in pages_of(file.read_bytes())]
    assert len(pages) == 2
    for words in ("Xếp hạng trong nhóm", "Bình quân của nhóm", "Yếu tố so với bình quân của nhóm", "Diễn biến qua các kỳ",
                  "Tiêu chí so với bình quân của nhóm", "Mong đợi nhiều nhất"):  # fmt: skip
        assert words in " ".join(pages), words


def test_every_figure_of_a_profile_is_answered_to_programs(
    hub: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    period = find_period(hub, "26Q3")
    (file,) = print_profiles(hub, period, tmp_path / "a.pdf", units=(WARD,), language=VIETNAMESE, at=AT)
    words = " ".join(page.one_line for page in pages_of(file.read_bytes()))
    (profile,) = profiles_of(hub, period, (WARD,))
    hub.close()
    run = runner(capsys, hub.folder)
    own = run("results", "--period", "26Q3", "--unit", WARD.code, "--json").answer
    whole = run("results", "--period", "26Q3", "--json").answer
    number = VIETNAMESE.number
    for told in (own["overall"], *(each["index"] for each in (*own["factors"], *own["criteria"]))):
        assert told is None or number(Fraction(str(told)), 2) in words
    (unit,) = [each for each in whole["units"] if each["name"] == profile.figures.unit.full_name]
    (group,) = [each for each in whole["groups"] if each["group"] == unit["group"]]
    ranked = sum(each["group"] == unit["group"] and each["rank"] is not None for each in whole["units"])
    assert f"{unit['rank']}/{ranked}" in words
    assert number(Fraction(str(group["mean"])), 2) in words


def test_a_mean_of_few_offices_tells_no_criterion(hub: Station) -> None:
    period = find_period(hub, "26Q3")
    every = [figures_of(hub, period, of_office(unit)) for unit in (*WARDS, *DEPARTMENTS)]
    means = group_means(every)
    assert (means["commune"].offices, means["department"].offices) == (4, 2)
    assert means["commune"].criteria
    assert means["department"].criteria == {}
    assert FEWEST > 2


def test_of_an_office_of_few_people_a_profile_tells_nothing(hub: Station, tmp_path: Path) -> None:
    period = find_period(hub, "26Q3")
    (file,) = print_profiles(hub, period, tmp_path / "a.pdf", units=(WARDS[4],), language=VIETNAMESE, at=AT)
    (page,) = [page.one_line for page in pages_of(file.read_bytes())]
    assert "Chỉ số hài lòng chung" not in page
    assert "%" not in page


def test_the_codes_below_a_profile_prove_it(hub: Station, tmp_path: Path) -> None:
    period = find_period(hub, "26Q3")
    print_profiles(hub, period, tmp_path / "a.pdf", units=(WARD,), language=VIETNAMESE, at=AT)
    (profile,) = profiles_of(hub, period, (WARD,))
    assert profile.hub is not None
    for figures in (*profile.before, profile.hub, profile.figures):
        assert explain(hub, figures.fingerprint).is_proven


def test_a_ward_prints_its_own_without_a_group(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows())
        (file,) = print_profiles(station, period, tmp_path / "a.pdf", units=(WARD,), language=VIETNAMESE, at=AT)
        pages = [page.one_line for page in pages_of(file.read_bytes())]
    assert len(pages) == 2
    assert "nhóm" not in pages[0]
    assert "SỐ LIỆU TẠM THỜI" in pages[0]


def test_profiles_of_all_offices_are_a_file_each(
    hub: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.close()
    ran = runner(capsys, hub.folder)("results", "--period", "26Q3", "--profiles", tmp_path / "all", "--json")
    assert ran.code == 0
    assert len(list((tmp_path / "all").glob("*.pdf"))) == 7
    refused = runner(capsys, hub.folder)("results", "--period", "26Q3", "--profile", tmp_path / "one.pdf", "--json")
    assert refused.code == 2
