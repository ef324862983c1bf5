"""What the rulings screen knows and does: disputed forms, a choice for each question, and who may not choose."""

from __future__ import annotations

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from models.domain.people import Person
from models.domain.problems import N_, Problem
from models.domain.questions import TYPES_BY_CODE
from models.domain.serials import parse_serial
from models.progress import Progress
from models.services.disputes import Difference, Dispute, disputes, ruled_answers
from models.services.keying import KeyerCannotRule, ask_second, rule
from models.services.ledgers import read_book
from models.services.results import unit_named, units_here
from models.services.stations import people

REASONS = (
    ("paper", N_("The paper shows it")),
    ("unreadable", N_("The paper cannot be read for certain")),
    ("neither", N_("Neither keying was right")),
)
"""Reasons that a third person gives; `alone` is recorded only after it was told what it means."""


class Presenter(ScreenPresenter):
    """Disputed forms of this office, at a hub of its wards too."""

    cares_about = frozenset({Topic.PERIOD, Topic.PERSON, Topic.KEYINGS, Topic.PACKAGES})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.obstacle: Problem | None = None
        self.disputes: tuple[Dispute, ...] = ()
        self.open: Dispute | None = None
        self.chosen: dict[str, str] = {}
        self.awaiting = 0

    def refresh(self) -> None:
        office = self.office
        try:
            station, period = office.here, office.chosen_period
        except Problem as problem:
            self.obstacle, self.disputes, self.open = problem, (), None
            return
        self.obstacle = None
        self.awaiting = read_book(station, period, station.unit).ledger.totals["awaiting_second"]
        if not station.is_hub:
            self._take(disputes(station, period, (station.unit,)))
            return

        def work(progress: Progress) -> tuple[Dispute, ...]:
            return disputes(station, period, units_here(station, period), progress=progress)

        def then(found: tuple[Dispute, ...]) -> None:
            self._take(found)
            self.changed()

        office.tasks.run(work, then=then, title=office.say(N_("Looking for forms in dispute")))

    @property
    def people(self) -> tuple[Person, ...]:
        return people(self.office.here)

    @property
    def is_keyer(self) -> bool:
        """Whether the person at the desk keyed the open form and therefore cannot rule as a third one."""
        return self.open is not None and self.office.who.author in self.open.keyers

    def rows(self) -> list[tuple[str, ...]]:
        """Number of the form, office, how many questions differ, which ones."""
        number = self.office.language.number
        return [
            (
                parse_serial(dispute.serial).short,
                unit_named(dispute.unit).full_name,
                number(len(dispute.differences)),
                ", ".join(each.question.number or each.question.name for each in dispute.differences),
            )
            for dispute in self.disputes
        ]

    def open_row(self, row: int) -> None:
        """Lay a form open; nothing is chosen yet."""
        self.open, self.chosen = self.disputes[row], {}
        self.changed()

    def choose(self, difference: Difference, code: str) -> None:
        """The paper says `code`; an impossible one is refused and the former choice taken back."""
        self.chosen.pop(difference.question.name, None)
        question = difference.question
        TYPES_BY_CODE[question.type].read(question, code)
        self.chosen[question.name] = code

    def require_ruled(self) -> None:
        """Refuse while a question is open."""
        dispute = self._form()
        ruled_answers(self.office.here, self.office.chosen_period, dispute, self.chosen)

    def require_third_person(self) -> None:
        """Refuse one of the two keyers, saying what that means."""
        if self.is_keyer:
            raise KeyerCannotRule(self._form().serial, self.office.who.author)

    def rule(self, reason: str) -> None:
        """Record the ruling with its reason (`alone`: one of the keyers rules, since the office has nobody else)."""
        office, dispute = self.office, self._form()
        station, period = office.here, office.chosen_period
        answers = ruled_answers(station, period, dispute, self.chosen)
        serial = parse_serial(dispute.serial)
        rule(station, period, serial=serial, answers=answers, reason=reason, by=office.who, at=office.at,
             salt=office.chance(), unit=dispute.unit)  # fmt: skip
        self.open, self.chosen = None, {}
        self._after(office.say(N_("Form {serial} is ruled on."), serial=serial.short))

    def put_away(self) -> None:
        """Leave the form; what was chosen is forgotten."""
        self.open, self.chosen = None, {}

    def ask_second(self, person: Person | None) -> None:
        """Ask for a second keying of all that one person keyed, or of every form of the period."""
        office = self.office
        count = ask_second(office.here, office.chosen_period, person=person, every=person is None, by=office.who,
                           at=office.at)  # fmt: skip
        self._after(office.say(N_("{count} forms are to be keyed by a second person."), count=count))

    def _after(self, sentence: str) -> None:
        self.refresh()
        self.office.announce(Topic.KEYINGS, Topic.RESULTS)
        self.office.tell(sentence)
        self.changed()

    def _take(self, found: tuple[Dispute, ...]) -> None:
        self.disputes = found
        if self.open is not None:
            serial = self.open.serial
            self.open = next((dispute for dispute in found if dispute.serial == serial), None)

    def _form(self) -> Dispute:
        if self.open is None:
            raise RuntimeError("no form is laid open")
        return self.open
