"""What must be known to decide whether a form may be keyed: its issue, its keyings, and who asks."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, about_form, counting
from models.domain.book.facts import Keying, Kind
from models.domain.book.ledger import Issue, standing
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, expand
from models.domain.book.settling import Settled, blind_keyers, settle
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.forms.marking import NotIssued, OtherPeriod, OtherUnit
from models.services.office.questionnaires import VariantMissing, questionnaires_of
from models.store import journal, stations
from models.store.database import Station


@dataclass(eq=False)
class AlreadyKeyed(Problem):
    """The form has a keying already."""

    serial: str
    by: str
    at: str
    code = "already_keyed"
    says = N_(
        "Form {serial} was keyed already by {by} on {at}. If the paper says otherwise, amend that keying; "
        "both stay on record."
    )


@dataclass(eq=False)
class KeyedDifferently(Problem):
    """The same person keyed the form with other answers."""

    serial: str
    questions: tuple[str, ...]
    code = "keyed_differently"
    says = N_(
        "Form {serial} was keyed by the same person with other answers to {questions}. Look at the paper and amend it if it is wrong."
    )


@dataclass(eq=False)
class SecondBySame(Problem):
    """The second keying must come from another person."""

    serial: str
    by: str
    code = "second_by_same"
    says = N_("Form {serial} was keyed by {by} already. The second keying must be done by another person.")


@dataclass(eq=False)
class OtherQuestionnaire(Problem):
    """The form was printed from a questionnaire edition that this period does not use."""

    serial: str
    code = "other_questionnaire"
    says = N_(
        "Form {serial} was printed from another edition of the questionnaire. Open the campaign file that brings it, then key it."
    )


@dataclass(eq=False)
class FormSpoiled(Problem):
    """The form is marked as spoiled."""

    serial: str
    code = "form_spoiled"
    says = N_("Form {serial} is marked as spoiled. If the paper did come back, undo that mark first.")


@dataclass(frozen=True)
class Desk:
    """The forms of one unit and period as keying sees them."""

    period: Period
    unit: UnitKey
    issues: dict[str, tuple[Issue, ...]]
    keyings: dict[str, list[Keying]]
    spoiled: frozenset[str]
    own_book: int
    other_books: frozenset[int]
    by_variant: dict[str, Questionnaire]

    def questionnaire(self, serial: Serial) -> Questionnaire:
        """The questionnaire of the paper; refuses serials that cannot be keyed here, each with its reason."""
        text = str(serial)
        if serial.period != self.period.code:
            raise OtherPeriod(text, self.period.code)
        if serial.unit != self.unit.code:
            raise OtherUnit(text, serial.unit)
        issues = self.issues.get(text, ())
        if not issues and (serial.book == self.own_book or serial.book not in self.other_books):
            raise NotIssued(text, self.period.code)
        if text in self.spoiled and not self.keyings.get(text):
            raise FormSpoiled(text)
        if serial.variant not in self.by_variant:
            raise VariantMissing(serial.variant, self.period.code)
        questionnaire = self.by_variant[serial.variant]
        if issues and all(issue.coding != questionnaire.coding for issue in issues):
            raise OtherQuestionnaire(text)
        return questionnaire

    def settled(self, serial: str) -> Settled:
        """How the keyings stand, without asking for a second person."""
        return settle(self.keyings.get(serial, []), twice=False)

    def own_head(self, serial: str, author: str) -> Keying | None:
        """This person's own live keying of the form."""
        return next((head for head in self.settled(serial).heads if head.by == author), None)

    def require_free(self, serial: str, author: str, *, second: bool) -> None:
        """Refuse a first keying of a keyed form, and a second one by somebody who keyed it."""
        heads = self.settled(serial).heads
        if not heads:
            return
        if not second:
            raise AlreadyKeyed(serial, heads[0].by, heads[0].at)
        if author in blind_keyers(self.keyings[serial], heads) or any(head.by == author for head in heads):
            raise SecondBySame(serial, author)


def open_desk(station: Station, period: Period, unit: UnitKey | None = None, *, only: Serial | None = None) -> Desk:
    """Read what keying needs of one unit (default: the station's own) and period.

    `only` reads the lines of one form and the acts that bear on it: the desk then knows that form and no other, and a
    form costs the same in an office of a hundred forms and of ten thousand.
    """
    unit = unit or station.unit
    issues: dict[str, tuple[Issue, ...]] = {}
    keyings: dict[str, list[Keying]] = {}
    own = unit == station.unit
    books = stations.books(station.db, but_own=True) | set(range(1, station.book)) if own else set(range(1, 10))
    lines = journal.told(
        station.db, period=period.key, unit=unit, kinds=_KINDS, serials=None if only is None else (str(only),)
    )
    counted = counting(lines)
    facts = counted.facts if only is None else about_form(counted.facts, only)
    for fact in facts:
        if fact.kind == Kind.ISSUED:
            issue = Issue.of(fact)
            for serial in expand(fact.serials):
                issues[serial] = (*issues.get(serial, ()), issue)
        elif fact.kind == Kind.BOOK_ALLOTTED and fact.station != station.id:
            book = fact.facts().get("book")
            books |= {book if isinstance(book, int) else 0}
    for keying in counted.keyings:
        if only is None or keying.serial == str(only):
            keyings.setdefault(keying.serial, []).append(keying)
    return Desk(
        period,
        unit,
        issues,
        keyings,
        standing(facts, Kind.SPOILED),
        station.book if own else 0,
        frozenset(books),
        {questionnaire.variant: questionnaire for questionnaire in questionnaires_of(station, period)},
    )


_KINDS = (*LASTING, Kind.ISSUED, Kind.SPOILED, Kind.BOOK_ALLOTTED)
"""The journal lines that decide whether a form may be keyed."""
