"""`sophieu package without-effect`: what is kept here and changes no figure, and why."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.words import OBJECTIONS, kind_of_line, said_more, written_words
from models.domain.basics.problems import N_
from models.domain.book.authority import Objection
from models.services.exchange.without_effect import (
    LineWithoutEffect,
    WrittenWithoutEffect,
    lines_without_effect,
    lines_written,
    without_effect,
)


@click.command("without-effect")
@click.option("--period", default="", help="Only what is about the period of this code.")
@click.option("--unit", default="", help="Only what is about the office of this code.")
@office_command
def show_without_effect(session: Session, period: str, unit: str) -> None:
    """List the lines that are kept here and have no effect, each with the reason and what to do next."""
    about = {"period": period.strip().upper(), "unit": unit.strip().upper()}
    told: list[str] = []
    for written in () if session.as_json else without_effect(session.station, **about):
        told += _written(session, written)
    session.answer(
        "\n".join(told) or session.say(N_("Everything that is here has its effect.")),
        lines=[_facts(each) for each in lines_without_effect(session.station, **about)] if session.as_json else [],
    )


def _written(session: Session, written: WrittenWithoutEffect) -> list[str]:
    """One heading, why and what to do, and the lines one by one; of a computer that waits for its key how many of each kind."""
    name, language = session.catalogue.office_told, session.language
    said = N_("{office}, computer {station}, about {unit}, period {period}: {count} lines – {why}")
    heading = session.say(
        said,
        office=name(written.office),
        station=written.station,
        unit=name(written.unit),
        period=written.period.code,
        count=language.number(written.count),
        why=session.say(OBJECTIONS[written.reason]),
    )
    lines = [heading, f"    {language.sentence(written.told)}"]
    if written.reason is Objection.KEY:
        return [*lines, f"    {written_words(written.kinds, language)}"]
    for each in lines_written(session.station, written):
        words = (kind_of_line(each.kind, language), each.forms, said_more(each.line))
        at = session.moment(each.line.at)
        lines.append(f"    {each.line.n:>5}  {at}  {each.line.by}  {'  '.join(filter(None, words))}")
    return lines


def _facts(each: LineWithoutEffect) -> dict[str, object]:
    return {
        "line": each.line.ref,
        "office": each.office,
        "unit": each.unit,
        "period": each.period,
        "kind": each.kind,
        "forms": each.forms,
        "by": each.line.by,
        "at": each.line.at,
        "reason": each.reason,
        "deed": each.deed,
    }
