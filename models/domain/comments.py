"""Open comments (B9) in neutral values: by sector and question, screened, in an order that tells nothing of the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.folding import folded
from models.domain.problems import N_
from models.domain.table_values import Column, Kind, ResultTable, Row, Words, said
from models.domain.units import Unit


class Comment(NamedTuple):
    """One screened text: the sector of its form ("" where that would tell of few people), and what was asked."""

    sector: str
    question: str
    text: str


@dataclass(frozen=True)
class Comments:
    """The comments on the valid forms of one office; `forms` is how many valid forms there are."""

    unit: Unit
    period: str
    forms: int
    comments: tuple[Comment, ...]


def ordered(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """By sector (those without one last), question and text, so that nothing leads back to a form."""
    return tuple(sorted(comments, key=lambda each: (not each.sector, folded(each.sector), each.question, each.text)))


def comments_table(found: Comments) -> ResultTable:
    """The comments under a title for each sector; several equal ones stand once with their number."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 11),
        Column(said(N_("Asked")), Kind.TEXT, 46),
        Column(said(N_("Comment")), Kind.TEXT, 95),
        Column(said(N_("Times")), Kind.COUNT, 18),
    )
    counted: dict[Comment, int] = {}
    for comment in found.comments:
        counted[comment] = counted.get(comment, 0) + 1
    rows: list[Row] = []
    sector: str | None = None
    for n, (comment, times) in enumerate(counted.items(), 1):
        if comment.sector != sector:
            sector = comment.sector
            title: Words = sector or said(N_("Other sectors, or none named"))
            rows.append(Row((title,), is_section=True))
        rows.append(Row((str(n), comment.question, comment.text, times)))
    notes = (
        said(
            N_(
                "Phone, ID and dossier numbers and mail addresses are masked. Names of people are not found: read before publishing."
            )
        ),
        said(
            N_("Sectors with few forms are put together."),
        ),
    )
    return ResultTable("B9", said(N_("Open comments")), columns, tuple(rows), notes)
