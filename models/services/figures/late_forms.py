"""What came after closing, laid beside the closed sheet: the difference between both is a publication of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm, is_counted
from models.domain.book.periods import Period
from models.domain.figures.figures import Subject
from models.domain.questionnaire.method import Method
from models.services.figures.accepted import accepted_forms
from models.services.figures.results import offices_here
from models.store.database import Station


@dataclass(eq=False)
class TooFewLate(Problem):
    """Figures with what came after closing would tell, beside those without, how a few people answered."""

    unit: str
    forms: int
    least: int
    period: str
    code = "too_few_late"
    says = N_(
        "At {unit} only {forms} forms became others after closing. A sheet with them beside the closed one would tell how these "
        "people answered; from {least} on it can be made. Leave out what came after closing, or reopen the period and close "
        "it again: a new edition takes the place of the closed sheet."
    )
    deed = Deed.REOPEN_PERIOD


@dataclass(eq=False)
class LateAnswersStay(Problem):
    """Rows with what came after closing would tell, beside those without, which rows are new."""

    unit: str
    period: str
    code = "late_answers_stay"
    says = N_(
        "At {unit} forms became others after closing. Their rows beside the closed ones would tell few people apart. Write the "
        "answers without what came after closing, or reopen the period and close it again."
    )
    deed = Deed.REOPEN_PERIOD


def late_forms(station: Station, period: Period, unit: UnitKey) -> Counter[str]:
    """How many forms of an office that count stand otherwise with what came after closing, by questionnaire (CN, TC)."""
    closed = _counting(accepted_forms(station, period, unit), period.method)
    now = _counting(accepted_forms(station, period, unit, late=True), period.method)
    return Counter(
        serial.split("-", 3)[2] for serial in closed.keys() | now.keys() if closed.get(serial) != now.get(serial)
    )


def require_enough_late(station: Station, period: Period, subject: Subject) -> None:
    """Refuse figures with late lines (`TooFewLate`) where the closed ones beside them would tell of few people."""
    least = period.method.suppress_under
    for unit in offices_here(station, period, subject):
        few = [forms for forms in late_forms(station, period, unit).values() if forms < least]
        if few:
            raise TooFewLate(station.catalogue.unit_named(unit).full_name, min(few), least, period.code)


def require_as_closed(station: Station, period: Period, units: Iterable[UnitKey]) -> None:
    """Refuse rows with late lines (`LateAnswersStay`) where any form stands otherwise with them."""
    for unit in units:
        if late_forms(station, period, unit):
            raise LateAnswersStay(station.catalogue.unit_named(unit).full_name, period.code)


def _counting(forms: Iterable[AcceptedForm], method: Method) -> dict[str, AcceptedForm]:
    return {form.serial: form._replace(station="", n=0) for form in forms if is_counted(form, method)}
