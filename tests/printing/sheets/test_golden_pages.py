"""Pages of the report, word by word and place by place; `--golden-update` writes them anew."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from models.language import load
from models.services.figures.reporting import report_of
from printing.sheets.report import print_report
from tests.builders.acts import AT, WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.scans import placed_words
from tests.builders.surveys import closed_by_hub, of_hub, of_office, period_of, ward

GOLDEN = Path(__file__).parents[2] / "data" / "golden"


class Printed(NamedTuple):
    office: bytes
    hub: bytes


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    with closing(ward(tmp_path_factory.mktemp("golden") / "ward", is_hub=True)) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows(), sector="Hộ tịch")
        closed_by_hub(station, period)
        reports = report_of(station, period, of_office(WARD)), report_of(station, period, of_hub(station))
        made = []
        for report in reports:
            out = io.BytesIO()
            print_report(station, period, report, language=load("vi"), to=out, at=AT)
            made.append(out.getvalue())
        yield Printed(*made)


@pytest.mark.parametrize(
    ("name", "which", "page"),
    [("bia-va-phat-thu", "office", 0), ("yeu-to", "office", 1), ("tieu-chi", "office", 2), ("xep-hang", "hub", 0)],
)
def test_a_page_is_as_it_was_looked_at(
    printed: Printed, name: str, which: str, page: int, request: pytest.FixtureRequest
) -> None:
    lines = placed_words(printed._asdict()[which], page)
    file = GOLDEN / f"{name}.txt"
    if request.config.getoption("--golden-update"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8").splitlines()
