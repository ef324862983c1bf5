"""The hidden groups of a report: an office's own, and a hub's, which also keep what its offices hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.domain.disclosure.hidden_groups import (
    GroupPlace,
    area_places,
    few_together,
    hidden_areas,
    hidden_makeup,
    hidden_with,
    is_narrowed,
    is_secret,
    is_unknown,
)
from models.domain.disclosure.hub_sheltering import HubRow, OfficeRow, hidden_at_hub
from models.domain.figures.breakdowns import NOT_ASKED, NOT_LINKED, GroupSize, Linked, Slice, Split


class Splits(NamedTuple):
    """How the forms of an office or a hub split: by answers about the respondent, by sector, agency, questionnaire.

    `linked` says which questions about respondents are asked because of each other.
    """

    makeup: tuple[Split, ...] = ()
    sectors: Split | None = None
    agencies: Split | None = None
    questionnaires: Split | None = None
    linked: Linked = NOT_LINKED

    def holds_back(self, least: int) -> bool:
        """Whether few people answered one of several questionnaires, so that how each is answered is not shown."""
        slices = self.questionnaires.slices if self.questionnaires is not None else ()
        return len(slices) > 1 and any(each.size.is_small(least) for each in slices)


class HiddenGroups(NamedTuple):
    """The groups that are hidden: per question the places of its answers, and those of sectors and agencies."""

    answers: tuple[frozenset[int], ...]
    areas: frozenset[GroupPlace]


def hidden_groups_of(splits: Splits, *, least: int) -> HiddenGroups:
    """What the tables of one report hide to tell nothing of each other's small groups."""
    return HiddenGroups(
        hidden_makeup(splits.makeup, splits.linked, least=least),
        hidden_areas(splits.sectors, splits.agencies, questionnaires=splits.questionnaires, least=least),
    )


def hidden_groups_at_hub(hub: Splits, offices: Sequence[Splits], *, least: int) -> HiddenGroups:
    """What the tables of a hub hide so that they tell nothing of a small group, with the reports of its offices beside them.

    A question that is asked because of how people describe themselves has no table there: how many of all offices were asked would be a
    row of the table of another question, which may be hidden.
    """
    own = hidden_groups_of(hub, least=least)
    told = [_Office(office, hidden_groups_of(office, least=least), office.holds_back(least)) for office in offices]
    makeup = zip(hub.makeup, own.answers, strict=True)
    return HiddenGroups(
        tuple(
            frozenset(range(len(split.slices)))
            if offices and is_narrowed(split)
            else _answers(split, closed, told, least=least)
            for split, closed in makeup
        ),
        _areas(hub, own.areas, told, least=least),
    )


_MODELS = {False: (True,), True: (True, False)}
"""Whether how all people of a questionnaire answer is taken for known: only where all offices show it, that alone."""


class _Office(NamedTuple):
    splits: Splits
    closed: HiddenGroups
    holds_back: bool


def _is_told_by_all(offices: Sequence[_Office], least: int) -> bool:
    """Whether all answers to a questionnaire would tell those of few people: of the offices that do not show theirs."""
    few = [
        each.answers
        for office in offices
        if office.holds_back and office.splits.questionnaires is not None
        for each in office.splits.questionnaires.slices
        if each.size.is_small(least)
    ]
    return len(few) == 1 or 0 < sum(few) < least


def _areas(
    hub: Splits, closed: frozenset[GroupPlace], offices: Sequence[_Office], *, least: int
) -> frozenset[GroupPlace]:
    every = area_places(hub.sectors, hub.agencies)
    names = list(every)
    numbers = {name: n for n, name in enumerate(names)}
    by_key = {(name.kind, each.key): numbers[name] for name, each in every.items()}
    rows = [
        HubRow(each.forms, is_secret(each, least), frozenset(numbers[other] for other in hidden_with(name, names)))
        for name, each in every.items()
    ]
    found = frozenset(numbers[name] for name in closed)
    is_told_by_all = _is_told_by_all(offices, least)
    for each in hub.questionnaires.slices if hub.questionnaires is not None else ():
        by_key["questionnaire", each.key] = len(rows)
        if is_told_by_all:
            found |= {len(rows)}
        rows.append(HubRow(each.forms, is_secret=is_told_by_all, can_hide=False))
    # how many forms a questionnaire has is told; how its people answer is not when they are few
    for is_told in _MODELS[any(each.holds_back for each in offices)]:
        found = hidden_at_hub(
            rows, found, [list(_area_rows(each, by_key, least, is_told=is_told)) for each in offices], least=least
        )
    return frozenset(names[n] for n in found if n < len(names))


