"""`sophieu signals`: what is so unlikely that somebody should look at the paper."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import is_whole_hub, part_asked, unit_asked
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.signals.hub_signals import HubSignals, hub_signal_tables, places
from models.domain.signals.quality_tables import Signals, signal_tables
from models.language.tables import words
from models.services.figures.quality import signals_of, signals_of_hub


@click.command()
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--pdf", type=FILE, default=None, help="Write the sheet of signals as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@period_command
def signals(session: Session, period: Period, unit_code: str | None, pdf: Path | None, xlsx: Path | None) -> None:
    """Show what is so unlikely that somebody should look at the paper. No figure depends on it."""
    part = part_asked(session, period, unit_code)
    if is_whole_hub(session, unit_code) or part is not None:
        with shown_progress(quiet=session.as_json) as progress:
            together = signals_of_hub(session.station, period, under=part, progress=progress)
        _answer_hub(session, period, together, pdf=pdf, xlsx=xlsx)
        return
    language = session.language
    found = signals_of(session.station, period, unit_asked(session, period, unit_code))
    _write(session, period, found, pdf=pdf, xlsx=xlsx)
    lines = [
        f"{found.unit.full_name} – {period.name}",
        session.say(N_("Signals that ask for a look at the paper: {count}."), count=len(found.striking)),
    ]
    for each in found.striking:
        about = f" ({found.people.get(each.about, each.about)})" if each.about else ""
        lines.append(f"  {session.say(each.title)}{about}: {each.number} / {each.of}")
        lines.append(f"      {words(language, each.rule)}")
        lines += [f"      {', '.join(each.serials[n : n + 5])}" for n in range(0, len(each.serials), 5)]
    lines += session.written(pdf, xlsx)
    session.answer(
        "\n".join(lines),
        unit=found.unit.key,
        forms=found.forms,
        signals=[
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
        ],
    )


def _answer_hub(session: Session, period: Period, found: HubSignals, *, pdf: Path | None, xlsx: Path | None) -> None:
    _write(session, period, found, pdf=pdf, xlsx=xlsx)
    said = N_("Offices with something to look at: {count} of {all}.")
    lines = [
        f"{found.hub.full_name} – {period.name}",
        session.say(said, count=len(found.striking), all=len(found.every)),
    ]
    listed = []
    for each, title in places(found):
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
    lines += session.written(pdf, xlsx)
    session.answer("\n".join(lines), unit=found.hub.key, forms=found.forms, offices=len(found.every), signals=listed)


def _write(
    session: Session, period: Period, found: Signals | HubSignals, *, pdf: Path | None, xlsx: Path | None
) -> None:
    language = session.language
    if pdf:
        from printing.report_jobs import imprint_of
        from printing.sheets.signals_sheet import print_signals

        print_signals(found, imprint_of(session.station, period), language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_unsigned

        if isinstance(found, HubSignals):
            unit, tables = found.hub, hub_signal_tables(found)
        else:
            unit, tables = found.unit, signal_tables(found)
        write_unsigned(tables, unit, found.period, forms=found.forms, language=language, to=xlsx)
