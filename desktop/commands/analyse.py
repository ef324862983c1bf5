"""`sophieu analyse`: figures of the country or a province, counted by an existing engine from exported answers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.results.figures import answered, balance_line, figure_lines, ranked_lines, state_line
from desktop.commands.session import FILE, Session, office_command
from models.domain.basics.problems import N_
from models.domain.basics.rounding import rounded
from models.domain.figures.trends import TrendPoint
from models.domain.sheets.analysis import Analysis


@click.command()
@click.argument("folder", type=FILE)
@click.option("--period", "code", default=None, help="Code of the period (default: the last one that is there).")
@click.option("--province", default=None, help="One province with its offices (default: all together).")
@click.option("--engine", default="duckdb", show_default=True, help="duckdb, or spark for a cluster.")
@click.option("--master", default="", help="With --engine spark: the master of the cluster (default: this computer).")
@click.option(
    "--memory",
    type=click.IntRange(200, 1_000_000),
    default=2000,
    show_default=True,
    help="Megabytes the engine may take.",
)
@click.option("--pdf", type=FILE, default=None, help="Write the report as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the tables as a workbook.")
@click.option("--docx", type=FILE, default=None, help="Write the report as a document to go on writing (.docx).")
@office_command
def analyse(
    session: Session,
    folder: Path,
    code: str | None,
    province: str | None,
    engine: str,
    master: str,
    memory: int,
    pdf: Path | None,
    xlsx: Path | None,
    docx: Path | None,
) -> None:
    """Count the answers that hubs exported as Parquet into FOLDER: index, ranking and trend, by the program's own rules.

    No station is needed. Of several provinces the country is told, with its provinces as its offices.
    """
    from exports.analysis.engines import Means, engine_of
    from exports.analysis.figures import analysed
    from exports.analysis.surveys import read_surveys

    surveys = read_surveys(folder)
    surveys = surveys if province is None else surveys.only(province)
    period = surveys.period(code)
    with (
        tempfile.TemporaryDirectory() as scratch,
        engine_of(engine, Means(memory, os.cpu_count() or 1, Path(scratch), master)) as counting,
        shown_progress(quiet=session.as_json) as progress,
    ):
        report = analysed(counting, surveys, period=period, progress=progress)
    found, first = report.figures, next(iter(surveys.of(period).values()))
    analysis = Analysis(report, first.name, first.evaluated, len(surveys.of(period)), surveys.digest(), counting.name)
    _write(session, analysis, pdf=pdf, xlsx=xlsx, docx=docx)
    lines = [
        f"{session.say(found.unit.full_name)} – {first.name}",
        state_line(found, session),
        *figure_lines(found, session.language),
        *ranked_lines(found, session),
        session.say(N_("Offices asked that sent nothing: {count}"), count=len(found.not_sent)),
        balance_line(found.balance, session),
        *(session.language.sentence(each) for each in analysis.stands_on()),
    ]
    session.answer(
        "\n".join([*lines, *session.written(pdf, xlsx, docx)]),
        **answered(found) | {"fingerprint": None, "answers": analysis.digest},
        period=period,
        engine=engine,
        provinces=[survey.province.key for survey in surveys.of(period).values()],
        trend=[_point(each) for each in report.trend],
    )


def _write(session: Session, analysis: Analysis, *, pdf: Path | None, xlsx: Path | None, docx: Path | None) -> None:
    language, at = session.language, session.at
    if pdf:
        from printing.sheets.analysed import print_analysis

        print_analysis(analysis, language=language, to=pdf, at=at)
    if xlsx:
        from exports.results_workbook import write_analysis

        write_analysis(analysis, language=language, to=xlsx, at=at)
    if docx:
        from printing.editable.analysed import write_editable_analysis

        write_editable_analysis(analysis, language=language, to=docx, at=at)


def _point(point: TrendPoint) -> dict[str, object]:
    overall, same = point.measure.overall, point.same
    return {
        "period": point.code,
        "forms": point.forms,
        "overall": None if overall is None else float(rounded(overall, 2)),
        "same_offices": None if same is None else same.offices,
        "before": None if same is None or same.before.overall is None else float(rounded(same.before.overall, 2)),
        "after": None if same is None or same.after.overall is None else float(rounded(same.after.overall, 2)),
    }
