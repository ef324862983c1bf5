"""Open comments (B9) in neutral values: by sector and question, screened, in an order that tells nothing of the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.folding import folded
from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Words, said
from models.domain.basics.units import Unit

OTHER_SECTORS = N_("Other sectors, or none named")
FEW_FORMS = N_("Offices with few forms, put together")


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


@dataclass(frozen=True)
class HubComments:
    """The comments at each office of a hub, by unit key; one with fewer than `least` valid forms is not named."""

    hub: Unit
    period: str
    every: tuple[Comments, ...]
    least: int

    @property
    def forms(self) -> int:
        return sum(each.forms for each in self.every)

    @property
    def comments(self) -> tuple[tuple[str, Comment], ...]:
        """Each comment with the name and code of its office, those of offices with few forms last, without either."""
        named = [
            (f"{each.unit.full_name} ({each.unit.key.code})", one)
            for each in self.every
            if each.forms >= self.least
            for one in each.comments
        ]
        few = [one._replace(sector="") for each in self.every if each.forms < self.least for one in each.comments]
        return (*named, *(("", one) for one in ordered(few)))


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
            title: Words = sector or said(OTHER_SECTORS)
            rows.append(Row((title,), is_section=True))
        rows.append(Row((str(n), comment.question, comment.text, times)))
    notes = (*_SCREENED, said(N_("Sectors with few forms are put together.")))
    return ResultTable("B9", said(N_("Open comments")), columns, tuple(rows), notes)


def hub_comments_table(found: HubComments) -> ResultTable:
    """The comments under a title for each office; several equal ones of an office stand once with their number."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 11),
        Column(said(N_("Sector")), Kind.TEXT, 27),
        Column(said(N_("Asked")), Kind.TEXT, 36),
        Column(said(N_("Comment")), Kind.TEXT, 80),
        Column(said(N_("Times")), Kind.COUNT, 16),
    )
    counted: dict[tuple[str, Comment], int] = {}
    for each in found.comments:
        counted[each] = counted.get(each, 0) + 1
    rows: list[Row] = []
    office: str | None = None
    for n, ((name, comment), times) in enumerate(counted.items(), 1):
        if name != office:
            office = name
            title: Words = name or said(FEW_FORMS)
            rows.append(Row((title,), is_section=True))
        rows.append(Row((str(n), comment.sector, comment.question, comment.text, times)))
    notes = (*_SCREENED, said(N_("Sectors and offices with few forms are put together.")))
    return ResultTable("B9", said(N_("Open comments")), columns, tuple(rows), notes)


_SCREENED = (
    said(
        N_(
            "Phone, ID and dossier numbers and mail addresses are masked. Names of people are not found: read before publishing."
        )
    ),
)
