"""`sophieu signals`: what is so unlikely that somebody should look at the paper."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import subject_asked
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.sheets.signals import OfficeSignals, Signals, signal_tables
from models.language.tables import words
from models.services.figures.signals import signals_of


@click.command()
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--pdf", type=FILE, default=None, help="Write the sheet of signals as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@period_command
def signals(session: Session, period: Period, unit_code: str | None, pdf: Path | None, xlsx: Path | None) -> None:
    """Show what is so unlikely that somebody should look at the paper. No figure depends on it."""
    with shown_progress(quiet=session.as_json) as progress:
        found = signals_of(session.station, period, subject_asked(session, period, unit_code), progress=progress)
    if pdf:
        from printing.sheets.signals import print_signals

        print_signals(session.station, period, found, language=session.language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_unsigned

        write_unsigned(
            signal_tables(found), found.unit, found.period, forms=found.forms, language=session.language, to=xlsx
        )
    lines, listed = _of_offices(session, found) if found.by_office else _of_office(session, found.offices[0])
    lines = [f"{found.unit.full_name} – {period.name}", *lines, *session.written(pdf, xlsx)]
    facts: dict[str, object] = {"offices": len(found.offices)} if found.by_office else {}
    session.answer("\n".join(lines), unit=found.unit.key, forms=found.forms, **facts, signals=listed)


Told = tuple[list[str], list[dict[str, object]]]
"""Lines to read, and the signals for `--json`."""


def _of_office(session: Session, found: OfficeSignals) -> Told:
    language = session.language
    lines = [
        session.say(N_("Signals that ask for a look at the paper: {count}."), count=len(found.striking)),
    ]
    for each in found.striking:
        about = f" ({found.people.get(each.about, each.about)})" if each.about else ""
        lines.append(f"  {session.say(each.title)}{about}: {each.number} / {each.of}")
        lines.append(f"      {words(language, each.rule)}")
        lines += [f"      {', '.join(each.serials[n : n + 5])}" for n in range(0, len(each.serials), 5)]
    listed: list[dict[str, object]] = [
        {
            "signal": each.signal,
            "title": session.say(each.title),
            "rule": words(language, each.rule),
            "number": each.number,
            "of": each.of,
            "expected": None if each.expected is None else float(each.expected),
            "chance": None if each.chance is None else float(each.chance),
            "striking": each.is_striking,
            "about": each.about,
            "serials": each.serials,
        }
        for each in found.found
    ]
    return lines, listed


def _of_offices(session: Session, found: Signals) -> Told:
    said = N_("Offices with something to look at: {count} of {all}.")
    lines = [
        session.say(said, count=len(found.striking), all=len(found.offices)),
    ]
    listed: list[dict[str, object]] = []
    for each, title in found.places:
        struck = [line for line in each.striking if line.title == title]
        serials = sorted({serial for line in struck for serial in line.serials})
        told = N_("  {unit}: {signal} ({times} times, {forms} forms)")
        lines.append(
            session.say(
                told, unit=each.unit.full_name, signal=session.say(title), times=len(struck), forms=len(serials)
            )
        )
        listed.append(
            {
                "unit": each.unit.key,
                "name": each.unit.full_name,
                "signal": struck[0].signal,
                "title": session.say(title),
                "times": len(struck),
                "serials": serials,
            }
        )
    return lines, listed
