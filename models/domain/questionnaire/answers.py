"""The answers of one form as they are stored, and the way from keyed codes to them and back."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Problem, Sentence, told_together
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Stored
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import ImpossibleCode


@dataclass(eq=False)
class QuestionUnknown(Problem):
    """A code was keyed for a question this questionnaire does not have."""

    question: str
    questionnaire: str

    code = "question_unknown"
    says = N_(
        "The questionnaire {questionnaire} has no question “{question}”. "
        "Correct the column header, or choose the right questionnaire."
    )

    @property
    def told_with(self) -> Hashable:
        return type(self), self.questionnaire

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        said = N_(
            "The questionnaire {questionnaire} has none of the questions {questions}. "
            "Correct the column headers, or choose the right questionnaire."
        )
        names = tuple(each.question for each in every if isinstance(each, QuestionUnknown))
        return Sentence(said, {"questionnaire": self.questionnaire, "questions": names})


@dataclass(eq=False)
class AnswersRefused(Problem):
    """Everything that is wrong with the codes of one form, in the order of the paper; what is alike is told once."""

    problems: tuple[Problem, ...]

    code = "answers_refused"
    says = N_("The answers of this form were not taken in: {problems}")

    @property
    def values(self) -> dict[str, object]:
        return {"problems": told_together(self.problems)}


@dataclass(frozen=True, slots=True)
class Answers:
    """What is on one paper.

    `marks` has one character per single-choice question in the order of `Questionnaire.singles`; `rest` the
    codes of the other coded questions that were answered and `texts` the free texts, both sorted by name.
    """

    marks: str
    rest: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def rest_json(self) -> str:
        """`rest` as canonical JSON text: equal answers give equal text."""
        return canonical_json(dict(self.rest))

    @property
    def coded(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What two keyings are compared by: everything but the free texts."""
        return self.marks, self.rest

    @classmethod
    def from_stored(cls, *, marks: str, rest_json: str, texts: Iterable[tuple[str, str]] = ()) -> Answers:
        """The answers whose `marks` and `rest_json` were stored; `ValueError` when the text is no JSON object."""
        rest = json.loads(rest_json or "{}")
        if not isinstance(rest, dict):
            raise ValueError(rest_json)  # noqa: TRY004 -- one kind of refusal for all text that is not ours
        return cls(marks, tuple(sorted((str(name), str(code)) for name, code in rest.items())), tuple(sorted(texts)))


def read_answers(questionnaire: Questionnaire, codes: Mapping[str, str]) -> Answers:
    """The answers for keyed `codes` by question name; a question without a code is blank.

    Raises `AnswersRefused` with every impossible code and every unknown name.
    """
    problems: list[Problem] = []

    def stored(question: Question) -> str:
        try:
            return TYPES_BY_CODE[question.type].read(question, codes.get(question.name, ""))
        except ImpossibleCode as problem:
            problems.append(problem)
            return Missing.BLANK.value

    by_name = {question.name: stored(question) for question in questionnaire.questions}
    problems.extend(QuestionUnknown(name, questionnaire.id) for name in codes if name not in by_name)
    if problems:
        raise AnswersRefused(tuple(problems))

    return _placed(questionnaire, by_name)


def _placed(questionnaire: Questionnaire, by_name: Mapping[str, str]) -> Answers:
    """The stored forms where their shapes say; an answer that has no place is a fault of the program."""
    marks: list[str] = []
    rest: dict[str, str] = {}
    texts: dict[str, str] = {}
    for question in questionnaire.questions:
        stored = by_name[question.name]
        match question.shape.stored:
            case Stored.MARKS:
                marks.append(stored)
            case Stored.REST:
                rest |= {question.name: stored} if stored else {}
            case Stored.TEXTS:
                texts |= {question.name: stored} if stored else {}
            case Stored.NOWHERE if stored:
                raise ValueError(f"{question.name}: {question.shape.name} stores no answer")
            case Stored.NOWHERE:
                pass
            case _:
                assert_never(question.shape.stored)
    return Answers("".join(marks), tuple(sorted(rest.items())), tuple(sorted(texts.items())))


def whole_marks(questionnaire: Questionnaire, marks: str) -> str:
    """A mark for each single-choice question: what lacks is blank, and what is too much answers nothing."""
    width = len(questionnaire.singles)
    return marks if len(marks) == width else marks[:width].ljust(width, Missing.BLANK.value)


def stored_codes(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """The stored form of every question that can be answered, by name; "" or `.` where nothing is."""
    marks = whole_marks(questionnaire, answers.marks)
    codes = dict.fromkeys((question.name for question in questionnaire.asked), "")
    codes.update(zip((question.name for question in questionnaire.singles), marks, strict=True))
    codes.update(answers.rest)
    codes.update(answers.texts)
    return codes


def show_codes(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """What would be keyed for `answers`, by question name in the order of the paper; the inverse of `read_answers`."""
    stored = stored_codes(questionnaire, answers)
    return {
        question.name: TYPES_BY_CODE[question.type].show(question, stored[question.name])
        for question in questionnaire.asked
    }
