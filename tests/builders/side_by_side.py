"""What a reader of everything that left an office can work out: all of it laid side by side as equations, solved exactly.

The unknowns are how many people there are of each kind: everything that could be known of a person, and the group of like rows
of the export that the person's row stands in. Kinds are those that may exist for all a reader knows. Each printed group and
each group of like rows is a sum of kinds. A group of people follows from them when it is a combination of these sums; that is asked modulo
a prime, of the printed tables and the written files alone, and nothing of the program's own protection is used.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.domain.basics.table_values import ResultTable
from models.domain.sheets.report import Report
from tests.builders.own_surveys import NUMBER, WORDS, Asked, OwnForm, OwnPaper

LEAST = 5
_PRIME = 1_000_003
UNTOLD = "~"
Kind = Mapping[str, str]
"""What may be known of a person: variant, area, procedure, agency, each answer, and "row" for the group of like rows."""


class Group(NamedTuple):
    """People whom somebody could know to belong together, in words and as a test of kinds."""

    words: str
    has: Callable[[Kind], bool]


@dataclass(frozen=True)
class Leak:
    """A few people of whom the number, or how they answered, follows from what left the office."""

    group: str
    people: int


def _boxes(value: str) -> list[str]:
    return value.split()


class SideBySide:
    """Everything that left about an office's forms, as sums over kinds."""

    def __init__(self, papers: Sequence[OwnPaper], forms: Sequence[OwnForm], own: str, chance: Random) -> None:
        self.papers = {paper.variant: paper for paper in papers}
        self.forms = forms
        self.own = own
        self._chance = chance
        self.asked: dict[str, Asked] = {each.name: each for paper in papers for each in paper.asked}
        self.sums: list[Group] = [Group("all", lambda kind: True)]
        self.counts: list[Group] = [
            Group(f"number of {name}", lambda kind, name=name: kind["variant"] == name)  # type: ignore[misc]
            for name in self.papers
        ]
        self.rows: dict[str, tuple[str, ...]] = {}
        self._heads: tuple[str, ...] = ()

    def lay(self, report: Report, tables: Iterable[ResultTable]) -> None:
        """Lay the tables of a report down."""
        for table in tables:
            if table.name in ("B4", "B6"):
                self._lay_answers(table)
            elif table.name == "B5":
                self._lay_areas(report, table)
            elif table.name == "B5a":
                self._lay_agencies(report, table)
            elif table.name == "B3b" and table.rows and "*" not in map(str, table.rows[-1].cells):
                for name in self.papers:
                    self.sums.append(Group(name, lambda kind, name=name: kind["variant"] == name))  # type: ignore[misc]

    def _lay_answers(self, table: ResultTable) -> None:
        asked: Asked | None = None
        variants: list[str] = []
        for row in table.rows:
            head = str(row.cells[0])
            if row.is_section:
                asked = next((each for each in self.asked.values() if f"{each.label} (" in head), None)
                variants = [name for name in self.papers if f"{name};" in head or f"{name}," in head or f"{name})" in head]
                if asked is not None and "answer)" in head:
                    self.counts.append(Group(f"asked {asked.name}", self._blank(asked, variants, is_asked=True)))
                continue
            if asked is None or "*" in map(str, row.cells):
                continue
            if not head.strip():
                self.counts.append(Group(f"{asked.name} blank", self._blank(asked, variants)))
                continue
            label = str(row.cells[1])
            values = [each for each in asked.values if f"{asked.name} trả lời {each}" in label.split(" + ")]
            is_one = " + " in label or len(values) > 1
            self.sums.append(Group(f"{asked.name}={values}", self._answered(asked, values, variants, whole=is_one)))

    def _answered(self, asked: Asked, values: Sequence[str], variants: Sequence[str], *, whole: bool) -> Callable[[Kind], bool]:
        def has(kind: Kind) -> bool:
            if kind["variant"] not in variants:
                return False
            given = kind.get(asked.name, "")
            if asked.kind != "several":
                return given in values
            if whole or (len(asked.values) == 2 and self._is_split(asked)):
                return _boxes(given) == list(values)
            return values[0] in _boxes(given)

        return has

    def _blank(self, asked: Asked, variants: Sequence[str], *, is_asked: bool = False) -> Callable[[Kind], bool]:
        def has(kind: Kind) -> bool:
            is_met = asked.asked_if is None or kind.get(asked.asked_if[0], "") == asked.asked_if[1]
            return kind["variant"] in variants and is_met and (is_asked or not kind.get(asked.name, ""))

        return has

    def _is_split(self, asked: Asked) -> bool:
        """Whether two boxes are told as three answers: the one, the other, both."""
        return self._two_as_three

    _two_as_three = True

    def _lay_areas(self, report: Report, table: ResultTable) -> None:
        assert report.sectors is not None
        lines = iter(table.rows)
        for sector, parts in zip(report.sectors.slices, report.sectors.parts, strict=True):
            area = "joint" if sector.key == "\1" else sector.key
            if str(next(lines).cells[2]) != "*":
                self.sums.append(Group(area, lambda kind, area=area: kind["area"] == area))  # type: ignore[misc]
            for part in parts if [each.label for each in parts] != [""] else ():
                code = part.key.partition("\n")[2]
                if str(next(lines).cells[2]) != "*":
                    self.sums.append(
                        Group(f"{area} {code}", lambda kind, of=(area, code): (kind["area"], kind["procedure"]) == of)  # type: ignore[misc]
                    )
        assert next(lines, None) is None

    def _lay_agencies(self, report: Report, table: ResultTable) -> None:
        assert report.agencies is not None
        for agency, row in zip(report.agencies.slices, table.rows, strict=True):
            if str(row.cells[2]) != "*":
                self.sums.append(Group(agency.key, lambda kind, key=agency.key: kind["agency"] == key))  # type: ignore[misc]

    def lay_rows(self, text: str, comments: Sequence[tuple[str, str, str]]) -> None:
        """Lay an export as csv down, and the listing of comments (sector, question, text)."""
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        sectors = {words: sector for sector, _, words in comments}
        heads = [name for name in rows[0] if name in ("variant", "sector", "agency") or name.removesuffix("_TC") in self.asked]
        self._heads = tuple(heads)
        places = dict(enumerate(heads))
        for row in rows:
            told = tuple(row[head] for head in heads)
            written = row.get(WORDS, "").strip("'")
            listed = sectors.get(written, "") if written and written != UNTOLD else ""
            if listed and listed != row["sector"]:
                # whoever finds the text in both knows the sector of this one row
                told = tuple(listed if places[n] == "sector" else cell for n, cell in enumerate(told)) + (written,)
            self.rows[row[NUMBER]] = told
        for told in sorted(set(self.rows.values())):
            self.sums.append(Group(f"rows {told}", lambda kind, told=told: kind["row"] == repr(told)))  # type: ignore[misc]

    def _told(self, told: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self._heads, told, strict=False))

    def kind_of(self, form: OwnForm) -> dict[str, str]:
        kind = {"variant": form.variant, "area": form.area, "procedure": form.procedure, "agency": form.agency or self.own}
        kind |= form.said
        return kind | {"row": repr(self.rows[form.number]) if self.rows else ""}

    def kinds(self) -> list[dict[str, str]]:
        """Kinds that may exist: in each group of like rows one of them, and all that differ from it in one thing or in two."""
        of_rows: dict[str, list[OwnForm]] = {}
        for form in self.forms:
            of_rows.setdefault(self.kind_of(form)["row"], []).append(form)
        everything = self._everything()
        found: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        for row, members in of_rows.items():
            told = self._told(self.rows[members[0].number]) if self.rows else {}
            for variant in sorted({form.variant for form in members}):
                bases = [self.kind_of(form) for form in members if form.variant == variant]
                base = self._chance.choice(bases)
                loose = self._loose(variant, told, base, everything)
                for kind in (*bases, *self._neighbours(base, loose)):
                    if self._may_be(kind, told, everything):
                        kind = kind | {"row": row}
                        found[tuple(sorted(kind.items()))] = kind
        return list(found.values())

    def _everything(self) -> dict[str, list[dict[str, str]]]:
        """Per thing that can be known, every value it can have."""
        matters = sorted({(form.area, form.procedure) for form in self.forms})
        found = {"matter": [{"area": area, "procedure": procedure} for area, procedure in matters]}
        found["agency"] = [{"agency": each} for each in sorted({form.agency or self.own for form in self.forms})]
        for asked in self.asked.values():
            given = sorted({form.said.get(asked.name, "") for form in self.forms} | set(asked.values) | {""})
            if asked.kind == "several":
                pairs = [" ".join(pair) for n in (1, 2, 3) for pair in combinations(asked.values, n)]
                given = sorted({*given, *pairs[:12]})
            found[asked.name] = [{asked.name: value} for value in given]
        return found

    def _loose(
        self, variant: str, told: Mapping[str, str], base: Kind, everything: Mapping[str, list[dict[str, str]]]
    ) -> list[list[dict[str, str]]]:
        names = ["matter", "agency", *(each.name for each in self.papers[variant].asked)]
        return [[value for value in everything[name] if self._may_be({**base, **value}, told, everything)] for name in names]

    def _neighbours(self, base: Kind, loose: Sequence[Sequence[dict[str, str]]]) -> Iterator[dict[str, str]]:
        for one, other in combinations(range(len(loose)), 2):
            for first in loose[one]:
                for second in loose[other]:
                    kind = {**base, **first, **second}
                    for asked in self.papers[kind["variant"]].asked:
                        if asked.asked_if and kind.get(asked.asked_if[0], "") != asked.asked_if[1]:
                            kind[asked.name] = ""
                    yield {name: value for name, value in kind.items() if value or name in ("area", "procedure", "agency")}

    def _may_be(self, kind: Kind, told: Mapping[str, str], _: object) -> bool:
        for head, cell in told.items():
            if cell == UNTOLD:
                continue
            if head == "variant":
                fits = kind["variant"] == cell
            elif head == "sector":
                fits = kind["area"] == cell or cell == "(liên thông)" and kind["area"] == "joint"
                fits = fits or (kind["area"] == "joint" and cell in {form.sector for form in self.forms} and self._raw_sectors)
            elif head == "agency":
                fits = kind["agency"] == cell
            else:
                name = head.removesuffix("_TC")
                if name not in {each.name for each in self.papers[kind["variant"]].asked}:
                    continue
                asked, value = self.asked[name], kind.get(name, "")
                if cell.startswith(UNTOLD):
                    labels = list(dict.fromkeys(each for each in asked.classes if each))
                    of = asked.classes[asked.values.index(value)] if value in asked.values else ""
                    fits = of == labels[int(cell[1:]) - 1]
                else:
                    fits = value == cell or (not value and cell in ("", "-"))
            if not fits:
                return False
        return True

    _raw_sectors = True

    def groups(self) -> Iterator[Group]:
        """People whom somebody could know to belong together: by one thing or two that are known of them, and their rows."""
        single: list[tuple[str, Group]] = []
        # how many forms a questionnaire has is told on purpose; how its people answer is not when they are few
        for variant in self.papers:
            yield Group(variant, lambda kind, variant=variant: kind["variant"] == variant)  # type: ignore[misc]
        for area in sorted({form.area for form in self.forms if form.area}):
            single.append(("area", Group(area, lambda kind, area=area: kind["area"] == area)))  # type: ignore[misc]
            for code in sorted({form.procedure for form in self.forms if form.area == area and form.procedure}):
                single.append(
                    ("area", Group(f"{area} {code}", lambda kind, of=(area, code): (kind["area"], kind["procedure"]) == of))  # type: ignore[misc]
                )
        for agency in sorted({form.agency or self.own for form in self.forms}):
            single.append(("agency", Group(agency, lambda kind, key=agency: kind["agency"] == key)))  # type: ignore[misc]
        for asked in self.asked.values():
            for value in asked.values:
                single.append((asked.name, Group(f"{asked.name}={value}", self._says(asked, (value,)))))
            if asked.kind == "one":
                for n in (2, 3):
                    for some in combinations(asked.values, n):
                        if len(some) < len(asked.values):
                            yield Group(f"{asked.name} in {some}", self._says(asked, some))
            elif asked.kind == "several":
                for pair in combinations(asked.values, 2):
                    yield Group(f"{asked.name}={pair}", lambda kind, name=asked.name, pair=pair: set(pair) <= {*_boxes(kind.get(name, ""))})  # type: ignore[misc]
        for name, each in single:
            yield each
            yield from self._of_rows(name, each)
        for (one, first), (other, second) in combinations(single, 2):
            if one != other:
                yield Group(f"{first.words} & {second.words}", lambda kind, a=first, b=second: a.has(kind) and b.has(kind))  # type: ignore[misc]
        for told in sorted(set(self.rows.values())):
            if any(cell and not cell.startswith(UNTOLD) for cell in told[1:]):
                yield Group(f"rows {told}", lambda kind, told=told: kind["row"] == repr(told))  # type: ignore[misc]

    def _says(self, asked: Asked, values: Sequence[str]) -> Callable[[Kind], bool]:
        wanted = {*values}
        return lambda kind: bool(wanted & {*_boxes(kind.get(asked.name, ""))})

    def _of_rows(self, name: str, of: Group) -> Iterator[Group]:
        """The people of a group whose rows do not tell that they are, all of them or in one group of like rows."""
        head = {"area": "sector", "agency": "agency"}.get(name, name)
        exact = {
            repr(told)
            for told in set(self.rows.values())
            for at, cell in self._told(told).items()
            if at.removesuffix("_TC") == head and cell and not cell.startswith(UNTOLD)
        }
        bare = {
            repr(told)
            for told in set(self.rows.values())
            for at, cell in self._told(told).items()
            if at.removesuffix("_TC") == head and cell == UNTOLD
        }
        if self.rows:
            yield Group(f"{of.words}, untold", lambda kind: kind["row"] not in exact and of.has(kind))
            yield Group(f"{of.words}, bare", lambda kind: kind["row"] in bare and of.has(kind))
            for told in sorted(set(self.rows.values())):
                yield Group(f"{of.words} in rows {told}", lambda kind, told=told: kind["row"] == repr(told) and of.has(kind))  # type: ignore[misc]

    def leaks(self) -> list[Leak]:
        """Every group of one to four people that follows from the sums."""
        true = [self.kind_of(form) for form in self.forms]
        few = []
        for group in self.groups():
            people = sum(group.has(kind) for kind in true)
            if 0 < people < LEAST:
                few.append((group, people))
        if not few:
            return []
        kinds = self.kinds()
        shown = np.array([[each.has(kind) for each in (*self.sums, *self.counts)] for kind in kinds], dtype=np.int64)
        asked = np.array([[group.has(kind) for group, _ in few] for kind in kinds], dtype=np.int64)
        by_count = _in_span(shown, asked)
        by_answers = _in_span(shown[:, : len(self.sums)], asked)
        return [
            Leak(group.words, people)
            for (group, people), of_count, of_answers in zip(few, by_count, by_answers, strict=True)
            if of_answers or (of_count and group.words not in self.papers)
        ]


def _in_span(shown: NDArray[np.int64], asked: NDArray[np.int64]) -> list[bool]:
    """For each column of `asked` whether it is a combination of the columns of `shown`, modulo a prime."""
    both = np.concatenate([shown, asked], axis=1)
    done, width = 0, shown.shape[1]
    for column in range(width):
        places = np.flatnonzero(both[done:, column])
        if not len(places):
            continue
        pivot = done + int(places[0])
        both[[done, pivot]] = both[[pivot, done]]
        both[done] = both[done] * pow(int(both[done, column]), -1, _PRIME) % _PRIME
        others = np.flatnonzero(both[:, column])
        others = others[others > done]
        both[others] = (both[others] - both[others, column][:, None] * both[done]) % _PRIME
        done += 1
    left = both[done:, width:]
    return [not left[:, n].any() for n in range(asked.shape[1])]


def counted(leaks: Iterable[Leak]) -> Counter[int]:
    """How many leaks there are of groups of each size."""
    return Counter(each.people for each in leaks)
