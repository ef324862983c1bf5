"""The short result sheet of an office, a part of a hub or a hub: what it says in sentences, and its tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.people import Author
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.book.open_points import kind_told
from models.domain.book.periods import Period
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures
from models.domain.figures.measures import Measure
from models.domain.sheets import brief_tables, sheet_of
from models.domain.sheets.ranking import LEFT_OUT, ground_told
from models.domain.sheets.report import withheld_told
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from models.store.database import Station
from printing.document import Paper
from printing.sheets.frame import Imprint, opening, signing
from printing.sheets.paper_tables import chart_of, put_table
from printing.sheets.proven import ProvenPaper, print_proven

TITLE = N_("RESULTS OF THE SURVEY OF SATISFACTION")
ABOUT = N_("of {people} with the service of {agency}")
ABOUT_OFFICES = N_("of {people} with the service of the offices of {agency}")


def print_result_sheet(
    station: Station,
    period: Period,
    figures: Figures,
    *,
    language: Language,
    to: BinaryIO | Path,
    at: str,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the sheet about figures that were just counted as PDF."""
    say = language.say

    def compose(paper: Paper, imprint: Imprint) -> None:
        about = ABOUT_OFFICES if figures.is_ranking else ABOUT
        told = (say(about, people=imprint.asked.people_told(language), agency=figures.unit.agency),)
        opening(paper, imprint, kind=say(TITLE), about=told, is_reference=figures.is_reference)
        paper.paragraph(" ".join(sentences(figures, language)), indent=10)
        for n, table in enumerate(brief_tables(figures), 1):
            paper.gap(3)
            paper.heading(f"{roman(n)}. {words(language, table.title)}")
            put_table(paper, table, size=_size(table), chart=chart_of(paper, table))
        if not figures.is_provisional:
            signing(paper, imprint)

    paper = ProvenPaper(figures, say(TITLE), compose)
    print_proven(station, period, paper, language=language, to=to, at=at, progress=progress)


def _size(table: ResultTable) -> float:
    sheet = sheet_of(table)
    brief = sheet.brief if sheet is not None else None
    if brief is None:
        raise ValueError(table.name)
    return brief.further_size if table.mark else brief.size


def summary(measure: Measure, language: Language) -> str:
    """The overall index in one sentence."""
    forms = language.number(measure.forms)
    if measure.overall is None:
        told = N_("Valid forms: {forms}. There is no overall index, because there is no answer it could stand on.")
        return language.say(told, forms=forms)
    overall = language.number(measure.overall, 2)
    if measure.overall_from == "tree":
        told = N_("Overall index of satisfaction: {overall} % (put together as the method says; valid forms: {forms}).")
        return language.say(told, overall=overall, forms=forms)
    if measure.overall_from == "factors" or measure.general is None:
        told = N_("Overall index of satisfaction: {overall} % (mean of the factors; valid forms: {forms}).")
        return language.say(told, overall=overall, forms=forms)
    told = N_(
        "Overall index of satisfaction: {overall} % "
        "(general question; valid forms: {forms}, answers to this question: {base})."
    )
    return language.say(told, overall=overall, forms=forms, base=language.number(measure.general.valid))


def sentences(figures: Figures, language: Language) -> list[str]:
    """What a paper about these figures says before its tables."""
    lines = _of_offices(figures, language) if figures.is_ranking else _of_office(figures, language)
    if figures.unconfirmed:
        told = N_("Left out of every figure, because the key of their computer is not confirmed here: {units}.")
        lines.append(language.say(told, units=[unit.full_name for unit in figures.unconfirmed]))
    return lines


