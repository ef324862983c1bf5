"""What a merge did, or would do: file by file, and office by office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.services.exchange.notices import Notice
from models.services.figures.accepted import AnswerChange


@dataclass(frozen=True)
class MergedPackage:
    """What became of one file: the counts of its lines, what refused it, and what deserves a look."""

    file: str
    id: str = ""
    station: str = ""
    unit: str = ""
    period: str = ""
    number: int = 0
    facts: int = 0
    new: int = 0
    late: int = 0
    withdrawn: int = 0
    already_here: int = 0
    clashing: int = 0
    without_effect: int = 0
    refused: int = 0
    findings: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_refused(self) -> bool:
        return bool(self.findings)


@dataclass(frozen=True)
class MergeReport:
    """All files of one merge.

    `changed` names the units and periods whose derived tables are to be made again; `changes` is told by a preview:
    the forms whose accepted answers would become others.
    """

    packages: tuple[MergedPackage, ...]
    changed: frozenset[tuple[PeriodKey, UnitKey]]
    changes: tuple[AnswerChange, ...] = ()

    def total(self, name: str) -> int:
        """The sum of one count (`facts`, `new`, `late`, …) over all packages; `notices` are counted."""
        if name == "notices":
            return sum(len(package.notices) for package in self.packages)
        return sum(int(getattr(package, name)) for package in self.packages)

    def by_unit(self) -> tuple[UnitTotals, ...]:
        """The counts office by office; files that nobody could read stand under an empty unit."""
        places = sorted({(package.unit, package.period) for package in self.packages})
        return tuple(self._of_unit(*place) for place in places)

    def _of_unit(self, unit: str, period: str) -> UnitTotals:
        of_unit = [package for package in self.packages if (package.unit, package.period) == (unit, period)]
        return UnitTotals(
            unit,
            period,
            packages=len(of_unit),
            new=sum(package.new for package in of_unit),
            already_here=sum(package.already_here for package in of_unit),
            clashing=sum(package.clashing for package in of_unit),
            refused=sum(package.refused for package in of_unit),
            changes=tuple(each for each in self.changes if (str(each.unit), each.period) == (unit, period)),
        )


class UnitTotals(NamedTuple):
    """What a merge brings of one unit and period, over all its packages; `changes` are forms with other accepted answers."""

    unit: str
    period: str
    packages: int
    new: int
    already_here: int
    clashing: int
    refused: int
    changes: tuple[AnswerChange, ...]
