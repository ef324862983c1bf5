"""The expressions of XLSForms (`relevant`, `constraint`): a small, closed part of XPath 1.0, compiled once.

Understood: `${name}`, `.`, texts, numbers, `and or = != < <= > >= + - * div mod`, brackets, and the functions
of `FUNCTIONS`. Values are texts; they become numbers as in XPath (what is no number compares as false), and
ISO dates become day numbers, so that `. <= today()` means what its writer meant. Nothing else is understood,
no path and no other function, so an expression of a stranger can do nothing but compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from elementpath import XPathToken

LONGEST = 1000
"""Characters of the longest expression that is read."""

FUNCTIONS = (
    "selected", "count-selected", "if", "regex", "today", "date", "not", "true", "false", "number", "int", "round", "floor",
    "ceiling", "string", "string-length", "contains", "starts-with", "concat",
)  # fmt: skip

OWN = "."
"""How an expression names the question it belongs to."""

# each level of a tree takes about five nested calls when it is evaluated
_DEEPEST = 130
_REFERENCE = re.compile(r"""("[^"]*"|'[^']*')|\$\{\s*([A-Za-z_][A-Za-z0-9_.\-]*)\s*\}|\$""")


class Scope(NamedTuple):
    """What an expression sees: the value of a question by name (`OWN` for its own), and the day."""

    value: Callable[[str], str]
    day: date


class ExpressionError(ValueError):
    """The expression is not understood; the text is the part that is not."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression; `names` are the questions it refers to with `${…}`, and `OWN`."""

    text: str
    names: frozenset[str]
    _tree: XPathToken = field(repr=False, compare=False)

    def holds(self, scope: Scope) -> bool:
        from models.domain.questionnaire.expression_parser import evaluate

        values = {name: scope.value(name) for name in self.names}
        return evaluate(self._tree, own=values.pop(OWN, ""), variables=values, day=scope.day)


@lru_cache(maxsize=1000)
def compile_expression(text: str) -> Expression:
    """Read `text`; raises `ExpressionError` with the part that is not understood."""
    from elementpath import ElementPathError

    from models.domain.questionnaire.expression_parser import ExpressionParser

    if len(text) > LONGEST:
        raise ExpressionError(text[:20] + "…")
    source = _REFERENCE.sub(_variable, text)
    try:
        tree = ExpressionParser().parse(source)
    except ElementPathError as error:
        raise ExpressionError(source[error.token.span[0] if error.token else 0 :][:20]) from error
    except RecursionError:
        raise ExpressionError(text[:20] + "…") from None
    return Expression(text, _checked(tree), tree)


def _variable(found: re.Match[str]) -> str:
    if found[0] == "$":
        raise ExpressionError(found.string[found.start() :][:20])
    # the space keeps `${a}-1` from becoming the name a-1
    return found[1] or f"${found[2]} "


def _checked(tree: XPathToken) -> frozenset[str]:
    """The names that `tree` reads, once it is known to hold nothing but comparisons of a sane size."""
    names: set[str] = set()
    waiting = [(tree, 1)]
    while waiting:
        token, depth = waiting.pop()
        if token.symbol == "$":
            names.add(str(token.value))
            continue
        if token.symbol == ".":
            names.add(OWN)
        # a bare name or star would be a path
        if token.symbol == "(name)" or (token.symbol == "*" and not len(token)) or depth > _DEEPEST:
            raise ExpressionError(token.source[:20])
        if token.symbol in ("(integer)", "(decimal)", "(float)"):
            number = float(str(token.value))
            if number >= 1e15:
                raise ExpressionError(token.source[:20])
            # one kind of numbers: elementpath does not mix decimals with others everywhere
            token.value = number
        if token.symbol == "regex":
            _check_pattern(token[1])
        waiting.extend((each, depth + 1) for each in token)
    return frozenset(names)


def _check_pattern(token: XPathToken) -> None:
    """The pattern is a plain text that can be matched; how long it takes does not hang on how it is made."""
    from models.domain.questionnaire.patterns import is_pattern

    pattern = str(token.value)
    if token.symbol != "(string)" or not is_pattern(pattern):
        raise ExpressionError(pattern[:20])
