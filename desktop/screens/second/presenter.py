"""What the rulings screen knows and does: disputed forms, a choice for each question, and who may not choose."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from fractions import Fraction

from desktop.agreement_words import OWN_FORMS_ONLY, agreement_sentences, counted
from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.words import WHYS, moved_told
from models.acts import Topic
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.book.agreement import Agreement
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.doubts import Why
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.progress import Progress
from models.services.figures.effect import watched
from models.services.figures.results import units_here
from models.services.forms.ledger import read_book, share_keyed_twice
from models.services.keying.agreement import agreement_of, raise_share
from models.services.keying.disputes import Difference, Dispute, NotAllRuled, disputes, ruled_answers
from models.services.keying.keying import KeyerCannotRule, ask_second, rule, vouched
from models.services.office.pins import NOBODY_INDEPENDENT, lacks_independence
from models.services.office.questionnaires import questionnaires_of
from models.services.office.stations import people

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
        self.agreement: Agreement | None = None
        self.share = Fraction(0)
        self.issued = 0
        self._keyed: Counter[str] = Counter()

    def refresh(self) -> None:
        office = self.office
        try:
            station, period = office.here, office.chosen_period
        except Problem as problem:
            self.obstacle, self.disputes, self.open, self.agreement = problem, (), None, None
            return
        self.obstacle = None
        book = read_book(station, period, station.unit)
        self.awaiting = book.ledger.totals["awaiting_second"]
        self.share = share_keyed_twice(period, book.facts)
        self.issued = book.ledger.totals["issued"]
        forms = book.ledger.forms.values()
        self._keyed = Counter(by for form in forms for by in {head.by for head in form.settled.heads})
        day = office.today
        if not station.is_hub:
            self.agreement = agreement_of(station, period, (station.unit,), day=day)
            self._take(disputes(station, period, (station.unit,)))
            return

        def work(progress: Progress) -> tuple[Agreement, tuple[Dispute, ...]]:
            units = units_here(station, period)
            found = agreement_of(station, period, units, day=day, progress=progress)
            return found, disputes(station, period, units, progress=progress)

        def then(found: tuple[Agreement, tuple[Dispute, ...]]) -> None:
            self.agreement = found[0]
            self._take(found[1])
            self.changed()

        office.tasks.run(work, then=then, title=office.say(N_("Looking for forms in dispute")))

    @property
    def people(self) -> tuple[Person, ...]:
        return people(self.office.here)

    def keyed_by(self, person: Person) -> int:
        """How many forms of the period a person keyed."""
        return self._keyed[person.author]

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
                self.office.catalogue.unit_named(dispute.unit).full_name,
                number(len(dispute.differences)),
                ", ".join(each.question.number or each.question.name for each in dispute.differences),
            )
            for dispute in self.disputes
        ]

    def in_short(self) -> tuple[str, ...]:
        """What a clerk needs of it above the table; the rest stands behind a key."""
        found, say = self.agreement, self.office.say
        if found is None:
            return ()
        number = self.office.language.number
        if found.twice:
            said = N_("{forms} forms were keyed by two persons, {share} % of the fields alike. What that means: F5.")
            told = say(said, forms=number(found.twice), share=number((found.fields.share or Fraction(0)) * 100, 2))
        else:
            told = self.sentences()[0]
        alone = lacks_independence(self.office.here, self.office.chosen_period.code)
        return (told, *((say(NOBODY_INDEPENDENT),) if alone else ()))

    def sentences(self) -> tuple[str, ...]:
        """What the second keyings made so far say."""
        if self.agreement is None:
            return ()
        alone = lacks_independence(self.office.here, self.office.chosen_period.code)
        more = (self.office.say(NOBODY_INDEPENDENT),) if alone else ()
        return (*agreement_sentences(self.agreement, self.office.language), *more)

    def agreement_rows(self) -> list[tuple[str, ...]]:
        """By position in the sheet, then by question, each with its count and interval."""
        if self.agreement is None:
            return []
        language = self.office.language
        rows = []
        for place, count in self.agreement.by_position.items():
            said = N_("page {page}, rows {first} to {last}")
            where = language.say(said, page=place.page, first=place.first, last=place.last)
            rows.append(("", where, *counted(count, language)))
        papers = questionnaires_of(self.office.here, self.office.chosen_period)
        for paper in papers:
            for question in paper.asked:
                found = self.agreement.by_question.get((paper.variant, question.name))
                if found is not None:
                    number = question.number or question.name
                    rows.append((paper.variant, f"{number}  {question.label}", *counted(found, language)))
        return rows

    def confirmed_rows(self) -> list[tuple[str, ...]]:
        """Form, question, answer, why it was asked again, who confirmed it and when."""
        language = self.office.language
        return [
            (each.serial, each.vouch.question, each.vouch.code, language.say(WHYS[Why(each.vouch.why)]), each.person,
             language.datetime(datetime.fromisoformat(each.vouch.at)))
            for each in vouched(self.office.here, self.office.chosen_period)
        ]  # fmt: skip

    @property
    def own_forms_only(self) -> str:
        """For a hub: whose forms the share is raised for; empty elsewhere."""
        station = self.office.here
        return self.office.say(OWN_FORMS_ONLY, unit=station.name) if station.is_hub else ""

    def raise_share(self, percent: int) -> None:
        """Have a greater share of the forms keyed twice; it cannot be lowered again."""
        office = self.office
        share = Fraction(percent, 100)
        with office.act() as act:
            raise_share(office.here, office.chosen_period, share=share, act=act)
            self.refresh()
        told = office.say(N_("From now on {share} % of the forms are keyed twice."), share=percent)
        self._told(f"{told} {self.own_forms_only}".rstrip())

    def open_row(self, row: int) -> None:
        """Lay a form open for whoever may rule; nothing is chosen yet."""
        self.office.make_sure(Duty.RULE)
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
        try:
            ruled_answers(self.office.here, self.office.chosen_period, dispute, self.chosen)
        except NotAllRuled as problem:
            # a person knows the questions by the numbers on the paper
            numbers = {each.question.name: each.question.number for each in dispute.differences}
            raise NotAllRuled(tuple(numbers[name] or name for name in problem.questions)) from None

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
        moved = watched(station, [(period.key, dispute.unit)])
        with office.act(Duty.RULE) as act:
            rule(station, period, serial=serial, answers=answers, reason=reason, unit=dispute.unit, act=act)
            self.open, self.chosen = None, {}
            self.refresh()
        ruled = office.say(N_("Form {serial} is ruled on."), serial=serial.short)
        self._told(f"{ruled} {moved_told(moved(), office.catalogue, office.language)}")

    def put_away(self) -> None:
        """Leave the form; what was chosen is forgotten."""
        self.open, self.chosen = None, {}

    def ask_second(self, person: Person | None) -> None:
        """Ask for a second keying of all that one person keyed, or of every form of the period."""
        office = self.office
        with office.act() as act:
            count = ask_second(office.here, office.chosen_period, person=person, every=person is None, act=act)
            self.refresh()
        self._told(office.say(N_("{count} forms are to be keyed by a second person."), count=count))

    def _told(self, sentence: str) -> None:
        self.office.tell(sentence)
        self.office.tell_next()
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
