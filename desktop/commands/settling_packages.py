"""`sophieu package withdraw|reinstate|withdrawals|clashes|choose`: what counts of what arrived, decided by a person."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.usage import said
from models.domain.basics.problems import N_
from models.domain.book.activity import Span
from models.domain.book.facts import Fact, Line, Ref
from models.services.exchange.clashes import Clash, choose, clashes, find_clash
from models.services.exchange.withdrawing import (
    Proposal,
    propose_lines,
    propose_withdrawal,
    reinstate,
    withdraw,
    withdrawals_here,
)


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


class RefType(click.ParamType[Ref]):
    """`STATION:N`."""

    name = "line"

    def convert(self, value: str | Ref, param: click.Parameter | None, ctx: click.Context | None) -> Ref:
        try:
            return value if isinstance(value, Ref) else Ref.parse(value)
        except ValueError:
            return self.fail(said(N_("“{text}” is not STATION:N, for example 0f3a9c1d2b4e5f60:12."), text=value))


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
    if not preview:
        ref = withdraw(session.station, proposal, reason=reason, by=session.person, at=session.at)
        said = N_(
            "They do not count any more, whatever is sent again. Put them back with: sophieu package reinstate {id}"
        )
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
    made = reinstate(session.station, withdrawal_id, reason=reason, by=session.person, at=session.at)
    said = N_("{count} withdrawals are undone: their lines count again.")
    session.answer(session.say(said, count=len(made)), reinstated=[str(ref) for ref in made])


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


@click.command("clashes")
@click.option("--find", "text", default="", help="Only those in which this text stands: a serial, a station, a name.")
@office_command
def show_clashes(session: Session, text: str) -> None:
    """List the lines of which two contents arrived, with what was chosen."""
    found = [clash for clash in clashes(session.station) if text.casefold() in _searched(session, clash)]
    lines = []
    for clash in found:
        lines.append(
            f"{session.catalogue.office_told(clash.unit)} {clash.period.code} {clash.ref}  {clash.by} {clash.reason}".rstrip()
        )
        for digest, line in clash.contents:
            sign = "●" if digest == clash.chosen else "○"
            lines.append(f"  {sign} {digest}  {line.by}  {session.moment(line.at)}  {_content(line)}")
    session.answer(
        "\n".join(lines) or session.say(N_("No line has two contents.")),
        clashes=[
            {
                "line": clash.ref,
                "unit": clash.unit,
                "period": clash.period,
                "chosen": clash.chosen,
                "reason": clash.reason,
                "by": clash.by,
                "contents": [
                    {"digest": digest, "by": line.by, "at": line.at, "content": _content(line)}
                    for digest, line in clash.contents
                ],
            }
            for clash in found
        ],
    )


@click.command("choose")
@click.argument("ref", type=RefType(), metavar="STATION:N")
@click.option("--digest", required=True, help="Digest of the content that counts, from the list of clashes.")
@click.option("--reason", required=True, help="Why this one: what the paper says.")
@click.option("--unit", default="", help="Code of the office, where several have this line.")
@click.option("--period", default="", help="Code of the period, where several have this line.")
@office_command
def choose_content(session: Session, ref: Ref, digest: str, reason: str, unit: str, period: str) -> None:
    """Say which of two contents of one line counts; both stay on record."""
    clash = find_clash(session.station, ref, unit=unit, period=period.upper())
    made = choose(session.station, clash, digest=digest, reason=reason, by=session.person, at=session.at)
    said = N_("Of line {line} the content {digest} counts now. The other one stays on record.")
    session.answer(session.say(said, line=ref, digest=digest), choice=made, line=ref, digest=digest)


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


def _content(line: Line) -> str:
    if isinstance(line, Fact):
        return f"{line.kind} {line.serials} {line.body}".strip()
    return f"{line.serial} {line.marks} {line.rest}".strip()


def _searched(session: Session, clash: Clash) -> str:
    contents = " ".join(f"{line.by} {_content(line)}" for _, line in clash.contents)
    return f"{session.catalogue.office_told(clash.unit)} {clash.period.code} {clash.ref} {clash.reason} {clash.by} {contents}".casefold()
