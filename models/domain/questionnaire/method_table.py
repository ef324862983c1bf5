"""A method as a table that people fill in: one row for each choice, a field and its value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction

from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import near_name
from models.domain.basics.tables import Table, typed
from models.domain.questionnaire.method import Method, MethodMalformed, read_method
from models.domain.questionnaire.method_tree import WAYS, IndexNode, IndexPart

HEADER = ("field", "value")
"""The columns of the table; further ones are for people."""

LONG_SCALES = range(6, 12)
"""Numbers of levels of which a method need not say anything: the top level alone counts as satisfied then."""
_OF_LONG_SCALES = N_("Of so many levels, those that count as satisfied; without the row the top level alone")

FIELDS = {
    "name": N_("Name of the method, as sheets name it"),
    "source": N_("The legal text it was compared with, for example a decision with its number and day"),
    "reference": N_("yes: not compared with the legal text, and every sheet says so; no: needs a source"),
    "satisfied 2": N_("Of 2 levels, those that count as satisfied"),
    "satisfied 3": N_("Of 3 levels, those that count as satisfied"),
    "satisfied 4": N_("Of 4 levels, those that count as satisfied"),
    "satisfied 5": N_("Of 5 levels, those that count as satisfied"),
    **{f"satisfied {levels}": _OF_LONG_SCALES for levels in LONG_SCALES},
    "factor_index": N_("mean: mean of the criteria's indices; pooled: all answers of a factor together"),
    "overall_index": N_("question: the general question when there is one; factors: mean of the factors"),
    "valid_share": N_(
        "Least share of the mandatory criteria that a valid form has answered, as a fraction from 0 to 1; with a code: of those under that "
        "index, so that the form counts there"
    ),
    "suppress_under": N_("Groups with fewer forms are not shown; at least 5"),
    "grade": N_(
        "A grade and the least overall index that reaches it, for example “Tốt: 90”; one row for each grade; with a code: of that index"
    ),
    "consolidation": N_("Index of a hub: answers: all answers together; mean: each office once; population: by N"),
    "commended": N_(
        "Offices from this overall index on are proposed for commendation: a whole number of per cent, 0 to 100"
    ),
    "least_forms": N_(
        "Offices with fewer valid forms, or fewer answers behind their index, are not ranked, graded or proposed; at least 5"
    ),
    "least_answers": N_(
        "With the code of an index: with fewer answers it is not told (“too few answers”), and left out where others are made from it"
    ),
    "least_share": N_(
        "Least share of the forms that an office was to bring in (its target, else n of its sampling record), as a "
        "fraction from 0 to 1; empty: none; with a code: of the valid forms, for that index"
    ),
    "group": N_(
        "Offices that are compared with each other, as levels or codes, for example “Sở: department, board”; one row for "
        "each group; without any: by level; with a code: offices are ranked by that index, too, within these groups"
    ),
    "channels": N_(
        "Ways of answering whose forms count in figures: paper, online; what came by another way stands in a table of its own; empty: all"
    ),
    "yearly": N_("Index of a year: answers: all answers of its periods together; mean: each period once"),
    "index": N_(
        "How an index is put together: mean, pooled, weights or question, then its parts, for example “index overall” with “mean: "
        "CS, DV” or “weights: CS 40, DV 60” or “question D0: TT, CC”; the code of a group of the questionnaire or of another "
        "index; without any: by overall_index and factor_index"
    ),
    "title": N_("What the index of this code is called, for example “title CS”"),
    "target": N_(
        "Offices under this overall index are listed: a whole number of per cent, 0 to 100; with a code: of that index"
    ),
}
"""Every field with what it says, in the order in which they are written."""


def meaning_of(field: str) -> str:
    """What a field says; of one about an index of the tree, without its code."""
    return FIELDS[field] if field in FIELDS else FIELDS[_about(field)[0]]


def _about(field: str) -> tuple[str, str]:
    """A field and the code of the index that it is about ("": the whole method)."""
    words = field.split()
    kind = (
        " ".join(words[:2]).lower()
        if words[:1] and words[0].lower() == "satisfied"
        else words[0].lower()
        if words
        else ""
    )
    code = words[len(kind.split()) :]
    return kind, code[0] if len(code) == 1 and kind in _ABOUT_INDICES else " ".join(code)


LEAST_GROUP = 5
"""Smaller groups are never shown, whatever a method says: people would be recognised."""

_ALWAYS_ABOUT_ONE = ("index", "title", "least_answers")
_ABOUT_INDICES = (
    *_ALWAYS_ABOUT_ONE,
    "target",
    "least_share",
    "grade",
    "valid_share",
    "group",
    *(f"satisfied {levels}" for levels in range(2, 12)),
)
"""The fields that may be about one index of the tree; those of the first line always are."""

_SEVERAL = ("grade", "group")
"""The fields that may stand in several rows."""

_HEADER_WITHIN = 15
_YES, _NO = ("yes", "có", "true"), ("no", "không", "false")


@dataclass(eq=False)
class MethodFieldUnknown(Problem):
    """A row whose field is none of a method."""

    field_name: str
    known: tuple[str, ...]
    code = "method_field_unknown"
    says = N_("“{field_name}” is no field of a method. Fields are: {known}. Correct the row, then try again.")

    @property
    def parts(self) -> tuple[Sentence, ...]:
        meant = near_name(self.field_name, self.known)
        return (Sentence(N_("Did you mean “{meant}”?"), {"meant": meant}),) if meant else ()


@dataclass(eq=False)
class MethodFieldTwice(Problem):
    """Two rows for one choice."""

    field_name: str
    code = "method_field_twice"
    says = N_("The field “{field_name}” stands twice in the method file. Take one of the rows out, then try again.")


@dataclass(eq=False)
class MethodColumnTwice(Problem):
    """Two columns hold values, and nobody can say which of them holds."""

    column: str
    code = "method_column_twice"
    says = N_("The column “{column}” stands twice in the method file. Delete one of the two, then try again.")


@dataclass(eq=False)
class MethodRowTooLong(Problem):
    """A row of a csv file goes on behind the last header: part of its value stands there."""

    row: int
    code = "method_row_too_long"
    says = N_(
        "Row {row} of the method file has more cells than the header. Put quotation marks around a value in which the separator "
        "occurs, then try again."
    )


@dataclass(eq=False)
class MethodValueWrong(Problem):
    """A value that cannot stand under its field."""

    field_name: str
    value: str
    meaning: Sentence
    code = "method_value_wrong"
    says = N_("“{value}” cannot stand under “{field_name}” in the method file ({meaning}). Correct it, then try again.")


def _wrong(field: str, value: str) -> MethodValueWrong:
    return MethodValueWrong(field, value, Sentence(meaning_of(field)))


@dataclass(eq=False)
class MethodWithoutSource(Problem):
    """A method is said to be compared with the legal text, and the text is not named."""

    code = "method_without_source"
    says = N_(
        "The method file says that it was compared with the legal text (reference: no), but names none. "
        "Write the text under “source”, or “yes” under “reference”."
    )


def is_method_table(tables: Sequence[Table]) -> bool:
    """Whether a sheet has the columns of a method."""
    return any(method_header(table) for table in tables)


def method_header(table: Table) -> int:
    """The row of the header of a method, from 1; titles may stand above it. 0 where there is none."""
    for row, cells in enumerate(table.rows[:_HEADER_WITHIN], 1):
        if tuple(typed(cell).strip().lower() for cell in cells[:2]) == HEADER:
            return row
    return 0


def method_rows(method: Method) -> tuple[tuple[str, str], ...]:
    """The rows that `read_method_rows` reads back as the same method."""
    satisfied = [(f"satisfied {levels}", " ".join(map(str, top))) for levels, top in method.satisfied]
    return (
        ("name", method.name),
        ("source", method.source),
        ("reference", "yes" if method.is_reference else "no"),
        *satisfied,
        ("factor_index", method.factor_index),
        *(() if method.tree else (("overall_index", method.overall_index),)),
        ("valid_share", method.valid_share),
        ("suppress_under", str(method.suppress_under)),
        *(("grade", f"{name}: {least}") for name, least in method.grades),
        ("consolidation", method.consolidation),
        ("target", str(method.target)),
        ("commended", str(method.commended)),
        ("least_forms", str(method.least_forms)),
        ("least_share", method.least_share),
        *([("group", f"{name}: {', '.join(members)}") for name, members in method.groups] or [("group", "")]),
        ("channels", ", ".join(method.channels)),
        ("yearly", method.yearly),
        *(row for node in method.tree for row in _node_rows(node)),
    )


def _node_rows(node: IndexNode) -> Iterator[tuple[str, str]]:
    parts = [f"{each.code} {each.weight}" if node.way == "weights" else each.code for each in node.parts]
    way = f"{node.way} {node.question}" if node.question else node.way
    yield f"index {node.code}", f"{way}: {', '.join(parts)}"
    if node.label:
        yield f"title {node.code}", node.label
    for levels, top in node.satisfied:
        yield f"satisfied {levels} {node.code}", " ".join(map(str, top))
    if node.target is not None:
        yield f"target {node.code}", str(node.target)
    if node.least_answers:
        yield f"least_answers {node.code}", str(node.least_answers)
    if node.least_share:
        yield f"least_share {node.code}", node.least_share
    for name, least in node.grades:
        yield f"grade {node.code}", f"{name}: {least}"
    if node.valid_share:
        yield f"valid_share {node.code}", node.valid_share
    for name, members in node.groups:
        yield f"group {node.code}", f"{name}: {', '.join(members)}"


def read_method_rows(rows: Iterable[tuple[str, str]]) -> Method:
    """The method that rows of (field, value) describe; a field that is left out or empty has its usual value.

    Refuses fields that are unknown or stand twice, and values that this program would not understand.
    """
    told: dict[str, str] = {}
    grades: list[tuple[str, int]] = []
    groups: list[tuple[str, list[str]]] = []
    about: dict[tuple[str, str], str] = {}
    graded: dict[str, list[tuple[str, int]]] = {}
    compared: dict[str, list[tuple[str, list[str]]]] = {}
    for field, text in rows:
        name, value = " ".join(field.split()).lower(), text.strip()
        kind, code = _about(field)
        if code and kind in _ABOUT_INDICES:
            if (kind, code) in about and kind not in _SEVERAL:
                raise MethodFieldTwice(f"{kind} {code}")
            about[kind, code] = value
            if kind == "grade" and value:
                graded.setdefault(code, []).append(_grade(f"grade {code}", value))
            elif kind == "group" and value:
                compared.setdefault(code, []).append(_group(f"group {code}", value))
            continue
        if name not in FIELDS or name in _ALWAYS_ABOUT_ONE:
            raise MethodFieldUnknown(field, tuple(FIELDS))
        if name in told:
            raise MethodFieldTwice(name)
        if name == "grade" and value:
            grades.append(_grade(name, value))
        elif name == "group" and value:
            groups.append(_group(name, value))
        elif value:
            told[name] = value
    usual = json.loads(Method().body)
    body = json.dumps(
        usual
        | {name: told[name] for name in _WORDS if name in told}
        | {name: _NUMBERS[name](name, told[name]) for name in _NUMBERS if name in told}
        | {name: _share(name, told[name]) for name in _SHARES if name in told}
        | {"satisfied": [_satisfied(levels, top, told) for levels, top in (*usual["satisfied"], *_long_scales(told))]}
        | {"is_reference": _is_reference(told)}
        | ({"grades": sorted(grades, key=lambda each: -each[1])} if grades else {})
        | ({"groups": groups} if groups else {})
        | ({"channels": told["channels"].replace(",", " ").lower().split()} if "channels" in told else {})
        | _tree(about, told, graded, compared)
    )
    try:
        method = read_method(body)
    except MethodMalformed as malformed:
        raise _malformed(malformed, told) from malformed
    if not method.is_reference and not method.source:
        raise MethodWithoutSource
    if method.suppress_under < LEAST_GROUP:
        raise _wrong("suppress_under", str(method.suppress_under))
    if method.least_forms < LEAST_GROUP:
        raise _wrong("least_forms", str(method.least_forms))
    return method


def _tree(
    about: Mapping[tuple[str, str], str],
    told: Mapping[str, str],
    graded: Mapping[str, list[tuple[str, int]]],
    compared: Mapping[str, list[tuple[str, list[str]]]],
) -> dict[str, object]:
    """The tree that the rows about single indices make, as `read_method` reads it; nothing without any."""
    nodes = {code: _node(code, value) for (kind, code), value in about.items() if kind == "index"}
    for (kind, code), value in about.items():
        if code not in nodes:
            raise MethodFieldUnknown(f"{kind} {code}", tuple(f"{kind} {each}" for each in nodes))
        field = f"{kind} {code}"
        if kind == "title":
            nodes[code] = replace(nodes[code], label=value)
        elif kind == "target" and value:
            nodes[code] = replace(nodes[code], target=_percent(field, value))
        elif kind == "least_answers" and value:
            nodes[code] = replace(nodes[code], least_answers=_number(field, value))
        elif kind == "least_share" and value:
            nodes[code] = replace(nodes[code], least_share=_share(field, value))
        elif kind == "valid_share" and value:
            nodes[code] = replace(nodes[code], valid_share=_share(field, value))
        elif kind == "group":
            groups = tuple((name, tuple(members)) for name, members in compared.get(code, ()))
            nodes[code] = replace(nodes[code], groups=groups)
        elif kind == "grade":
            grades = sorted(graded.get(code, ()), key=lambda each: -each[1])
            nodes[code] = replace(nodes[code], grades=tuple(grades))
        elif kind.startswith("satisfied") and value:
            levels, top = _satisfied(int(kind.split()[1]), [], {field: value}, code=code)
            nodes[code] = replace(nodes[code], satisfied=(*nodes[code].satisfied, (levels, tuple(top))))
    if not nodes:
        return {}
    if told.get("overall_index", "tree") != "tree":
        raise _wrong("overall_index", told["overall_index"])
    return {"overall_index": "tree", "tree": [asdict(node) for node in nodes.values()]}


def _node(code: str, value: str) -> IndexNode:
    """An index as a cell says it: `way: parts`, `weights: part weight, …` or `question NAME: parts`."""
    way, colon, listed = (part.strip() for part in value.partition(":"))
    kind, _, question = way.partition(" ")
    parts = tuple(
        IndexPart(*each.split()) if len(each.split()) in (1, 2) else IndexPart("") for each in listed.split(",")
    )
    is_right = colon and all(each.code and (each.weight == "1" or kind == "weights") for each in parts)
    if not is_right or kind not in WAYS or bool(question.strip()) != (kind == "question"):
        raise _wrong("index", value)
    return IndexNode(code, "", kind, parts, question.strip())


_WORDS = ("name", "source", "factor_index", "overall_index", "consolidation", "yearly")
_SHARES = ("valid_share", "least_share")


def _malformed(malformed: MethodMalformed, told: dict[str, str]) -> Problem:
    """The row behind a refusal of the whole method."""
    if malformed.field_name == "groups":
        return _wrong("group", malformed.value)
    named = told.get(malformed.field_name)
    return malformed if named is None else _wrong(malformed.field_name, named)


def _is_fraction(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _share(field: str, value: str) -> str:
    """A share as methods keep it: as it is written, with a point where an office writes a comma."""
    text = "".join(value.split()).replace(",", ".")
    if not _is_fraction(text) or not 0 <= Fraction(text) <= 1:
        raise _wrong(field, value)
    return text


def _number(field: str, value: str) -> int:
    if not value.isdecimal() or len(value) > 6:
        raise _wrong(field, value)
    return int(value)


def _percent(field: str, value: str) -> int:
    number = _number(field, value.removesuffix("%").rstrip())
    if number > 100:
        raise _wrong(field, value)
    return number


_NUMBERS = {"suppress_under": _number, "target": _percent, "commended": _percent, "least_forms": _number}


def _grade(field: str, value: str) -> tuple[str, int]:
    name, colon, least = (part.strip() for part in value.rpartition(":"))
    if not colon or not name:
        raise _wrong(field, value)
    return name, _percent(field, least)


def _group(field: str, value: str) -> tuple[str, list[str]]:
    name, colon, members = (part.strip() for part in value.partition(":"))
    found = [member for member in members.replace(",", " ").split() if member]
    if not colon or not name or not found:
        raise _wrong(field, value)
    return name, found


def _satisfied(levels: int, usual: list[int], told: dict[str, str], *, code: str = "") -> tuple[int, list[int]]:
    field = f"satisfied {levels} {code}".rstrip()
    if field not in told:
        return levels, usual
    top = [_number(field, word) for word in told[field].replace(",", " ").split()]
    if not top or not all(1 <= level <= levels for level in top) or len(set(top)) == levels:
        raise _wrong(field, told[field])
    return levels, sorted(set(top))


def _long_scales(told: dict[str, str]) -> list[tuple[int, list[int]]]:
    """The longer scales that the table speaks of."""
    return [(levels, [levels]) for levels in LONG_SCALES if f"satisfied {levels}" in told]


def _is_reference(told: dict[str, str]) -> bool:
    word = told.get("reference", "yes").lower()
    if word not in _YES + _NO:
        raise _wrong("reference", word)
    return word in _YES
