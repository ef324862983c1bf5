"""The words of neutral tables in a language."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.table_values import Said, Words
from models.language import Language


def words(language: Language, text: Words) -> str:
    """`text` in the language; also in its facts; fractions with two decimals, whole numbers with their separators."""
    if isinstance(text, str):
        return text
    return language.say(text.message, **{name: _fact(language, fact) for name, fact in text.facts})


def _fact(language: Language, fact: object) -> object:
    if isinstance(fact, Said):
        return words(language, fact)
    if isinstance(fact, Fraction):
        return language.number(fact, 2)
    return language.number(fact) if isinstance(fact, int) else fact
