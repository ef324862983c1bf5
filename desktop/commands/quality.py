"""`sophieu signals` and `recheck`: what somebody should look at on paper, and asking respondents again."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.asked import is_whole_hub, part_asked, unit_asked
from desktop.commands.progress import shown_progress
from desktop.commands.results import written_lines
from desktop.commands.session import FILE, Session, chance, office_command
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.book.serials import parse_typed
from models.domain.signals.hub_signals import HubSignals, hub_signal_tables, places
from models.domain.signals.quality_tables import Signals, signal_tables
from models.domain.signals.rechecking import WORDS, Outcome
from models.language.tables import words
from models.services.figures.quality import signals_of, signals_of_hub
from models.services.figures.rechecking import draw_recheck, outcomes, recheck_list, record_recheck, seed_of
from models.store.desk import Rechecked


@click.command()
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one; at a hub all).")
@click.option("--pdf", type=FILE, default=None, help="Write the sheet of signals as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@office_command
def signals(session: Session, code: str, unit_code: str | None, pdf: Path | None, xlsx: Path | None) -> None:
    """Show what is so unlikely that somebody should look at the paper. No figure depends on it."""
    period = session.period(code)
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
    lines += written_lines(session, pdf, xlsx)
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
    lines += written_lines(session, pdf, xlsx)
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


@click.group()
def recheck() -> None:
    """Re-contact of respondents: a random list of forms and what was found out."""


@recheck.command("draw")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--size", type=int, required=True, help="How many forms.")
@click.option("--seed", default=None, help="Seed, to draw the same list again (default: a fresh one).")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@office_command
def draw(session: Session, code: str, size: int, seed: str | None, unit_code: str | None) -> None:
    """Draw forms by chance; the list stays in this office."""
    period = session.period(code)
    unit = unit_asked(session, period, unit_code)
    listed = draw_recheck(
        session.station, period, unit, size=size, seed=seed or chance(), by=session.person, at=session.at
    )
    _answer(session, listed, seed_of(session.station, period, unit))


@recheck.command("record")
@click.argument("serial")
@click.argument("outcome", type=click.Choice([outcome.value for outcome in Outcome if outcome.value]))
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--note", default="", help="A few words; no names.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@office_command
def record(session: Session, serial: str, outcome: str, code: str, note: str, unit_code: str | None) -> None:
    """Write down what re-contact found about one form."""
    period = session.period(code)
    unit = unit_asked(session, period, unit_code)
    named = str(parse_typed(serial, period=period.code, unit=unit.code))
    record_recheck(
        session.station, period, unit, named, outcome=Outcome(outcome), note=note, by=session.person, at=session.at
    )
    said = session.say(WORDS[Outcome(outcome)])
    session.answer(session.say(N_("{serial}: {outcome}"), serial=named, outcome=said), serial=named, outcome=outcome)


@recheck.command("list")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--unit", "unit_code", default=None, help="One office (default: this one).")
@click.option("--pdf", type=FILE, default=None, help="Write the list as PDF, to note the outcomes by hand.")
@office_command
def show(session: Session, code: str, unit_code: str | None, pdf: Path | None) -> None:
    """Show the list and its outcomes."""
    period = session.period(code)
    unit = unit_asked(session, period, unit_code)
    if pdf:
        from printing.recheck_job import print_recheck

        print_recheck(session.station, period, unit, language=session.language, to=pdf)
    _answer(session, recheck_list(session.station, period, unit), seed_of(session.station, period, unit), pdf)


def _answer(session: Session, listed: tuple[Rechecked, ...], seed: str, pdf: Path | None = None) -> None:
    counted = outcomes(listed)
    lines = [session.say(N_("Forms for re-contact: {count}; seed: {seed}"), count=len(listed), seed=seed or "–")]
    lines += [
        f"{each.serial}  {session.say(WORDS[each.outcome])}{f'  {each.note}' if each.note else ''}" for each in listed
    ]
    lines += [f"  {session.say(WORDS[outcome])}: {number}" for outcome, number in counted.items() if number]
    lines += written_lines(session, pdf)
    session.answer(
        "\n".join(lines),
        seed=seed,
        forms=[
            {"serial": each.serial, "outcome": each.outcome.value, "note": each.note, "at": each.at} for each in listed
        ],
        outcomes={outcome.value or "open": number for outcome, number in counted.items()},
    )
