"""What every question type promises, and the ways in which a keyed code can be impossible for it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import ClassVar, NamedTuple, Protocol

from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.questionnaire.questionnaire import Missing, Question, Shape


class AnswerContent(Enum):
    """What an answer tells: the words in which tables of answers describe their columns."""

    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    DECIMAL = "decimal"
    DAY = "day"
    WORDS = "words"
    NOTHING = "nothing"


class DigitBoxes(NamedTuple):
    """Boxes for one digit each: how many stand together, part by part, and the sign between the parts of a keyed code.

    The first part of a number (`is_number`) is written to the right end of its boxes, the second from the left.
    """

    parts: tuple[int, ...] = ()
    between: str = ""
    is_number: bool = False

    @property
    def total(self) -> int:
        return sum(self.parts)

    def filled(self, code: str) -> str:
        """The digits of a keyed code as they stand in the boxes, from the first box on."""
        if not self.is_number or not code:
            return code.replace(self.between, "")
        whole, _, rest = code.partition(self.between)
        return whole.rjust(self.parts[0], "0") + rest

    def code(self, digits: str) -> str:
        """The keyed code of digits in the boxes; what stops before the last box is taken as it stands."""
        if len(digits) < self.total and not (self.is_number and len(digits) > self.parts[0]):
            return digits
        ends = tuple(accumulate(self.parts))
        return self.between.join(digits[end - part : end] for part, end in zip(self.parts, ends, strict=True))


class QuestionType(Protocol):
    """One kind of question: how its keyed codes become what is stored, and back, and what they tell.

    A *keyed code* is what a clerk types or a table for import holds (`3`, `1 4`, `34`, `07/08/2026`, `?`);
    the *stored* form is one character of `marks` for a mark row, else a short text, "" when nothing is stored.
    `show(question, read(question, code))` reads to the same stored form again, for every possible code.
    """

    @property
    def code(self) -> str:
        """The word of the XLSForm column `type`."""

    @property
    def shape(self) -> Shape: ...

    @property
    def content(self) -> AnswerContent: ...

    @property
    def has_choices(self) -> bool:
        """Whether the type is followed by the name of a list of choices."""

    @property
    def missing(self) -> frozenset[Missing]:
        """The missing marks that can be keyed (a blank is keyed as nothing)."""

    def is_no_answer(self, code: str) -> bool:
        """Whether a code says that there is no answer: nothing was keyed, or a missing mark of this type."""
        return not code or any(code == missing.value for missing in self.missing)

    def read(self, question: Question, keyed: str) -> str:
        """The stored form of `keyed`; raises an `ImpossibleCode`."""

    def show(self, question: Question, stored: str) -> str:
        """What would be keyed for `stored`: the inverse of `read`."""

    def value(self, question: Question, stored: str) -> str:
        """What the filters and constraints of an XLSForm see: choice names, numbers, ISO dates, "" when missing."""

    def boxes(self, question: Question) -> DigitBoxes:
        """The boxes in which the answer of this question is written digit by digit; none unless its shape is `DIGITS`."""
        return DigitBoxes()


@dataclass(eq=False)
class ImpossibleCode(Problem):
    """This question cannot have the keyed code; the subclasses say why, of one question and of `several`."""

    question: str
    keyed: str

    code: ClassVar[str] = "impossible_code"
    says: ClassVar[str] = N_("{question}: “{keyed}” is not possible here. Compare it with the paper and key it again.")
    several: ClassVar[str] = N_("These are not possible here: {cells}. Compare them with the paper and key them again.")

    @property
    def cell(self) -> str:
        """Where it stands and what, among several."""
        return f"{self.question} “{self.keyed}”"

    @property
    def told_with(self) -> Hashable:
        return self.code

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        cells = tuple(each.cell for each in every if isinstance(each, ImpossibleCode))
        return Sentence(self.several, {"cells": cells})


@dataclass(eq=False)
class NoSuchChoice(ImpossibleCode):
    """No choice has this number and it is none of the missing marks."""

    choices: int

    code = "no_such_choice"
    says = N_(
        "{question}: “{keyed}” is none of the {choices} choices and no sign for a missing answer. "
        "Compare it with the paper and key it again."
    )
    several = N_(
        "None of these is one of the choices, which stand in brackets, or a sign for a missing answer: {cells}. "
        "Compare them with the paper and key them again."
    )

    @property
    def cell(self) -> str:
        return f"{super().cell} (1–{self.choices})"


@dataclass(eq=False)
class ChoiceTwice(ImpossibleCode):
    """The same choice stands twice among several choices."""

    code = "choice_twice"
    says = N_("{question}: “{keyed}” names one choice twice. Key each ticked box once.")
    several = N_("Each of these names one choice twice: {cells}. Key each ticked box once.")


@dataclass(eq=False)
class TooManyChoices(ImpossibleCode):
    """More boxes than the question allows."""

    most: int

    code = "too_many_choices"
    says = N_(
        "{question}: “{keyed}” has more than {most} choices. Compare it with the paper; when the person ticked "
        "more boxes, key *."
    )
    several = N_(
        "These have more choices than may be ticked, as many as stand in brackets: {cells}. Compare them with the paper; when the person "
        "ticked more boxes, key *."
    )

    @property
    def cell(self) -> str:
        return f"{super().cell} (≤ {self.most})"


@dataclass(eq=False)
class NotANumber(ImpossibleCode):
    """Something else than a whole number of at most nine digits."""

    code = "not_a_number"
    says = N_("{question}: “{keyed}” is no whole number of at most nine digits. Key the digits only, or ? or -.")
    several = N_("These are no whole numbers of at most nine digits: {cells}. Key the digits only, or ? or -.")


@dataclass(eq=False)
class NotADecimal(ImpossibleCode):
    """Something else than a number of at most nine digits and six decimals, or one that can be read in two ways."""

    code = "not_a_decimal"
    says = N_(
        "{question}: “{keyed}” is no number with decimals. Key at most nine digits, a comma and at most six decimals (12,5), "
        "or ? or -."
    )
    several = N_(
        "These are no numbers with decimals: {cells}. Key at most nine digits, a comma and at most six decimals (12,5), or ? or -."
    )


@dataclass(eq=False)
class NotADay(ImpossibleCode):
    """Something else than a day of the calendar."""

    code = "not_a_day"
    says = N_("{question}: “{keyed}” is no day of the calendar. Key it as dd/mm/yyyy, or ? or -.")
    several = N_("These are no days of the calendar: {cells}. Key them as dd/mm/yyyy, or ? or -.")


@dataclass(eq=False)
class AnswerTooLong(ImpossibleCode):
    """More text than a paper can hold; `keyed` is its beginning."""

    most: int

    code = "answer_too_long"
    says = N_("{question}: the text beginning “{keyed}” is longer than {most} characters. Shorten it.")
    several = N_("The texts beginning so are longer than may be: {cells}. Shorten them.")


@dataclass(eq=False)
class NothingToAnswer(ImpossibleCode):
    """A note asks nothing."""

    code = "nothing_to_answer"
    says = N_("{question} is a note and takes no answer, yet “{keyed}” was keyed. Leave it empty.")
    several = N_("These are notes and take no answer: {cells}. Leave them empty.")


MISSING_MARKS = {missing.value: missing for missing in Missing}
