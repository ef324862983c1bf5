"""The offices that have not sent, on paper: every one of a whole city, in the order of the board, the days beside each."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.language import load
from models.services.exchange.board import BoardRow, board, silent_offices
from printing.silent_list import NobodyIsSilent, print_silent
from tests.builders.exchange import keyed_offices
from tests.builders.scans import pages_of

TODAY = date(2026, 10, 5)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_silent_office_of_a_city_stands_on_the_list(tmp_path: Path, code: str) -> None:
    offices = keyed_offices(tmp_path)
    here = silent_offices(offices.hub, board(offices.hub, offices.period, today=TODAY))[0]
    wards = BUILT_IN.children(offices.hub.unit, TODAY)
    silent: list[BoardRow] = [replace(here, unit=ward.key, silent=65) for ward in wards]
    paper = io.BytesIO()
    count = print_silent(offices.hub, offices.period, silent, today=TODAY, language=load(code), to=paper)
    text = " ".join(page.one_line for page in pages_of(paper.getvalue()))
    assert count == len(wards) > 120
    assert all(ward.key.code in text for ward in wards)
    assert text.count(" 65 ") >= count - 1
    with pytest.raises(NobodyIsSilent):
        print_silent(offices.hub, offices.period, (), today=TODAY, language=load(code), to=io.BytesIO())
    offices.close()
