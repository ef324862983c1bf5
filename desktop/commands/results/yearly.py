"""`sophieu results --year`: the periods of a year together, and a sheet for each head of an office."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import Session
from models.domain.basics.problems import N_
from models.domain.basics.rounding import rounded
from models.domain.figures.figures import Reached
from models.domain.figures.yearly import Year, YearOfOffice
from models.domain.sheets.ranking import ground_told, group_name
from models.domain.sheets.yearly import left_out_told
from models.files import private_folder
from models.language.tables import words
from models.services.figures.yearly import year_of


def answer_year(
    session: Session, number: int, *, unit_code: str | None, pdf: Path | None, xlsx: Path | None, heads: Path | None
) -> None:
    """Answer the year of the offices, or of one of them, and write its papers."""
    station, language = session.station, session.language
    with shown_progress(quiet=session.as_json) as progress:
        year = year_of(station, number, progress=progress)
        offices = tuple(each for each in year.offices if unit_code in (None, each.unit.key.code))
        if unit_code is not None and not offices:
            raise click.BadParameter(session.say(N_("Nothing of this office is here.")), param_hint="--unit")
        files: list[Path] = []
        if pdf is not None:
            from printing.sheets.yearly import print_year, print_year_of_head

            if unit_code is None and year.is_ranking:
                print_year(station, year, language=language, to=pdf, at=session.at, progress=progress)
            else:
                print_year_of_head(station, year, offices[0], language=language, to=pdf, at=session.at)
        if heads is not None:
            from printing.sheets.yearly import print_year_of_each_head

            files += print_year_of_each_head(
                station, year, private_folder(heads), offices=offices, language=language, at=session.at
            )
        if xlsx is not None:
            from exports.results_workbook import write_year

            write_year(station, year, offices, language=language, to=xlsx, at=session.at)
            files.append(xlsx)
    lines = [session.say(N_("{unit}, year {year}"), unit=year.unit.full_name, year=str(number))]
    lines += [_line(session, each, year) for each in offices]
    lines += [words(language, told) for told in left_out_told(year)]
    session.answer(
        "\n".join([*lines, *session.written(pdf, *files)]),
        year=number,
        yearly=year.method.yearly,
        periods=[{"period": each.code, "fingerprint": each.figures.fingerprint} for each in year.periods],
        left_out=[{"period": each.code, "name": each.name, "open": each.is_open} for each in year.left_out],
        units=[_facts(each, year) for each in offices],
    )


def _line(session: Session, office: YearOfOffice, year: Year) -> str:
    line = office.line
    index = "–" if line.overall is None else f"{session.language.number(line.overall, 2)}%"
    why = words(session.language, ground_told(line, year.method))
    place = "" if line.rank is None else f"{line.rank}/{year.ranked_in(line.group)}"
    group = words(session.language, group_name(line.group))
    return f"{place:>7}  {index:>9}  {office.unit.full_name} – {group}" + (f" ({why})" if why else "")


def _facts(office: YearOfOffice, year: Year) -> dict[str, object]:
    line = office.line
    return {
        "unit": office.unit.key,
        "name": office.unit.full_name,
        "group": line.group,
        "forms": line.forms,
        "overall": _rounded(line.overall),
        "rank": line.rank,
        "of": year.ranked_in(line.group) if line.rank else None,
        "grade": line.grade or None,
        "basis": line.ground.value,
        "commended": line.commended_by is Reached.INTERVAL,
        "withheld": line.is_withheld,
        "periods": [
            None
            if each is None
            else {
                "period": period.code,
                "forms": each.line.forms,
                "overall": _rounded(each.line.overall),
                "rank": each.line.rank,
                "grade": each.line.grade or None,
                "basis": each.line.ground.value,
            }
            for period, each in zip(year.periods, office.periods, strict=True)
        ],
        "open_months": [
            {"period": each.period, "months": list(each.months), "forms": each.forms, "overall": _rounded(each.overall)}
            for each in office.open_months
        ],
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value, 2))
