"""A report that an engine counted from exported answers, with what its papers say of it instead of a control code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import said
from models.domain.sheets.report import Report


@dataclass(frozen=True)
class Analysis:
    """A report on a period, counted by `engine` from the answers of so many `surveys`; `digest` is over all their files."""

    report: Report
    name: str
    evaluated: tuple[date, date]
    surveys: int
    digest: str
    engine: str

    @property
    def code(self) -> str:
        """The beginning of the digest in groups of four, as people compare it."""
        return " ".join(self.digest[place : place + 4] for place in range(0, 16, 4))

    def stands_on(self) -> tuple[Sentence, ...]:
        """Which answers were counted, and that nobody can prove them here."""
        first, last = self.evaluated
        return (
            said(
                N_("{name} (period {code}), dossiers finished from {first} to {last}."),
                name=self.name,
                code=self.report.figures.period,
                first=first,
                last=last,
            ),
            said(
                N_(
                    "Counted with {engine} from the anonymous answers that hubs exported (surveys: {count}); check sum of the files "
                    "{digest}. The same files give the same figures. It is no signed paper: the control code stands on the sheets of "
                    "each hub."
                ),
                engine=self.engine,
                count=self.surveys,
                digest=self.code,
            ),
        )
