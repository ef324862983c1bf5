"""B9, open comments: by sector and question, at a hub by office; screened, in an order that tells nothing of the papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Words, said
from models.domain.basics.units import Unit

CODE = "B9"
TITLE = N_("Open comments")
OTHER_SECTORS = N_("Other sectors, or none named")
FEW_FORMS = N_("Offices with few forms, put together")


class Comment(NamedTuple):
    """One screened text: the sector of its form ("" where that would tell of few people), and what was asked."""

    sector: str
    question: str
    text: str


class OfficeComments(NamedTuple):
    """The comments on the valid forms of one office; `forms` is how many valid forms there are."""

    unit: Unit
    forms: int
    comments: tuple[Comment, ...]


class ListedComment(NamedTuple):
    """One comment as it is shown: with the name and code of its office at a hub, "" where that would tell of few people."""

    office: str
    comment: Comment


@dataclass(frozen=True)
class Comments:
    """The comments at some offices, by unit key: at `unit` itself, or at those below it when they stand `by_office`.

    Then an office with fewer than `least` valid forms is not named.
    """

    unit: Unit
    period: str
    by_office: bool
    offices: tuple[OfficeComments, ...]
    least: int

    @property
    def forms(self) -> int:
        return sum(each.forms for each in self.offices)

    @property
    def listed(self) -> tuple[ListedComment, ...]:
        """Every comment in order; at a hub those of offices with few forms last, without office and sector."""
        if not self.by_office:
            return tuple(ListedComment("", one) for each in self.offices for one in each.comments)
        named = [
            ListedComment(f"{each.unit.full_name} ({each.unit.key.code})", one)
            for each in self.offices
            if each.forms >= self.least
            for one in each.comments
        ]
        few = [one._replace(sector="") for each in self.offices if each.forms < self.least for one in each.comments]
        return (*named, *(ListedComment("", one) for one in ordered(few)))

    def group_of(self, listed: ListedComment) -> Words:
        """Under which title a comment stands: its office at a hub, else its sector."""
        if self.by_office:
            return listed.office or said(FEW_FORMS)
        return listed.comment.sector or said(OTHER_SECTORS)


def ordered(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """By sector (those without one last), question and text, so that nothing leads back to a form."""
    return tuple(
        sorted(comments, key=lambda each: (not each.sector, alphabetical(each.sector), each.question, each.text))
    )


def comments_table(found: Comments) -> ResultTable:
    """The comments under a title for each sector or office; several equal ones of it stand once with their number."""
    rows: list[ResultRow] = []
    above: Words | None = None
    for n, (listed, times) in enumerate(Counter(found.listed).items(), 1):
        group = found.group_of(listed)
        if group != above:
            above = group
            rows.append(ResultRow((group,), is_section=True))
        sector, question, text = listed.comment
        told = (sector, question, text) if found.by_office else (question, text)
        rows.append(ResultRow((str(n), *told, times)))
    grouped = (
        said(N_("Sectors and offices with few forms are put together."))
        if found.by_office
        else said(N_("Sectors with few forms are put together."))
    )
    columns = _BY_OFFICE if found.by_office else _BY_SECTOR
    return ResultTable(CODE, "", said(TITLE), said(TITLE), columns, tuple(rows), (_SCREENED, grouped))


_BY_SECTOR = (
    ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
    ResultColumn(said(N_("Asked")), ColumnKind.TEXT, 46),
    ResultColumn(said(N_("Comment")), ColumnKind.TEXT, 95),
    ResultColumn(said(N_("Times")), ColumnKind.COUNT, 18),
)
_BY_OFFICE = (
    ResultColumn(said(N_("No.")), ColumnKind.TEXT, 11),
    ResultColumn(said(N_("Sector")), ColumnKind.TEXT, 27),
    ResultColumn(said(N_("Asked")), ColumnKind.TEXT, 36),
    ResultColumn(said(N_("Comment")), ColumnKind.TEXT, 80),
    ResultColumn(said(N_("Times")), ColumnKind.COUNT, 16),
)
_SCREENED = said(
    N_(
        "Phone, ID and dossier numbers and mail addresses are masked. Names of people are not found: read before publishing."
    )
)
