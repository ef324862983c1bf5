"""The types of an XLSForm in all their spellings, and those that become another one on paper: range, rank, or_other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    (re.compile(r"(?:q )?decimal$|add decimal prompt$", re.IGNORECASE), "decimal"),
    (re.compile(r"rank\b(?!_from| from)", re.IGNORECASE), "rank"),
    (re.compile(r"(?:q )?note$|add note prompt$", re.IGNORECASE), "note"),
    (re.compile(r"(?:q )?acknowledge$|add acknowledge prompt$", re.IGNORECASE), "acknowledge"),
)
_OTHER = "other"
_OF_RANGES = frozenset(("start", "end", "step", "tick_interval", "placeholder", "tick_labelset", "appearance"))
_PARAMETER = re.compile(r"([^\s,;=]+)\s*=\s*([^\s,;]+)")
_NO_NAME = re.compile(r"[^A-Za-z0-9_.\-]+")


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


def as_range(row: XlsformRow, cells: dict[str, str], choices: list[XlsformRow]) -> None:
    """A range as one box for each of its steps, or where these are too many as digits between its ends; `cells` are changed.

    What is no range stays as it is, to be refused.
    """
    told = {name.lower(): value for name, value in _PARAMETER.findall(row["parameters"])}
    marked = {each["name"]: each["label"] for each in choices if each["list_name"] == told.get("tick_labelset", "")}
    try:
        start, end, step = (
            Decimal(told.get(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except InvalidOperation:
        return
    if not (start.is_finite() and end.is_finite() and step.is_finite()) or not step or set(told) - _OF_RANGES:
        return
    last = (end - start) / step
    if last < 1:
        return
    if last < len(MARKS):
        list_name = f"range_{row['name'] or len(choices)}"
        for place in range(int(last) + 1):
            code = _code(start + step * place)
            words = " ".join(filter(None, (_shown(code), f"({marked[code]})" if marked.get(code) else "")))
            choices.append(XlsformRow(row.number, {"list_name": list_name, "name": code, "label": words}))
        cells["type"] = f"select_one {list_name}"
    elif min(start, end) >= 0:
        is_whole = start == int(start) and step == int(step)
        between = f". >= {_code(min(start, end))} and . <= {_code(max(start, end))}"
        if abs(step) != 1 and is_whole:
            between += f" and (. - {_code(start)}) mod {_code(abs(step))} = 0"
        cells["type"] = "integer" if is_whole else "decimal"
        cells["constraint"] = " and ".join(
            filter(None, (between, f"({text})" if (text := cells.get("constraint")) else ""))
        )
        cells.setdefault("hint", f"{_shown(_code(start))}–{_shown(_code(end))}")
    else:
        return
    cells.pop("parameters", None)


def rank_rows(row: XlsformRow, list_name: str, choices: Iterable[XlsformRow]) -> Iterator[XlsformRow]:
    """Things to be put in order: the words of the question, and under them boxes for the rank of each thing."""
    things = [each for each in choices if each["list_name"] == list_name and each["name"]]
    kept = {name: row[name] for name in ("relevant", "paper_page") if row[name]}
    said = {name: row[name] for name in ("name", "label", "hint", "paper_number") if row[name]}
    yield XlsformRow(row.number, {"type": "note", **said, **kept})
    names: list[str] = []
    for each in things:
        unlike = "".join(f" and . != ${{{name}}}" for name in names)
        names.append(f"{row['name']}_{_NO_NAME.sub('_', each['name'])}")
        cells = {
            "type": "integer",
            "name": names[-1],
            "label": each["label"],
            "required": row["required"],
            "constraint": f". >= 1 and . <= {len(things)}{unlike}",
            "constraint_message": f"Đánh số thứ tự từ 1 đến {len(things)}, mỗi số một lần.",
        }
        yield XlsformRow(row.number, {**{name: text for name, text in cells.items() if text}, **kept})


def _shown(code: str) -> str:
    return code.replace(".", ",")


def _code(value: Decimal) -> str:
    return format(value.normalize(), "f")
