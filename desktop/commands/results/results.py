"""`sophieu results`: the figures of an office or of a hub, on screen, as JSON, paper and files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.results.figures import (
    answered,
    balance_line,
    figure_lines,
    late_facts,
    ranking_lines,
    state_line,
    unconfirmed_lines,
)
from desktop.commands.results.months import month_figures
from desktop.commands.session import FILE, Session, office_command
from desktop.commands.units import subject_asked
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_
from models.domain.book.months import read_month
from models.domain.book.periods import Period
from models.domain.figures.figures import Subject
from models.files import private_folder
from models.services.exchange.late import late_here
from models.services.figures.explaining import Leaving, remember
from models.services.figures.footing import Stand, footing_as
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of, offices_here


@click.command()
@click.option("--period", "code", default=None, help="Code of the period.")
@click.option(
    "--unit",
    "unit_code",
    default=None,
    help="One office, or a hub below this one (default: this one; at a hub all together).",
)
@click.option("--pdf", type=FILE, default=None, help="Write the result sheet as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@click.option("--report", type=FILE, default=None, help="Write the complete report as PDF.")
@click.option("--docx", type=FILE, default=None, help="Write the report as a document to go on writing (.docx).")
@click.option("--notice", type=FILE, default=None, help="Write the notice of the results as .docx.")
@click.option(
    "--commendation", type=FILE, default=None, help="Write the list of offices proposed for commendation as .docx."
)
@click.option("--minutes", type=FILE, default=None, help="Write the minutes of the count as .docx.")
@click.option("--profile", type=FILE, default=None, help="Write the two-page profile of the office as PDF.")
@click.option("--profiles", type=FILE, default=None, help="Write the profile of every office into a folder.")
@click.option("--all-units", type=FILE, default=None, help="Write the complete report of every office into a folder.")
@click.option("--all", "late", is_flag=True, help="Count what came after closing too.")
@click.option("--month", default="", help="What was issued in a month, as 2026-10; it may be told with its neighbours.")
@click.option("--year", type=int, default=None, help="The periods of a year together, for the yearly assessment.")
@click.option("--heads", type=FILE, default=None, help="With --year: write a sheet for the head of each office.")
@click.option(
    "--running", is_flag=True, help="At a hub that has closed: what counts now and comes into the next edition."
)
@click.option(
    "--before-signing", "signing", is_flag=True, help="At a hub: list what stands open before the figures are closed."
)
@click.option("--explain", default=None, metavar="CONTROL_CODE", help="Say what printed figures stand on.")
@office_command
def results(
    session: Session,
    code: str | None,
    unit_code: str | None,
    pdf: Path | None,
    xlsx: Path | None,
    report: Path | None,
    docx: Path | None,
    notice: Path | None,
    commendation: Path | None,
    minutes: Path | None,
    profile: Path | None,
    profiles: Path | None,
    all_units: Path | None,
    late: bool,
    month: str,
    year: int | None,
    heads: Path | None,
    running: bool,
    signing: bool,
    explain: str | None,
) -> None:
    """Show the indices of an office, or of a hub with the ranking of its offices.

    With --explain the control code of a printed sheet: what it stands on; --pdf makes that sheet again, --report the
    complete report of those figures. With --year no period: --pdf and --xlsx write the year.
    """
    if explain is not None:
        from desktop.commands.results.explain import answer_explanation

        answer_explanation(session, explain, pdf=pdf, report=report)
        return
    if year is not None:
        if month:
            raise wrong_usage(N_("--month is about one period: name it with --period, without --year."))
        from desktop.commands.results.yearly import answer_year

        answer_year(session, year, unit_code=unit_code, pdf=pdf, xlsx=xlsx, heads=heads)
        return
    if code is None:
        raise click.MissingParameter(param_hint="--period", param_type="option")
    period = session.period(code)
    if signing:
        from desktop.commands.results.signing import answer_open_points

        answer_open_points(session, period, pdf=pdf)
        return
    subject = subject_asked(session, period, unit_code)
    station, language = session.station, session.language
    if late and running:
        raise wrong_usage(N_("--all and --running exclude each other."))
    stand = Stand.EVERYTHING if late else Stand.RUNNING if running else Stand.CLOSED
    # a month and a list that may be refused come first, so that nothing is written then
    wanted = read_month(month)
    by_month = (
        month_figures(session, period, subject, footing_as(station, period, stand), month=wanted)
        if wanted or period.is_open_ended
        else None
    )
    editable = {"COMMENDATION": commendation, "REPORT": docx, "NOTICE": notice, "MINUTES": minutes}
    files = _write_editable(session, period, subject, editable, stand=stand)
    files += _print_reports(session, period, subject, pdf=report, xlsx=xlsx, all_units=all_units, stand=stand)
    files += _print_profiles(session, period, subject, one=profile, every=profiles, stand=stand)
    found = figures_of(station, period, subject, footing=footing_as(station, period, stand))
    if pdf:
        from printing.sheets.result_sheet import print_result_sheet

        print_result_sheet(station, period, found, language=language, to=pdf, at=session.at)
    remember(station, (Leaving(period, found),), language=language.code, at=session.at)
    lines = [
        f"{found.unit.full_name} – {period.name}",
        state_line(found, session),
        *figure_lines(found, language),
        *(ranking_lines(found, session) if found.is_ranking else [balance_line(found.balance, session)]),
        *unconfirmed_lines(found, session),
    ]
    facts = answered(found)
    if by_month is not None:
        lines += by_month.lines
        facts["months"] = by_month.facts
    if found.is_ranking:
        facts["late"] = late_facts(late_here(station, period, offices_here(station, period, subject)))
    session.answer("\n".join([*lines, *session.written(pdf, *files)]), **facts)


def _write_editable(
    session: Session, period: Period, subject: Subject, files: Mapping[str, Path | None], *, stand: Stand
) -> list[Path]:
    """Write the papers that an office goes on writing itself."""
    wanted = {name: to for name, to in files.items() if to is not None}
    if not wanted:
        return []
    from printing.editable.papers import PaperKind, write_editable

    report = report_of(session.station, period, subject, footing=footing_as(session.station, period, stand))
    for name, to in wanted.items():
        write_editable(
            session.station, period, report, PaperKind[name], language=session.language, to=to, at=session.at
        )
    return list(wanted.values())


def _print_profiles(
    session: Session, period: Period, subject: Subject, *, one: Path | None, every: Path | None, stand: Stand
) -> list[Path]:
    """Write the profile of one office, or of every office."""
    if one is None and every is None:
        return []
    from printing.sheets.profile import print_profiles

    written: list[Path] = []
    with shown_progress(quiet=session.as_json) as progress:
        if one is not None:
            if not subject.is_office:
                raise wrong_usage(N_("--profile is about one office: name it with --unit, or take --profiles."))
            written += print_profiles(
                session.station, period, one, units=(subject.unit,), language=session.language, at=session.at, stand=stand,
                progress=progress,
            )  # fmt: skip
        if every is not None:
            folder = private_folder(every)
            written += print_profiles(
                session.station,
                period,
                folder,
                language=session.language,
                at=session.at,
                stand=stand,
                progress=progress,
            )
    return written


def _print_reports(
    session: Session,
    period: Period,
    subject: Subject,
    *,
    pdf: Path | None,
    xlsx: Path | None,
    all_units: Path | None,
    stand: Stand,
) -> list[Path]:
    """Write the complete report as paper and workbook, and those of all offices."""
    station, language, at = session.station, session.language, session.at
    written = []
    with shown_progress(quiet=session.as_json) as progress:
        if pdf or xlsx:
            footing = footing_as(station, period, stand)
            report = report_of(station, period, subject, footing=footing, progress=progress)
        if xlsx:
            from exports.results_workbook import write_report

            write_report(station, period, report, language=language, to=xlsx, at=at)
            written.append(xlsx)
        if pdf:
            from printing.sheets.report import print_report

            print_report(station, period, report, language=language, to=pdf, at=at, progress=progress)
            written.append(pdf)
        if all_units:
            from printing.sheets.report import print_report_of_each_office

            folder = private_folder(all_units)
            written += print_report_of_each_office(
                station, period, folder, language=language, at=at, stand=stand, progress=progress
            )
    return written
