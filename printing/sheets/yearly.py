"""The papers of a year: all offices over its periods, and a sheet for each head of an office, for the yearly assessment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.figures.yearly import Year, YearOfOffice
from models.domain.sheets.yearly import factors_table, group_told, office_table, year_table
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.store.database import Station
from printing.document import Paper
from printing.sheets.frame import REFERENCE, Imprint, draft_heading, signing
from printing.sheets.paper_tables import put_table
from printing.sheets.proven import OverPeriods, print_over_periods

TITLE = N_("RESULTS OF THE YEAR {year}")
ABOUT_OFFICES = N_("of the survey of satisfaction with the service of the offices of {agency}")
ABOUT = N_("of the survey of satisfaction, for the yearly assessment of the head of {agency}")
_SIZE = 10.0


def print_year(
    station: Station, year: Year, *, language: Language, to: Path, at: str, progress: Progress = NO_PROGRESS
) -> None:
    """Write the year of all offices as PDF."""
    figures = tuple(period.figures for period in year.periods)

    def compose(paper: Paper, imprint: Imprint) -> None:
        _open(paper, imprint, year, ABOUT_OFFICES, year.unit.agency)
        _put(paper, (year_table(year),))
        signing(paper, imprint)

    paper = OverPeriods(_title(year, language), year.unit, compose, figures, landscape=True)
    print_over_periods(station, [(to.name, paper)], to.parent, language=language, at=at, progress=progress)


def print_year_of_head(
    station: Station, year: Year, office: YearOfOffice, *, language: Language, to: Path, at: str
) -> None:
    """Write the sheet for the head of one office."""
    print_over_periods(station, [(to.name, _of_head(year, office, language))], to.parent, language=language, at=at)


def print_year_of_each_head(
    station: Station,
    year: Year,
    folder: Path,
    *,
    offices: Sequence[YearOfOffice] = (),
    language: Language,
    at: str,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Write a sheet for the head of each office (default: of all), one file each, into a folder."""
    papers = [
        (f"{year.year}-{office.unit.key.code}.pdf", _of_head(year, office, language))
        for office in offices or year.offices
    ]
    return print_over_periods(station, papers, folder, language=language, at=at, progress=progress)


def _of_head(year: Year, office: YearOfOffice, language: Language) -> OverPeriods:
    ranked = tuple(period.figures for period in year.periods) if year.is_ranking else ()
    own = (*(each.figures for each in office.periods if each is not None), *office.open_figures)

    def compose(paper: Paper, imprint: Imprint) -> None:
        _open(paper, imprint, year, ABOUT, office.unit.agency)
        told = group_told(office, year)
        if told is not None:
            paper.paragraph(words(paper.language, told), indent=10)
        factors = factors_table(year, office)
        _put(paper, (office_table(year, office), *((factors,) if factors.rows else ())))
        signing(paper, imprint)

    return OverPeriods(_title(year, language), office.unit, compose, (*own, *ranked))


def _title(year: Year, language: Language) -> str:
    return language.say(TITLE, year=str(year.year))


def _open(paper: Paper, imprint: Imprint, year: Year, about: str, agency: str) -> None:
    """Head and title, and the mark of a form that was not compared with the legal text."""
    say = paper.language.say
    paper.header(draft_heading(imprint))
    paper.title(_title(year, paper.language), say(about, agency=agency), ruled=True)
    if any(period.figures.is_reference for period in year.periods):
        paper.paragraph(say(REFERENCE), size=11, italic=True, align="centre")
    paper.gap(2)


def _put(paper: Paper, tables: Sequence[ResultTable]) -> None:
    for table in tables:
        paper.gap(2)
        paper.heading(words(paper.language, table.title))
        put_table(paper, table, size=_SIZE)
