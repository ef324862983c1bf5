"""Words that repeat an earlier answer: paper names the question where it stands, `${child}` becomes “[câu 3]”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.xlsform_names import REFERENCE
from models.domain.questionnaire.xlsform_rows import XlsformRow

_NOT_ASKED = frozenset(("note", "begin_group", "end_group"))
_WORDED = ("label", "hint", "constraint_message")
_INSIDE = re.compile(r"instance\s*\(")
_ANSWER = "[câu {number}]"


def with_references(
    rows: Sequence[XlsformRow], choices: Iterable[XlsformRow], notes: list[Sentence]
) -> tuple[tuple[XlsformRow, ...], list[XlsformRow]]:
    """Rows and choices with the number of a question wherever words repeat its answer; what is no question stays, to be refused."""
    numbers = _numbers(rows)

    def worded(row: XlsformRow) -> XlsformRow:
        made = _worded(row, numbers)
        if made is not row:
            said = N_("Words that repeat an answer ({before}) name its question instead: {after}.")
            before, after = next((row[each], made[each]) for each in _WORDED if row[each] != made[each])
            notes.append(Sentence(said, {"before": before[:80], "after": after[:80]}))
        return made

    return tuple(map(worded, rows)), list(map(worded, choices))


def _numbers(rows: Sequence[XlsformRow]) -> Mapping[str, str]:
    """What stands before each question on paper: its own number, or the running one of those without."""
    said = {row["paper_number"] for row in rows}
    free = (str(number) for number in count(1) if str(number) not in said)
    asked = [row for row in rows if row["type"] not in _NOT_ASKED]
    return {row["name"]: row["paper_number"] or next(free) for row in asked}


def _worded(row: XlsformRow, numbers: Mapping[str, str]) -> XlsformRow:
    def told(found: re.Match[str]) -> str:
        return _ANSWER.format(number=numbers[found[1]]) if found[1] in numbers else found[0]

    changed = {
        column: REFERENCE.sub(told, row[column])
        for column in _WORDED
        if "${" in row[column] and not _INSIDE.search(row[column])
    }
    is_changed = any(text != row[column] for column, text in changed.items())
    return replace(row, cells={**row.cells, **changed}) if is_changed else row
