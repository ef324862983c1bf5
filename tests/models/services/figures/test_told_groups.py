"""What exports tell of an office, remembered from one table to the next: never longer than it holds."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from models.domain.book.periods import Period
from models.domain.figures.tallies import FormAnswers
from models.services.figures import told_groups as remembered
from models.services.figures.crossing import AREAS, crossed
from models.services.figures.telling import told_forms
from models.services.figures.told_groups import ToldGroup, told_groups
from models.store.database import Station
from tests.builders.acts import WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward


def some_rows(count: int, chance: random.Random) -> list[dict[str, str]]:
    return [
        chance.choice(sample_rows()) | {"A1": chance.choice("12"), "C2": chance.choice("1234")} for _ in range(count)
    ]


def groups_of(station: Station, period: Period) -> tuple[ToldGroup, ...]:
    ((unit, groups),) = told_groups(station, period, (WARD,))
    assert unit == WARD
    return groups


def forms_of(groups: tuple[ToldGroup, ...]) -> list[tuple[object, ...]]:
    return sorted(
        (each.coding, each.channel, each.sector, each.is_apart, tuple(each.described.items()), answers)
        for each in groups
        for answers in each.answers()
    )


@pytest.mark.parametrize("seed", range(6))
def test_groups_hold_every_form_as_it_is_told(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    sizes = {name: chance.choice((1, 4, 5, 9, 30)) for name in ("Hộ tịch", "Đất đai", "Xây dựng")}
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        for sector, count in sizes.items():
            keyed(station, period, some_rows(count, chance), sector=sector)
        told = sorted(
            (
                each.form.coding,
                each.form.channel,
                each.sector,
                each.is_apart,
                tuple(each.described.items()),
                FormAnswers(each.form.marks, each.form.rest),
            )
            for each in told_forms(station, period, WARD)
        )
        assert len(told) == sum(sizes.values())
        assert forms_of(groups_of(station, period)) == told


def test_an_office_is_worked_out_once_and_again_when_a_line_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def counted(station: Station, period: Period, unit: object) -> object:
        asked.append(unit)
        return told_forms(station, period, WARD)

    monkeypatch.setattr(remembered, "told_forms", counted)
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, some_rows(20, random.Random(7)), sector="Hộ tịch")
        first = crossed(station, period, of_office(WARD), question="C2", by="A1")
        for by in AREAS[:3]:
            crossed(station, period, of_office(WARD), question="C2", by=by)
        assert asked == [WARD]
        keyed(station, period, some_rows(20, random.Random(7)), sector="Hộ tịch")
        second = crossed(station, period, of_office(WARD), question="C2", by="A1")
        assert asked == [WARD, WARD]
        assert (first.whole.forms, second.whole.forms) == (20, 40)
