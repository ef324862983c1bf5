"""Open comments on paper: of an office by sector, or of a hub by office; screened."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.sheets.comments import Comments, comments_table
from models.language import Language
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.sheets.frame import imprint_of, opening, simple_footer
from printing.sheets.paper_tables import put_table

TITLE = N_("OPEN COMMENTS")
ABOUT = N_("of {people} about {agency}")
ABOUT_OFFICES = N_("of {people} about the offices of {agency}")


def print_comments(
    station: Station, period: Period, comments: Comments, *, language: Language, to: BinaryIO | Path
) -> None:
    """Write the comments as PDF. The same comments give the same bytes; refuses letters that the face lacks."""
    say, number, unit = language.say, language.number, comments.unit
    imprint = imprint_of(station, period)

    def compose(paper: Paper) -> None:
        told = ABOUT_OFFICES if comments.by_office else ABOUT
        about = say(told, people=imprint.asked.people_told(language), agency=unit.agency)
        opening(paper, imprint, kind=say(TITLE), about=(about,), is_reference=False)
        counted = N_("Valid forms: {forms}; comments: {comments}.")
        paper.paragraph(say(counted, forms=number(comments.forms), comments=number(len(comments.listed))), indent=10)
        paper.gap(3)
        put_table(paper, comments_table(comments), size=10.5)

    print_paper(
        to=to,
        title=f"{say(TITLE)} – {unit.full_name}",
        language=language,
        compose=compose,
        footer=simple_footer(imprint, unit, language),
    )
