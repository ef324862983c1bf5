"""Piles of returned paper: whether a form may lie on one, and noting the whole pile as returned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Kind
from models.domain.book.ledger import RETURNED_STATES, Form, State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange
from models.services.forms.ledger import read_book, read_form
from models.services.forms.marking import mark_forms
from models.services.keying.keying import open_desk
from models.services.office.allowing import allow
from models.store.database import Station

SURPRISING = (State.LOST, State.REFUSED)
"""What a form may be noted as, although its paper lies on the pile."""


@dataclass(eq=False)
class FirstKeyingLacks(Problem):
    """The form lies on a pile for second keyings and nobody has keyed it."""

    serial: str
    code = "first_keying_lacks"
    says = N_(
        "Form {serial} has no first keying yet, so there is nothing to key a second time. Lay it on a pile for first keying."
    )


def require_for_pile(station: Station, period: Period, serial: Serial, *, author: str, second: bool) -> Form | None:
    """How the form stands that is laid on a pile of this pass; refuses what `author` may not key, each with its reason."""
    desk = open_desk(station, period, only=serial)
    desk.questionnaire(serial)
    if second and not desk.settled(str(serial)).heads:
        raise FirstKeyingLacks(serial.short)
    desk.require_free(str(serial), author, second=second)
    return read_form(station, period, station.unit, serial)[0]


def note_returned(station: Station, period: Period, serials: Iterable[Serial], *, act: Act) -> int:
    """Note the paper of a pile as returned, as one act; answers how many forms were not noted so before."""
    allow(station, act, Duty.RETURN)
    with station.transaction():
        forms = read_book(station, period, station.unit).ledger.forms
        out = [serial for serial in serials if str(serial) in forms and forms[str(serial)].state not in RETURNED_STATES]
        if out:
            ranges = tuple(SerialRange(serial, serial) for serial in out)
            mark_forms(station, period, kind=Kind.RETURNED, ranges=ranges, act=act)
    return len(out)
