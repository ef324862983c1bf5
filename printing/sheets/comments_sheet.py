"""B9, open comments of an office, grouped by sector and screened."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.comments import Comments, comments_table
from models.domain.problems import N_
from models.language import Language
from printing.document import Paper, print_paper
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import put_table
from printing.sheets.signals_sheet import simple_footer

TITLE = N_("OPEN COMMENTS")


def print_comments(comments: Comments, imprint: Imprint, *, language: Language, to: BinaryIO | Path) -> None:
    """Write the sheet as PDF. The same comments give the same bytes; refuses letters that the face lacks."""
    say, number = language.say, language.number

    def compose(paper: Paper) -> None:
        about = (say(N_("of people and organisations about {agency}"), agency=comments.unit.agency),)
        opening(paper, imprint, kind=say(TITLE), about=about, is_reference=False)
        told = N_("Valid forms: {forms}; comments: {comments}.")
        paper.paragraph(say(told, forms=number(comments.forms), comments=number(len(comments.comments))), indent=10)
        paper.gap(3)
        put_table(paper, comments_table(comments), size=10.5)

    title = f"{say(TITLE)} – {comments.unit.full_name}"
    print_paper(
        to=to,
        title=title,
        language=language,
        compose=compose,
        footer=simple_footer(imprint, comments.unit, comments.period, language),
    )
