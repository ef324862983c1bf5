"""elementpath's XPath 1.0 parser, cut down to what filters need and with the functions that XLSForm adds.

Three things differ from elementpath's own XPath 1.0, each because XLSForm programs (and the XPath recommendation) want it:
texts become numbers when they are compared with numbers or by size, also ISO dates (day numbers); `=` binds weaker than `<`;
`mod` keeps the sign of the first number, and dividing by 0 is no error. Nothing that reads nodes is understood.
"""

from __future__ import annotations

import math
import operator
import re
from abc import ABCMeta
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from elementpath import XPath1Parser, XPathContext, XPathToken

from models.domain.questionnaire.patterns import is_found

Value = str | float | bool

KEPT_FUNCTIONS = (
    "not", "true", "false", "number", "round", "floor", "ceiling", "string", "string-length", "contains",
    "starts-with", "concat",
)  # fmt: skip
_KEPT_SYMBOLS = (
    "(start)", "(end)", "(invalid)", "(unknown)", "(string)", "(integer)", "(decimal)", "(float)", "(name)",
    "$", ".", "(", ")", ",", "and", "or", "+", "-", "*",
)  # fmt: skip
_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Conversions(XPathToken):
    """How tokens of this parser turn texts into numbers and numbers into texts."""

    def number_value(self, obj: Any) -> float:
        if not isinstance(obj, str):
            return float(obj)
        text = obj.strip()
        if _NUMBER.fullmatch(text):
            return float(text)
        try:
            return float(date.fromisoformat(text).toordinal()) if _DAY.fullmatch(text) else math.nan
        except ValueError:
            return math.nan

    def string_value(self, obj: Any) -> str:
        if isinstance(obj, float) and math.isinf(obj):
            return "Infinity" if obj > 0 else "-Infinity"
        # zero has no sign in a text
        return super().string_value(abs(obj) if isinstance(obj, float) and not obj else obj)


def _with_conversions(token_class: type[XPathToken], **methods: Any) -> type[XPathToken]:
    """A token class of our own: those of elementpath are shared by all its parsers."""
    facts = {"__module__": __name__, **methods}
    return cast("type[XPathToken]", ABCMeta(token_class.__name__, (_Conversions, token_class), facts))


class ExpressionParser(XPath1Parser):
    """Parses one expression whose `${name}` were written as `$name`."""

    symbol_table = {  # noqa: RUF012 -- elementpath's own way to say what a parser knows
        symbol: _with_conversions(XPath1Parser.symbol_table[symbol]) for symbol in (*_KEPT_SYMBOLS, *KEPT_FUNCTIONS)
    }


def _operator(symbol: str, strength: int, evaluated: Callable[[XPathToken, Any, Any], Value]) -> None:
    def evaluate(self: XPathToken, context: XPathContext | None = None) -> Value:
        return evaluated(self, self.get_argument(context), self.get_argument(context, index=1))

    token_class = ExpressionParser.infix(symbol, bp=strength)
    ExpressionParser.symbol_table[symbol] = _with_conversions(token_class, evaluate=evaluate)


def _function(name: str, arguments: int, evaluate: Callable[[XPathToken, XPathContext], Value]) -> None:
    def evaluate_with_context(self: XPathToken, context: XPathContext | None = None) -> Value:
        if context is None:
            # keeps the parser from running it on constants
            raise self.missing_context()
        return evaluate(self, context)

    token_class = ExpressionParser.function(name, nargs=arguments)
    ExpressionParser.symbol_table[name] = _with_conversions(token_class, evaluate=evaluate_with_context)


def _equal(token: XPathToken, left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return token.boolean_value(left) is token.boolean_value(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return token.number_value(left) == token.number_value(right)


def _ordered(compare: Callable[[float, float], bool]) -> Callable[[XPathToken, Any, Any], bool]:
    return lambda token, left, right: compare(token.number_value(left), token.number_value(right))


def _div(token: XPathToken, left: Any, right: Any) -> float:
    dividend, divisor = token.number_value(left), token.number_value(right)
    if divisor:
        return dividend / divisor
    return math.copysign(math.inf, dividend) if abs(dividend) > 0 else math.nan


def _mod(token: XPathToken, left: Any, right: Any) -> float:
    dividend, divisor = token.number_value(left), token.number_value(right)
    return math.fmod(dividend, divisor) if divisor and math.isfinite(dividend) else math.nan


def _text(token: XPathToken, context: XPathContext, place: int = 0) -> str:
    return token.string_value(token.get_argument(context, index=place))


def _selected(token: XPathToken, context: XPathContext) -> bool:
    return _text(token, context, 1).strip() in _text(token, context).split()


def _choice(token: XPathToken, context: XPathContext) -> Value:
    chosen: Value = token.get_argument(context, index=1 if token.boolean_value(token.get_argument(context)) else 2)
    return chosen


def _regex(token: XPathToken, context: XPathContext) -> bool:
    return is_found(_text(token, context, 1), _text(token, context))


def _int(token: XPathToken, context: XPathContext) -> float:
    number = token.number_value(token.get_argument(context))
    return float(math.trunc(number)) if math.isfinite(number) else number


def _today(_token: XPathToken, context: XPathContext) -> str:
    return context.current_dt.date().isoformat()


_operator("=", 30, _equal)
_operator("!=", 30, lambda token, left, right: not _equal(token, left, right))
_operator("<", 35, _ordered(operator.lt))
_operator("<=", 35, _ordered(operator.le))
_operator(">", 35, _ordered(operator.gt))
_operator(">=", 35, _ordered(operator.ge))
_operator("div", 45, _div)
_operator("mod", 45, _mod)
_function("selected", 2, _selected)
_function("count-selected", 1, lambda token, context: float(len(_text(token, context).split())))
_function("if", 3, _choice)
_function("regex", 2, _regex)
_function("today", 0, _today)
_function("date", 1, _text)
_function("int", 1, _int)
ExpressionParser.build()


def evaluate(tree: XPathToken, *, own: str, variables: dict[str, str], day: date) -> bool:
    """Whether `tree` holds for the values of the questions it names."""
    context = XPathContext(item=own, variables=dict(variables), current_dt=datetime(day.year, day.month, day.day))  # noqa: DTZ001 -- a day
    return tree.boolean_value(tree.select(context))
