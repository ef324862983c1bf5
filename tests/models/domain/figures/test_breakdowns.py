"""Groups of forms, and the order in which they stand."""

from __future__ import annotations

from fractions import Fraction

from models.catalogue.questionnaires import built_in
from models.domain.figures.breakdowns import NO_ANSWER, NOT_ASKED, Slice, _by_size, about_respondent


def test_groups_stand_by_size_then_by_name_and_those_of_whom_nothing_is_known_last() -> None:
    slices = [
        Slice(key, label, forms, forms, Fraction(50))
        for key, label, forms in ((NO_ANSWER, "", 90), ("b", "Chứng thực", 7), ("a", "Bảo trợ", 7), ("c", "Đất đai", 30),
                                  (NOT_ASKED, "", 80))
    ]  # fmt: skip
    assert [each.key for each in sorted(slices, key=_by_size)] == ["c", "a", "b", NO_ANSWER, NOT_ASKED]


def test_the_built_in_questionnaires_say_who_describes_the_respondent() -> None:
    for questionnaire, names in zip(built_in(), ("A1 A2 A3 A4 A5 A6", "A1 A2 A3"), strict=True):
        assert [question.name for question in about_respondent(questionnaire)] == names.split()
        assert questionnaire.assumed == ()
