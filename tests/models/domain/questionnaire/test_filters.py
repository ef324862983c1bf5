"""Which questions a person was to be asked."""

from __future__ import annotations

from datetime import date

import pytest

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.answers import Answers, read_answers
from models.domain.questionnaire.filters import expression_values, filters, violated
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import read_questionnaire
from tests.models.domain.questionnaire.xlsform_samples import choices, settings, sheets, survey

CN, _ = built_in()
DAY = date(2026, 8, 8)


def chain() -> Questionnaire:
    return read_questionnaire(
        sheets(
            survey(
                "select_one yn,a,A,,",
                "select_one yn,b,B,${a} = '1',",
                "select_one yn,c,C,${b} = '1',",
                "integer,age,Age,,. >= 18 and . <= 110",
                "text,d,D,${age} > 60,",
                "select_one yn,e,E,${d} != '',",
            ),
            choices("yn,1,Yes", "yn,2,No"),
            settings(),
        )
    )


def unmet(questionnaire: Questionnaire, **codes: str) -> set[str]:
    return set(filters(questionnaire, day=DAY).unmet(read_answers(questionnaire, codes)))


def test_the_built_in_filters_follow_c6_and_c8() -> None:
    compiled = filters(CN, day=DAY)
    assert compiled.names == ("C7", "PA1", "PA2", "PA3", "PA4")
    assert compiled.met(read_answers(CN, {"C6": "3", "C8": "2"})) == (True, False, False, False, False)
    assert compiled.met(read_answers(CN, {"C6": "*", "C8": "1"})) == (False, True, True, True, True)
    assert compiled.met(read_answers(CN, {})) == (False,) * 5


def test_an_answer_behind_an_unmet_filter_counts_as_none_for_the_next() -> None:
    assert unmet(chain(), a="1", b="1") == {"d", "e"}
    assert unmet(chain(), a="2", b="1") == {"b", "c", "d", "e"}


def test_filters_read_numbers_and_texts() -> None:
    assert unmet(chain(), age="61", d="x") == {"b", "c"}
    assert unmet(chain(), age="60", d="x") == {"b", "c", "d", "e"}
    assert unmet(chain(), age="?") == {"b", "c", "d", "e"}


def test_what_was_said_before_is_said_again() -> None:
    compiled = filters(chain(), day=DAY)
    young, old = (read_answers(chain(), {"age": age, "d": "x"}) for age in ("20", "70"))
    assert [compiled.met(each) for each in (young, old, young, old)] == [compiled.met(young), compiled.met(old)] * 2


def test_a_number_outside_its_constraint_is_stored_and_told() -> None:
    questionnaire = chain()
    assert [q.name for q in violated(questionnaire, read_answers(questionnaire, {"age": "17"}), day=DAY)] == ["age"]
    assert not violated(questionnaire, read_answers(questionnaire, {"age": "18"}), day=DAY)
    assert not violated(questionnaire, read_answers(questionnaire, {}), day=DAY)


def test_filters_of_a_whole_city_are_worked_out_once_for_equal_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(1999, 12, 31)  # nobody has asked about this one before
    compiled = filters(CN, day=day)
    forms = [read_answers(CN, {"C6": str(n % 3 + 1), "C8": str(n % 2 + 1)}) for n in range(60)]
    worked_out: list[Answers] = []

    def counted(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
        worked_out.append(answers)
        return expression_values(questionnaire, answers)

    monkeypatch.setattr("models.domain.questionnaire.filters.expression_values", counted)
    for form in forms * 50:
        compiled.met(form)
    # one filter reads C6, four read C8
    assert len(worked_out) == 3 + 4 * 2
    for form in forms:
        filters(CN, day=day).met(form)
    assert len(worked_out) == 3 + 4 * 2, "compiled anew, they remember"
