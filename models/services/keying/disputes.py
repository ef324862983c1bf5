"""Forms whose keyings differ, question by question, and the answers a ruling makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.domain.book.settling import blind_keyers
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.domain.questionnaire.questionnaire import Question, Questionnaire
from models.progress import NO_PROGRESS, Progress
from models.services.forms.ledger import read_book
from models.services.keying.keying import NotKeyed, open_desk, stored_answers
from models.store.database import Station


@dataclass(eq=False)
class NotAllRuled(Problem):
    """A ruling leaves a question open."""

    questions: tuple[str, ...]
    code = "not_all_ruled"
    says = N_("Give an answer for every question in dispute: {questions}")


class Difference(NamedTuple):
    """One question that keyings disagree on, with the code of each author."""

    question: Question
    codes: Mapping[str, str]

    @property
    def values(self) -> tuple[str, ...]:
        """The unlike codes, sorted, so that nothing tells who keyed which."""
        return tuple(sorted(set(self.codes.values())))


@dataclass(frozen=True)
class Dispute:
    """A disputed form of one office; `keyers` are the authors who may not rule on it."""

    serial: str
    unit: UnitKey
    questionnaire: Questionnaire
    keyers: frozenset[str]
    differences: tuple[Difference, ...]


def disputes(
    station: Station, period: Period, units: Iterable[UnitKey], *, progress: Progress = NO_PROGRESS
) -> tuple[Dispute, ...]:
    """The disputed forms of these offices, by office and serial; forms whose issue is in doubt are not among them."""
    found = []
    asked = tuple(units)
    for place, unit in enumerate(asked):
        progress.step(place, len(asked), unit.code)
        desk = open_desk(station, period, unit)
        for form in read_book(station, period, unit).ledger.forms.values():
            questionnaire = desk.by_variant.get(parse_serial(form.serial).variant)
            heads = form.settled.heads
            if form.state is not State.DISPUTED or not heads or questionnaire is None:
                continue
            keyed = {
                head.by: show_codes(questionnaire, Answers.from_stored(marks=head.marks, rest_json=head.rest))
                for head in heads
                if head.coding == questionnaire.coding
            }
            texts = {question.name for question in questionnaire.texts}
            differences = tuple(
                Difference(question, {by: codes[question.name] for by, codes in keyed.items()})
                for question in questionnaire.asked
                if question.name not in texts and len({codes[question.name] for codes in keyed.values()}) > 1
            )
            keyers = blind_keyers(desk.keyings[form.serial], heads) | {head.by for head in heads}
            if differences:
                found.append(Dispute(form.serial, unit, questionnaire, keyers, differences))
    return tuple(found)


def ruled_answers(station: Station, period: Period, dispute: Dispute, codes: Mapping[str, str]) -> Answers:
    """The answers of the form with `codes` for every question in dispute; refuses when one is missing or impossible."""
    missing = tuple(each.question.name for each in dispute.differences if each.question.name not in codes)
    if missing:
        raise NotAllRuled(missing)
    desk = open_desk(station, period, dispute.unit, only=parse_serial(dispute.serial))
    for head in desk.settled(dispute.serial).heads:
        before = stored_answers(station, period, desk, head.ref)
        if before is not None and head.coding == dispute.questionnaire.coding:
            return read_answers(dispute.questionnaire, show_codes(dispute.questionnaire, before) | dict(codes))
    raise NotKeyed(dispute.serial)
