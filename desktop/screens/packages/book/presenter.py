"""What the book of packages knows and does: every package, the latest first, and withdrawing one."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import STATES, kind_words, moment
from desktop.words import moved_told
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.book.activity import Span
from models.services.exchange.packages import packages
from models.services.exchange.withdrawing import (
    LinesUnknown,
    Proposal,
    WithdrawalEffect,
    propose_lines,
    propose_withdrawal,
    withdraw,
    withdrawal_effect,
)
from models.services.figures.effect import watched
from models.store.packages import Package

MOST_NAMED = 12
"""So many forms are named in a sentence."""


@dataclass(frozen=True)
class Withdrawing:
    """A withdrawal that is thought of: what it would take out, and which forms it would touch.

    `within` are the lines of one computer from which some are chosen; None for a whole package.
    """

    package: Package
    proposal: Proposal
    effect: WithdrawalEffect
    within: Span | None = None

    @property
    def span(self) -> Span:
        """The first range that it would take out."""
        return self.proposal.spans[0]


class Presenter(SectionPresenter[Withdrawing]):
    """The list of packages."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._known: tuple[Package, ...] = ()

    def refresh(self) -> None:
        self._known = packages(self.office.here)

    def rows(self) -> list[tuple[str, ...]]:
        """When, what happened, kind, office, period, number, file."""
        language = self.office.language
        return [
            (
                moment(package.at, language),
                language.say(STATES[package.state]),
                kind_words(package.kind, language),
                self.office.catalogue.unit_named(package.unit).full_name,
                package.period.code,
                str(package.number),
                package.file.removesuffix(".zip"),
            )
            for package in self._known
        ]

    def can_withdraw(self, place: int) -> bool:
        """Whether the package in this row was the first to bring lines here."""
        return place < len(self._known) and bool(self._known[place].brought)

    def think_of_withdrawing(self, place: int) -> None:
        """Work out what withdrawing the package in this row would do; nothing is changed."""
        self._think_of(self._known[place])

    def ranges(self, place: int) -> tuple[Span, ...]:
        """The lines that the package in this row was the first to bring, computer by computer."""
        return propose_withdrawal(self.office.here, self._known[place].id).spans

    def think_of_lines(self, place: int, within: Span) -> None:
        """Work out what withdrawing these lines of the package in this row would do; some of them can be chosen then."""
        self._think_of(self._known[place], within, within)

    def narrow(self, first: int, last: int) -> None:
        """Work out anew what withdrawing only the lines `first` to `last` would do; refuses a range without lines."""
        thought = self.laid
        if thought is not None and thought.within is not None:
            wanted = Span(thought.within.station, first, last)
            if first > last:
                raise LinesUnknown(str(wanted))
            if wanted != thought.span:
                self._think_of(thought.package, thought.within, wanted)

    def _think_of(self, package: Package, within: Span | None = None, wanted: Span | None = None) -> None:
        office = self.office
        station = office.here

        def work(act: Act) -> Withdrawing:
            proposal = (
                propose_lines(station, package.unit, package.period, (wanted,))
                if wanted is not None
                else propose_withdrawal(station, package.id)
            )
            return Withdrawing(package, proposal, withdrawal_effect(station, proposal, act=act), within)

        office.run(work, then=self.lay, title=office.say(N_("Working out the withdrawal")))

    def question(self) -> str:
        """What the withdrawal would take out, what stays, and which forms would count otherwise."""
        thought = self.laid
        if thought is None:
            return ""
        say, number, proposal = self.office.say, self.office.language.number, thought.proposal
        said = N_(
            "Package {id} was the first to bring {lines} lines of {unit} here: {spans}. "
            "The {earlier} other lines in it were brought by earlier packages and stay."
        )
        if thought.within is not None:
            said = N_("{lines} lines of {unit} would be taken out: {spans}. The other lines of the package stay.")
        told = [say(said, id=proposal.package[:8], lines=number(proposal.lines), unit=self.office.catalogue.office_told(proposal.unit),
                    spans=", ".join(map(str, proposal.spans)), earlier=number(proposal.earlier))]  # fmt: skip
        touched = sorted({change.serial for change in thought.effect.changes} | set(thought.effect.gone))
        if touched:
            named = ", ".join(touched[:MOST_NAMED]) + (" …" if len(touched) > MOST_NAMED else "")
            forms = N_("{count} forms that count now would count otherwise or not at all: {forms}")
            told.append(say(forms, count=number(len(touched)), forms=named))
        else:
            told.append(say(N_("No form that counts now would change.")))
        told.append(say(N_("Nothing is deleted. It can be counted again at any time, on the tab “Withdrawn”.")))
        return "\n".join(told)

    def withdraw(self, reason: str) -> None:
        """Take the lines out of every figure; refuses without a reason."""
        thought, office = self.laid, self.office
        if thought is None:
            return
        moved = watched(office.here, [(thought.proposal.period, thought.proposal.unit)])
        with office.act(Duty.WITHDRAW) as act:
            withdraw(office.here, thought.proposal, reason=reason, act=act)
            self.laid = None
        self.look_again()
        office.tell(moved_told(moved(), office.catalogue, office.language))
        self.lead("packages.withdrawals", thought.package.id)
