"""What changes the fingerprints of a questionnaire, and what pools."""

from __future__ import annotations

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, XlsformRow, read_questionnaire


def changed(**columns: str) -> Questionnaire:
    """The built-in form with the cells of question C2 changed."""
    built = built_in_sheets("hailong_cn")
    assert built.survey is not None
    rows = tuple(
        XlsformRow(row.number, {**row.cells, **columns}) if row["name"] == "C2" else row for row in built.survey
    )
    return read_questionnaire(Sheets(rows, built.choices, built.settings))


def test_wording_changes_the_paper_and_not_the_coding() -> None:
    one, other = changed(), changed(label="Mấy lần?")
    assert (one.coding, one.paper != other.paper) == (other.coding, True)


@pytest.mark.parametrize(
    "columns", [{"type": "select_one co_khong"}, {"name": "C22"}, {"relevant": "${C8} = '1'"}, {"type": "integer"}]
)
def test_codes_names_types_and_filters_change_the_coding(columns: dict[str, str]) -> None:
    assert changed().coding != changed(**columns).coding


def test_questions_pool_by_name_and_equal_coding() -> None:
    one, other = changed(), changed(type="integer")
    alike = {each.name for each in one.asked if question_coding(each) == question_coding(other.by_name[each.name])}
    assert "C2" not in alike
    assert {"C1", "TC1", "D0"} <= alike
    assert question_coding(one.by_name["TC1"]) == question_coding(one.by_name["D0"])
    assert question_coding(one.by_name["TC1"]) != question_coding(one.by_name["PA1"])
