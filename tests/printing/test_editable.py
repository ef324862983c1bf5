"""Papers that an office goes on writing: skeleton, figures, gaps where judgement is needed, a note of what they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from models.file_names import EndingOther
from models.language import load
from models.services.figures.explaining import explain
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period
from models.store.database import Station
from printing.editable.papers import NobodyProposed, PaperKind, write_editable
from tests.builders.acts import AT, WARD
from tests.builders.commands import runner
from tests.builders.forms import keyed, sample_rows
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent, city
from tests.builders.surveys import closed_by_hub, of_hub, of_office, period_of, ward
from tests.builders.word import W, text_of

VIETNAMESE = load("vi")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Station]:
    sent = [Sent(unit, 22 + 3 * n, 34, population=36) for n, unit in enumerate(WARDS)]
    sent += [Sent(DEPARTMENTS[0], 28, 30), Sent(DEPARTMENTS[1], 14, 30)]
    with closing(city(tmp_path / "hub", {"26Q3": sent})) as station:
        yield station


def written(station: Station, kind: PaperKind, to: Path, *, hub: bool = True) -> str:
    """All words of a paper, tables too, in their order."""
    period = find_period(station, "26Q3")
    report = report_of(station, period, of_hub(station) if hub else of_office(WARD))
    write_editable(station, period, report, kind, language=VIETNAMESE, to=to, at=AT)
    return text_of(to)


def test_a_report_has_its_skeleton_drafted_sentences_and_marked_gaps(hub: Station, tmp_path: Path) -> None:
    closed_by_hub(hub, find_period(hub, "26Q3"))
    words = written(hub, PaperKind.REPORT, tmp_path / "a.docx")
    parts = ("Căn cứ", "I. TỔ CHỨC THỰC HIỆN", "Phương pháp", "II. KẾT QUẢ", "III. NHẬN XÉT, ĐÁNH GIÁ", "2. Tồn tại, hạn chế",
             "3. Nguyên nhân", "IV. KIẾN NGHỊ, ĐỀ XUẤT", "Nơi nhận:", "CHỦ TỊCH")  # fmt: skip
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert re.search(r"Yếu tố thấp nhất là “.+” \(\d+,\d\d%\)\.", words)
    assert words.count("[") == 6


def test_every_index_of_a_report_is_answered_to_programs(
    hub: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed_by_hub(hub, find_period(hub, "26Q3"))
    words = written(hub, PaperKind.REPORT, tmp_path / "a.docx")
    hub.close()
    told = runner(capsys, hub.folder)("results", "--period", "26Q3", "--json").answer
    every = [told["overall"], told["mean"], *(each["overall"] for each in told["units"])]
    every += [each["index"] for each in (*told["factors"], *told["criteria"])]
    for value in every:
        assert value is None or VIETNAMESE.number(Fraction(str(value)), 2) in words


def test_under_every_table_stands_its_code_and_it_is_proven(hub: Station, tmp_path: Path) -> None:
    closed_by_hub(hub, find_period(hub, "26Q3"))
    words = written(hub, PaperKind.REPORT, tmp_path / "a.docx")
    codes = re.findall(r"Mã đối chiếu: ([0-9a-f ]{19})", words)
    ruled = list(docx.Document(str(tmp_path / "a.docx")).element.body.iter(f"{W}tblBorders"))
    assert len(codes) == len(ruled) > 5
    assert len(set(codes)) == 1
    assert explain(hub, codes[0]).is_proven


def test_the_same_figures_give_the_same_bytes(hub: Station, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        written(hub, PaperKind.REPORT, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_what_is_provisional_says_so_and_has_no_place_to_sign(hub: Station, tmp_path: Path) -> None:
    words = written(hub, PaperKind.REPORT, tmp_path / "a.docx")
    assert "CHỦ TỊCH" not in words
    section = docx.Document(str(tmp_path / "a.docx")).sections[0]
    for head in (section.first_page_header, section.header):
        assert "SỐ LIỆU TẠM THỜI" in head.paragraphs[0].text


def test_nobody_is_proposed_before_closing_and_only_who_surely_reaches_the_threshold(
    hub: Station, tmp_path: Path
) -> None:
    with pytest.raises(NobodyProposed):
        written(hub, PaperKind.COMMENDATION, tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()
    closed_by_hub(hub, find_period(hub, "26Q3"))
    report = report_of(hub, find_period(hub, "26Q3"), of_hub(hub))
    surely = [line.unit.full_name for line in report.figures.lines if line.commended_by.value == "interval"]
    assert surely
    words = written(hub, PaperKind.COMMENDATION, tmp_path / "a.docx")
    assert all(name in words for name in surely)
    assert not any(line.unit.full_name in words for line in report.figures.lines if line.unit.full_name not in surely)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PaperKind.NOTICE, ("THÔNG BÁO", "/TB-UBND", "Tóm tắt")),
        (PaperKind.MINUTES, ("BIÊN BẢN", "/BB-UBND", "NGƯỜI KIỂM PHIẾU", "phát hành")),
    ],
)
def test_a_ward_has_its_notice_and_its_minutes(kind: PaperKind, said: tuple[str, ...], tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows())
        words = written(station, kind, tmp_path / "a.docx", hub=False)
    assert all(each in words for each in said)


def test_another_ending_is_refused(hub: Station, tmp_path: Path) -> None:
    with pytest.raises(EndingOther):
        written(hub, PaperKind.REPORT, tmp_path / "a.pdf")
