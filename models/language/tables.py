"""The words of neutral tables in a language."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.own_words import OwnWords
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import Words
from models.language import Language


def words(language: Language, text: Words) -> str:
    """`text` in the language; also in its values; fractions with two decimals, whole numbers with their separators."""
    if isinstance(text, str):
        return language.say(text) if isinstance(text, OwnWords) else text
    return language.say(text.says, **{name: _value(language, value) for name, value in text.values.items()})


def _value(language: Language, value: object) -> object:
    if isinstance(value, Sentence):
        return words(language, value)
    if isinstance(value, Fraction):
        return language.number(value, 2)
    return language.number(value) if isinstance(value, int) else value
