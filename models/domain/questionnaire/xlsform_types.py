"""The types of an XLSForm in all their spellings, and those that become another one on paper: range, or_other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from models.domain.questionnaire.questionnaire import MARKS
from models.domain.questionnaire.xlsform_rows import XlsformRow

OR_OTHER = re.compile(r"(?:^|\s)(?:or[_ ]other|or specify other)\s*$")
_SPELLINGS = (
    (re.compile(r"(begin|end)[ _\-]*(group|repeat)\b", re.IGNORECASE), lambda m: f"{m[1].lower()}_{m[2].lower()}"),
    (
        re.compile(
            r"(?:add )?select[ _]?(?:one|1)(?: prompt using| from)?\b(?!_from|_external| from file)", re.IGNORECASE
        ),
        "select_one",
    ),
    (
        re.compile(
            r"(?:add )?select[ _](?:multiple|all that apply)(?: prompt using| from)?\b(?!_from| from file)",
            re.IGNORECASE,
        ),
        "select_multiple",
    ),
    (re.compile(r"(?:(?:q )?int(?:eger)?|add integer prompt)$", re.IGNORECASE), "integer"),
    (re.compile(r"(?:(?:q )?(?:string|text)|add text prompt)$", re.IGNORECASE), "text"),
    (re.compile(r"(?:q )?(?:date)$|add date prompt$", re.IGNORECASE), "date"),
    (re.compile(r"(?:q )?note$|add note prompt$", re.IGNORECASE), "note"),
    (re.compile(r"(?:q )?acknowledge$|add acknowledge prompt$", re.IGNORECASE), "acknowledge"),
)
_OTHER = "other"
_OF_SLIDERS = ("tick_interval", "placeholder", "tick_labelset", "appearance")


def in_usual_words(text: str) -> str:
    """The type as it is written most: `select one from x` is `select_one x`, `int` is `integer`."""
    words = " ".join(text.split())
    for spelling, proper in _SPELLINGS:
        if spelling.match(words):
            return spelling.sub(proper, words, count=1)
    return words


def or_other_rows(row: XlsformRow, choices: list[XlsformRow]) -> Iterator[XlsformRow]:
    """A question with a choice of its own for everything else, and a line to write it on, as XLSForm programs make them."""
    kind = OR_OTHER.sub("", row["type"])
    list_name = kind.partition(" ")[2]
    if not any(each["list_name"] == list_name and each["name"] == _OTHER for each in choices):
        last = max((place for place, each in enumerate(choices) if each["list_name"] == list_name), default=-1)
        if last >= 0:
            cells = {"list_name": list_name, "name": _OTHER, "label": "Khác"}
            choices.insert(last + 1, XlsformRow(row.number, cells))
    yield XlsformRow(row.number, {**row.cells, "type": kind})
    name = row["name"]
    yield XlsformRow(
        row.number,
        {
            "type": "text",
            "name": f"{name}_other",
            "label": "Khác (ghi rõ)",
            "relevant": f"selected(${{{name}}}, '{_OTHER}')",
        },
    )


def range_choices(row: XlsformRow, taken: int) -> list[XlsformRow] | None:
    """The steps of a range as choices, one box each; None where it has too many steps, or none."""
    told = dict(part.split("=", 1) for part in re.split(r"[\s,;]+", row["parameters"]) if "=" in part)
    told = {name: value for name, value in told.items() if name not in _OF_SLIDERS}
    try:
        start, end, step = (
            Decimal(told.get(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except InvalidOperation:
        return None
    if (
        not start.is_finite()
        or not end.is_finite()
        or not step.is_finite()
        or not step
        or set(told) - {"start", "end", "step"}
    ):
        return None
    count = (end - start) / step
    if count != count.to_integral_value() or not 1 <= count < len(MARKS):
        return None
    list_name = f"range_{row['name'] or taken}"
    values = [start + step * place for place in range(int(count) + 1)]
    return [
        XlsformRow(
            row.number,
            {"list_name": list_name, "name": _code(value), "label": format(value.normalize(), "f").replace(".", ",")},
        )
        for value in values
    ]


def _code(value: Decimal) -> str:
    return format(value.normalize(), "f")
