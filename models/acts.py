"""An act: what one person does at one moment, handed as one value to whatever leaves rows, paper or files behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from models.domain.basics.people import Person
from models.domain.basics.pins import Proof
from models.domain.book.facts import MARKS_OF_LEDGER, Kind
from models.progress import NO_PROGRESS, Progress


class Topic(Enum):
    """What a change is about. A verb names it on its act; who shows something names the topics to hear of."""

    UNIT = auto()
    PERSON = auto()
    PERIOD = auto()
    QUESTIONNAIRE = auto()
    FRAME = auto()
    FORMS = auto()
    KEYINGS = auto()
    PACKAGES = auto()
    RECHECK = auto()
    BACKUP = auto()


LINES_CAME = frozenset({Topic.PERIOD, Topic.FRAME, Topic.FORMS, Topic.KEYINGS, Topic.PACKAGES})
"""What may be otherwise when lines were taken in, or count otherwise."""

_TOPICS_OF: Mapping[str, frozenset[Topic]] = {
    **dict.fromkeys((Kind.BOOK_ALLOTTED, Kind.ISSUED, Kind.PRINTED), frozenset({Topic.FORMS})),
    **dict.fromkeys((*MARKS_OF_LEDGER, Kind.CANCELLED), frozenset({Topic.FORMS})),
    **dict.fromkeys((Kind.SHARE_RAISED, Kind.SECOND_ASKED, Kind.RULED, Kind.PURGED), frozenset({Topic.KEYINGS})),
    **dict.fromkeys((Kind.CLOSED, Kind.REOPENED), frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS})),
    Kind.HUB_CLOSED: frozenset({Topic.PERIOD, Topic.PACKAGES}),
    **dict.fromkeys((Kind.NUMBERS_HANDED, Kind.NUMBERS_TAKEN, Kind.IN_CHARGE), frozenset({Topic.PACKAGES})),
    Kind.SAMPLED: frozenset({Topic.FRAME}),
}


def topics_of(kind: str) -> frozenset[Topic]:
    """What a journal line of this kind changes; a kind that says which lines count may change all that lines tell of."""
    return _TOPICS_OF.get(kind, LINES_CAME)


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when (as facts write a moment), a fresh random word for what needs one, and who hears how far it is.

    `proof`: that the person gave the PIN, where the person has one (`models/services/office/allowing.py` asks for it).
    `backs_up`: the base is copied before anything comes in from outside; given up only where nothing can be lost.
    `changed` is what the verbs it was handed to have changed. Whoever made the act passes that on when it is over.
    """

    by: Person
    at: str
    salt: str = ""
    progress: Progress = NO_PROGRESS
    backs_up: bool = True
    proof: Proof | None = None
    changed: set[Topic] = field(default_factory=set, compare=False)

    def changes(self, *topics: Topic) -> None:
        """Note what is changed by this act, also where it then fails: to look once more does no harm."""
        self.changed.update(topics)
