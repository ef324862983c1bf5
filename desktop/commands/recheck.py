"""`sophieu recheck`: re-contact of respondents, drawn by chance."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import unit_asked
from desktop.moment import chance
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.book.serials import parse_typed
from models.domain.signals.rechecking import WORDS, Outcome
from models.services.figures.rechecking import draw_recheck, outcomes, recheck_list, record_recheck, seed_of
from models.services.office.questionnaires import kinds_of
from models.store.notes import Rechecked


@click.group()
def recheck() -> None:
    """Re-contact of respondents: a random list of forms and what was found out."""


@recheck.command("draw")
@click.option("--size", type=int, required=True, help="How many forms.")
@click.option("--seed", default=None, help="Seed, to draw the same list again (default: a fresh one).")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@period_command
def draw(session: Session, period: Period, size: int, seed: str | None, unit_code: str | None) -> None:
    """Draw forms by chance; the list stays in this office."""
    unit = unit_asked(session, period, unit_code)
    listed = draw_recheck(session.station, period, unit, size=size, seed=seed or chance(), act=session.act())
    _answer(session, listed, seed_of(session.station, period, unit))


@recheck.command("record")
@click.argument("serial")
@click.argument("outcome", type=click.Choice([outcome.value for outcome in Outcome if outcome.value]))
@click.option("--note", default="", help="A few words; no names.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@period_command
def record(session: Session, period: Period, serial: str, outcome: str, note: str, unit_code: str | None) -> None:
    """Write down what re-contact found about one form."""
    unit = unit_asked(session, period, unit_code)
    named = str(parse_typed(serial, period=period.code, unit=unit.code, kinds=kinds_of(session.station, period)))
    record_recheck(session.station, period, unit, named, outcome=Outcome(outcome), note=note, act=session.act())
    said = session.say(WORDS[Outcome(outcome)])
    session.answer(session.say(N_("{serial}: {outcome}"), serial=named, outcome=said), serial=named, outcome=outcome)


@recheck.command("list")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@click.option("--pdf", type=FILE, default=None, help="Write the list as PDF, to note the outcomes by hand.")
@period_command
def show(session: Session, period: Period, unit_code: str | None, pdf: Path | None) -> None:
    """Show the list and its outcomes."""
    unit = unit_asked(session, period, unit_code)
    if pdf:
        from printing.recheck_list import print_recheck

        print_recheck(session.station, period, unit, language=session.language, to=pdf)
    _answer(session, recheck_list(session.station, period, unit), seed_of(session.station, period, unit), pdf)


def _answer(session: Session, listed: tuple[Rechecked, ...], seed: str, pdf: Path | None = None) -> None:
    counted = outcomes(listed)
    lines = [session.say(N_("Forms for re-contact: {count}; seed: {seed}"), count=len(listed), seed=seed or "–")]
    lines += [
        f"{each.serial}  {session.say(WORDS[each.outcome])}{f'  {each.note}' if each.note else ''}" for each in listed
    ]
    lines += [f"  {session.say(WORDS[outcome])}: {number}" for outcome, number in counted.items() if number]
    lines += session.written(pdf)
    session.answer(
        "\n".join(lines),
        seed=seed,
        forms=[
            {"serial": each.serial, "outcome": each.outcome.value, "note": each.note, "at": each.at} for each in listed
        ],
        outcomes={outcome.value or "open": number for outcome, number in counted.items()},
    )
