"""The questions without a score, what people met with and what they wish for: which they are, who hides them, their rows.

Choices and numbers are told; days and words are not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Variant
from models.domain.figures.measures import Counted
from models.domain.figures.tallies import NOTHING, Tally
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import About, Question, Score
from models.domain.sheets.numbers import is_number, number_rows

Answers = Variant | Counted
QuestionKey = tuple[str, str]
"""Name and coding of a question."""


@dataclass(frozen=True)
class AskedChoice:
    """One question with the answers of all questionnaires that code it alike; `forms` are those that ask it."""

    question: Question
    variants: tuple[str, ...]
    tally: Tally
    forms: int

    @property
    def key(self) -> QuestionKey:
        return _key(self.question)

    def is_hidden(self, least: int) -> bool:
        """Whether so few answered that how they did is hidden.

        The number of those who answered is the total minus the missing: a small one hides how they answered.
        """
        return 0 < self.tally.answered < least or self.forms < least


def perceptions(variants: Iterable[Answers]) -> tuple[AskedChoice, ...]:
    """The choices without a score that are neither about the respondent nor wishes, in the order of the paper."""
    return tuple(each for each in _asked(variants) if each.question.about is About.EVENTS)


def expectations(variants: Iterable[Answers]) -> tuple[AskedChoice, ...]:
    """The questions for wishes, as the questionnaire says."""
    return tuple(each for each in _asked(variants) if each.question.about is About.WISHES)


class Below(NamedTuple):
    """The counts of some offices of a hub; `has_report` says that a report about these alone (quận, huyện) is printed too."""

    offices: tuple[tuple[Counted, ...], ...]
    has_report: bool = False


def hidden_questions(asked: Iterable[AskedChoice], parts: Iterable[Below], *, least: int) -> frozenset[QuestionKey]:
    """The questions of which a hub hides the answers: few people gave them, or an office alone hides its own.

    All answers minus those of the other offices would tell them; several offices shelter each other when they are enough
    together. The offices of a part that shows its sum shelter nobody outside of it.
    """
    held_back: dict[QuestionKey, list[int]] = {}
    for part in parts:
        own: dict[QuestionKey, list[int]] = {}
        for office in part.offices:
            for each in _asked(office):
                if each.is_hidden(least) and each.tally.answered:
                    own.setdefault(each.key, []).append(each.tally.answered)
        for key, answered in own.items():
            if not part.has_report or _tells_of_few(answered, least):
                held_back.setdefault(key, []).extend(answered)
    return frozenset(
        each.key for each in asked if each.is_hidden(least) or _tells_of_few(held_back.get(each.key, []), least)
    )


def _tells_of_few(answered: list[int], least: int) -> bool:
    return 0 < sum(answered) < least


def _asked(variants: Iterable[Answers]) -> Iterable[AskedChoice]:
    found: dict[tuple[str, str], AskedChoice] = {}
    for each in variants:
        questionnaire = each.questionnaire
        for question in questionnaire.asked:
            is_told = question.shape.has_boxes or is_number(question)
            if not is_told or question.score is not Score.NONE or question.about is About.RESPONDENT:
                continue
            key = _key(question)
            before = found.get(key, AskedChoice(question, (), NOTHING, 0))
            found[key] = AskedChoice(
                before.question,
                (*before.variants, questionnaire.variant),
                before.tally + each.counts.get(question.name, NOTHING),
                before.forms + (each.forms if isinstance(each, Counted) else each.measure.forms),
            )
    return found.values()


def _key(question: Question) -> QuestionKey:
    return question.name, question_coding(question)


def choice_table(
    code: str,
    title: str,
    short: str,
    asked: Iterable[AskedChoice],
    *,
    hidden: Collection[QuestionKey],
    kept: Collection[str] = (),
    least: int,
    by_size: bool,
) -> ResultTable:
    """Every choice or number with its forms and its share of those who answered; then who did not, by kind.

    The choices stand in the order of the paper, or the most frequent first (`by_size`). Of questions that are `kept` back
    nothing is told.
    """
    rows: list[ResultRow] = []
    for each in asked:
        rows.append(_question_row(each))
        is_hidden, is_kept = each.key in hidden, each.question.name in kept
        if is_number(each.question):
            rows += [] if is_hidden or is_kept else number_rows(each.question, each.tally)
        else:
            rows += _choice_rows(each, is_hidden=is_hidden or is_kept, by_size=by_size)
        rows += _base_rows(each, least, is_kept=is_kept)
    return ResultTable(code, "", said(title), said(short), _COLUMNS, tuple(rows), (said(_NOTE, least=least),))


def _question_row(each: AskedChoice) -> ResultRow:
    """The line over the answers to a question."""
    words = N_("{question} ({variants}; {forms} forms)")
    return ResultRow(
        (said(words, question=each.question.told_with_number, variants=", ".join(each.variants), forms=each.forms),),
        is_section=True,
    )


def _choice_rows(each: AskedChoice, *, is_hidden: bool, by_size: bool) -> list[ResultRow]:
    """Every choice with its forms and share."""
    tally, question = each.tally, each.question
    answered = tally.answered
    chosen = [(choice.label, tally.of(choice.mark)) for choice in question.choices]
    if by_size:
        # an order by size tells sizes
        chosen.sort(key=lambda item: 0 if is_hidden else -item[1])
    listed = [(str(n), *each) for n, each in enumerate(chosen, 1)]
    rows = []
    for place, label, number in listed:
        figures: tuple[Value, Value] = (number, Fraction(100 * number, answered) if answered else None)
        rows.append(ResultRow((place, label, *((HIDDEN, HIDDEN) if is_hidden else figures))))
    return rows


def _base_rows(each: AskedChoice, least: int, *, is_kept: bool) -> list[ResultRow]:
    """The base of the shares, and who did not answer, by kind.

    Of a question that `is_kept` back the number of those who were asked is not told either.
    """
    tally, answered = each.tally, each.tally.answered
    told: Value = HIDDEN if is_kept or each.forms < least else answered
    rows = [ResultRow(("", said(N_("Answered (base of the shares)")), told, ""), is_total=True)]
    if each.forms >= least and not is_kept:
        rows += [ResultRow(("", said(words), number, "")) for words, number in _missing(tally) if number]
    return rows


def _missing(tally: Tally) -> tuple[tuple[str, int], ...]:
    return (
        (N_("Without an answer: blank"), tally.blank),
        (N_("Without an answer: two boxes"), tally.double),
        (N_("Without an answer: not readable"), tally.unreadable),
        (N_("Without an answer: don't know"), tally.dont_know),
        (N_("Not applicable (not asked because of a filter)"), tally.not_applicable),
        (N_("Answered behind a filter, not counted"), tally.behind_filter),
    )


_COLUMNS = (
    ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
    ResultColumn(said(N_("Answer")), ColumnKind.TEXT, 110),
    ResultColumn(said(N_("Forms")), ColumnKind.COUNT, 22),
    ResultColumn(said(N_("Share (%)")), ColumnKind.PER_CENT, 22),
)
_NOTE = N_(
    "Where several boxes may be ticked the shares add up to more than 100. *: fewer than {least} answers, or hidden so "
    "that those of a single office cannot be worked out."
)
