"""The form that lies on the desk while it is keyed: its codes, its questions that are asked, and its draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.basics.people import Person
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, read_answers
from models.domain.questionnaire.doubts import Doubt, Vouch, Why, doubts
from models.domain.questionnaire.filters import Filters, filters
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import ImpossibleCode, TooManyChoices
from models.store.drafts import Draft

LONGEST_LOOK = 60
"""Seconds between two fields that count as work; what is longer was a pause."""


class KeyingPurpose(StrEnum):
    """What a keying is for; the value is the draft's."""

    FIRST = "first"
    SECOND = "second"
    AMEND = "amend"


@dataclass(eq=False)
class OpenForm:
    """One form being keyed by one person. `stood_on` is the field that was last saved."""

    serial: Serial
    act: KeyingPurpose
    questionnaire: Questionnaire
    by: Person
    day: date
    codes: dict[str, str] = field(default_factory=dict)
    stood_on: str = ""
    seconds: int = 0
    warned_of: tuple[str, ...] = ()
    vouches: dict[str, Vouch] = field(default_factory=dict)
    _touched: datetime | None = None
    _filters: Filters = field(init=False)
    _unmet: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._filters = filters(self.questionnaire, day=self.day)
        self._filter()

    @property
    def answers(self) -> Answers:
        return read_answers(self.questionnaire, as_recorded(self.questionnaire, self.codes))

    @property
    def standing(self) -> str:
        """The field to stand on when the form is shown again; empty for the first that is not keyed."""
        names = [question.name for question in self.questionnaire.asked]
        if self.stood_on not in names:
            return ""
        if self.questionnaire.by_name[self.stood_on].shape.ticks is Ticks.SEVERAL:
            return self.stood_on
        after = names[names.index(self.stood_on) + 1 :]
        return next((name for name in after if self.is_asked(name)), self.stood_on)

    @property
    def unvisited(self) -> tuple[str, ...]:
        """The questions that the paper asks and nobody has keyed. Lines that nobody had to write on are simply blank."""
        return tuple(
            q.name
            for q in self.questionnaire.asked
            if q.name not in self.codes and self.is_asked(q.name) and (q.required or q.shape.is_coded)
        )

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Answers that nobody said yes to yet, though they are unusual or were not asked for."""
        return tuple(
            doubt
            for doubt in self._doubted()
            if (doubt.why, self.codes.get(doubt.question.name)) != self._vouched(doubt.question.name)
        )

    def doubt_of(self, name: str) -> Doubt | None:
        """What is to be asked about one question."""
        return next((doubt for doubt in self.doubts if doubt.question.name == name), None)

    def vouch(self, doubt: Doubt, *, at: str) -> Vouch:
        """The person says that the paper does say so."""
        name = doubt.question.name
        self.vouches[name] = Vouch(name, doubt.why, self.codes.get(name, ""), at)
        return self.vouches[name]

    @property
    def standing_vouches(self) -> tuple[Vouch, ...]:
        """What was said yes to, is still the answer, and may be remembered."""
        doubted = {(doubt.question.name, doubt.why) for doubt in self._doubted() if doubt.why.may_be_kept}
        return tuple(
            vouch
            for vouch in self.vouches.values()
            if (vouch.question, vouch.why) in doubted and self.codes.get(vouch.question) == vouch.code
        )

    def is_asked(self, name: str) -> bool:
        return name not in self._unmet

    def take(self, name: str, code: str, *, at: datetime) -> None:
        """Take one field; an impossible code raises its `ImpossibleCode` and changes nothing.

        More boxes than the question allows are doubted, kept as they were ticked, and recorded as `*`.
        """
        question = self.questionnaire.by_name[name]
        if not has_too_many(question, code):
            TYPES_BY_CODE[question.type].read(question, code)
        self.codes[name] = code
        self.stood_on = name
        if self._touched is not None:
            self.seconds += min(LONGEST_LOOK, max(0, round((at - self._touched).total_seconds())))
        self._touched = at
        self._filter()

    def begin(self, at: datetime) -> None:
        """Time runs from here."""
        self._touched = at

    def draft(self, at: str) -> Draft:
        return Draft(str(self.serial), self.by.author, self.act.value, self.codes, self.stood_on, at, self.seconds)

    def resume(self, draft: Draft, vouches: Iterable[Vouch] = ()) -> None:
        """Go on from a draft and what was said yes to; codes that this edition of the questionnaire does not know are left behind."""
        known = self.questionnaire.by_name
        self.codes = {name: code for name, code in draft.codes.items() if name in known}
        self.stood_on, self.seconds = draft.field, draft.seconds
        self.vouches = {vouch.question: vouch for vouch in vouches}
        self._filter()

    def _doubted(self) -> tuple[Doubt, ...]:
        asked = self.questionnaire.asked
        over = tuple(Doubt(q, Why.TOO_MANY) for q in asked if has_too_many(q, self.codes.get(q.name, "")))
        return (*doubts(self._filters, self.answers), *over)

    def _vouched(self, name: str) -> tuple[str, str] | None:
        vouch = self.vouches.get(name)
        return None if vouch is None else (vouch.why, vouch.code)

    def _filter(self) -> None:
        self._unmet = self._filters.unmet(self.answers) if self._filters.filters else frozenset()


def has_too_many(question: Question, code: str) -> bool:
    """Whether `code` ticks more boxes than the question allows, each of them possible."""
    if not question.most or question.shape.ticks is not Ticks.SEVERAL or len(code.split()) <= question.most:
        return False
    try:
        TYPES_BY_CODE[question.type].read(question, code)
    except TooManyChoices:
        return True
    except ImpossibleCode:
        return False
    return False


def as_recorded(questionnaire: Questionnaire, codes: Mapping[str, str]) -> dict[str, str]:
    """The codes as they are recorded: `*` where more boxes are ticked than the question allows."""
    by_name = questionnaire.by_name
    return {
        name: Missing.DOUBLE.value if name in by_name and has_too_many(by_name[name], code) else code
        for name, code in codes.items()
    }
