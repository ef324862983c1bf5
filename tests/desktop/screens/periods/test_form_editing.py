"""Editing a questionnaire without a toolkit: what is seen of each line, undo, the paper, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.office import Office
from desktop.screens.deeds import next_step
from desktop.screens.periods.form_editing import FACTOR, UNSCORED, FormEditing
from desktop.screens.periods.form_parts import difference_rows
from desktop.screens.periods.presenter import Presenter
from exports.questionnaires import read_form
from models.domain.questionnaire.questions.contract import ImpossibleCode
from models.domain.questionnaire.xlsform import QuestionnaireRefused
from models.language import load
from models.services.office.questionnaires import (
    add_questionnaire,
    compare_here,
    find_questionnaire,
    questionnaires,
    questionnaires_of,
)
from models.store.database import Station
from printing.registration import QuestionnaireTooLong
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.scans import pages_of
from tests.builders.surveys import period_of, ward

OWN_FORM = Path(__file__).parents[3] / "data" / "phieu-dia-phuong.xlsx"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


def desk(station: Station) -> Office:
    """The office of a station, speaking Vietnamese."""
    office = office_at(station)
    office.language = load("vi").through(next_step)
    return office


@pytest.fixture
def editing(station: Station) -> FormEditing:
    return FormEditing(desk(station), find_questionnaire(station, "hailong_cn"))


def row(editing: FormEditing, name: str) -> int:
    return next(n for n, line in enumerate(editing.lines) if line.row["name"] == name)


def test_every_line_shows_number_words_answers_and_who_is_asked(editing: FormEditing) -> None:
    shown = editing.rows()
    assert len(shown) == len(editing.lines)
    group, asked = shown[row(editing, "A")], shown[row(editing, "C7")]
    assert (*group[:2], group[4]) == ("▸", "A. Thông tin chung", "nhóm")
    assert asked[0] == "C7"
    assert asked[1].startswith("    Nếu trễ hẹn")
    assert asked[3] == "C6 = Trễ hẹn"
    assert {each[2] for each in shown} == {""}
    assert not editing.is_changed
    assert editing.state_told() == ""


def test_each_edit_is_taken_back_and_done_again(editing: FormEditing) -> None:
    at = row(editing, "C2")
    before = editing.sheets
    assert editing.reword(at, "Mấy lần?")
    assert not editing.reword(at, "Mấy lần?"), "the same words again are no step"
    editing.move(at, down=True)
    after = editing.sheets
    assert editing.undo()
    assert editing.rows()[at][1].strip() == "Mấy lần?"
    assert editing.undo()
    assert not editing.undo()
    assert editing.sheets == before
    assert not editing.is_changed
    assert editing.redo()
    assert editing.redo()
    assert not editing.redo()
    assert editing.sheets == after
    editing.undo()
    editing.reword(at, "Bao nhiêu lần?")
    assert not editing.redo(), "an edit after taking back ends what could be done again"


def test_what_cannot_be_stands_beside_its_line_and_is_not_kept(editing: FormEditing) -> None:
    at = row(editing, "C7")
    editing.take_out(row(editing, "C6"))
    (told,) = {each[2] for each in editing.rows()} - {""}
    assert "C6" in told
    assert editing.rows()[row(editing, "C7")][2] == told
    assert editing.draft is None
    assert "1 chỗ" in editing.state_told()
    for refused in (editing.save, editing.difference, editing.sound):
        with pytest.raises(QuestionnaireRefused):
            refused()
    editing.undo()
    assert editing.rows()[at][2] == ""


def test_what_is_wrong_with_a_choice_stands_beside_every_question_that_offers_it(editing: FormEditing) -> None:
    from models.domain.questionnaire import editing as sheets_editing

    first = sheets_editing.choices_in(editing.sheets, "co_khong")[0]
    editing.do(lambda of: sheets_editing.with_choice_cells(of, first.place, {"label": ""}))
    users = sheets_editing.users_of(editing.sheets, "co_khong")
    assert [line.row["name"] for line, shown in zip(editing.lines, editing.rows(), strict=True) if shown[2]] == list(
        users
    )


def test_a_form_longer_than_its_sheet_is_told_before_it_is_kept(editing: FormEditing) -> None:
    for n in range(5):
        editing.add(row(editing, "F"), "text", f"Ý kiến thêm {n}: " + "rất dài " * 90)
    assert "dài quá" in editing.state_told()
    with pytest.raises(QuestionnaireTooLong):
        editing.save()


def test_a_new_question_a_group_and_a_skip_are_read_as_they_were_said(editing: FormEditing) -> None:
    at = editing.add(row(editing, "C5"), "select_one", "Vì sao?", ("Một", "Hai"))
    name = editing.lines[at].row["name"]
    cells = {"label": "Vì sao vậy?", "relevant": editing.condition("C5", ("1", "2")), "required": "yes"}
    assert editing.change_line(at, cells, UNSCORED)
    question = editing.sound().by_name[name]
    assert (question.group, question.required, question.relevant) == ("C", True, "${C5} = '1' or ${C5} = '2'")
    assert editing.condition("C1", ("1",)) == "selected(${C1}, '1')"
    assert editing.skip_of(question.relevant)[:2] == ("C5", ("1", "2"))
    assert editing.rows()[at][3] == "C5 = Có / Không"
    assert name not in [code for code, _ in editing.skip_choices(at)]
    editing.take_out(at)
    assert editing.add_group(row(editing, "F"), "G. Ý kiến")
    assert editing.sound().groups[-1].label == "G. Ý kiến"


def test_scores_that_were_read_from_the_words_stay_when_one_is_changed(station: Station, tmp_path: Path) -> None:
    """A form without the column `score` counts what its scale says; saying it of one question must not lose the others."""
    taken = read_form(OWN_FORM, today=date(2026, 11, 30))
    add_questionnaire(station, taken.sheets, act=act_of())
    before = find_questionnaire(station, "phieu_dia_phuong")
    editing = FormEditing(desk(station), before)
    first, *others = [each.name for each in before.criteria]
    assert editing.score_of(row(editing, first)) == "criterion"
    assert editing.score_of(row(editing, before.factors[0].name)) == FACTOR
    assert editing.change_line(row(editing, first), {}, UNSCORED)
    assert [each.name for each in editing.sound().criteria] == others
    assert not editing.difference().is_scoring_equal
    assert editing.difference().is_coding_equal


def test_the_paper_is_the_very_form_with_a_number_that_is_never_issued(editing: FormEditing, tmp_path: Path) -> None:
    editing.reword(row(editing, "C2"), "Ông/Bà đã đến mấy lần?")
    editing.change_frame({"host": "Sở Nội vụ", "basis": "", "line_sector": "none"})
    editing.write_specimen(tmp_path / "specimen.pdf")
    first = pages_of((tmp_path / "specimen.pdf").read_bytes())[0].one_line
    assert "Ông/Bà đã đến mấy lần?" in first
    assert "Cơ quan chủ trì: Sở Nội vụ." in first
    assert "Lĩnh vực:" not in first
    assert "0-00004-CN-100000-" in first


def test_the_keying_screen_asks_what_the_draft_asks(editing: FormEditing) -> None:
    editing.change_line(row(editing, "C8"), {"relevant": editing.condition("C3", ("1",))}, UNSCORED)
    assert not editing.is_asked("C8")
    editing.key("C3", "1")
    assert editing.is_asked("C8")
    with pytest.raises(ImpossibleCode):
        editing.key("C3", "7")


def test_keeping_makes_an_edition_and_a_running_period_keeps_its_paper(editing: FormEditing, station: Station) -> None:
    here = period_of(station)
    used = questionnaires_of(station, here)
    editing.reword(row(editing, "C2"), "Mấy lần?")
    assert "gộp chung" in editing.state_told()
    assert difference_rows(editing.difference(), editing.office.language)[0][1:] == (
        "lời hỏi",
        "Ông/Bà đã phải đi lại bao nhiêu lần để giải quyết hồ sơ này?",
        "Mấy lần?",
    )
    made = editing.save()
    assert made.edition > editing.before.edition
    assert find_questionnaire(station, "hailong_cn") == made
    assert questionnaires_of(station, here) == used


def test_answers_that_will_not_be_pooled_are_told_before_keeping(editing: FormEditing) -> None:
    editing.change_line(row(editing, "C3"), {"relevant": editing.condition("C2", ("2",))}, UNSCORED)
    assert "không được gộp" in editing.state_told()


def test_a_questionnaire_of_its_own_leaves_the_other_as_it_is(editing: FormEditing, station: Station) -> None:
    editing.reword(row(editing, "C2"), "Mấy lần?")
    made = editing.save(own_id="cua_phuong")
    assert made.id == "cua_phuong"
    assert find_questionnaire(station, "hailong_cn") == editing.before
    assert "cua_phuong" in [each.id for each in questionnaires(station)]


def test_the_screen_remembers_what_is_not_kept_and_compares_editions(station: Station) -> None:
    screen = Presenter(desk(station))
    screen.refresh()
    place = [each.id for each in screen.questionnaires].index("hailong_cn")
    editing = screen.edit_form(place)
    assert screen.unsaved == ""
    editing.reword(row(editing, "C2"), "Mấy lần?")
    assert "hailong_cn" in screen.unsaved
    assert screen.edit_form(0) is editing
    editing.save()
    screen.editing = None
    screen.refresh()
    place = [each.id for each in screen.questionnaires].index("hailong_cn")
    former = screen.comparable(place)[0]
    assert (former.id, former.edition) == ("hailong_cn", editing.before.edition)
    assert [each.name for each in compare_here(station, former, screen.questionnaires[place]).changes] == ["C2"]
