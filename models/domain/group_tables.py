"""Tables of groups of forms: who answered, sectors and procedures, evaluated agencies; small groups are hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from models.domain.apart import HIDDEN
from models.domain.breakdowns import JOINT, NO_ANSWER, NOT_ASKED, Slice, Split
from models.domain.problems import N_
from models.domain.suppression import Groups, Published, hidden, hidden_below, hidden_together
from models.domain.table_values import Column, Kind, ResultTable, Row, Said, Value, Words, said

IsHidden = Callable[..., bool]
"""By kind of group ("sector", "part", "agency") and its place."""


def makeup_table(splits: Sequence[Split], *, least: int) -> ResultTable:
    """Respondents by each question about themselves, with the overall index of every group."""
    rows: list[Row] = []
    for split in splits:
        asked = sum(each.forms for each in split.slices if each.key != NOT_ASKED)
        words = N_("{question} ({variants}; {forms} forms)")
        title = said(words, question=split.label, variants=", ".join(split.variants), forms=asked)
        rows.append(Row((title,), is_section=True))
        closed = _closed(split.slices, least)
        for place, each in enumerate(split.slices):
            if each.key != NOT_ASKED:
                label: Words = said(N_("No answer")) if each.key == NO_ANSWER else each.label
                number = "" if each.key == NO_ANSWER else str(place + 1)
                rows.append(Row((number, label, *_figures(each, asked, is_hidden=place in closed))))
    columns = _columns(said(N_("Group")))
    return ResultTable(
        "B4", said(N_("Who answered, with the index of each group")), columns, tuple(rows), _notes(least)
    )


def _closed(slices: Sequence[Slice], least: int) -> frozenset[int]:
    """The places that are hidden.

    How many forms have the question is told, and often how their people answer as a whole: people who were not asked
    shelter nobody. Where they are few themselves, the smallest group of those asked is hidden for them.
    """
    asked = [place for place, each in enumerate(slices) if each.key != NOT_ASKED]
    groups = _groups([slices[place] for place in asked])
    closed = {asked[place] for place in hidden(groups.bases, least, unknown=groups.unknown)}
    others = [each for each in slices if each.key == NOT_ASKED]
    if others and not closed and min(others[0].forms, others[0].answers) < least:
        shown = [place for place in asked if slices[place].forms and not _is_unknown(slices[place])]
        closed |= set(sorted(shown, key=lambda place: (slices[place].forms, place))[:2])
    if len([place for place in closed if slices[place].forms]) == 1:
        # a zero beside it would tell that it is all of them
        closed |= {place for place in asked if not slices[place].forms}
    return frozenset(closed)


def area_tables(
    sectors: Split | None, agencies: Split | None, *, questionnaires: Split | None, least: int
) -> tuple[ResultTable, ...]:
    """Sectors with procedures, and agencies when there are several: neither tells what the other one hides.

    `questionnaires` are the groups whose number of forms, and often more, stands on other sheets.
    """
    shown = sectors if sectors is not None and sectors.slices else None
    several = agencies if agencies is not None and len(agencies.slices) > 1 else None
    areas, below = hidden_below(
        _groups(shown.slices if shown else ()), [_groups(of) for of in shown.parts] if shown else [], least
    )
    groups = _groups(several.slices) if several else Groups(())
    closed_agencies = hidden(groups.bases, least, unknown=groups.unknown)
    sums: list[Published] = []
    secret: set[int] = set()
    closed: set[int] = set()
    places: dict[tuple[str, int, int], int] = {}

    def put(name: tuple[str, int, int], each: Slice, *, is_closed: bool, hides: frozenset[int] = frozenset()) -> None:
        places[name] = len(sums)
        if not _is_unknown(each) and (0 < each.forms < least or 0 < each.answers < least):
            secret.add(len(sums))
        if is_closed:
            closed.add(len(sums))
        sums.append(Published(each.cells, each.forms, hides=hides))

    if shown:
        for n, parts in enumerate(shown.parts):
            for m, part in enumerate(parts):
                put(("part", n, m), part, is_closed=m in below[n] or n in areas)
        for n, each in enumerate(shown.slices):
            own = frozenset(places["part", n, m] for m in range(len(shown.parts[n])))
            put(("sector", n, 0), each, is_closed=n in areas, hides=own)
    if several:
        for n, each in enumerate(several.slices):
            put(("agency", n, 0), each, is_closed=n in closed_agencies)
    known = [each.cells for each in questionnaires.slices] if questionnaires is not None else []
    every = frozenset(cell for each in sums for cell in each.cells)
    sums += [Published(cells, 0, can_hide=False) for cells in (*known, every)]
    found = hidden_together(sums, frozenset(secret), frozenset(closed))

    def is_hidden(kind: str, n: int, m: int = 0) -> bool:
        return places[kind, n, m] in found

    tables = []
    if shown:
        tables.append(_sector_table(shown, is_hidden, least=least))
    if several:
        tables.append(_agency_table(several, is_hidden, least=least))
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
