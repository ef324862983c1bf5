"""Every single edit of a questionnaire is told, and nothing is told of two that are equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in, built_in_sheets, further_questionnaires
from models.domain.questionnaire import editing
from models.domain.questionnaire.comparing import FRAME_TOLD, EditKind, compare, frame_of, moved_between
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, Sheets, read_questionnaire
from models.language import load

EVERY = (*built_in(), *further_questionnaires())


def sheets(id_: str = "hailong_cn") -> Sheets:
    return built_in_sheets(id_)


def place(name: str, of: Sheets) -> int:
    return next(line.place for line in editing.lines_of(of) if line.row["name"] == name)


def edited(name: str, id_: str = "hailong_cn", **cells: str) -> Questionnaire:
    of = sheets(id_)
    return read_questionnaire(editing.with_cells(of, place(name, of), cells))


def said(questionnaire: Questionnaire) -> object:
    """All that a questionnaire says but its id and edition, which every edition has for itself, and what follows from the rest."""
    return replace(questionnaire, id="", edition="", coding="", paper="", assumed=()), questionnaire.said_kind


@pytest.mark.parametrize("questionnaire", EVERY, ids=lambda each: each.id)
def test_a_questionnaire_differs_in_nothing_from_itself(questionnaire: Questionnaire) -> None:
    found = compare(questionnaire, replace(questionnaire, edition="other"))
    assert found.changes == ()
    assert found.is_coding_equal
    assert found.is_paper_equal
    assert found.is_scoring_equal
    assert found.apart == ()


CELLS: dict[str, st.SearchStrategy[str]] = {
    "label": st.text("aăâbc đêôơư", min_size=1, max_size=20).filter(str.strip),
    "hint": st.text("abc", max_size=5),
    "relevant": st.sampled_from(["", "${A1} = '1'", "${C6} = '3' or ${C6} = '2'"]),
    "required": st.sampled_from(["", "yes"]),
    "type": st.sampled_from(["select_one co_khong", "select_multiple nguon_tin", "integer", "decimal", "date", "text"]),
    "constraint": st.sampled_from(["", ". <= 20", "count-selected(.) <= 2"]),
    "constraint_message": st.text("abc", max_size=5),
    "paper_number": st.sampled_from(["", "Z9"]),
    "paper_page": st.sampled_from(["1", "2"]),
    "paper_lines": st.sampled_from(["", "4"]),
    "paper_digits": st.sampled_from(["", "3"]),
    "about": st.sampled_from(["", "respondent", "events", "wishes"]),
    "adverse": st.sampled_from(["", "1"]),
}


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Sheets], Sheets]:
    """One deed of a person at the list of questions."""
    which = draw(
        st.sampled_from(["cells", "move", "remove", "add", "group", "choice", "choice_move", "settings", "own"])
    )
    n, down = draw(st.integers(0, 500)), draw(st.booleans())
    column = draw(st.sampled_from(sorted(CELLS)))
    text, setting = (
        draw(CELLS[column]),
        draw(st.sampled_from(sorted(set(FRAME_TOLD) - {"variant", "reference", "respondents_who"}))),
    )

    def do(of: Sheets) -> Sheets:
        rows, choices = len(of.survey or ()), len(of.choices or ())
        match which:
            case "cells":
                return editing.with_cells(of, n % rows, {column: text})
            case "move":
                return editing.moved(of, n % rows, down=down)
            case "remove":
                return editing.removed(of, n % rows)
            case "add":
                return editing.with_question(of, n % rows, "select_one", "Câu mới", ("Có", "Không"))
            case "group":
                return editing.with_group(of, n % rows, "Nhóm mới")
            case "choice":
                return editing.with_choice_cells(of, n % choices, {"label": text if column == "label" else "Khác hẳn"})
            case "choice_move":
                return editing.choice_moved(of, n % choices, down=down)
            case "own":
                selects = [each.place for each in editing.lines_of(of) if each.list_name]
                return editing.with_own_list(of, selects[n % len(selects)])
            case _:
                return editing.with_settings(of, {setting: "Lời khác"})

    return do


@settings(deadline=None, max_examples=60)
@given(st.lists(edits(), min_size=1, max_size=3), st.sampled_from(["hailong_cn", "motcua_cn", "yte_cn"]))
def test_whatever_is_edited_is_told_and_nothing_else(deeds: list[Callable[[Sheets], Sheets]], id_: str) -> None:
    before = sheets(id_)
    after = before
    for deed in deeds:
        after = deed(after)
    try:
        one, other = read_questionnaire(before), read_questionnaire(after)
    except QuestionnaireRefused:
        return
    found = compare(one, other)
    assert bool(found.changes) == (said(one) != said(other))
    assert found.is_coding_equal == (one.coding == other.coding)
    assert bool(compare(other, one).changes) == bool(found.changes)


@pytest.mark.parametrize(
    ("cells", "kind", "coding", "paper"),
    [
        ({"label": "Mấy lần?"}, EditKind.WORDS, True, False),
        ({"hint": "Khác"}, EditKind.WORDS, True, False),
        ({"relevant": "${C8} = '1'"}, EditKind.SKIP, False, True),
        ({"required": "yes"}, EditKind.RULE, True, True),
        ({"about": "wishes"}, EditKind.ABOUT, True, True),
        ({"paper_number": "C2a"}, EditKind.LAYOUT, True, False),
    ],
)
def test_one_edit_is_one_change_and_says_what_it_means(
    cells: dict[str, str], kind: EditKind, *, coding: bool, paper: bool
) -> None:
    found = compare(read_questionnaire(sheets()), edited("C2", **cells))
    assert [(each.kind, each.name) for each in found.changes] == [(kind, "C2")]
    assert (found.is_coding_equal, found.is_paper_equal, found.is_scoring_equal) == (coding, paper, True)
    assert ("C2" in found.apart) == (not coding)


def test_old_and_new_words_stand_side_by_side() -> None:
    (change,) = compare(read_questionnaire(sheets()), edited("TC2", label="Trang thiết bị")).changes
    assert (change.before, change.after) == ("Trang thiết bị phục vụ người dân đầy đủ", "Trang thiết bị")
    assert "→" in str(change.sentence)


def test_a_question_that_is_moved_is_told_once_and_its_neighbours_are_not() -> None:
    of = sheets()
    after = read_questionnaire(editing.moved(of, place("C3", of), down=True))
    found = compare(read_questionnaire(of), after)
    assert {each.kind for each in found.changes} == {EditKind.MOVED}
    assert len(found.changes) == 1
    assert not found.is_coding_equal, "the order of questions is part of the coding"
    assert found.apart == ()


def test_a_criterion_that_counts_no_more_is_told_as_scoring() -> None:
    found = compare(read_questionnaire(sheets()), edited("TC2", score="none"))
    assert [each.kind for each in found.changes] == [EditKind.SCORING]
    assert not found.is_scoring_equal
    assert found.is_coding_equal


def test_a_word_of_the_sheets_is_told_as_people_call_it() -> None:
    vietnamese = load("vi")
    own, scored = edited("C2", about="events", required=""), edited("TC2", score="none")
    both = (
        *compare(own, edited("C2", about="respondent", required="yes")).changes,
        *compare(scored, read_questionnaire(sheets())).changes,
    )
    told = {vietnamese.sentence(each.sentence) for each in both}
    assert len(told) == 3
    assert not [each for each in told for word in ("criterion", "events", "respondent", "yes", "none") if word in each]


def test_what_is_said_around_the_questions_is_told_by_its_column() -> None:
    before = read_questionnaire(sheets())
    for column in set(FRAME_TOLD) - {"variant", "reference", "respondents_who", "respondents_paper"}:
        after = read_questionnaire(
            editing.with_settings(sheets(), {column: "C" if column == "lines_after" else "Lời khác"})
        )
        assert [each.name for each in compare(before, after).changes] == [column]
    assert set(frame_of(before)) == set(FRAME_TOLD)


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_the_fewest_are_told_as_moved(order: tuple[str, ...]) -> None:
    moved = moved_between("abcd", order)
    assert [each for each in order if each not in moved] == sorted(each for each in order if each not in moved)
    longest = max(
        (len(kept) for n in range(16) if (kept := [c for i, c in enumerate(order) if n >> i & 1]) == sorted(kept)),
        default=0,
    )
    assert len(moved) == 4 - longest
