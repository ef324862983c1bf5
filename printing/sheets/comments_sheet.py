"""B9, open comments of an office by sector, or of a hub by office; screened."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.figures.comments import Comments, HubComments, comments_table, hub_comments_table
from models.language import Language
from printing.document import Paper, print_paper
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import put_table
from printing.sheets.signals_sheet import simple_footer

TITLE = N_("OPEN COMMENTS")
ABOUT = N_("of people and organisations about {agency}")
HUB_ABOUT = N_("of people and organisations about the offices of {agency}")


def print_comments(
    comments: Comments | HubComments, imprint: Imprint, *, language: Language, to: BinaryIO | Path
) -> None:
    """Write the sheet of an office, or of a hub about all its offices, as PDF.

    The same comments give the same bytes; refuses letters that the face lacks.
    """
    say, number = language.say, language.number
    if isinstance(comments, HubComments):
        unit, table, about = comments.hub, hub_comments_table(comments), say(HUB_ABOUT, agency=comments.hub.agency)
    else:
        unit, table, about = comments.unit, comments_table(comments), say(ABOUT, agency=comments.unit.agency)

    def compose(paper: Paper) -> None:
        opening(paper, imprint, kind=say(TITLE), about=(about,), is_reference=False)
        told = N_("Valid forms: {forms}; comments: {comments}.")
        paper.paragraph(say(told, forms=number(comments.forms), comments=number(len(comments.comments))), indent=10)
        paper.gap(3)
        put_table(paper, table, size=10.5)

    print_paper(
        to=to,
        title=f"{say(TITLE)} – {unit.full_name}",
        language=language,
        compose=compose,
        footer=simple_footer(imprint, unit, comments.period, language),
    )
