"""Tables of groups of forms: who answered, sectors and procedures, evaluated agencies; small groups are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.domain.apart import HIDDEN
from models.domain.breakdowns import JOINT, NO_ANSWER, NOT_ASKED, Slice, Split
from models.domain.problems import N_
from models.domain.suppression import Groups, hidden, hidden_below
from models.domain.table_values import Column, Kind, ResultTable, Row, Said, Value, Words, said


def makeup_table(splits: Sequence[Split], *, least: int) -> ResultTable:
    """Respondents by each question about themselves, with the overall index of every group."""
    rows: list[Row] = []
    for split in splits:
        asked = sum(each.forms for each in split.slices if each.key != NOT_ASKED)
        words = N_("{question} ({variants}; {forms} forms)")
        title = said(words, question=split.label, variants=", ".join(split.variants), forms=asked)
        rows.append(Row((title,), is_section=True))
        groups = _groups(split.slices)
        closed = hidden(groups.bases, least, unknown=groups.unknown)
        for place, each in enumerate(split.slices):
            if each.key != NOT_ASKED:
                label: Words = said(N_("No answer")) if each.key == NO_ANSWER else each.label
                number = "" if each.key == NO_ANSWER else str(place + 1)
                rows.append(Row((number, label, *_figures(each, asked, is_hidden=place in closed))))
    columns = _columns(said(N_("Group")))
    return ResultTable(
        "B4", said(N_("Who answered, with the index of each group")), columns, tuple(rows), _notes(least)
    )


def sector_table(split: Split, *, least: int) -> ResultTable:
    """Sectors with their procedures below them; joint procedures (liên thông) stand apart, outside of their sectors."""
    total = sum(each.forms for each in split.slices)
    above, below = hidden_below(_groups(split.slices), [_groups(parts) for parts in split.parts], least)
    rows: list[Row] = []
    for place, (each, parts) in enumerate(zip(split.slices, split.parts, strict=True)):
        label: Words = each.label
        if each.key == JOINT:
            label = said(N_("Joint procedures (liên thông)"))
        elif each.key == NO_ANSWER:
            label = said(N_("Sector not recorded"))
        figures = _figures(each, total, is_hidden=place in above)
        rows.append(Row((str(place + 1), label, *figures), is_total=True))
        if [part.label for part in parts] == [""]:
            continue
        for n, part in enumerate(parts):
            name: Words = part.label or said(N_("Procedure not recorded"))
            rows.append(Row(("", name, *_figures(part, total, is_hidden=n in below[place]))))
    title = said(N_("Index by sector and procedure"))
    return ResultTable("B5", title, _columns(said(N_("Sector, procedure"))), tuple(rows), _notes(least))


def agency_table(split: Split, *, least: int) -> ResultTable:
    """Evaluated agencies."""
    total = sum(each.forms for each in split.slices)
    groups = _groups(split.slices)
    closed = hidden(groups.bases, least, unknown=groups.unknown)
    rows = tuple(
        Row((str(place + 1), each.label, *_figures(each, total, is_hidden=place in closed)))
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


def _groups(slices: Sequence[Slice]) -> Groups:
    unknown = frozenset(place for place, each in enumerate(slices) if _is_unknown(each))
    return Groups([each.base for each in slices], unknown)


def _is_unknown(each: Slice) -> bool:
    """Whether nothing is known of these people: no answer, no sector, no procedure (below a sector: after its name)."""
    return each.key == NO_ANSWER or each.key.endswith("\n")


def _figures(each: Slice, total: int, *, is_hidden: bool) -> tuple[Value, ...]:
    if is_hidden:
        return (HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    share = Fraction(100 * each.forms, total) if total else None
    if _is_unknown(each):
        return (each.forms, share, "", "")
    return (each.forms, share, each.answers, each.index)


def _notes(least: int) -> tuple[Said, ...]:
    words = N_(
        "*: fewer than {least} people, or hidden so that such a group cannot be worked out from the total. "
        "Index = overall index of the group's forms."
    )
    return (said(words, least=least),)
