from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from models.domain.book.periods import Period
from models.domain.figures.results import Consolidated, Results
from models.domain.sheets.reports import Report
from models.domain.sheets.result_tables import tables_of
from models.language import LANGUAGES, Language, load
from models.services.figures.reporting import report_of, report_of_hub
from models.services.figures.results import consolidated, results_of
from printing.fonts import face
from printing.report_jobs import imprint_of
from printing.sheets.frame import Imprint
from printing.sheets.hub_sheet import print_hub_sheet
from printing.sheets.report import print_report
from printing.sheets.unit_sheet import print_unit_sheet
from tests.builders.surveys import BA_DINH, keyed, period_of, sample_rows, ward


class Made(NamedTuple):
    period: Period
    imprint: Imprint
    results: Results
    empty: Results
    hub: Consolidated
    report: Report
    hub_report: Report


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("sheets")
    with closing(ward(folder / "ward", is_hub=True)) as station, closing(ward(folder / "other")) as other:
        period = period_of(station, units=(BA_DINH,))
        keyed(station, period, sample_rows())
        bare = period_of(other)
        yield Made(
            period,
            imprint_of(station, period),
            results_of(station, period, BA_DINH),
            results_of(other, bare, BA_DINH),
            consolidated(station, period),
            report_of(station, period, BA_DINH),
            report_of_hub(station, period),
        )


def unit_pdf(made: Made, language: Language) -> bytes:
    out = io.BytesIO()
    print_unit_sheet(made.results, made.imprint, language=language, to=out)
    return out.getvalue()


def hub_pdf(made: Made, language: Language) -> bytes:
    out = io.BytesIO()
    print_hub_sheet(made.hub, made.imprint, language=language, to=out)
    return out.getvalue()


def report_pdf(report: Callable[[Made], Report]) -> Callable[[Made, Language], bytes]:
    def pdf(made: Made, language: Language) -> bytes:
        out = io.BytesIO()
        print_report(report(made), made.imprint, language=language, to=out)
        return out.getvalue()

    return pdf


PRINTERS: dict[str, Callable[[Made, Language], bytes]] = {
    "unit": unit_pdf,
    "hub": hub_pdf,
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
    figures: Results | Consolidated = made.hub if "hub" in code else made.results
    assert not any("Said(" in text or "Fraction(" in text for text in every)
    for text in every:
        assert figures.fingerprint[:4] in text
        assert made.period.code in text
        assert face().name in text
    assert "Nơi nhận:" in every[-1]


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on(made: Made) -> None:
    with closing(pypdfium2.PdfDocument(unit_pdf(made, load("vi")))) as document:
        top = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 45).strip() for page in document]
    assert top == ["", *map(str, range(2, len(top) + 1))]


def test_every_figure_of_the_tables_is_on_the_paper(made: Made) -> None:
    language = load("vi")
    text = " ".join(pages(unit_pdf(made, language)))
    for criterion in made.results.measure.criteria:
        assert criterion.index is not None
        assert criterion.mean is not None
        assert language.number(criterion.index, 2) in text
        assert language.number(criterion.mean, 4) in text
    assert "85,14" in text
    assert "83,44" in text


def test_an_office_without_a_valid_form_has_a_sheet_that_says_so(made: Made) -> None:
    out = io.BytesIO()
    print_unit_sheet(made.empty, made.imprint, language=load("vi"), to=out)
    assert "Không có chỉ số hài lòng chung" in pages(out.getvalue())[0]


def test_a_sheet_is_written_whole_under_its_path(made: Made, tmp_path: Path) -> None:
    print_unit_sheet(made.results, made.imprint, language=load("vi"), to=tmp_path / "kết quả.pdf")
    assert (tmp_path / "kết quả.pdf").read_bytes() == unit_pdf(made, load("vi"))


def test_the_tables_of_a_sheet_have_cells_for_all_columns(made: Made) -> None:
    for table in (*tables_of(made.results), *tables_of(made.empty)):
        for row in table.rows:
            assert row.is_section or len(row.cells) == len(table.columns), table.name
