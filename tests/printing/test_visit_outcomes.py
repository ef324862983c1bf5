"""What came of the visits on paper: every sector with its counts and their sum, no name of anybody, nothing before it was counted."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from models.language import load
from models.services.forms.frames import import_frame
from models.services.forms.sampling import draw, drawn_people
from models.services.forms.visits import count_visits, visits
from models.store.database import Station
from printing.visit_outcomes import NoVisitsCounted, print_visit_outcomes
from tests.builders.acts import act_of
from tests.builders.scans import pages_of
from tests.builders.surveys import period_26q3

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 10, 5)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_counted_visits_stand_on_paper_with_their_sum_and_without_a_name(station: Station, code: str) -> None:
    period, language = period_26q3(station), load(code)
    import_frame(station, period, DATA / "danh-sach-mot-cua.xlsx", act=act_of())
    draw(station, period, seed="hat", size=60, act=act_of())
    with pytest.raises(NoVisitsCounted):
        print_visit_outcomes(station, period, today=TODAY, language=language, to=io.BytesIO())
    every = visits(station, period)
    assert len(every) > 2
    for place, each in enumerate(every[:2], 1):
        count_visits(
            station, period, sector=each.sector, refused=place, moved=0, not_met=1, wrong_person=0, act=act_of()
        )
    paper = io.BytesIO()
    assert print_visit_outcomes(station, period, today=TODAY, language=language, to=paper) == 2
    (page,) = pages_of(paper.getvalue())
    assert all(each.sector in page.one_line for each in every)
    first, second = every[:2]
    total = f"{language.say('Total')} {first.drawn + second.drawn} {first.reserve + second.reserve} 3 2 0 0"
    assert total in page.one_line
    people = [entry for entries in drawn_people(station, period) for entry in entries]
    assert people
    assert not [entry.name for entry in people if entry.name and entry.name in page.one_line]
