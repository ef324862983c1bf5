"""When two Vietnamese texts are the same: NFC, one place for the tone mark, one case, single spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONE = "\u0300\u0301\u0303\u0309\u0323"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_EARLY_TONE = re.compile(
    f"(o)([{_TONE}])(a\u0306?|e)(?![\u0300-\u036f])|(u)([{_TONE}])(y|[ae]\u0302|o\u031b)(?![\u0300-\u036f])"
)
"""A tone on the first letter of oa, oă, oe, uy, uâ, uê, uơ, decomposed; *của* and *mía* have no second spelling."""
_LETTERS = frozenset(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONE)
) | frozenset("đ")
_SIGNS = frozenset("–—‘’“”…•©®™°±²³½§«»×÷₫\u00a0")
_FEWEST_OF_TEN = 9
_KEPT = 20_000
"""Texts whose answer is kept: a list says few sectors many times, and each rule asks for the same cell again."""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(_KEPT)
def squeezed(text: str) -> str:
    """NFC with each run of white space (line breaks, no-break spaces) as one space, none outside, nothing zero-width."""
    if not text.isascii():
        text = nfc(_INVISIBLE.sub("", text))
    return " ".join(text.split())


@lru_cache(_KEPT)
def folded(text: str) -> str:
    """The key under which spellings of the same words agree: `HOÀ  BÌNH`, `Hòa Bình` and its NFD form are one."""
    if text.isascii():
        return squeezed(text).casefold()
    parts = unicodedata.normalize("NFD", squeezed(text)).casefold()
    return nfc(_EARLY_TONE.sub(_tone_last, unicodedata.normalize("NFD", parts)))


def _tone_last(match: re.Match[str]) -> str:
    first, tone, second = (piece for piece in match.groups() if piece is not None)
    return first + second + tone


def without_tones(text: str) -> str:
    """Base letters only, đ as d, case kept: *Nguyễn Đức* → *Nguyen Duc*."""
    if text.isascii():
        return text
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return nfc(bare.replace("đ", "d").replace("Đ", "D"))


@lru_cache(_KEPT)
def search_key(text: str) -> str:
    """What a table filter compares, so that *nguyen duc* finds *NGUYỄN  ĐỨC*."""
    return without_tones(folded(text))


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES_IN_ORDER = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}


def alphabetical(text: str) -> tuple[tuple[tuple[int, str], ...], tuple[int, ...], str]:
    """The key by which Vietnamese dictionaries sort: ă and â after a, đ after d; tones count where the letters are equal."""
    places = [_place_of(letter) for letter in folded(text)]
    return tuple(place for place, _ in places), tuple(tone for _, tone in places), text


@lru_cache(1_000)
def _place_of(letter: str) -> tuple[tuple[int, str], int]:
    """Where a letter stands among the letters, and its tone among the tones."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONE), "")
    base = nfc(parts.replace(tone, "") if tone else parts)
    place = _PLACES.get(base)
    kind = (100 + place, "") if place is not None else (0 if not base.isalpha() else 200, base)
    return kind, _TONES_IN_ORDER.index(tone)


def looks_vietnamese(text: str) -> bool:
    """Whether at least nine in ten of the letters beyond ASCII are Vietnamese; 8-bit codes read wrongly are not."""
    beyond = [letter for letter in nfc(text).lower() if not letter.isascii() and letter not in _SIGNS]
    return sum(letter in _LETTERS for letter in beyond) * 10 >= len(beyond) * _FEWEST_OF_TEN