def _area_rows(office: _Office, rows: dict[tuple[str, str], int], least: int, *, is_told: bool) -> Iterator[OfficeRow]:
    splits, closed, holds_back = office.splits, office.closed.areas, office.holds_back and not is_told
    whole: set[int] = set()
    yield from _few_groups(area_places(splits.sectors, splits.agencies).values(), least)
    for name, each in area_places(splits.sectors, splits.agencies).items():
        whole |= each.cells
        yield OfficeRow(
            rows.get((name.kind, each.key)), each.cells, name not in closed, is_secret(each, least), _known(each)
        )
    if splits.agencies is not None and len(splits.agencies.slices) == 1:
        single = splits.agencies.slices[0]
        yield OfficeRow(rows.get(("agency", single.key)), single.cells, is_shown=True)
    for each in splits.questionnaires.slices if splits.questionnaires is not None else ():
        is_few = holds_back and each.size.is_small(least)
        yield OfficeRow(rows.get(("questionnaire", each.key)), each.cells, not holds_back, is_few)
    yield OfficeRow(None, frozenset(whole), is_shown=True)


def _few_groups(groups: Iterable[Slice], least: int) -> Iterator[OfficeRow]:
    """Small groups of an office that have few people together, too."""
    return (OfficeRow(None, cells, is_shown=False, is_secret=True) for cells in few_together(groups, least))


def _known(each: Slice) -> GroupSize:
    """The size of a group of which something is known."""
    return GroupSize(0, 0) if is_unknown(each) else each.size


def _answers(split: Split, closed: frozenset[int], offices: Sequence[_Office], *, least: int) -> frozenset[int]:
    rows = [HubRow(each.forms, each.key != NOT_ASKED and is_secret(each, least)) for each in split.slices]
    # an answer that nobody gave shelters nobody
    numbers = {each.key: n for n, each in enumerate(split.slices) if each.key != NOT_ASKED and each.forms}
    found = closed | (frozenset(range(len(rows))) - frozenset(numbers.values()))
    asked, is_told_by_all = len(rows), _is_told_by_all(offices, least)
    rows.append(HubRow(0, is_secret=is_told_by_all, can_hide=False))
    if is_told_by_all:
        found |= {asked}
    for is_told in _MODELS[any(each.holds_back for each in offices)]:
        listed = [
            list(_answer_rows(own, hidden, office, numbers, asked, least, is_told=is_told))
            for office in offices
            for own, hidden in zip(office.splits.makeup, office.closed.answers, strict=True)
            if own.code == split.code and set(own.variants) <= set(split.variants)
        ]
        found = hidden_at_hub(rows, found, listed, least=least)
    return closed | (found & frozenset(numbers.values()))


def _answer_rows(
    split: Split,
    closed: frozenset[int],
    office: _Office,
    rows: dict[str, int],
    asked: int,
    least: int,
    *,
    is_told: bool,
) -> Iterator[OfficeRow]:
    """The groups of an office; `is_told` takes how all who were asked, and all others, answer for known in any case."""
    of = frozenset(n for n, each in enumerate(split.slices) if each.key in rows)
    for n in sorted(of):
        each = split.slices[n]
        yield OfficeRow(rows[each.key], frozenset({n}), n not in closed, is_secret(each, least), _known(each))
    numbered = [replace(split.slices[n], cells=frozenset({n})) for n in sorted(of)]
    yield from _few_groups(numbered, least)
    others = frozenset(n for n, each in enumerate(split.slices) if each.key == NOT_ASKED)
    is_shown = is_told or not office.holds_back
    yield OfficeRow(None, of | others, is_shown=True)
    for row, cells in ((asked, of), (None, others)):
        size = GroupSize(sum(split.slices[n].forms for n in cells), sum(split.slices[n].answers for n in cells))
        yield OfficeRow(row, cells, is_shown, not is_shown and size.is_small(least))
