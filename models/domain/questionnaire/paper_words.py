"""What a questionnaire itself says of the frame around its questions: who asks and why, where it is handed in, what the lines are called.

Columns of the sheet `settings`, all optional; where one is empty the usual words of administrative services stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from models.domain.basics.own_words import joined

LEFT_OUT = frozenset(("none", "-", "–"))
"""What stands in the place of the name of a line that is not printed."""
LONGEST_NAME = 60
"""Letters of what a line is called, and of the heading."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Empty where the questionnaire says nothing.

    `heading` stands over the paper, `audience` in brackets below its title (else the words of the kind of respondents). `host` is who
    carries the survey out, `basis` the decision or plan it rests on, `contact` where people ask or complain, `retention` how long
    papers are kept: they are printed where they are given. `desk` is where the paper is handed in (else the desk of the office).
    `lines_after` is the group behind which the lines about the dossier stand under `lines_heading` (else they stand before all groups).
    `line_…` is what a dotted line is called, or one of `LEFT_OUT`. `event` is what people have behind them when they are asked
    ("visits"), `people` who they are: the words of reports.
    """

    heading: str = ""
    audience: str = ""
    host: str = ""
    basis: str = ""
    contact: str = ""
    retention: str = ""
    desk: str = ""
    lines_after: str = ""
    lines_heading: str = ""
    line_desk: str = ""
    line_agency: str = ""
    line_sector: str = ""
    line_procedure: str = ""
    event: str = ""
    people: str = ""

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The fields that are given, with their words."""
        return tuple((field.name, words) for field in fields(self) if (words := getattr(self, field.name)))


COLUMNS: Mapping[str, str] = {
    **{name: name for name in ("host", "basis", "contact", "retention", "desk", "event", "people")},
    **{f"line_{name}": f"line_{name}" for name in ("desk", "agency", "sector", "procedure")},
    "lines_after": "lines_after",
    "lines_heading": "lines_heading",
    "heading": "paper_heading",
    "audience": "paper_for",
}
"""The column of the sheet `settings` that says each field."""
UNSAID = PaperWords()
"""A questionnaire that says nothing of its frame."""
NAMES = frozenset(name for name in COLUMNS if name.startswith("line_")) | {
    "heading",
    "audience",
    "lines_heading",
    "event",
    "people",
}
"""The fields that are names and no sentences."""


def is_left_out(line: str) -> bool:
    """Whether the questionnaire says that a line is not printed."""
    return line in LEFT_OUT


def shared(field: str, every: Iterable[PaperWords]) -> str:
    """What all questionnaires of a survey say in one field, several words with a comma; empty when one says nothing."""
    told: list[str] = [getattr(each, field) for each in every]
    return joined(dict.fromkeys(told), by=", ") if all(told) else ""
