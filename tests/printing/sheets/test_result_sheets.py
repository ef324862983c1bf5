from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from models.domain.book.periods import Period
from models.domain.figures.figures import Figures
from models.domain.sheets import brief_tables
from models.domain.sheets.report import Report
from models.language import LANGUAGES, Language, load
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.store.database import Station
from printing.fonts import face
from printing.sheets.report import print_report
from printing.sheets.result_sheet import print_result_sheet
from tests.builders.acts import AT, WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import closed_by_hub, of_hub, of_office, period_of, ward


class Made(NamedTuple):
    station: Station
    other: Station
    period: Period
    bare: Period
    results: Figures
    empty: Figures
    hub: Figures
    report: Report
    hub_report: Report


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("sheets")
    with closing(ward(folder / "ward", is_hub=True)) as station, closing(ward(folder / "other")) as other:
        bare = period_of(other)
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows())
        closed_by_hub(station, period)
        yield Made(
            station,
            other,
            period,
            bare,
            figures_of(station, period, of_office(WARD)),
            figures_of(other, bare, of_office(WARD)),
            figures_of(station, period, of_hub(station)),
            report_of(station, period, of_office(WARD)),
            report_of(station, period, of_hub(station)),
        )


def sheet_pdf(figures: Callable[[Made], Figures]) -> Callable[[Made, Language], bytes]:
    def pdf(made: Made, language: Language) -> bytes:
        out = io.BytesIO()
        counted = figures_of(made.station, made.period, figures(made).subject)
        print_result_sheet(made.station, made.period, counted, language=language, to=out, at=AT)
        return out.getvalue()

    return pdf


def report_pdf(report: Callable[[Made], Report]) -> Callable[[Made, Language], bytes]:
    def pdf(made: Made, language: Language) -> bytes:
        out = io.BytesIO()
        counted = report_of(made.station, made.period, report(made).figures.subject)
        print_report(made.station, made.period, counted, language=language, to=out, at=AT)
        return out.getvalue()

    return pdf


PRINTERS: dict[str, Callable[[Made, Language], bytes]] = {
    "unit": sheet_pdf(lambda made: made.results),
    "hub": sheet_pdf(lambda made: made.hub),
    "report": report_pdf(lambda made: made.report),
    "hub report": report_pdf(lambda made: made.hub_report),
}


def pages(content: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("code", PRINTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_figures_give_the_same_bytes(made: Made, code: str, language: str) -> None:
    assert PRINTERS[code](made, load(language)) == PRINTERS[code](made, load(language))


@pytest.mark.parametrize("code", PRINTERS)
def test_every_sheet_says_what_it_stands_on(made: Made, code: str) -> None:
    every = pages(PRINTERS[code](made, load("vi")))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in every[0]
    assert "KẾT QUẢ KHẢO SÁT, ĐO LƯỜNG SỰ HÀI LÒNG" in every[0].upper()
    assert "mẫu tham khảo – chưa đối chiếu văn bản gốc" in every[0]
    figures: Figures = made.hub if "hub" in code else made.results
    assert not any("Sentence(" in text or "Fraction(" in text for text in every)
    for text in every:
        assert figures.fingerprint[:4] in text
        assert made.period.code in text
        assert face().name in text
    assert "Nơi nhận:" in every[-1]


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on(made: Made) -> None:
    with closing(pypdfium2.PdfDocument(PRINTERS["unit"](made, load("vi")))) as document:
        top = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 45).strip() for page in document]
    assert top == ["", *map(str, range(2, len(top) + 1))]


def test_every_figure_of_the_tables_is_on_the_paper(made: Made) -> None:
    language = load("vi")
    text = " ".join(pages(PRINTERS["unit"](made, language)))
    for criterion in made.results.measure.criteria:
        assert criterion.index is not None
        assert criterion.mean is not None
        assert language.number(criterion.index, 2) in text
        assert language.number(criterion.mean, 4) in text
    assert "85,14" in text
    assert "83,44" in text


def test_an_office_without_a_valid_form_has_a_sheet_that_says_so(made: Made) -> None:
    out = io.BytesIO()
    print_result_sheet(made.other, made.bare, made.empty, language=load("vi"), to=out, at=AT)
    assert "Không có chỉ số hài lòng chung" in pages(out.getvalue())[0]


def test_a_sheet_is_written_whole_under_its_path(made: Made, tmp_path: Path) -> None:
    to = tmp_path / "kết quả.pdf"
    print_result_sheet(made.station, made.period, made.results, language=load("vi"), to=to, at=AT)
    assert (tmp_path / "kết quả.pdf").read_bytes() == PRINTERS["unit"](made, load("vi"))


def test_the_tables_of_a_sheet_have_cells_for_all_columns(made: Made) -> None:
    for table in (*brief_tables(made.results), *brief_tables(made.empty)):
        for row in table.rows:
            assert row.is_section or len(row.cells) == len(table.columns), table.name
