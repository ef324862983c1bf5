"""Choices that depend on earlier answers: paper prints them all, and the condition of each becomes a rule for what was ticked.

A condition that depends on no answer is settled here: the choices for which it does not hold are not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from models.domain.questionnaire.expressions import OWN, ExpressionError, Scope, compile_expression
from models.domain.questionnaire.xlsform_rows import XlsformRow

_WORDS = re.compile(r"""("[^"]*"|'[^']*')|(\$\{[^}]*\})|([A-Za-z_][\w.\-]*)(\s*\()?""")
_OPERATORS = frozenset(("and", "or", "div", "mod"))


def conditions(choice_filter: str, choices: Iterable[XlsformRow], columns: frozenset[str]) -> dict[str, str] | None:
    """The condition of each choice by its name, its own cells written into it; None where it is not understood.

    A word that is no column and stands in a cell of the choices is that text: people forget its quotation marks.
    """
    made = {}
    choices = tuple(choices)
    values = frozenset(text for choice in choices for text in choice.cells.values())
    for choice in choices:
        text = _of_choice(choice_filter, choice, columns, values)
        try:
            if text is None or OWN in compile_expression(text).names:
                return None
        except ExpressionError:
            return None
        made[choice["name"]] = text
    return made


def _of_choice(choice_filter: str, choice: XlsformRow, columns: frozenset[str], values: frozenset[str]) -> str | None:
    is_writable = True

    def written(found: re.Match[str]) -> str:
        nonlocal is_writable
        name = found[3]
        if not name or found[4] or name in _OPERATORS:
            return found[0]
        if name not in columns:
            return f"'{name}'" if name in values else found[0]
        cell = choice[name]
        if "'" in cell and '"' in cell:
            is_writable = False
        return f'"{cell}"' if "'" in cell else f"'{cell}'"

    text = _WORDS.sub(written, choice_filter)
    return text if is_writable else None


def depends_on_answers(by_choice: Iterable[str]) -> bool:
    """Whether any of the conditions asks for an answer."""
    return any(compile_expression(text).names for text in by_choice)


def always_offered(by_choice: dict[str, str], today: date) -> frozenset[str]:
    """The choices whose condition, which depends on no answer, holds."""
    nothing = Scope(lambda _name: "", today)
    return frozenset(name for name, text in by_choice.items() if compile_expression(text).holds(nothing))


def as_constraint(by_choice: dict[str, str], constraint: str, *, is_several: bool) -> str | None:
    """A constraint under which a ticked choice wants its condition; None where it would be too long to be read."""
    together: dict[str, list[str]] = {}
    for name, text in by_choice.items():
        together.setdefault(" ".join(text.split()), []).append(name)
    rules = [constraint] if constraint else []
    for text, names in together.items():
        rules.append(f"({_none_of(names, is_several=is_several)} or ({text}))")
    whole = " and ".join(f"({rule})" if rule is constraint else rule for rule in rules)
    try:
        compile_expression(whole)
    except ExpressionError:
        return None
    return whole


def _none_of(names: Sequence[str], *, is_several: bool) -> str:
    if is_several:
        return " and ".join(f"not(selected(., '{name}'))" for name in names).join("()")
    if any(" " in name for name in names):
        return " and ".join(f". != '{name}'" for name in names).join("()")
    return f"not(selected('{' '.join(names)}', .))"
