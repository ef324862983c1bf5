"""`sophieu results`: the figures of an office or of a hub, on screen, as JSON, paper and files."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.results.figures import balance_line, figure_lines, measure_facts, ranking_lines
from desktop.commands.session import FILE, Session, office_command
from desktop.commands.units import is_whole_hub, part_asked, unit_asked
from models.domain.basics.rounding import rounded
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.results import Consolidated, Results
from models.files import private_folder
from models.language import Language
from models.services.figures.explaining import remember
from models.services.figures.reporting import report_of, report_of_hub
from models.services.figures.results import consolidated, results_of


@click.command()
@click.option("--period", "code", default=None, help="Code of the period.")
@click.option(
    "--unit",
    "unit_code",
    default=None,
    help="One office, or a district of a hub (default: this one; at a hub all together).",
)
@click.option("--pdf", type=FILE, default=None, help="Write the result sheet as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@click.option("--report", type=FILE, default=None, help="Write the complete report as PDF.")
@click.option("--all-units", type=FILE, default=None, help="Write the complete report of every office into a folder.")
@click.option("--all", "late", is_flag=True, help="Count what came after closing too.")
@click.option("--explain", default=None, metavar="FINGERPRINT", help="Say what printed figures stand on.")
@office_command
def results(
    session: Session,
    code: str | None,
    unit_code: str | None,
    pdf: Path | None,
    xlsx: Path | None,
    report: Path | None,
    all_units: Path | None,
    late: bool,
    explain: str | None,
) -> None:
    """Show the indices of an office, or of a hub with the ranking of its offices.

    With --explain the fingerprint of a printed sheet: what it stands on; --pdf makes that sheet again, --report the
    complete report of those figures.
    """
    if explain is not None:
        from desktop.commands.results.explain import answer_explanation

        answer_explanation(session, explain, pdf=pdf, report=report)
        return
    if code is None:
        raise click.MissingParameter(param_hint="--period", param_type="option")
    period = session.period(code)
    reports = _print_reports(session, period, unit_code, report=report, all_units=all_units, late=late)
    part = part_asked(session, period, unit_code)
    if is_whole_hub(session, unit_code) or part is not None:
        _answer_hub(session, period, part, pdf=pdf, xlsx=xlsx, reports=reports, late=late)
    else:
        unit = unit_asked(session, period, unit_code)
        _answer_unit(session, period, unit, pdf=pdf, xlsx=xlsx, reports=reports, late=late)


def _print_reports(
    session: Session, period: Period, unit_code: str | None, *, report: Path | None, all_units: Path | None, late: bool
) -> list[Path]:
    if report is None and all_units is None:
        return []
    from printing.report_jobs import PrintedReport, print_all_reports, print_hub_report, print_unit_report

    station, language = session.station, session.language
    made: list[PrintedReport] = []
    with shown_progress(quiet=session.as_json) as progress:
        part = part_asked(session, period, unit_code)
        if report is not None and (is_whole_hub(session, unit_code) or part is not None):
            made.append(
                print_hub_report(
                    station, period, under=part, language=language, to=report, late=late, progress=progress
                )
            )
        elif report is not None:
            unit = unit_asked(session, period, unit_code)
            made.append(print_unit_report(station, period, unit, language=language, to=report, late=late))
        if all_units is not None:
            folder = private_folder(all_units)
            made += print_all_reports(station, period, folder, language=language, late=late, progress=progress)
    for each in made:
        remember(station, period, each.figures, language=language.code, at=session.at)
    return [each.file for each in made]


def _answer_unit(
    session: Session,
    period: Period,
    unit: UnitKey,
    *,
    pdf: Path | None,
    xlsx: Path | None,
    reports: list[Path],
    late: bool,
) -> None:
    language = session.language
    found = results_of(session.station, period, unit, late=late, language=language.code)
    if pdf:
        print_figures(session, period, found, language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_report

        report = report_of(session.station, period, unit, late=late, language=language.code)
        write_report(report, language=language, to=xlsx)
    remember(session.station, period, found, language=language.code, at=session.at)
    lines = [
        f"{found.unit.full_name} – {period.name}",
        *figure_lines(found.measure, language),
        balance_line(found.balance, session),
    ]
    facts = measure_facts(found.measure) | {"fingerprint": found.fingerprint, "unit": found.unit.key}
    if found.is_closed:
        facts |= {"closing": found.closing, "edition": found.edition, "late": found.late}
    session.answer("\n".join([*lines, *session.written(pdf, xlsx, *reports)]), **facts, balance=found.balance)


def _answer_hub(
    session: Session,
    period: Period,
    part: UnitKey | None,
    *,
    pdf: Path | None,
    xlsx: Path | None,
    reports: list[Path],
    late: bool,
) -> None:
    language = session.language
    found = consolidated(session.station, period, under=part, late=late, language=language.code)
    if pdf:
        print_figures(session, period, found, language=language, to=pdf)
    if xlsx:
        from exports.results_workbook import write_report

        report = report_of_hub(session.station, period, under=part, late=late, language=language.code)
        write_report(report, language=language, to=xlsx)
    remember(session.station, period, found, language=language.code, at=session.at)
    lines = [
        f"{found.hub.full_name} – {period.name}",
        *figure_lines(found.measure, language),
        *ranking_lines(found, session),
    ]
    session.answer(
        "\n".join([*lines, *session.written(pdf, xlsx, *reports)]),
        **measure_facts(found.measure),
        consolidated=None if found.overall is None else float(rounded(found.overall, 2)),
        consolidated_by=found.method.consolidation,
        mean=None if found.mean is None else float(rounded(found.mean, 2)),
        fingerprint=found.fingerprint,
        balance=found.balance,
        units=[
            {
                "unit": line.unit.key,
                "name": line.unit.full_name,
                "rank": line.rank,
                "forms": line.forms,
                "overall": None if line.overall is None else float(rounded(line.overall, 2)),
                "grade": line.grade,
                "closed": line.is_closed,
                "late": line.late,
                "fingerprint": line.fingerprint,
            }
            for line in found.lines
        ],
        not_sent=[{"unit": unit.key, "name": unit.full_name} for unit in found.not_sent],
    )


def print_figures(
    session: Session, period: Period, figures: Results | Consolidated, *, language: Language, to: Path
) -> None:
    """Print the sheet of an office or of a hub."""
    from printing.report_jobs import imprint_of
    from printing.sheets.hub_sheet import print_hub_sheet
    from printing.sheets.unit_sheet import print_unit_sheet

    imprint = imprint_of(session.station, period)
    if isinstance(figures, Consolidated):
        print_hub_sheet(figures, imprint, language=language, to=to)
    else:
        print_unit_sheet(figures, imprint, language=language, to=to)
