"""`sophieu late list|take`: the forms that came after their office closed, and taking them in at an office above."""

from __future__ import annotations

import click

from desktop.commands.session import Session, period_command
from desktop.commands.units import unit_asked
from desktop.words import LATE_FORM, late_told, moved_told, state_told
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.exchange.late import LateOfUnit, late_here, take_late
from models.services.figures.effect import FigureEffect
from models.services.office.editions import edition_number


@click.group()
def late() -> None:
    """Forms that came after their office closed."""


@late.command("list")
@click.option("--unit", "unit_code", default=None, help="Only this office.")
@period_command
def show_late(session: Session, period: Period, unit_code: str | None) -> None:
    """List the forms that came after their office closed, and what each would change."""
    units = None if unit_code is None else (unit_asked(session, period, unit_code),)
    found = late_here(session.station, period, units)
    lines = [line for each in found for line in _told(session, each)]
    session.answer("\n".join(lines) or session.say(N_("Nothing is late.")), units=[_as_json(each) for each in found])


@late.command("take")
@click.option("--unit", "unit_code", required=True, help="The office whose late lines are taken in.")
@click.option("--reason", default="", help="Why they are to count.")
@period_command
def take(session: Session, period: Period, unit_code: str, reason: str) -> None:
    """Take every late line of an office into the figures of this one; its own sheet stays as it closed."""
    unit = unit_asked(session, period, unit_code)
    taken = take_late(session.station, period, unit, reason=reason, act=session.act())
    said = N_("From now on they count here. {what}")
    effect = FigureEffect(
        period.key, taken.unit, taken.next_edition, taken.with_late, edition_number(session.station, period)
    )
    session.answer(session.say(said, what=moved_told([effect], session.catalogue, session.language)), **_as_json(taken))


def _told(session: Session, late: LateOfUnit) -> list[str]:
    lines = [late_told(late, session.catalogue, session.language)]
    for form in late.forms:
        now, then = (state_told(each, session.language) for each in (form.counts, form.would))
        lines.append(f"  {session.say(LATE_FORM, form=form.serial, now=now, then=then)}")
    return lines


def _as_json(late: LateOfUnit) -> dict[str, object]:
    return {
        "unit": late.unit,
        "lines": late.lines,
        "to_take": late.to_take,
        "forms": [
            {
                "serial": form.serial,
                "now": form.counts.state if form.counts else None,
                "then": form.would.state if form.would else None,
                "changes": form.changes,
                "needs_taking": form.needs_taking,
            }
            for form in late.forms
        ],
        "valid": {"now": late.closed.forms, "then": late.with_late.forms},
    }
