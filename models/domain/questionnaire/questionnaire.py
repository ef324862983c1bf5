"""A questionnaire as data: questions in order, with what paper, keying and results need of them.

It is read from an XLSForm (`models.domain.questionnaire.xlsform`); the extra columns for paper and scoring are named there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from models.domain.basics.own_words import OwnWords, joined
from models.domain.questionnaire.paper_words import UNSAID, PaperWords
from models.domain.questionnaire.respondents import RespondentKind

MARKS = "123456789abcdefghijlmnopqrstuvwxyz"
"""Mark characters of the choices of one question by position; `k` is left out, it means *không biết*."""


def are_levels(signs: str) -> bool:
    """Whether there are signs and each is the mark of a choice, none one of a missing answer."""
    return bool(signs) and all(sign in MARKS for sign in signs)


class Stored(Enum):
    """Which part of a keying holds an answer."""

    MARKS = "marks"
    REST = "rest"
    TEXTS = "texts"
    NOWHERE = "nowhere"


class Ticks(Enum):
    """How many of a question's boxes may be ticked."""

    NONE = 0
    ONE = 1
    SEVERAL = 2


class Shape(Enum):
    """What a question looks like on paper and screen, where its answer is stored, and how many boxes it lets tick.

    Paper, screens and scans know shapes, never types; whoever draws one draws all (`match` with `assert_never`).
    """

    MARK_ROW = "mark_row", Stored.MARKS, Ticks.ONE
    SEVERAL_MARKS = "several_marks", Stored.REST, Ticks.SEVERAL
    DIGITS = "digits", Stored.REST, Ticks.NONE
    WRITING_LINES = "writing_lines", Stored.TEXTS, Ticks.NONE
    NOTE = "note", Stored.NOWHERE, Ticks.NONE

    def __init__(self, code: str, stored: Stored, ticks: Ticks) -> None:
        self.code = code
        self.stored = stored
        self.ticks = ticks

    @property
    def is_asked(self) -> bool:
        """Whether it can be answered at all."""
        return self.stored is not Stored.NOWHERE

    @property
    def is_coded(self) -> bool:
        """Whether its answers are codes, which two keyings are compared by, and no free text."""
        return self.stored in (Stored.MARKS, Stored.REST)

    @property
    def has_boxes(self) -> bool:
        """Whether it is answered by ticking boxes."""
        return self.ticks is not Ticks.NONE


class Missing(Enum):
    """Why a question has no answer; the value is the mark that is stored (and keyed, but for a blank: nothing)."""

    BLANK = "."
    DOUBLE = "*"
    UNREADABLE = "?"
    DONT_KNOW = "k"
    NOT_APPLICABLE = "-"


class Score(Enum):
    """What a question counts for: a criterion of its factor, the general question, or nothing."""

    NONE = ""
    CRITERION = "criterion"
    OVERALL = "overall"


class About(Enum):
    """Whom or what a question without a score is about; groups of people are told apart by what is about the respondent."""

    RESPONDENT = "respondent"
    EVENTS = "events"
    WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a question; `code` is the XLSForm name, `mark` the one character stored for it.

    `coarser` is the class that several choices share ("under 35"), told in exports where the choice itself would be rare.
    """

    code: str
    label: str
    mark: str
    coarser: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A titled block of questions; `is_factor` when its criteria form one factor of the index.

    `in_reports` is what tables call it where the words of the paper are for who answers ("": the same).
    """

    name: str
    label: str
    is_factor: bool = False
    in_reports: str = ""

    @property
    def told(self) -> str:
        """What tables and reports call it."""
        return self.in_reports or self.label


