"""A pile of paper in the order in which it lies, and which paper the digits typed for its next form confirm.

Serial and paper must never drift apart: a form of a pile is opened by what stands on the paper in the hand alone. Two check
digits are enough for that, since forms that are fewer than 97 numbers apart never have the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem
from models.domain.book.serials import Serial, SerialAmbiguous, SerialMalformed, SerialMistyped, parse_typed

CHECK_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Pile:
    """Forms as they lie, the uppermost first. `at` is the form that was opened last, once keying has begun."""

    order: tuple[Serial, ...] = ()
    is_begun: bool = False
    at: Serial | None = None

    def laid(self, serial: Serial) -> Pile:
        """With one more form at the end; refuses one that lies here already."""
        if serial in self.order:
            raise LaidTwice(serial.short, self.place(serial))
        return replace(self, order=(*self.order, serial))

    def taken_back(self) -> Pile:
        """Without the form that was laid last."""
        order = self.order[:-1]
        return replace(self, order=order, at=self.at if self.at in order else None)

    def begun(self) -> Pile:
        """From now on it is keyed."""
        return replace(self, is_begun=True)

    def opened(self, serial: Serial) -> Pile:
        """This form lies on the desk now; one that does not belong here changes nothing."""
        return replace(self, at=serial) if serial in self.order else self

    def turned_back_to(self, serial: Serial) -> Pile:
        """It is the turn of this form again."""
        before = self.place(serial) - 1
        return replace(self, at=self.order[before - 1] if before else None)

    def place(self, serial: Serial) -> int:
        """The how manieth form from above it is."""
        return self.order.index(serial) + 1

    def waiting(self, waits: Callable[[Serial], bool]) -> tuple[Serial, ...]:
        """The forms that are still to be keyed, from the one after the latest on; those passed over come last."""
        start = self.place(self.at) if self.at is not None else 0
        return tuple(serial for serial in (*self.order[start:], *self.order[:start]) if waits(serial))


class Step(Enum):
    """What follows from the digits typed so far."""

    GO_ON = "go_on"
    OPEN = "open"
    STOP = "stop"


class Confirmation(NamedTuple):
    """What the typed digits mean: nothing yet, this form, or why neither this nor another is opened."""

    step: Step
    form: Serial | None = None
    problem: Problem | None = None


@dataclass(eq=False)
class LaidTwice(Problem):
    """The form was scanned for this pile already."""

    serial: str
    place: int
    code = "laid_twice"
    says = N_("Form {serial} is on this pile already, at place {place}; scanned twice it counts once.")


@dataclass(eq=False)
class OtherPaper(Problem):
    """The check digits belong to another form of the pile than the one whose turn it is."""

    wanted: int
    typed: str
    found: int
    between: int
    code = "other_paper"
    says = N_(
        "STOP: it is the turn of {wanted}, whose check digits are not {typed}. They fit {found}, which lies {between} further down. "
        "Look for {wanted}; to key the paper in your hand first, scan it or type its whole number."
    )


@dataclass(eq=False)
class NoSuchPaper(Problem):
    """The check digits belong to no form of the pile that waits."""

    wanted: int
    typed: str
    code = "no_such_paper"
    says = N_(
        "STOP: “{typed}” are not the check digits of {wanted}. Compare the number on the paper; for another paper scan it or type "
        "its whole number."
    )


@dataclass(eq=False)
class FurtherDown(Problem):
    """The paper lies further down the pile; those before it would be passed over."""

    serial: str
    place: int
    wanted: int
    between: int
    code = "further_down"
    says = N_(
        "Form {serial} lies at place {place} of the pile; it is the turn of {wanted}, and {between} forms would be passed over. "
        "Look for them. The same number given once more keys {serial} now, and the others come last."
    )


@dataclass(eq=False)
class NotOnPile(Problem):
    """The paper was not scanned for this pile."""

    serial: str
    wanted: int
    code = "not_on_pile"
    says = N_(
        "Form {serial} is not on this pile; it is the turn of {wanted}. Lay the paper aside. The same number given once more "
        "keys it all the same."
    )


def heard(typed: str, waiting: tuple[Serial, ...], *, left: Serial | None, numbers: Iterable[str]) -> Confirmation:
    """What `typed` means before Enter is pressed, where `waiting` are the forms of the pile, the next one first.

    `left` is the form that was opened last and put away unfinished: going on with it is no drift. The check digits open a form
    at once, unless a whole number could begin with them (`numbers`: the forms that may lie on a desk): then Enter decides.
    """
    digits = typed.strip()
    if len(digits) < CHECK_DIGITS or not waiting:
        return Confirmation(Step.GO_ON)
    if _begins_number(digits, waiting[0], numbers):
        return Confirmation(Step.GO_ON)
    return confirmed(digits, waiting, left=left) if len(digits) == CHECK_DIGITS else _stop(digits, waiting)


def confirmed(digits: str, waiting: tuple[Serial, ...], *, left: Serial | None) -> Confirmation:
    """Which form two check digits open; the next one, or the one just left."""
    for form in (waiting[0], left):
        if form is not None and form in waiting and form.check == digits.strip():
            return Confirmation(Step.OPEN, form)
    return _stop(digits.strip(), waiting)


def entered(
    typed: str,
    waiting: tuple[Serial, ...],
    pile: Pile,
    *,
    left: Serial | None,
    period: str,
    unit: str,
    kinds: Iterable[str],
) -> Confirmation:
    """What `typed` means when Enter is pressed: check digits, or a whole number that names any form."""
    if typed.strip().isdecimal() and len(typed.strip()) <= CHECK_DIGITS:
        return confirmed(typed, waiting, left=left)
    try:
        serial = parse_typed(typed, period=period, unit=unit, kinds=kinds)
    except (SerialMalformed, SerialMistyped, SerialAmbiguous) as problem:
        return Confirmation(Step.STOP, None, problem)
    if serial in (waiting[0], left) and serial in waiting:
        return Confirmation(Step.OPEN, serial)
    if serial in waiting:
        between = waiting.index(serial)
        return Confirmation(
            Step.STOP, serial, FurtherDown(serial.short, pile.place(serial), waiting[0].number, between)
        )
    return Confirmation(Step.STOP, serial, NotOnPile(serial.short, waiting[0].number))


def needs_enter(serial: Serial, numbers: Iterable[str]) -> bool:
    """Whether the check digits of this form could be how a whole number begins, so that Enter has to follow them."""
    return _begins_number(serial.check, serial, numbers)


def _begins_number(digits: str, near: Serial, numbers: Iterable[str]) -> bool:
    text = digits.upper().replace(" ", "")
    whole = f"{near.period}-{near.unit}-"
    if whole.startswith(text) or text.startswith(whole):
        return True
    number = text.partition("-")[0]
    if len(number) > 6:
        return len(text.replace("-", "")) <= 8 and any(each.startswith(number[:6]) for each in numbers)
    return number.isdecimal() and any(each.startswith(number) for each in numbers)


def _stop(digits: str, waiting: tuple[Serial, ...]) -> Confirmation:
    wanted = waiting[0].number
    found = next((each for each in waiting[1:] if each.check == digits), None)
    if found is None:
        return Confirmation(Step.STOP, None, NoSuchPaper(wanted, digits))
    return Confirmation(Step.STOP, None, OtherPaper(wanted, digits, found.number, waiting.index(found)))
