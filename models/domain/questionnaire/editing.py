"""Editing the sheets of a questionnaire: each deed makes new sheets and leaves the former ones as they are.

Nothing is checked here: whoever edits reads the sheets again (`read_questionnaire`), and what cannot be is told cell by cell. Rows are
numbered anew after each deed, so that a finding names the row that is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.xlsform_rows import Sheets, XlsformRow, wording
from models.domain.questionnaire.xlsform_survey import type_of

BEGIN, END = "begin_group", "end_group"
_TRANSLATED = ("label", "hint", "constraint_message", "in_reports")
_CONDITION = re.compile(r"\$\{([A-Za-z][A-Za-z0-9_.\-]*)\}\s*=\s*'([^']*)'")
_SELECTED = re.compile(r"selected\(\s*\$\{([A-Za-z][A-Za-z0-9_.\-]*)\}\s*,\s*'([^']*)'\s*\)")


class Line(NamedTuple):
    """One row of the sheet `survey`: its place (from 0), what it is, and how deep it stands."""

    place: int
    row: XlsformRow
    kind: str
    list_name: str
    depth: int


def lines_of(sheets: Sheets) -> tuple[Line, ...]:
    """The rows of the survey in order; the end of a group is a line too."""
    found = []
    depth = 0
    for place, row in enumerate(sheets.survey or ()):
        kind, list_name, _ = type_of(row["type"])
        depth -= kind == END and depth > 0
        found.append(Line(place, row, kind, list_name, depth))
        depth += kind == BEGIN
    return tuple(found)


def words_in(sheets: Sheets, row: XlsformRow, column: str) -> str:
    """The words of a row in one column, in the language that is printed."""
    return wording(row, column, _language(sheets))


def end_of(sheets: Sheets, place: int) -> int:
    """The number of the row that ends the group which begins at `place`; 0 for another row."""
    first, end = _block(sheets, place)
    return (sheets.survey or ())[end - 1].number if end - first > 1 else 0


def with_cells(sheets: Sheets, place: int, cells: Mapping[str, str]) -> Sheets:
    """The row at `place` with these cells; an empty one is taken out."""
    rows = list(sheets.survey or ())
    rows[place] = _with(rows[place], cells, _language(sheets))
    return replace(sheets, survey=tuple(rows))


def with_settings(sheets: Sheets, cells: Mapping[str, str]) -> Sheets:
    """The settings with these cells; an empty one is taken out."""
    first, *others = sheets.settings or (XlsformRow(2, {}),)
    return replace(sheets, settings=(_with(first, cells, ""), *others))


def moved(sheets: Sheets, place: int, *, down: bool) -> Sheets:
    """A question goes past the row beside it, also into a group or out of one; a group goes as a whole, past a whole one."""
    rows = list(sheets.survey or ())
    first, end = _block(sheets, place)
    block = rows[first:end]
    if down:
        if end >= len(rows):
            return sheets
        after = _block(sheets, end)[1] if len(block) > 1 else end + 1
        if len(block) > 1 and type_of(rows[end]["type"])[0] == END:
            return sheets
        changed = [*rows[:first], *rows[end:after], *block, *rows[after:]]
    else:
        if first == 0:
            return sheets
        before = first - 1
        if len(block) > 1:
            if type_of(rows[before]["type"])[0] == BEGIN:
                return sheets
            before = _begin_of(sheets, before)
        changed = [*rows[:before], *block, *rows[before:first], *rows[end:]]
    return replace(sheets, survey=_numbered(changed))


def place_after_move(sheets: Sheets, place: int, *, down: bool) -> int:
    """Where the row at `place` stands after `moved`."""
    row = (sheets.survey or ())[place]
    after = moved(sheets, place, down=down).survey or ()
    return next(n for n, each in enumerate(after) if each.cells is row.cells)


def removed(sheets: Sheets, place: int) -> Sheets:
    """Without the row at `place`; of a group only its two rows go, its questions stay."""
    rows = list(sheets.survey or ())
    first, end = _block(sheets, place)
    kept = rows[first + 1 : end - 1] if end - first > 1 else []
    return replace(sheets, survey=_numbered([*rows[:first], *kept, *rows[end:]]))


def with_question(sheets: Sheets, place: int, kind: str, label: str, choices: Sequence[str] = ()) -> Sheets:
    """A new question behind the row at `place`, named by the next free number.

    `kind` is a type, with the name of a list that is there (`select_one muc_do`), or alone: its `choices` get a list of their own then.
    """
    name = _free((row["name"] for row in sheets.survey or ()), "Q")
    words, more = kind, sheets.choices
    if kind in TYPES_BY_CODE and TYPES_BY_CODE[kind].has_choices:
        list_name = _free((row["list_name"] for row in sheets.choices or ()), f"{name}_")
        words = f"{kind} {list_name}"
        added = [
            XlsformRow(0, {"list_name": list_name, "name": str(n), "label": text}) for n, text in enumerate(choices, 1)
        ]
        more = _numbered([*(sheets.choices or ()), *added])
    rows = list(sheets.survey or ())
    rows.insert(place + 1, XlsformRow(0, {"type": words, "name": name, _label_column(sheets): label}))
    return replace(sheets, survey=_numbered(rows), choices=more)


def with_group(sheets: Sheets, place: int, label: str) -> Sheets:
    """A new group around the question at `place`."""
    rows = list(sheets.survey or ())
    name = _free((row["name"] for row in rows), "G")
    rows[place : place + 1] = [
        XlsformRow(0, {"type": BEGIN, "name": name, _label_column(sheets): label}),
        rows[place],
        XlsformRow(0, {"type": END}),
    ]
    return replace(sheets, survey=_numbered(rows))


class ListedChoice(NamedTuple):
    """One choice of a list: its place in the sheet `choices`, and its row."""

    place: int
    row: XlsformRow


def choices_in(sheets: Sheets, list_name: str) -> tuple[ListedChoice, ...]:
    """The choices of a list in order."""
    rows = enumerate(sheets.choices or ())
    return tuple(ListedChoice(place, row) for place, row in rows if row["list_name"] == list_name)


def users_of(sheets: Sheets, list_name: str) -> tuple[str, ...]:
    """The names of the questions that offer a list."""
    return tuple(line.row["name"] for line in lines_of(sheets) if line.list_name == list_name)


def with_choice_cells(sheets: Sheets, place: int, cells: Mapping[str, str]) -> Sheets:
    """The choice in the row `place` of the sheet `choices` with these cells."""
    rows = list(sheets.choices or ())
    rows[place] = _with(rows[place], cells, _language(sheets))
    return replace(sheets, choices=tuple(rows))


def with_choice(sheets: Sheets, list_name: str, label: str) -> Sheets:
    """A new choice at the end of a list, before the box apart; its code is the next free number."""
    own = choices_in(sheets, list_name)
    codes = {each.row["name"] for each in own}
    code = next(str(n) for n in range(1, len(own) + 2) if str(n) not in codes)
    rows = list(sheets.choices or ())
    last = own[-1] if own else None
    at = len(rows) if last is None else last.place + (last.row["name"] != "k")
    column = next((each for each in (last.row.cells if last else ()) if each.partition("::")[0] == "label"), "label")
    rows.insert(at, XlsformRow(0, {"list_name": list_name, "name": code, column: label}))
    return replace(sheets, choices=_numbered(rows))


def without_choice(sheets: Sheets, place: int) -> Sheets:
    """Without the choice in this row of the sheet `choices`."""
    rows = list(sheets.choices or ())
    del rows[place]
    return replace(sheets, choices=_numbered(rows))


def choice_moved(sheets: Sheets, place: int, *, down: bool) -> Sheets:
    """A choice goes past its neighbour of the same list; codes go with the words."""
    rows = list(sheets.choices or ())
    own = [each.place for each in choices_in(sheets, rows[place]["list_name"])]
    at = own.index(place) + (1 if down else -1)
    if not 0 <= at < len(own):
        return sheets
    rows[place], rows[own[at]] = rows[own[at]], rows[place]
    return replace(sheets, choices=_numbered(rows))


def with_own_list(sheets: Sheets, place: int) -> Sheets:
    """The question at `place` gets a copy of its list, so that changing it changes no other question."""
    row = (sheets.survey or ())[place]
    kind, list_name, _ = type_of(row["type"])
    own = _free((each["list_name"] for each in sheets.choices or ()), f"{row['name']}_")
    copied = [XlsformRow(0, {**each.row.cells, "list_name": own}) for each in choices_in(sheets, list_name)]
    changed = with_cells(sheets, place, {"type": f"{kind} {own}"})
    return replace(changed, choices=_numbered([*(sheets.choices or ()), *copied]))


def asked_if(name: str, codes: Sequence[str], *, several: bool) -> str:
    """The expression that asks a question only of those who gave one of these answers to another; "" when no answer is named."""
    if several:
        return " or ".join(f"selected(${{{name}}}, '{code}')" for code in codes)
    return " or ".join(f"${{{name}}} = '{code}'" for code in codes)


def answers_asked_for(expression: str) -> tuple[str, tuple[str, ...]] | None:
    """The question and the answers that `asked_if` was given; None for an expression of another making."""
    found = [_CONDITION.fullmatch(part) or _SELECTED.fullmatch(part) for part in expression.strip().split(" or ")]
    known = [each for each in found if each is not None]
    if not known or len(known) != len(found) or len({each[1] for each in known}) > 1:
        return None
    return known[0][1], tuple(each[2] for each in known)


def _with(row: XlsformRow, cells: Mapping[str, str], language: str) -> XlsformRow:
    kept = dict(row.cells)
    for column, text in cells.items():
        own = _own_column(kept, column, language) if column in _TRANSLATED else column
        kept.pop(own, None)
        if text:
            kept[own] = text
    return XlsformRow(row.number, kept)


def _own_column(cells: Mapping[str, str], column: str, language: str) -> str:
    """The column in which this row has its words: the plain one, or that of its language."""
    translated = [each for each in cells if each.startswith(f"{column}::")]
    if cells.get(column) or not translated:
        return column
    of_language = [each for each in translated if language and language in each]
    return (of_language or translated)[0]


def _language(sheets: Sheets) -> str:
    return sheets.settings[0]["default_language"] if sheets.settings else ""


def _label_column(sheets: Sheets) -> str:
    every = {column for row in sheets.survey or () for column in row.cells if column.partition("::")[0] == "label"}
    return "label" if "label" in every or not every else min(every)


def _block(sheets: Sheets, place: int) -> tuple[int, int]:
    """Where the group that begins or ends at `place` begins, and where it is over; of another row, the row alone."""
    kinds = [line.kind for line in lines_of(sheets)]
    if kinds[place] == END:
        place = _begin_of(sheets, place)
    if kinds[place] != BEGIN:
        return place, place + 1
    depth = 0
    for n in range(place, len(kinds)):
        depth += (kinds[n] == BEGIN) - (kinds[n] == END)
        if depth == 0:
            return place, n + 1
    return place, place + 1


def _begin_of(sheets: Sheets, place: int) -> int:
    """The row with which the block ends that is over at `place`."""
    kinds = [line.kind for line in lines_of(sheets)]
    if kinds[place] != END:
        return place
    depth = 0
    for n in range(place, -1, -1):
        depth += (kinds[n] == END) - (kinds[n] == BEGIN)
        if depth == 0:
            return n
    return place


def _numbered(rows: Sequence[XlsformRow]) -> tuple[XlsformRow, ...]:
    return tuple(XlsformRow(number, row.cells) for number, row in enumerate(rows, 2))


def _free(taken: Iterator[str], begin: str) -> str:
    """The first name that nobody has, whatever its letters."""
    names = {each.lower() for each in taken}
    n = 1
    while f"{begin}{n}".lower() in names:
        n += 1
    return f"{begin}{n}"
