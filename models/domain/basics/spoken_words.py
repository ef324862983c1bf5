"""Short words for a fingerprint, that two people can compare by telephone.

One word stands for one byte. The words are Vietnamese syllables without tones: they read the same whichever input
method is on, and beginnings that sound alike in the north (l and n, s and x, tr and ch, d, gi and r) do not stand beside
each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.basics.folding import without_tones

_BEGINNINGS = ("b", "c", "ch", "d", "g", "h", "kh", "l", "m", "ng", "nh", "ph", "s", "t", "th", "v")
_ENDS = ("a", "ai", "am", "an", "ang", "anh", "ao", "em", "in", "inh", "oi", "om", "ong", "ung", "um", "ui")
_BEFORE_E_AND_I = {"c": "k", "g": "gh", "ng": "ngh"}


def _word(beginning: str, end: str) -> str:
    return (_BEFORE_E_AND_I.get(beginning, beginning) if end[0] in "ei" else beginning) + end


WORDS = tuple(_word(beginning, end) for beginning in _BEGINNINGS for end in _ENDS)
"""256 different words, by the value of the byte."""
_VALUES = {word: value for value, word in enumerate(WORDS)}


def spoken(content: Iterable[int]) -> str:
    """One word for each byte, with spaces between."""
    return " ".join(WORDS[value] for value in content)


def is_same_spoken(text: str, other: str) -> bool:
    """Whether two people said the same words; tones, case and signs between the words do not matter."""
    return folded_words(text) == folded_words(other) and bool(folded_words(text))


def value_of_word(word: str) -> int | None:
    """The byte for which a word of `folded_words` stands; None for a word that is none of ours."""
    return _VALUES.get(word)


def folded_words(text: str) -> list[str]:
    """The words in a text, without tones, case and the signs between them."""
    plain = "".join(letter if letter.isalnum() else " " for letter in without_tones(text).casefold())
    return plain.split()
