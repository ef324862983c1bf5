"""The expressions of XLSForms (`relevant`, `constraint`): a small, closed part of XPath 1.0, compiled once.

Understood: `${name}`, `.`, texts, numbers, `and or = != < <= > >= + - * div mod`, brackets, and the functions
of `FUNCTIONS`. Values are texts; they become numbers as in XPath (what is no number compares as false), and
ISO dates become day numbers, so that `. <= today()` means what its writer meant. Nothing else is understood,
no path and no other function, so an expression of a stranger can do nothing but compare.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

LONGEST = 1000
"""Characters of the longest expression that is read."""

_DEEPEST = 40
_MOST_TOKENS = 300

Value = str | float | bool


OWN = "."
"""How an expression names the question it belongs to."""


class Scope(NamedTuple):
    """What an expression sees: the value of a question by name (`OWN` for its own), and the day."""

    value: Callable[[str], str]
    day: date


Compiled = Callable[[Scope], Value]


class ExpressionError(ValueError):
    """The expression is not understood; the text is the part that is not."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression; `names` are the questions it refers to with `${…}`, and `OWN`."""

    text: str
    names: frozenset[str]
    run: Compiled

    def holds(self, scope: Scope) -> bool:
        return to_boolean(self.run(scope))


def compile_expression(text: str) -> Expression:
    """Read `text`; raises `ExpressionError` with the part that is not understood."""
    if len(text) > LONGEST:
        raise ExpressionError(text[:20] + "…")
    reader = _Reader(_tokens(text))
    run = reader.expression(0)
    if reader.peek().kind != "end":
        raise ExpressionError(reader.peek().text)
    return Expression(text, frozenset(reader.names), run)


def to_boolean(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def to_number(value: Value) -> float:
    """The number of a text, a boolean, or the day number of an ISO date; NaN for everything else."""
    if not isinstance(value, str):
        return float(value)
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text):
        try:
            return float(date.fromisoformat(text).toordinal())
        except ValueError:
            return math.nan
    return math.nan


def to_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return str(int(value)) if value == int(value) else repr(value)


class _Token(NamedTuple):
    kind: str
    text: str


_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\xa0]+)
      | \$\{\s*(?P<name>[^{}\s]+)\s*\}
      | (?P<number>[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})
      | "(?P<double>[^"]*)" | '(?P<single>[^']*)'
      | (?P<word>[A-Za-z_][A-Za-z0-9_\-]*)
      | (?P<sign><=|>=|!=|[=<>+\-*(),.])""",
    re.VERBOSE,
)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise ExpressionError(text[place : place + 20])
        kind = str(found.lastgroup)
        if kind != "space":
            tokens.append(_Token("text" if kind in ("double", "single") else kind, found[kind]))
        place = found.end()
        # a long chain of operators is evaluated by as many nested calls
        if len(tokens) > _MOST_TOKENS:
            raise ExpressionError(text[place:][:20])
    return [*tokens, _Token("end", text[-20:])]


_BY_STRENGTH = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_STRENGTH = {sign: strength for strength, signs in enumerate(_BY_STRENGTH, start=1) for sign in signs}
_SIGN = 7


class _Reader:
    """Precedence climbing over the tokens of one expression."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self.names: set[str] = set()

    def peek(self) -> _Token:
        return self._tokens[self._place]

    def expression(self, strength: int) -> Compiled:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError(self.peek().text)
        left = self._operand()
        while self.peek().kind in ("sign", "word") and _STRENGTH.get(self.peek().text, 0) > strength:
            sign = self._next().text
            left = _operation(sign, left, self.expression(_STRENGTH[sign]))
        self._depth -= 1
        return left

    def _next(self) -> _Token:
        token = self.peek()
        self._place += token.kind != "end"
        return token

    def _expect(self, sign: str) -> None:
        token = self._next()
        if token != ("sign", sign):
            raise ExpressionError(token.text)

    def _operand(self) -> Compiled:
        kind, text = token = self._next()
        if kind == "name" or token == ("sign", OWN):
            self.names.add(text)
            return lambda scope: scope.value(text)
        if kind == "text":
            return lambda _: text
        if kind == "number":
            number = float(text)
            return lambda _: number
        if kind == "word":
            return self._call(text)
        if token == ("sign", "-"):
            negated = self.expression(_SIGN)
            return lambda scope: -to_number(negated(scope))
        if token == ("sign", "("):
            inner = self.expression(0)
            self._expect(")")
            return inner
        raise ExpressionError(text)

    def _call(self, word: str) -> Compiled:
        if word not in FUNCTIONS:
            raise ExpressionError(word)
        least, most, make = FUNCTIONS[word]
        self._expect("(")
        arguments: list[Compiled] = []
        if self.peek() != ("sign", ")"):
            arguments.append(self.expression(0))
            while self.peek() == ("sign", ","):
                self._next()
                arguments.append(self.expression(0))
        self._expect(")")
        if not least <= len(arguments) <= most:
            raise ExpressionError(f"{word}()")
        return make(arguments)


