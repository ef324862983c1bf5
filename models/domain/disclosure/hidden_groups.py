"""Which groups of an office's tables are hidden, so that neither table tells what the other one hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from models.domain.disclosure.hub_sheltering import MOST_TOGETHER
from models.domain.disclosure.suppression import Groups, Published, hidden, hidden_below, hidden_together
from models.domain.figures.breakdowns import NO_ANSWER, NOT_ASKED, NOT_MET, UNSAID, Linked, Slice, Split


class GroupPlace(NamedTuple):
    """A group of the tables of sectors and agencies: "sector", "part" (a procedure of sector `n`) or "agency"."""

    kind: str
    n: int
    m: int = 0


def hidden_answers(split: Split, *, least: int) -> frozenset[int]:
    """The places that are hidden among the answers to a question about the respondent.

    How many forms have the question, and how many answer it, is told, and often how their people answer as a whole: people
    who were not asked, or did not answer, shelter nobody. Where those who were not asked are few, the smallest group of
    those asked is hidden for them: all answers less the shown ones would be theirs.
    """
    slices = split.slices
    asked = [place for place, each in enumerate(slices) if each.key != NOT_ASKED]
    groups = _groups([slices[place] for place in asked])
    closed = {asked[place] for place in hidden(groups.sizes, least, unknown=groups.unknown, unknown_last=True)}
    others = [each for each in slices if each.key == NOT_ASKED]
    if others and not closed and min(others[0].forms, others[0].answers) < least:
        shown = [place for place in asked if slices[place].forms and not is_unknown(slices[place])]
        closed |= set(sorted(shown, key=lambda place: (slices[place].forms, place))[:1])
    if closed and not any(
        slices[place].forms for place in asked if place not in closed and not is_unknown(slices[place])
    ):
        # a zero beside them would tell that they are all
        closed |= {place for place in asked if not slices[place].forms}
    return frozenset(closed)


def hidden_makeup(makeup: Sequence[Split], linked: Linked, *, least: int) -> tuple[frozenset[int], ...]:
    """The places that are hidden among the answers to each question about the respondent.

    Where one question is asked because of another one's answer, the tables of both are looked at together: how many were
    asked is the number of those who gave that answer, on each questionnaire. It is what is hidden first.
    """
    closed = [hidden_answers(split, least=least) for split in makeup]
    names = [
        (n, m)
        for n, split in enumerate(makeup)
        if any(each.cells for each in split.slices)
        for m in range(len(split.slices))
    ]
    if not names:
        return tuple(closed)
    sums = [_published(makeup[n].slices[m]) for n, m in names]
    secret = {at for at, (n, m) in enumerate(names) if _needs_shelter(makeup[n].slices[m], least)}
    hidden_ones = {at for at, (n, m) in enumerate(names) if m in closed[n]}
    # what nobody says, but what may follow: how many of one questionnaire give an answer, how many give any, or one of some
    parts = [
        makeup[n].slices[m].cells & variant
        for n, m in names
        for variant in linked.variants
        if makeup[n].slices[m].key not in (NOT_ASKED, NO_ANSWER)
    ]
    parts += [
        frozenset(cell for each in makeup[n].slices if each.key not in UNSAID for cell in each.cells)
        for n in dict.fromkeys(n for n, _ in names)
    ]
    for n in dict.fromkeys(n for n, _ in names):
        parts += few_together([each for each in makeup[n].slices if each.key != NOT_ASKED], least)
    for cells in dict.fromkeys(parts):
        if 0 < linked.size(cells) < least:
            hidden_ones.add(len(sums))
            secret.add(len(sums))
            sums.append(Published(cells, linked.size(cells), can_hide=False))
    sums += [Published(cells, 0, can_hide=False) for cells in (*linked.narrowed, *linked.variants)]
    found = hidden_together(sums, frozenset(secret), frozenset(hidden_ones))
    for n, m in (names[at] for at in found if at < len(names)):
        closed[n] |= {m}
    # where all of a questionnaire were asked, all give the answer because of which they were
    if any(closed[n] for n, _ in names):
        for n, m in names:
            if makeup[n].slices[m].key == NOT_MET and not makeup[n].slices[m].forms:
                closed[n] |= {m}
    return tuple(closed)


def few_together(groups: Iterable[Slice], least: int) -> Iterator[frozenset[int]]:
    """The cells of small groups, and of those that nobody is in, that have few people together, too.

    All groups together are no group. Where there are very many, each stands for itself.
    """
    every = [each for each in groups if not is_unknown(each) and each.key not in (NOT_ASKED, NOT_MET)]
    small = [each for each in every if each.forms < least and each.answers < least]
    for n in range(2, min(least, len(every))) if len(small) <= MOST_TOGETHER else ():
        for some in combinations(small, n):
            if 0 < sum(each.forms for each in some) < least:
                yield frozenset(cell for each in some for cell in each.cells)


def is_narrowed(split: Split) -> bool:
    """Whether a question is asked because of another one about the respondent."""
    return any(each.key == NOT_MET for each in split.slices) and any(each.cells for each in split.slices)


def _published(each: Slice) -> Published:
    return Published(each.cells, each.forms, can_hide=each.key != NOT_ASKED, is_cheap=each.key in (NOT_MET, NO_ANSWER))


def _needs_shelter(each: Slice, least: int) -> bool:
    return each.key != NOT_ASKED and is_secret(each, least)


def area_places(sectors: Split | None, agencies: Split | None) -> dict[GroupPlace, Slice]:
    """Every group of the tables of sectors and agencies that are printed: procedures, then sectors, then agencies."""
    found: dict[GroupPlace, Slice] = {}
    if sectors is not None:
        found |= {GroupPlace("part", n, m): part for n, of in enumerate(sectors.parts) for m, part in enumerate(of)}
        found |= {GroupPlace("sector", n): each for n, each in enumerate(sectors.slices)}
    if agencies is not None and len(agencies.slices) > 1:
        found |= {GroupPlace("agency", n): each for n, each in enumerate(agencies.slices)}
    return found


def hidden_with(place: GroupPlace, every: Sequence[GroupPlace]) -> frozenset[GroupPlace]:
    """The groups that are hidden along with a group: the procedures of a sector."""
    if place.kind != "sector":
        return frozenset()
    return frozenset(each for each in every if each.kind == "part" and each.n == place.n)


def hidden_areas(
    sectors: Split | None, agencies: Split | None, *, questionnaires: Split | None, least: int
) -> frozenset[GroupPlace]:
    """The hidden groups of the tables of sectors and of agencies.

    `questionnaires` are the groups whose number of forms, and often more, stands on other sheets.
    """
    every = area_places(sectors, agencies)
    closed: set[GroupPlace] = set()
    if sectors is not None:
        areas, below = hidden_below(_groups(sectors.slices), [_groups(of) for of in sectors.parts], least)
        closed |= {GroupPlace("sector", n) for n in areas}
        closed |= {GroupPlace("part", n, m) for n, of in enumerate(below) for m in of}
    if agencies is not None and len(agencies.slices) > 1:
        groups = _groups(agencies.slices)
        closed |= {GroupPlace("agency", n) for n in hidden(groups.sizes, least, unknown=groups.unknown)}
    names = list(every)
    numbers = {name: n for n, name in enumerate(names)}
    sums = [
        Published(
            each.cells,
            each.forms,
            hides=frozenset(numbers[other] for other in hidden_with(name, names)),
        )
        for name, each in every.items()
    ]
    known = [each.cells for each in questionnaires.slices] if questionnaires is not None else []
    whole = frozenset(cell for each in sums for cell in each.cells)
    sums += [Published(cells, 0, can_hide=False) for cells in (*known, whole)]
    secret = {numbers[name] for name, each in every.items() if is_secret(each, least)}
    hidden_ones = {numbers[name] for name in closed}
    for kind in dict.fromkeys(name.kind for name in names):
        for cells in few_together([each for name, each in every.items() if name.kind == kind], least):
            secret.add(len(sums))
            hidden_ones.add(len(sums))
            sums.append(Published(cells, 0, can_hide=False))
    found = hidden_together(sums, frozenset(secret), frozenset(hidden_ones))
    return frozenset(names[n] for n in found if n < len(names))


def is_unknown(each: Slice) -> bool:
    """Whether nothing is known of these people: no answer, no sector, no procedure (below a sector: after its name)."""
    return each.key == NO_ANSWER or each.key.endswith("\n")


def is_secret(each: Slice, least: int) -> bool:
    """Whether these people are so few that nothing may tell of them."""
    return not is_unknown(each) and each.size.is_small(least)


def _groups(slices: Sequence[Slice]) -> Groups:
    unknown = frozenset(place for place, each in enumerate(slices) if is_unknown(each))
    return Groups([each.size for each in slices], unknown)
