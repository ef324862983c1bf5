"""Names told apart: the standard lets rows of different groups have one name, and names differ by case alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.xlsform_rows import CellToCorrect, XlsformRow

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_LONGEST = 64
_REFERRING = ("relevant", "constraint", "label", "hint", "constraint_message", "choice_filter")


def told_apart(
    rows: Sequence[XlsformRow], findings: list[CellToCorrect], notes: list[Sentence]
) -> tuple[list[XlsformRow], Callable[[str], str]]:
    """The rows with a name of its own each, and what makes a text refer by these names.

    Two rows of one group with the same name stay as they are, to be refused, and so does what refers to a name that stands twice.
    """
    often = Counter(row["name"] for row in rows if row["name"] and row["type"] != "end_group")
    taken = {name.lower() for name in often}
    first: dict[str, str] = {}
    beside: set[tuple[str, tuple[str, ...]]] = set()
    renamed: dict[str, str] = {}
    made: list[XlsformRow] = []
    for row, path in _placed(rows):
        name = row["name"]
        if not name or row["type"] == "end_group" or (name, path) in beside or name.lower() not in first:
            first.setdefault(name.lower(), name)
        else:
            other = _other_name(name, path[-1] if path else "", taken)
            taken.add(other.lower())
            if often[name] == 1:
                renamed[name] = other
            said = N_("Row {row}: the name “{name}” stands twice, so this one is “{other}”.")
            notes.append(Sentence(said, {"row": row.number, "name": name, "other": other}))
            made.append(replace(row, cells={**row.cells, "name": other}))
            beside.add((name, path))
            continue
        beside.add((name, path))
        made.append(row)
    twice = {name for name, count in often.items() if count > 1}

    def referring(text: str) -> str:
        return REFERENCE.sub(lambda found: f"${{{renamed[found[1]]}}}" if found[1] in renamed else found[0], text)

    for place, row in enumerate(made):
        for column in _REFERRING:
            findings += [
                CellToCorrect("survey", row.number, column, "reference_twice", name)
                for name in REFERENCE.findall(row[column])
                if name in twice
            ]
        if renamed:
            cells = {name: referring(text) if name in _REFERRING else text for name, text in row.cells.items()}
            made[place] = replace(row, cells=cells)
    return made, referring


def _placed(rows: Iterable[XlsformRow]) -> Iterator[tuple[XlsformRow, tuple[str, ...]]]:
    """Each row with the groups around it, told apart by where they begin."""
    path: tuple[str, ...] = ()
    for row in rows:
        if row["type"] == "end_group":
            path = path[:-1]
        yield row, path
        if row["type"] == "begin_group":
            path = (*path, row["name"])


def _other_name(name: str, group: str, taken: set[str]) -> str:
    wanted = f"{group}_{name}"[:_LONGEST] if group else name
    number = 1
    while wanted.lower() in taken:
        number += 1
        wanted = f"{name[: _LONGEST - 4]}_{number}"
    return wanted


def choices_told_apart(choices: Sequence[XlsformRow], notes: list[Sentence]) -> list[XlsformRow]:
    """The choices of a form that allows one name twice in a list, each with a name of its own."""
    seen: dict[tuple[str, str], int] = {}
    names = {(each["list_name"], each["name"]) for each in choices}
    made = []
    for row in choices:
        key = (row["list_name"], row["name"])
        if row["name"] and key in seen:
            while (key[0], f"{key[1]}_{seen[key] + 1}") in names:
                seen[key] += 1
            seen[key] += 1
            other = f"{key[1]}_{seen[key]}"
            names.add((key[0], other))
            said = N_("Sheet choices, row {row}: the name “{name}” stands twice, so this one is “{other}”.")
            notes.append(Sentence(said, {"row": row.number, "name": row["name"], "other": other}))
            row = replace(row, cells={**row.cells, "name": other})  # noqa: PLW2901 -- the row under its name here
        else:
            seen.setdefault(key, 1)
        made.append(row)
    return made


def by_list(choices: Iterable[XlsformRow]) -> Mapping[str, list[XlsformRow]]:
    """The choices of each list, in order."""
    lists: dict[str, list[XlsformRow]] = {}
    for row in choices:
        lists.setdefault(row["list_name"], []).append(row)
    return lists
