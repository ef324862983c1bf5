"""What a reader of everything that left can work out: all of it laid side by side as equations, solved exactly.

The unknowns are how many people there are of each kind: everything that could be known of a person, and the group of like rows
of the export that the person's row stands in. Kinds are those that may exist for all a reader knows. Each printed group, and
each group of like rows, is a sum over kinds. A group of people follows when it is a combination of these sums. That is asked
modulo a prime, of the printed tables and the written files alone; nothing of the program's own protection is used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
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
_UNTOLD = "~"
_HIDDEN = "*"
Kind = Mapping[str, str]
"""What may be known of a person: office, variant, area, procedure, agency, each answer; and "row", the group of like rows."""
Test = Callable[[Kind], bool]


class Group(NamedTuple):
    """People who belong together: in words, and as tests of kinds that all hold."""

    words: str
    tests: tuple[Test, ...]
    on_purpose: bool = False

    @classmethod
    def of(cls, words: str, *tests: Test) -> Group:
        return cls(words, tests)


class Leak(NamedTuple):
    """A few people of whom the number, or how they answered, follows from what left."""

    group: str
    people: int


def _is(name: str, value: str) -> Test:
    return partial(_equals, name=name, value=value)


def _equals(kind: Kind, *, name: str, value: str) -> bool:
    return kind.get(name, "") == value


def _among(name: str, values: Iterable[str]) -> Test:
    wanted = frozenset(values)
    return lambda kind: kind.get(name, "") in wanted


def _either(one: tuple[str, str], other: tuple[str, str]) -> Test:
    """Of one of two areas with their procedure."""
    return lambda kind: (kind.get("area", ""), kind.get("procedure", "")) in (one, other)


def _ticks(name: str, values: Iterable[str], *, every: bool = False) -> Test:
    wanted = frozenset(values)

    def has(kind: Kind) -> bool:
        given = frozenset(kind.get(name, "").split())
        return wanted <= given if every else bool(wanted & given)

    return has


def _gives(asked: Asked, values: Sequence[str]) -> Test:
    """Of two boxes a table tells three answers: the one, the other, both."""
    if asked.kind != "several" or len(asked.values) == 2:
        return _is(asked.name, " ".join(values))
    return _ticks(asked.name, values)


def _asked_of(asked: Asked, variants: Sequence[str]) -> tuple[Test, ...]:
    condition = () if asked.asked_if is None else (_is(*asked.asked_if),)
    return (_among("variant", variants), *condition)


def area_of(form: OwnForm) -> str:
    """Joint procedures are counted outside of their sectors."""
    return "joint" if form.procedure == "2.000986" else form.sector


class SideBySide:
    """Everything that left about some forms, as sums over kinds; `sums` tell how people answer, `counts` how many there are."""

    def __init__(self, papers: Sequence[OwnPaper], forms: Sequence[OwnForm], chance: Random) -> None:
        self._papers = {paper.variant: paper for paper in papers}
        self._forms = forms
        self._chance = chance
        self._asked = {each.name: each for paper in papers for each in paper.asked}
        self._rows: dict[str, tuple[str, ...]] = {}
        self._heads: tuple[str, ...] = ()
        self.sums: list[Group] = []
        self.counts: list[Group] = []

    def lay(self, report: Report, tables: Iterable[ResultTable], *, offices: Sequence[str]) -> None:
        """Lay the tables of a report about some offices down. How many forms each questionnaire has is told on purpose."""
        of = _among("office", offices)
        self.sums.append(Group.of("all", of))
        self.counts += [Group.of(f"number of {name}", of, _is("variant", name)) for name in self._papers]
        for table in tables:
            if table.name in ("B4", "B6"):
                self._lay_answers(table, of)
            elif table.name == "B5":
                self._lay_areas(report, table, of)
            elif table.name == "B5a" and report.agencies is not None:
                for agency, row in zip(report.agencies.slices, table.rows, strict=True):
                    self._put(row.cells, Group.of(agency.key, of, _is("agency", agency.key)))
            elif table.name == "B3b" and table.rows and _HIDDEN not in table.rows[-1].cells:
                self.sums += [Group.of(name, of, _is("variant", name)) for name in self._papers]

    def _put(self, cells: Sequence[object], group: Group) -> None:
        """A group is told unless its number is hidden; how it answers only where an index stands beside it."""
        if cells[2] != _HIDDEN:
            self.counts.append(group)
        if _HIDDEN not in (cells[2], cells[4], cells[5]) and cells[4] != "":
            self.sums.append(group)

    def _lay_answers(self, table: ResultTable, of: Test) -> None:
        asked: Asked | None = None
        variants: list[str] = []
        for row in table.rows:
            head = str(row.cells[0])
            if row.is_section:
                asked = next((each for each in self._asked.values() if f"{each.label} (" in head), None)
                said = head.rpartition("(")[2]
                variants = [name for name in self._papers if name in said.split(";")[0]]
                if asked is not None and "answer)" in head:
                    self.counts.append(Group.of(f"asked {asked.name}", of, *_asked_of(asked, variants)))
            elif asked is not None and not head.strip():
                if row.cells[2] != _HIDDEN and table.name == "B4":
                    self.counts.append(
                        Group.of(f"{asked.name} blank", of, *_asked_of(asked, variants), _is(asked.name, ""))
                    )
            elif asked is not None:
                values = [
                    each for each in asked.values if f"{asked.name} trả lời {each}" in str(row.cells[1]).split(" + ")
                ]
                cells = row.cells if table.name == "B4" else (*row.cells[:3], "", "", "")
                group = Group.of(f"{asked.name}={values}", of, _among("variant", variants), _gives(asked, values))
                self._put(cells, group)

    def _lay_areas(self, report: Report, table: ResultTable, of: Test) -> None:
        assert report.sectors is not None
        lines = iter(table.rows)
        for sector, parts in zip(report.sectors.slices, report.sectors.parts, strict=True):
            area = "joint" if sector.key == "\1" else sector.key
            self._put(next(lines).cells, Group.of(area, of, _is("area", area)))
            for part in parts if [each.label for each in parts] != [""] else ():
                code = part.key.partition("\n")[2]
                self._put(next(lines).cells, Group.of(f"{area} {code}", of, _is("area", area), _is("procedure", code)))
        assert next(lines, None) is None

    def lay_rows(self, text: str, comments: Iterable[tuple[str, str]]) -> None:
        """Lay an export as csv down, and the listing of comments as (sector, words)."""
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        sectors = {words: sector for sector, words in comments}
        self._heads = tuple(
            name
            for name in rows[0]
            if name in ("unit", "variant", "sector", "agency") or _question(name) in self._asked
        )
        for row in rows:
            told = [row[head] for head in self._heads]
            listed = sectors.get(row.get(WORDS, ""), "")
            if listed and listed != row["sector"]:
                # whoever finds the words in both knows the sector of this one row
                told = [listed if head == "sector" else cell for head, cell in zip(self._heads, told, strict=True)]
                told.append(row[WORDS])
            self._rows[row[NUMBER]] = tuple(told)
        self.sums += [Group.of(f"rows {told}", _is("row", repr(told))) for told in sorted(set(self._rows.values()))]

    def _told(self, told: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self._heads, told, strict=False))

    def _kind(self, form: OwnForm) -> dict[str, str]:
        kind = {"office": form.office, "variant": form.variant, "area": area_of(form), "procedure": form.procedure}
        return kind | {"agency": form.agency} | form.said | {"row": repr(self._rows.get(form.number, ""))}

    def _kinds(self) -> list[dict[str, str]]:
        """Kinds that may exist: in each group of like rows some, and all that differ from one of them in one thing or two."""
        members: dict[tuple[str, str], list[OwnForm]] = {}
        for form in self._forms:
            members.setdefault((repr(self._rows.get(form.number, "")), form.variant), []).append(form)
        everything = self._everything()
        found: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        for (row, _), of in members.items():
            told = self._told(self._rows.get(of[0].number, ()))
            base = self._kind(self._chance.choice(of))
            names = ["office", "matter", "agency", *(each.name for each in self._papers[of[0].variant].asked)]
            loose = [[value for value in everything[name] if self._may_be({**base, **value}, told)] for name in names]
            for kind in (*map(self._kind, of), *self._neighbours(base, loose)):
                if self._may_be(kind, told):
                    known = {name: value for name, value in kind.items() if value} | {"row": row}
                    found[tuple(sorted(known.items()))] = known
        return list(found.values())

    def _everything(self) -> dict[str, list[dict[str, str]]]:
        """Of each thing that can be known every value it can have."""
        matters = sorted({(area_of(form), form.procedure) for form in self._forms})
        found = {"matter": [{"area": area, "procedure": procedure} for area, procedure in matters]}
        found["office"] = [{"office": each} for each in sorted({form.office for form in self._forms})]
        found["agency"] = [{"agency": each} for each in sorted({form.agency for form in self._forms})]
        for asked in self._asked.values():
            given = {"", *asked.values, *(form.said.get(asked.name, "") for form in self._forms)}
            if asked.kind == "several":
                given |= {" ".join(pair) for n in (2, 3) for pair in combinations(asked.values, n)}
            found[asked.name] = [{asked.name: value} for value in sorted(given)]
        return found

    def _neighbours(self, base: Kind, loose: Sequence[Sequence[dict[str, str]]]) -> Iterator[dict[str, str]]:
        for one, other in combinations(loose, 2):
            for first in one:
                for second in other:
                    kind = {**base, **first, **second}
                    for asked in self._papers[kind["variant"]].asked:
                        if asked.asked_if and kind.get(asked.asked_if[0], "") != asked.asked_if[1]:
                            kind[asked.name] = ""
                    yield kind

    def _may_be(self, kind: Kind, told: Mapping[str, str]) -> bool:
        return all(self._fits(kind, head, cell) for head, cell in told.items() if cell != _UNTOLD)

    def _fits(self, kind: Kind, head: str, cell: str) -> bool:
        if head == "unit":
            return kind["office"] == cell
        if head == "sector":
            # what a row says of a joint procedure: that it is one, or the sector it is of
            of_joint = {"(liên thông)", *(form.sector for form in self._forms if area_of(form) == "joint")}
            return kind.get("area", "") == cell or (kind.get("area") == "joint" and cell in of_joint)
        if head in ("variant", "agency"):
            return kind[head] == cell
        asked = self._asked[_question(head)]
        if asked not in self._papers[kind["variant"]].asked:
            return True
        value = kind.get(asked.name, "")
        if cell.startswith(_UNTOLD):
            labels = list(dict.fromkeys(each for each in asked.classes if each))
            of = asked.classes[asked.values.index(value)] if value in asked.values else ""
            return of == labels[int(cell[1:]) - 1]
        return value == cell or (not value and cell in ("", "-"))

    def _known(self) -> Iterator[tuple[str, Group]]:
        """What somebody could know of a person, each by the thing that it is about; what is missing nobody knows."""
        for area in sorted({area_of(form) for form in self._forms} - {""}):
            by_area = _is("area", area)
            yield "sector", Group.of(area, by_area)
            for code in sorted({form.procedure for form in self._forms if area_of(form) == area} - {""}):
                yield "sector", Group.of(f"{area} {code}", by_area, _is("procedure", code))
        for agency in sorted({form.agency for form in self._forms}):
            yield "agency", Group.of(agency, _is("agency", agency))
        for asked in self._asked.values():
            for value in asked.values:
                yield asked.name, Group.of(f"{asked.name}={value}", _ticks(asked.name, (value,)))

    def groups(self) -> Iterator[Group]:
        """People whom somebody could know to belong together: by one thing or two that are known of them, and by their rows."""
        offices = sorted({form.office for form in self._forms})
        places = [Group.of(office, _is("office", office)) for office in offices] if len(offices) > 1 else []
        # how many forms a questionnaire has is told on purpose; how its people answer is not when they are few
        variants = [Group(variant, (_is("variant", variant),), on_purpose=True) for variant in self._papers]
        yield from variants
        yield from (_both(place, variant)._replace(on_purpose=True) for place in places for variant in variants)
        known = list(self._known())
        rows = {repr(told): Group.of(f"rows {told}", _is("row", repr(told))) for told in set(self._rows.values())}
        for name, each in (*known, *self._together()):
            untold = self._untold(name)
            for group in (each, *(_both(place, each) for place in places)):
                yield group
                yield from (_both(group, among) for among in untold)
            if (name, each) in known:
                yield from (_both(each, rows[row]) for row in self._bare_rows(name))
        for (one, first), (other, second) in combinations(known, 2):
            if one != other:
                yield _both(first, second)
        for told in sorted(set(self._rows.values())):
            if any(cell and not cell.startswith(_UNTOLD) for cell in told[2:]):
                yield rows[repr(told)]

    def _together(self) -> Iterator[tuple[str, Group]]:
        """Some answers to a question together, and boxes that were ticked together; two areas or agencies together."""
        matters = sorted({(area_of(form), form.procedure) for form in self._forms if form.procedure})
        for one, other in combinations(matters, 2):
            yield "sector", Group.of(f"{one} or {other}", _either(one, other))
        for name, values in (
            ("area", {area_of(form) for form in self._forms} - {""}),
            ("agency", {form.agency for form in self._forms}),
        ):
            for two in combinations(sorted(values), 2):
                yield {"area": "sector"}.get(name, name), Group.of(f"{name} in {two}", _among(name, two))
        for asked in self._asked.values():
            for some in (some for n in (2, 3) for some in combinations(asked.values, n)):
                if asked.kind == "one" and len(some) < len(asked.values):
                    yield asked.name, Group.of(f"{asked.name} in {some}", _among(asked.name, some))
                elif asked.kind == "several":
                    yield asked.name, Group.of(f"{asked.name} ticks {some}", _ticks(asked.name, some, every=True))

    def _cells(self, name: str) -> dict[str, list[str]]:
        """What each group of like rows tells of a thing."""
        return {
            repr(row): [cell for head, cell in self._told(row).items() if _question(head) == name]
            for row in sorted(set(self._rows.values()))
        }

    def _bare_rows(self, name: str) -> list[str]:
        """The groups of like rows that do not tell a thing as it is."""
        cells = self._cells(name)
        return [row for row in cells if not any(cell and not cell.startswith(_UNTOLD) for cell in cells[row])]

    def _untold(self, name: str) -> list[Group]:
        """People whose rows do not tell a thing as it is, and those whose rows tell nothing of it."""
        cells = self._cells(name)
        nothing = [row for row in cells if _UNTOLD in cells[row]]
        return [
            Group.of("not told", _among("row", self._bare_rows(name))),
            Group.of("nothing told", _among("row", nothing)),
        ]

    def leaks(self) -> list[Leak]:
        """Every group of one to four people that follows from the sums."""
        true = _Columns(list(map(self._kind, self._forms)))
        few = [(group, people) for group in self.groups() if 0 < (people := true.size(group)) < LEAST]
        if not few:
            return []
        kinds = _Columns(self._kinds())
        asked = kinds.matrix([group for group, _ in few])
        of_answers = _follow(kinds.matrix(self.sums), asked)
        of_numbers = _follow(kinds.matrix([*self.sums, *self.counts]), asked)
        return [
            Leak(group.words, people)
            for (group, people), answers, number in zip(few, of_answers, of_numbers, strict=True)
            if answers or (number and not group.on_purpose)
        ]


class _Columns:
    """Groups as columns of ones and zeros over some kinds; each test is made once."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self._known: dict[Test, NDArray[np.bool_]] = {}

    def column(self, group: Group) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.logical_and.reduce([self._tested(test) for test in group.tests])
        return found

    def size(self, group: Group) -> int:
        return int(self.column(group).sum())

    def matrix(self, groups: Sequence[Group]) -> NDArray[np.int64]:
        return np.array([self.column(group) for group in groups], dtype=np.int64).T

    def _tested(self, test: Test) -> NDArray[np.bool_]:
        if test not in self._known:
            self._known[test] = np.array([test(kind) for kind in self._kinds], dtype=np.bool_)
        return self._known[test]


def _question(head: str) -> str:
    return head.removesuffix("_TC")


def _both(one: Group, other: Group) -> Group:
    return Group(f"{one.words} & {other.words}", (*one.tests, *other.tests))


def _follow(shown: NDArray[np.int64], asked: NDArray[np.int64]) -> list[bool]:
    """For each column of `asked` whether it is a combination of the columns of `shown`, modulo a prime."""
    both = np.unique(np.concatenate([shown, asked], axis=1), axis=0)
    done, width = 0, shown.shape[1]
    for column in range(width):
        places = np.flatnonzero(both[done:, column])
        if len(places):
            pivot = done + int(places[0])
            both[[done, pivot]] = both[[pivot, done]]
            both[done] = both[done] * pow(int(both[done, column]), -1, _PRIME) % _PRIME
            others = np.flatnonzero(both[:, column])
            others = others[others > done]
            both[others] = (both[others] - both[others, column][:, None] * both[done]) % _PRIME
            done += 1
    left = both[done:, width:]
    return [not left[:, n].any() for n in range(asked.shape[1])]
