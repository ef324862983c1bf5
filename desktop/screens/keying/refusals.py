"""Why a form is not opened, told so that the clerk knows what to do with the paper in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.office import Office
from desktop.words import WHYS
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import Form, State
from models.domain.book.serials import Serial, SerialMistyped
from models.domain.questionnaire.doubts import Doubt, Why
from models.services.figures.results import units_here
from models.services.forms.marking import NotIssued, OtherUnit
from models.services.keying.keying import AlreadyKeyed
from models.services.keying.mistyping import NOTHING_MEANT, Meant, meant_by
from models.services.office.periods import periods
from models.services.office.stations import people

MOST_NAMED = 5
"""Other offices that are named for one mistyped number."""


@dataclass(eq=False)
class NothingWaits(Problem):
    """Nobody's form is left for this person."""

    code = "nothing_waits"
    says = N_(
        "No form is noted as returned or handed out and still to be keyed. Type or scan the number of the form in your hand."
    )


@dataclass(eq=False)
class NothingWaitsForSecond(Problem):
    """No form waits for this person's second keying."""

    code = "nothing_waits_for_second"
    says = N_("No form waits for a second keying by you. Those that you keyed yourself must be keyed by somebody else.")


@dataclass(eq=False)
class KeyedAwaitingSecond(Problem):
    """The form is keyed and waits for a second keying, which this person may do."""

    serial: str
    by: str
    code = "keyed_awaiting_second"
    says = N_(
        "Form {serial} was keyed by {by} and is to be keyed a second time, without seeing the first. Key it as second keying."
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a form is not opened, and what may be done with it instead."""

    problem: Problem
    serial: Serial | None = None
    may_amend: bool = False
    may_void: bool = False
    may_second: bool = False
    meant: Meant = NOTHING_MEANT


def refusal(
    office: Office, forms: Mapping[str, Form], problem: Problem, *, serial: Serial | None, typed: str, second: bool
) -> Refusal:
    """What is told of `problem`, with names for codes, and what may be done with the form instead."""
    author = office.who.author
    if isinstance(problem, OtherUnit):
        names = {unit.code: office.catalogue.unit_named(unit).full_name for unit in _units(office)}
        return Refusal(OtherUnit(problem.serial, names.get(problem.unit, problem.unit)), serial)
    if isinstance(problem, SerialMistyped | NotIssued):
        meant = meant_by(typed, office.here, office.chosen_period, forms, author=author, second=second, units=_units(office),
                         periods=periods(office.here))  # fmt: skip
        return Refusal(problem, serial, meant=meant)
    if not isinstance(problem, AlreadyKeyed) or serial is None:
        return Refusal(problem, serial)
    form = forms.get(str(serial))
    is_own = form is not None and any(head.by == author for head in form.settled.heads)
    by = _name(office, problem.by)
    if form is not None and form.state is State.AWAITING_SECOND and not is_own:
        return Refusal(KeyedAwaitingSecond(serial.short, by), serial, may_second=True)
    keyed = AlreadyKeyed(serial.short, by, office.language.datetime(datetime.fromisoformat(problem.at)))
    return Refusal(keyed, serial, may_amend=True, may_void=True)


def meant_sentences(meant: Meant, office: Office) -> tuple[str, ...]:
    """Whose paper a refused number would fit."""
    say, told = office.say, []
    if meant.forms:
        told.append(say(N_("Perhaps this form, which is not keyed yet? Compare all eight digits with the paper.")))
    if meant.units:
        names = [office.catalogue.unit_named(unit).full_name for unit in meant.units[:MOST_NAMED]]
        told.append(say(N_("As it was typed, the number would fit paper of: {offices}."), offices=names))
    if meant.periods:
        told.append(say(N_("As it was typed, the number would fit paper of this office in period {periods}."),
                        periods=list(meant.periods)))  # fmt: skip
    return tuple(told)


def doubt_sentence(doubt: Doubt, office: Office) -> str:
    """What to ask about a doubted answer, once."""
    told = doubt.question.constraint_message if doubt.why is Why.CONSTRAINT else ""
    if not told:
        told = office.say(WHYS[doubt.why])
    return office.say(N_("{doubt} Does the paper say so? Enter: yes. Else key it again."), doubt=_sentence(told))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _units(office: Office) -> frozenset[UnitKey]:
    """The offices whose paper may lie on this desk by mistake."""
    period = office.chosen_period
    return frozenset((*period.units, *units_here(office.here, period)))


def _name(office: Office, author: str) -> str:
    """The name of one of this office's people, else the code as facts have it."""
    return next((person.name for person in people(office.here) if person.author == author), author)
