"""Comments and signals of a hub: by office, screened, and nobody of an office with few forms is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.table_values import said
from models.domain.book.periods import Period
from models.domain.sheets import signals
from models.domain.sheets.comments import FEW_FORMS, Comment, Comments, OfficeComments, comments_table
from models.domain.sheets.signals import offices_table, rules_table, signal_tables
from models.services.figures.comments import comments_of
from models.services.figures.signals import signals_of
from models.store.database import Station
from tests.builders.acts import WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_hub, of_office, period_of, ward

NGOC_HA = BUILT_IN.find_unit("00008", date(2026, 9, 30))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[Station, Period]]:
    with closing(ward(tmp_path / "ward", is_hub=True)) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows())
        yield station, period


def test_signals_of_a_hub_count_by_rule_and_by_office(hub: tuple[Station, Period]) -> None:
    station, period = hub
    found = signals_of(station, period, of_hub(station))
    (one,) = signals_of(station, period, of_office(WARD)).offices
    assert found.forms == one.forms
    assert len(rules_table(found).rows) == len({each.title for each in one.found})
    struck = {each.title for each in one.striking}
    assert sum(row.is_total for row in rules_table(found).rows) == len(struck)
    assert [(place.unit.key, title) for place, title in found.places] == [
        (WARD, title) for title in dict.fromkeys(each.title for each in one.striking)
    ]
    assert len(offices_table(found).rows) == len(struck)
    assert [table.name for table in signal_tables(found)] == (
        [signals.CODE, f"{signals.CODE}a"] if struck else [signals.CODE]
    )


def test_comments_of_a_hub_stand_under_their_office_and_few_forms_under_no_name() -> None:
    many = OfficeComments(BUILT_IN.find_unit("00004", date(2026, 9, 30)), 5, (Comment("Hộ tịch", "Ý kiến", "Tốt"),) * 2)
    few = OfficeComments(NGOC_HA, 4, (Comment("Đất đai", "Ý kiến", "Chậm"),))
    table = comments_table(Comments(many.unit, "26Q3", by_office=True, offices=(few, many), least=5))
    told = [row.cells for row in table.rows]
    assert told == [
        (f"{many.unit.full_name} (00004)",),
        ("1", "Hộ tịch", "Ý kiến", "Tốt", 2),
        (said(FEW_FORMS),),
        ("2", "", "Ý kiến", "Chậm", 1),
    ]


def test_comments_of_a_hub_are_those_of_its_offices(hub: tuple[Station, Period]) -> None:
    station, period = hub
    found = comments_of(station, period, of_hub(station))
    assert found.forms == 150
    assert [each.unit.key for each in found.offices] == [WARD]
