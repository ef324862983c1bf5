"""The consolidated sheet of a hub: ranking of its offices, who has not sent, and all answers together."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.figures.results import Consolidated
from models.domain.sheets.hub_tables import hub_tables
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from printing.document import Paper, print_paper
from printing.sheets.factors import factor_chart
from printing.sheets.frame import Imprint, footer, opening, signing
from printing.sheets.paper_tables import put_table
from printing.sheets.ranking import ranking_chart
from printing.sheets.unit_sheet import ROMAN, SIZES, TITLE, summary

SUBJECT = N_("of people and organisations with the service of the offices of {agency}")


def print_hub_sheet(
    consolidated: Consolidated,
    imprint: Imprint,
    *,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the sheet as PDF. The same figures give the same bytes; refuses letters that the face lacks."""
    say = language.say

    def compose(paper: Paper) -> None:
        about = (say(SUBJECT, agency=consolidated.hub.agency),)
        opening(paper, imprint, kind=say(TITLE), about=about, is_reference=consolidated.is_reference)
        paper.paragraph(" ".join(sentences(consolidated, language)), indent=10)
        place = 0
        for table in hub_tables(consolidated):
            if not table.rows:
                continue
            place += 1
            paper.gap(3)
            paper.heading(f"{ROMAN[place]}. {words(language, table.title)}")
            chart = None
            if table.name == "B8":
                chart = ranking_chart(paper, consolidated)
            elif table.name == "B2":
                chart = factor_chart(paper, consolidated.measure)
            put_table(paper, table, size=SIZES.get(table.name, 11.0), chart=chart)
        signing(paper, imprint)

    lines = footer(
        imprint,
        language,
        unit=consolidated.hub,
        fingerprint=consolidated.fingerprint,
        method=consolidated.method,
        closing="",
        edition=0,
    )
    title = f"{say(TITLE)} – {consolidated.hub.full_name}"
    print_paper(to=to, title=title, language=language, compose=compose, footer=lines, progress=progress)


def sentences(consolidated: Consolidated, language: Language) -> list[str]:
    """What the sheet says before its tables."""
    say, number = language.say, language.number
    told = N_("Offices asked: {asked}; sent: {sent}; not sent: {missing}.")
    missing = len(consolidated.not_sent)
    lines = [
        say(told, asked=number(consolidated.asked), sent=number(consolidated.asked - missing), missing=number(missing))
    ]
    if consolidated.overall is not None and consolidated.method.consolidation != "answers":
        told = N_("Consolidated index, weighted as the method says: {overall} %.")
        lines.append(say(told, overall=number(consolidated.overall, 2)))
    if consolidated.mean is not None:
        told = N_("Mean of the offices' indices (each office counts once): {mean} %.")
        lines.append(say(told, mean=number(consolidated.mean, 2)))
    if consolidated.lacking:
        told = N_("INCOMPLETE: {lacking} lines that closings cover have not arrived here.")
        lines.append(say(told, lacking=number(consolidated.lacking)))
    lines.append(say(N_("All forms together: {summary}"), summary=summary(consolidated.measure, language)))
    if consolidated.late:
        told = (
            N_("Lines that came after an office had closed: {late}. They are counted here.")
            if consolidated.with_late
            else N_("Lines that came after an office had closed: {late}. They are in no figure.")
        )
        lines.append(say(told, late=number(consolidated.late)))
    return lines
