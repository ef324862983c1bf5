"""`sophieu forms mark|undo`: what happened to forms on paper."""

from __future__ import annotations

import click

from desktop.commands.session import Session, period_command
from models.domain.basics.problems import N_
from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.services.forms.ledger import read_book
from models.services.forms.marking import mark_forms, undo_mark

MARKS = {
    "handed-out": Kind.HANDED_OUT,
    "returned": Kind.RETURNED,
    "refused": Kind.REFUSED,
    "lost": Kind.LOST,
    "spoiled": Kind.SPOILED,
}


@click.command("mark")
@click.argument("mark", type=click.Choice(list(MARKS)))
@click.argument("spans", nargs=-1, required=True, metavar="SERIAL|FROM..TO…")
@click.option("--reason", default="", help="Why, for the record.")
@period_command
def mark(session: Session, period: Period, mark: str, spans: tuple[str, ...], reason: str) -> None:
    """Note what happened to forms on paper."""
    marked = mark_forms(
        session.station,
        period,
        kind=MARKS[mark],
        ranges=session.serials(period, spans),
        reason=reason,
        act=session.act(),
    )
    said = N_("{count} forms are marked. A slip is undone with: sophieu forms undo")
    session.answer(session.say(said, count=marked.forms), marked=marked.forms, **_totals(session, period))


@click.command("undo")
@click.argument("mark", type=click.Choice(list(MARKS)))
@click.argument("spans", nargs=-1, required=True, metavar="SERIAL|FROM..TO…")
@period_command
def undo(session: Session, period: Period, mark: str, spans: tuple[str, ...]) -> None:
    """Take back a mark; both the mark and its undoing stay on record."""
    count = undo_mark(
        session.station, period, kind=MARKS[mark], ranges=session.serials(period, spans), act=session.act()
    )
    session.answer(
        session.say(N_("The mark was taken off {count} forms."), count=count), undone=count, **_totals(session, period)
    )


def _totals(session: Session, period: Period) -> dict[str, int]:
    return dict(read_book(session.station, period, session.station.unit).ledger.totals)