def _operation(sign: str, left: Compiled, right: Compiled) -> Compiled:
    if sign == "or":
        return lambda scope: to_boolean(left(scope)) or to_boolean(right(scope))
    if sign == "and":
        return lambda scope: to_boolean(left(scope)) and to_boolean(right(scope))
    if sign == "=":
        return lambda scope: _equal(left(scope), right(scope))
    if sign == "!=":
        return lambda scope: not _equal(left(scope), right(scope))
    numbers = _ON_NUMBERS[sign]
    return lambda scope: numbers(to_number(left(scope)), to_number(right(scope)))


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) is to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if not left or math.isnan(left) else math.copysign(math.inf, left)


_ON_NUMBERS: dict[str, Callable[[float, float], Value]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divided,
    "mod": lambda left, right: math.fmod(left, right) if right and math.isfinite(left) else math.nan,
}


def _of_texts(function: Callable[..., Value]) -> Callable[[list[Compiled]], Compiled]:
    return lambda arguments: lambda scope: function(*(to_text(argument(scope)) for argument in arguments))


def _of_numbers(function: Callable[[float], float]) -> Callable[[list[Compiled]], Compiled]:
    def on_finite(number: float) -> float:
        return function(number) if math.isfinite(number) else number

    return lambda arguments: lambda scope: on_finite(to_number(arguments[0](scope)))


def _choice(arguments: list[Compiled]) -> Compiled:
    asked, one, other = arguments
    return lambda scope: one(scope) if to_boolean(asked(scope)) else other(scope)


def _pattern(arguments: list[Compiled]) -> Compiled:
    """`regex(text, pattern)`: the pattern is a plain text with few repetitions and none nested, so it ends soon."""
    text, pattern = arguments
    try:
        source = to_text(pattern(Scope(_no_value, date.min)))
        compiled = re.compile(source)
    except (LookupError, re.error, OverflowError, RecursionError):
        raise ExpressionError("regex()") from None
    repetitions = len(_REPETITION.findall(source))
    if _NESTED_REPETITION.search(source) or repetitions > _MOST_REPETITIONS or len(source) > _LONGEST_PATTERN:
        raise ExpressionError(source[:20])
    return lambda scope: compiled.search(to_text(text(scope))[:_LONGEST_MATCHED]) is not None


def _no_value(name: str) -> str:
    raise LookupError(name)


_LONGEST_PATTERN = 100
_LONGEST_MATCHED = 200
_MOST_REPETITIONS = 3
_REPETITION = re.compile(r"[*+?]|\{[0-9]*,")
_NESTED_REPETITION = re.compile(r"[*+?}|][^(]*\)[*+{]|\\[1-9]|\(\?")

FUNCTIONS: dict[str, tuple[int, int, Callable[[list[Compiled]], Compiled]]] = {
    "selected": (2, 2, _of_texts(lambda chosen, choice: choice.strip() in chosen.split())),
    "count-selected": (1, 1, _of_texts(lambda chosen: float(len(chosen.split())))),
    "if": (3, 3, _choice),
    "regex": (2, 2, _pattern),
    "today": (0, 0, lambda _: lambda scope: scope.day.isoformat()),
    "date": (1, 1, _of_texts(lambda text: text)),
    "not": (1, 1, lambda arguments: lambda scope: not to_boolean(arguments[0](scope))),
    "true": (0, 0, lambda _: lambda _scope: True),
    "false": (0, 0, lambda _: lambda _scope: False),
    "number": (1, 1, lambda arguments: lambda scope: to_number(arguments[0](scope))),
    "int": (1, 1, _of_numbers(lambda number: float(math.trunc(number)))),
    "round": (1, 1, _of_numbers(lambda number: float(math.floor(number + 0.5)))),
    "floor": (1, 1, _of_numbers(lambda number: float(math.floor(number)))),
    "ceiling": (1, 1, _of_numbers(lambda number: float(math.ceil(number)))),
    "string": (1, 1, _of_texts(lambda text: text)),
    "string-length": (1, 1, _of_texts(lambda text: float(len(text)))),
    "contains": (2, 2, _of_texts(lambda text, part: part in text)),
    "starts-with": (2, 2, _of_texts(lambda text, part: text.startswith(part))),
    "concat": (1, 20, _of_texts(lambda *texts: "".join(texts))),
}
"""Functions that are understood: least and most arguments, and what makes the compiled call of them."""
