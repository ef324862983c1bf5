"""Tables of groups of forms: who answered, sectors and procedures, evaluated agencies; small groups are hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Said, Value, Words, said
from models.domain.disclosure.apart import HIDDEN
from models.domain.disclosure.closed_groups import Place, is_unknown
from models.domain.figures.breakdowns import JOINT, NO_ANSWER, NOT_ASKED, Slice, Split

IsHidden = Callable[..., bool]
"""By kind of group ("sector", "part", "agency") and its place."""


def makeup_table(splits: Sequence[Split], *, closed: Sequence[frozenset[int]], least: int) -> ResultTable:
    """Respondents by each question about themselves, with the overall index of every group; `closed` per question."""
    rows: list[Row] = []
    for split, hidden in zip(splits, closed, strict=True):
        asked = sum(each.forms for each in split.slices if each.key != NOT_ASKED)
        words = N_("{question} ({variants}; {forms} forms)")
        title = said(words, question=split.label, variants=", ".join(split.variants), forms=asked)
        rows.append(Row((title,), is_section=True))
        for place, each in enumerate(split.slices):
            if each.key != NOT_ASKED:
                label: Words = said(N_("No answer")) if each.key == NO_ANSWER else each.label
                number = "" if each.key == NO_ANSWER else str(place + 1)
                rows.append(Row((number, label, *_figures(each, asked, is_hidden=place in hidden))))
    columns = _columns(said(N_("Group")))
    return ResultTable(
        "B4", said(N_("Who answered, with the index of each group")), columns, tuple(rows), _notes(least)
    )


def area_tables(
    sectors: Split | None, agencies: Split | None, *, closed: frozenset[Place], least: int
) -> tuple[ResultTable, ...]:
    """Sectors with procedures, and agencies when there are several; the `closed` groups are hidden."""

    def is_hidden(kind: str, n: int, m: int = 0) -> bool:
        return Place(kind, n, m) in closed

    tables = []
    if sectors is not None and sectors.slices:
        tables.append(_sector_table(sectors, is_hidden, least=least))
    if agencies is not None and len(agencies.slices) > 1:
        tables.append(_agency_table(agencies, is_hidden, least=least))
    return tuple(tables)


def _sector_table(split: Split, is_hidden: IsHidden, *, least: int) -> ResultTable:
    """Sectors with their procedures below them; joint procedures (liên thông) stand apart, outside of their sectors."""
    total = sum(each.forms for each in split.slices)
    rows: list[Row] = []
    for place, (each, parts) in enumerate(zip(split.slices, split.parts, strict=True)):
        label: Words = each.label
        if each.key == JOINT:
            label = said(N_("Joint procedures (liên thông)"))
        elif each.key == NO_ANSWER:
            label = said(N_("Sector not recorded"))
        figures = _figures(each, total, is_hidden=is_hidden("sector", place))
        rows.append(Row((str(place + 1), label, *figures), is_total=True))
        if [part.label for part in parts] == [""]:
            continue
        for n, part in enumerate(parts):
            name: Words = part.label or said(N_("Procedure not recorded"))
            rows.append(Row(("", name, *_figures(part, total, is_hidden=is_hidden("part", place, n)))))
    title = said(N_("Index by sector and procedure"))
    return ResultTable("B5", title, _columns(said(N_("Sector, procedure"))), tuple(rows), _notes(least))


def _agency_table(split: Split, is_hidden: IsHidden, *, least: int) -> ResultTable:
    """Evaluated agencies."""
    total = sum(each.forms for each in split.slices)
    rows = tuple(
        Row((str(place + 1), each.label, *_figures(each, total, is_hidden=is_hidden("agency", place))))
        for place, each in enumerate(split.slices)
    )
    title = said(N_("Index by evaluated agency"))
    return ResultTable("B5a", title, _columns(said(N_("Evaluated agency"))), rows, _notes(least))


def _columns(head: Said) -> tuple[Column, ...]:
    return (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(head, Kind.TEXT, 76),
        Column(said(N_("Valid forms")), Kind.COUNT, 18),
        Column(said(N_("Share (%)")), Kind.PER_CENT, 18),
        Column(said(N_("Answers to the general question")), Kind.COUNT, 22),
        Column(said(N_("Index (%)")), Kind.PER_CENT, 20),
    )


def _figures(each: Slice, total: int, *, is_hidden: bool) -> tuple[Value, ...]:
    if is_hidden:
        return (HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    share = Fraction(100 * each.forms, total) if total else None
    if is_unknown(each):
        return (each.forms, share, "", "")
    return (each.forms, share, each.answers, each.index)


def _notes(least: int) -> tuple[Said, ...]:
    words = N_(
        "*: fewer than {least} people, or hidden so that such a group cannot be worked out from the total. "
        "Index = overall index of the group's forms."
    )
    return (said(words, least=least),)