@dataclass(frozen=True, slots=True)
class Question:
    """One question or note.

    `number` is what paper and screen show before the label; `page` the page of the paper (1 or 2);
    `relevant` and `constraint` are XLSForm expressions, empty when there is none; `most` the greatest number of
    boxes that may be ticked (several marks); `digits` boxes (and `decimals` behind a comma) or writing `lines` for the
    other shapes. `adverse` are the marks of the choices that tell of something that must not happen (harassment, payments
    outside the fees): who leads the office sees them first. `unsure` is what a box apart is called, for who cannot say ("": there is
    none): its answer is `Missing.DONT_KNOW` and no level. `in_reports` is what tables call it where the words of the paper are for who
    answers ("your view"), so that those of several kinds of respondents are told by the same words.
    """

    name: str
    type: str
    shape: Shape
    label: str
    number: str = ""
    hint: str = ""
    group: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    most: int = 0
    digits: int = 0
    decimals: int = 0
    lines: int = 0
    page: int = 1
    score: Score = Score.NONE
    about: About = About.EVENTS
    adverse: tuple[str, ...] = ()
    unsure: str = ""
    in_reports: str = ""

    @property
    def told(self) -> str:
        """What tables and reports call it."""
        return self.in_reports or self.label

    @property
    def told_with_number(self) -> str:
        """The same behind the number that stands on paper: `A1. Giới tính`."""
        return joined((f"{self.number or self.name}. ", self.told))

    def choice(self, mark: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.mark == mark), None)

    @property
    def boxes(self) -> tuple[Choice, ...]:
        """Every box on paper: the choices, and the one apart."""
        apart = Missing.DONT_KNOW.value
        return (*self.choices, Choice(apart, self.unsure, apart)) if self.unsure else self.choices


@dataclass(frozen=True)
class Questionnaire:
    """All questions of one paper, in the order of the paper.

    `id` is the XLSForm form_id, `edition` its version, `variant` the code of the kind of respondents it is for,
    `is_reference` says that the wording was not compared with the legal text.
    `coding` and `paper` are fingerprints (hex SHA-256): what may be pooled, and what was printed.
    `assumed` are the questions that the program takes for descriptions of the respondent because the XLSForm does not say.
    `said_kind` is what the questionnaire or the catalogue says of its kind of respondents, None where neither does.
    `words` is what it says of the frame around its questions.
    """

    id: str
    edition: str
    variant: str
    title: str
    introduction: str
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    coding: str
    paper: str
    is_reference: bool = False
    how_to_mark: str = ""
    assumed: tuple[str, ...] = ()
    said_kind: RespondentKind | None = field(default=None, compare=False)
    words: PaperWords = UNSAID

    def __hash__(self) -> int:
        """By its names and fingerprints: to go through every question takes long, and results ask often."""
        return hash((self.id, self.edition, self.coding, self.paper))

    @property
    def respondents(self) -> RespondentKind:
        """Who fills it in; a kind of which nothing is said is called by its code."""
        return self.said_kind or RespondentKind(self.variant, OwnWords(self.variant))

    @cached_property
    def by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    @cached_property
    def singles(self) -> tuple[Question, ...]:
        """The single-choice questions: one character each in a keying's `marks`, in this order."""
        return tuple(question for question in self.questions if question.shape.stored is Stored.MARKS)

    @cached_property
    def rest(self) -> tuple[Question, ...]:
        """The other coded questions (several choices, digits, dates): their codes stand in a keying's `rest`."""
        return tuple(question for question in self.questions if question.shape.stored is Stored.REST)

    @cached_property
    def texts(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.shape.stored is Stored.TEXTS)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Everything that can be answered, in order (no notes)."""
        return tuple(question for question in self.questions if question.shape.is_asked)

    @cached_property
    def criteria(self) -> tuple[Question, ...]:
        return tuple(question for question in self.singles if question.score is Score.CRITERION)

    @cached_property
    def overall(self) -> Question | None:
        return next((question for question in self.singles if question.score is Score.OVERALL), None)

    @cached_property
    def describing(self) -> tuple[Question, ...]:
        """The questions whose answers describe the respondent, in order."""
        return tuple(question for question in self.asked if question.about is About.RESPONDENT)

    @cached_property
    def factors(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.is_factor)
