"""The frame of a form is data: who asks and why is printed where it is said, and a form of another sector has no word of ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from models.catalogue import BUILT_IN
from models.catalogue.questionnaires import built_in, built_in_sheets, further_questionnaires
from models.domain.questionnaire.paper_words import PaperWords
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, read_questionnaire
from models.language import load
from printing.fonts import face
from printing.questionnaire_form import print_forms, require_printable
from printing.registration import lay_out
from tests.builders.papers import BA_DINH, citizens, forms
from tests.builders.scans import pages_of

VI = load("vi")
OFFICE = re.compile(
    "một cửa|thủ tục hành chính|lĩnh vực|thủ tục:|hồ sơ trả kết quả|hồ sơ đã trả|người dân, tổ chức", re.IGNORECASE
)
"""Words of administrative services."""
OTHER_SECTORS = ("yte_cn", "truonghoc_cn")
NOTICE = PaperWords(
    host="Sở Nội vụ",
    basis="Kế hoạch số 12/KH-UBND ngày 05/01/2026",
    contact="điện thoại 024 3825 0000",
    retention="đến hết ngày 31/12/2027 rồi hủy",
)


def printed(questionnaire: Questionnaire) -> list[str]:
    file = BytesIO()
    print_forms(questionnaire=questionnaire, letterhead=BA_DINH, forms=forms(1), language=VI, to=file)
    return [page.one_line for page in pages_of(file.getvalue())]


def test_who_asks_why_whom_to_ask_and_how_long_papers_stay_are_printed_where_they_are_said() -> None:
    first = printed(replace(citizens(), words=NOTICE))[0]
    for words in (
        "Cơ quan chủ trì: Sở Nội vụ.",
        "Căn cứ: Kế hoạch số 12/KH-UBND ngày 05/01/2026.",
        "Thắc mắc, phản ánh: điện thoại 024 3825 0000.",
        "Thời hạn lưu phiếu giấy: đến hết ngày 31/12/2027 rồi hủy.",
    ):
        assert words in first


def test_nothing_of_it_is_printed_where_it_is_not_said() -> None:
    one = printed(replace(citizens(), words=PaperWords(contact="024 3825 0000")))[0]
    assert "Thắc mắc, phản ánh: 024 3825 0000." in one
    for words in ("Cơ quan chủ trì", "Căn cứ:", "Thời hạn lưu"):
        assert words not in one
    usual = lay_out(citizens(), VI, face())
    assert len(usual.pages[0].blocks) == len(lay_out(replace(citizens(), words=NOTICE), VI, face()).pages[0].blocks) - 1


def test_lines_have_the_names_that_the_questionnaire_gives_and_stay_out_where_it_says_so() -> None:
    own = PaperWords(heading="PHIẾU ĐÁNH GIÁ", line_agency="Trường", line_sector="none", line_procedure="-")
    first = printed(replace(citizens(), words=own))[0]
    assert "PHIẾU ĐÁNH GIÁ" in first
    assert "Trường:" in first
    assert not re.search("Lĩnh vực:|Thủ tục:|PHIẾU KHẢO SÁT", first)
    spots = {n: room for n, _, _, room in lay_out(replace(citizens(), words=own), VI, face()).spots[0]}
    usual = {n: room for n, _, _, room in lay_out(citizens(), VI, face()).spots[0]}
    assert (set(spots), set(usual)) == ({0, 1}, {0, 1, 2, 3})
    assert spots[1] > usual[1], "the line goes on where its neighbour is left out"


def test_every_dotted_line_may_stay_out() -> None:
    none = PaperWords(**{f"line_{name}": "none" for name in ("desk", "agency", "sector", "procedure")})
    assert lay_out(replace(citizens(), words=none), VI, face()).spots == ((), ())
    assert "Cơ quan giải quyết" not in printed(replace(citizens(), words=none))[0]


def test_lines_about_the_dossier_stand_in_a_section_of_their_own_where_the_questionnaire_says_so() -> None:
    own = PaperWords(lines_after="A", lines_heading="B. Hồ sơ của Ông/Bà")
    questionnaire = replace(built_in()[0], words=own)
    first = printed(questionnaire)[0]
    places = [
        first.index(words)
        for words in ("Nơi nhận lại", "A. Thông tin", "B. Hồ sơ", "Cơ quan giải quyết", "C. Nhận định")
    ]
    assert places == sorted(places)
    for words in ("Hộ tịch", "Thủ tục đăng ký khai sinh", "trước ngày 30/09/2026"):
        assert words in first
    layout = lay_out(questionnaire, VI, face())
    below = {n: y for n, _, y, _ in layout.spots[0]}
    assert below[0] < min(box.y for box in layout.pages[0].boxes) < below[1] == below[2] < below[3]


def test_lines_behind_a_group_that_is_not_there_are_refused_with_their_column() -> None:
    built = built_in_sheets("hailong_cn")
    (row,) = built.settings or ()
    with pytest.raises(QuestionnaireRefused) as refusal:
        read_questionnaire(replace(built, settings=(replace(row, cells={**row.cells, "lines_after": "X"}),)))
    assert [(each.column, each.reason) for each in refusal.value.findings] == [("lines_after", "value_unknown")]


@pytest.mark.parametrize("questionnaire", [*built_in(), *further_questionnaires()], ids=lambda each: each.id)
def test_a_built_in_form_fits_one_sheet_with_all_that_can_be_said_of_its_frame(questionnaire: Questionnaire) -> None:
    full = replace(questionnaire, words=NOTICE)
    require_printable(full, VI)


@pytest.mark.parametrize("questionnaire", [*built_in(), *further_questionnaires()], ids=lambda each: each.id)
def test_a_built_in_form_fits_one_sheet_also_where_the_catalogue_says_for_whom_it_is(
    questionnaire: Questionnaire,
) -> None:
    plain = lay_out(replace(questionnaire, said_kind=None), VI, face())
    told = lay_out(BUILT_IN.with_kind(replace(questionnaire, said_kind=None)), VI, face())
    first = {text.text for block in told.pages[0].blocks for text in block.texts}
    assert len(told.pages) == len(plain.pages) <= 2
    assert [text for text in first if text.startswith("(Dành cho")]


@pytest.mark.parametrize("form", OTHER_SECTORS)
def test_a_survey_of_another_sector_has_no_word_of_administrative_services_on_any_paper(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def sophieu(*words: object) -> dict[str, Any]:
        capsys.readouterr()
        assert cli.main([*map(str, words), "--data", str(tmp_path / "ward"), "--json"]) == 0, capsys.readouterr()
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    period = ("--period", "26Q3")
    sophieu("init", "--unit", "00004")
    span = ("--from", "01/07/2026", "--to", "30/09/2026")
    sophieu("period", "open", "26Q3", "--name", "Quý III", *span, "--questionnaire", form)
    issued = sophieu("forms", "issue", *period, "--variant", "CN", "--count", "12")
    sophieu("forms", "print", *period, "--out", tmp_path / "forms.pdf")
    asked = next(each for each in further_questionnaires() if each.id == form).singles
    rows = [
        ",".join([each["serial"], *("1" if n % 3 else "2" for _ in asked)]) for n, each in enumerate(issued["forms"])
    ]
    (tmp_path / "keyed.csv").write_text(
        "\n".join([",".join(("serial", *(q.name for q in asked))), *rows]), encoding="utf-8"
    )
    assert sophieu("key", "import", tmp_path / "keyed.csv", *period)["new"] == len(rows)
    sophieu("results", *period, "--report", tmp_path / "report.pdf", "--pdf", tmp_path / "sheet.pdf")
    for name in ("forms", "report", "sheet"):
        text = " ".join(page.one_line for page in pages_of((tmp_path / f"{name}.pdf").read_bytes()))
        found = [text[max(0, each.start() - 40) : each.end() + 20] for each in OFFICE.finditer(text)]
        assert found == [], name
