"""`sophieu package clashes|choose`: lines of which two contents arrived."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.usage import said
from desktop.words import moved_told
from models.domain.basics.problems import N_
from models.domain.book.facts import Fact, Line, Ref
from models.services.exchange.clashes import Clash, choose, clashes, find_clash
from models.services.figures.effect import watched


class RefType(click.ParamType[Ref]):
    """`STATION:N`."""

    name = "line"

    def convert(self, value: str | Ref, param: click.Parameter | None, ctx: click.Context | None) -> Ref:
        try:
            return value if isinstance(value, Ref) else Ref.parse(value)
        except ValueError:
            return self.fail(said(N_("“{text}” is not STATION:N, for example 0f3a9c1d2b4e5f60:12."), text=value))


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
    moved = watched(session.station, [(clash.period, clash.unit)])
    made = choose(session.station, clash, digest=digest, reason=reason, act=session.act())
    said = N_("Of line {line} the content {digest} counts now. The other one stays on record.")
    told = f"{session.say(said, line=ref, digest=digest)} {moved_told(moved(), session.catalogue, session.language)}"
    session.answer(told, choice=made, line=ref, digest=digest)


def _content(line: Line) -> str:
    if isinstance(line, Fact):
        return f"{line.kind} {line.serials} {line.body}".strip()
    return f"{line.serial} {line.marks} {line.rest}".strip()


def _searched(session: Session, clash: Clash) -> str:
    contents = " ".join(f"{line.by} {_content(line)}" for _, line in clash.contents)
    return f"{session.catalogue.office_told(clash.unit)} {clash.period.code} {clash.ref} {clash.reason} {clash.by} {contents}".casefold()
