"""Tables of the questions without a score: what people met with (perceptions) and what they wish for (expectations)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Said, Value, said
from models.domain.disclosure.apart import HIDDEN
from models.domain.figures.breakdowns import about_respondent
from models.domain.figures.measures import Counted
from models.domain.figures.results import Variant
from models.domain.figures.tallies import NOTHING, Tally
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Question, Score, Ticks

Answers = Variant | Counted
Key = tuple[str, str]
"""Name and coding of a question."""


@dataclass(frozen=True)
class Asked:
    """One question with the answers of all questionnaires that code it alike; `forms` are those that ask it."""

    question: Question
    variants: tuple[str, ...]
    tally: Tally
    forms: int

    @property
    def key(self) -> Key:
        return _key(self.question)

    def is_hidden(self, least: int) -> bool:
        """Whether so few answered that how they did is hidden.

        The number of those who answered is the total minus the missing: a small one hides how they answered.
        """
        return 0 < self.tally.answered < least or self.forms < least


def perceptions(variants: Iterable[Answers]) -> tuple[Asked, ...]:
    """The choices without a score that are neither about the respondent nor wishes, in the order of the paper."""
    return tuple(each for each in _asked(variants) if not _is_wish(each.question))


def expectations(variants: Iterable[Answers]) -> tuple[Asked, ...]:
    """The questions for wishes: several choices of which a limited number may be ticked, or part E."""
    return tuple(each for each in _asked(variants) if _is_wish(each.question))


class Below(NamedTuple):
    """The counts of some offices of a hub; `has_report` says that a report about these alone (quận, huyện) is printed too."""

    offices: tuple[tuple[Counted, ...], ...]
    has_report: bool = False


def hidden_questions(asked: Iterable[Asked], parts: Iterable[Below], *, least: int) -> frozenset[Key]:
    """The questions of which a hub hides the answers: few people gave them, or an office alone hides its own.

    All answers minus those of the other offices would tell them; several offices shelter each other when they are enough
    together. The offices of a part that shows its sum shelter nobody outside of it.
    """
    held_back: dict[Key, list[int]] = {}
    for part in parts:
        own: dict[Key, list[int]] = {}
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


def perception_table(asked: Iterable[Asked], *, hidden: Collection[Key], least: int) -> ResultTable:
    """Every choice with its forms and its share of those who answered; then who did not answer, by kind."""
    rows: list[Row] = []
    for each in asked:
        rows.append(_title(each))
        rows += _choices(each, least, is_hidden=each.key in hidden, by_size=False)
    title = said(N_("What people met with"))
    return ResultTable("B6", title, _columns(), tuple(rows), _notes(least))


def expectation_table(asked: Iterable[Asked], *, hidden: Collection[Key], least: int) -> ResultTable:
    """Wishes, the most frequent first."""
    rows: list[Row] = []
    for each in asked:
        rows.append(_title(each))
        rows += _choices(each, least, is_hidden=each.key in hidden, by_size=True)
    title = said(N_("What people wish for"))
    return ResultTable("B7", title, _columns(), tuple(rows), _notes(least))


def _asked(variants: Iterable[Answers]) -> Iterable[Asked]:
    found: dict[tuple[str, str], Asked] = {}
    for each in variants:
        questionnaire = each.questionnaire
        own = {question.name for question in about_respondent(questionnaire.singles)}
        for question in questionnaire.asked:
            if not question.shape.has_boxes or question.score is not Score.NONE or question.name in own:
                continue
            key = _key(question)
            before = found.get(key, Asked(question, (), NOTHING, 0))
            found[key] = Asked(
                before.question,
                (*before.variants, questionnaire.variant),
                before.tally + each.counts.get(question.name, NOTHING),
                before.forms + (each.forms if isinstance(each, Counted) else each.measure.forms),
            )
    return found.values()


def _key(question: Question) -> Key:
    return question.name, question_coding(question)


def _is_wish(question: Question) -> bool:
    is_part_e = question.name[:1].upper() == "E" and (question.name[1:] or "0").isdigit()
    return question.shape.ticks is Ticks.SEVERAL and (question.most > 0 or is_part_e)


def _title(each: Asked) -> Row:
    question = each.question
    label = f"{question.number or question.name}. {question.label}"
    words = N_("{question} ({variants}; {forms} forms)")
    return Row((said(words, question=label, variants=", ".join(each.variants), forms=each.forms),), is_section=True)


def _choices(each: Asked, least: int, *, is_hidden: bool, by_size: bool) -> list[Row]:
    tally, question = each.tally, each.question
    answered = tally.answered
    listed = [(str(n), choice.label, tally.of(choice.mark)) for n, choice in enumerate(question.choices, 1)]
    if by_size:
        listed.sort(key=lambda item: -item[2])
    rows = []
    for place, label, number in listed:
        figures: tuple[Value, Value] = (number, Fraction(100 * number, answered) if answered else None)
        rows.append(Row((place, label, *((HIDDEN, HIDDEN) if is_hidden else figures))))
    told: Value = HIDDEN if each.forms < least else answered
    rows.append(Row(("", said(N_("Answered (base of the shares)")), told, ""), is_total=True))
    if each.forms >= least:
        rows += [Row(("", said(words), number, "")) for words, number in _missing(tally) if number]
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


def _columns() -> tuple[Column, ...]:
    return (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Answer")), Kind.TEXT, 110),
        Column(said(N_("Forms")), Kind.COUNT, 22),
        Column(said(N_("Share (%)")), Kind.PER_CENT, 22),
    )


def _notes(least: int) -> tuple[Said, ...]:
    words = N_(
        "Where several boxes may be ticked the shares add up to more than 100. *: fewer than {least} answers, or hidden so "
        "that those of a single office cannot be worked out."
    )
    return (said(words, least=least),)
