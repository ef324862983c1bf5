"""`sophieu package withdraw|reinstate|withdrawals`: what counts no longer of what arrived."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.usage import said
from desktop.words import moved_told
from models.domain.basics.problems import N_
from models.domain.book.activity import Span
from models.services.exchange.withdrawing import (
    Proposal,
    propose_lines,
    propose_withdrawal,
    reinstate,
    withdraw,
    withdrawals_here,
)
from models.services.figures.effect import watched


class SpanType(click.ParamType[Span]):
    """`STATION:FROM..TO` as lists of packages and withdrawals write it."""

    name = "lines"

    def convert(self, value: str | Span, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        try:
            return value if isinstance(value, Span) else Span.parse(value)
        except ValueError:
            return self.fail(
                said(N_("“{text}” is not STATION:FROM..TO, for example 0f3a9c1d2b4e5f60:12..40."), text=value)
            )


@click.command("withdraw")
@click.argument("package_id", metavar="ID")
@click.option("--reason", default="", help="Why these lines must not count.")
@click.option("--lines", "spans", type=SpanType(), multiple=True, help="Only these lines: STATION:FROM..TO.")
@click.option("--preview", is_flag=True, help="Say what would be taken out, and take nothing out.")
@office_command
def withdraw_package(session: Session, package_id: str, reason: str, spans: tuple[Span, ...], preview: bool) -> None:
    """Take out of every figure the lines that a package was the first to bring here. Nothing is deleted."""
    proposal = propose_withdrawal(session.station, package_id)
    if spans:
        proposal = propose_lines(session.station, proposal.unit, proposal.period, spans)
    told = [_proposed(session, proposal)]
    ref = None
    moved = watched(session.station, [(proposal.period, proposal.unit)])
    if not preview:
        ref = withdraw(session.station, proposal, reason=reason, act=session.act())
        said = N_(
            "They do not count any more, whatever is sent again. Put them back with: sophieu package reinstate {id}"
        )
        told.append(moved_told(moved(), session.catalogue, session.language))
        told.append(session.say(said, id=proposal.package or f"{proposal.unit.code}/{proposal.period.code}/{ref}"))
    session.answer(
        "\n".join(told),
        package=proposal.package,
        withdrawal=f"{proposal.unit.code}/{proposal.period.code}/{ref}" if ref else None,
        lines=proposal.lines,
        kept=proposal.kept,
        earlier=proposal.earlier,
        spans=[str(span) for span in proposal.spans],
        preview=preview,
    )


@click.command("reinstate")
@click.argument("withdrawal_id", metavar="ID")
@click.option("--reason", required=True, help="Why these lines count again.")
@office_command
def reinstate_package(session: Session, withdrawal_id: str, reason: str) -> None:
    """Put back the lines of a withdrawn package or of one withdrawal."""
    moved = watched(session.station, [(each.period, each.unit) for each in withdrawals_here(session.station)])
    made = reinstate(session.station, withdrawal_id, reason=reason, act=session.act())
    said = N_("{count} withdrawals are undone: their lines count again.")
    told = moved_told([each for each in moved() if not each.is_none], session.catalogue, session.language)
    session.answer(f"{session.say(said, count=len(made))} {told}".rstrip(), reinstated=[str(ref) for ref in made])


@click.command("withdrawals")
@office_command
def show_withdrawals(session: Session) -> None:
    """List what is withdrawn, by whom and why."""
    found = withdrawals_here(session.station)
    lines = [
        f"{each.id}  {', '.join(map(str, each.withdrawal.spans))}  {each.withdrawal.by}  {session.moment(each.withdrawal.at)}  "
        f"{each.withdrawal.reason}"
        for each in found
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("Nothing is withdrawn.")),
        withdrawals=[
            {
                "id": each.id,
                "package": each.withdrawal.package,
                "unit": each.unit,
                "period": each.period,
                "spans": [str(span) for span in each.withdrawal.spans],
                "reason": each.withdrawal.reason,
                "by": each.withdrawal.by,
                "at": each.withdrawal.at,
            }
            for each in found
        ],
    )


def _proposed(session: Session, proposal: Proposal) -> str:
    spans = ", ".join(map(str, proposal.spans))
    if not proposal.package:
        return session.say(
            N_("{lines} lines of {unit}: {spans}."),
            lines=proposal.lines,
            unit=session.catalogue.office_told(proposal.unit),
            spans=spans,
        )
    said = N_(
        "Package {id} was the first to bring {lines} lines of {unit} here: {spans}. "
        "The {earlier} other lines in it were brought by earlier packages and stay."
    )
    return session.say(
        said,
        id=proposal.package,
        lines=proposal.lines,
        unit=session.catalogue.office_told(proposal.unit),
        spans=spans,
        earlier=proposal.earlier,
    )