def _of_office(figures: Figures, language: Language) -> list[str]:
    say = language.say
    lines = [words(language, withheld_told(figures)) if figures.is_withheld else summary(figures.measure, language)]
    if not figures.is_withheld and figures.overall is not None:
        lines += [
            say(N_("Not ranked and not graded: {why}."), why=words(language, ground_told(line, figures.method)))
            for line in figures.lines
            if line.ground is not Basis.ENOUGH
        ]
    if figures.grade:
        least = "; ".join(
            say(N_("{grade} from {least} %"), grade=name, least=language.number(least))
            for name, least in figures.method.grades
        )
        lines.append(say(N_("Grade: {grade} (thresholds of the method: {least})."), grade=figures.grade, least=least))
    parts = [
        f"{say(kind.name)} ({kind.code}): {language.number(variant.measure.forms)}"
        for variant in figures.variants
        for kind in (variant.questionnaire.respondents,)
    ]
    if len(parts) > 1:
        lines.append(say(N_("Forms of all kinds of respondents together: {parts}."), parts=parts))
    if figures.lacking:
        told = N_("INCOMPLETE: {lacking} lines that the closing covers have not arrived here.")
        lines.append(say(told, lacking=language.number(figures.lacking)))
    if figures.is_closed:
        lines.append(say(N_("The period is closed here; this is edition {edition}."), edition=figures.edition))
        if figures.late:
            came = say(N_("Lines that came later: {late}."), late=language.number(figures.late))
            left_out = N_("They are counted here.") if figures.with_late else N_("They are in no figure.")
            lines[-1] += f" {came} {say(left_out)}"
    else:
        lines.append(say(N_("The period is not closed yet: these are preliminary figures.")))
    if figures.hub_edition:
        lines.append(say(N_("They stand on edition {edition} of the hub."), edition=figures.hub_edition))
    if figures.otherwise_above:
        told = N_(
            "The office above counts {forms} forms otherwise than this sheet, by decisions that came with its receipt."
        )
        lines.append(say(told, forms=language.number(figures.otherwise_above)))
    return lines


def _of_offices(figures: Figures, language: Language) -> list[str]:
    say, number = language.say, language.number
    told = N_("Offices asked: {asked}; sent: {sent}; not sent: {missing}.")
    missing = len(figures.not_sent)
    lines = [say(told, asked=number(figures.asked), sent=number(figures.asked - missing), missing=number(missing))]
    if figures.overall is not None and figures.method.consolidation != "answers":
        told = N_("Consolidated index, weighted as the method says: {overall} %.")
        lines.append(say(told, overall=number(figures.overall, 2)))
    if figures.mean is not None:
        told = N_("Mean of the offices' indices (each office counts once): {mean} %.")
        lines.append(say(told, mean=number(figures.mean, 2)))
    if figures.is_closed:
        told = N_("The figures were closed on {day} as edition {edition}; what came later is not in them.")
        lines.append(
            say(told, day=language.day(datetime.fromisoformat(figures.closed_at)), edition=number(figures.edition))
        )
    for waiver in figures.waived:
        told = N_("Closed all the same by {by} ({reason}): {what}.")
        what = kind_told(waiver.kind, waiver.offices)
        lines.append(say(told, by=Author(waiver.by), reason=waiver.reason, what=what))
    if figures.lacking:
        told = N_("INCOMPLETE: {lacking} lines that closings cover have not arrived here.")
        lines.append(say(told, lacking=number(figures.lacking)))
    lines.append(say(N_("All forms together: {summary}"), summary=summary(figures.measure, language)))
    unranked = [line for line in figures.lines if line.ground is not Basis.ENOUGH]
    if unranked:
        told = N_("Not ranked, because too few forms stand behind their index: {units}.")
        lines.append(say(told, units=[line.unit.full_name for line in unranked]))
    if figures.left_out:
        lines.append(say(LEFT_OUT, units=[unit.full_name for unit in figures.left_out]))
    if figures.late:
        told = (
            N_("Lines that came after an office had closed: {late}. They are counted here.")
            if figures.with_late
            else N_("Lines that came after an office had closed: {late}. They are in no figure.")
        )
        lines.append(say(told, late=number(figures.late)))
    return lines


def roman(number: int) -> str:
    """A small number as headings count."""
    told = ""
    for value, sign in ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        told += sign * (number // value)
        number %= value
    return told
