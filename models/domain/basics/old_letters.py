"""Vietnamese in an old code shown as Unicode: VNI, TCVN3 (ABC) and UTF-8 that was read as one byte a letter.

Which code a text is in is told by its syllables: those of Vietnamese are few, and what is written in another code gives hardly
any of them. A column is judged whole, because one word may be a syllable by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache

from models.domain.basics.folding import nfc

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = ("\u0301", "\u0323")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|kr|br|pl|[bcdđghklmnprstvxqj]?"
_NUCLEI = (
    "iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|uyn|uê|uơ|uâ|uă|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|ui|uô|uy|ưa|ưi|ươ|ưu|yê|ya|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{_NUCLEI})(ch|ng|nh|[cmnptk])?")


class OldCode(Enum):
    """A code that Vietnamese was written in; the value is what people call it."""

    VNI = "VNI"
    TCVN3 = "TCVN3 (ABC)"
    DOUBLE = "UTF-8"


_VNI_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_BREVES = {
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_VNI_FOLLOWERS: Mapping[str, Mapping[str, str]] = {
    "a": {**_VNI_MARKS, **_VNI_HATS, **_VNI_BREVES},
    "e": {**_VNI_MARKS, **_VNI_HATS},
    "o": {**_VNI_MARKS, **_VNI_HATS},
    "u": _VNI_MARKS,
    "y": _VNI_MARKS,
    "ô": _VNI_MARKS,
    "ö": _VNI_MARKS,
}
_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ",
        strict=True,
    )
)


def _from_vni(word: str) -> str:
    """Each mark stands after its letter, in the case of the letter or small."""
    made: list[str] = []
    letters = nfc(word)
    place = 0
    while place < len(letters):
        letter = letters[place]
        low = letter.lower()
        follower = letters[place + 1].lower() if place + 1 < len(letters) else ""
        marks = _VNI_FOLLOWERS.get(low, {}).get(follower, "")
        base = _VNI_ALONE.get(low, low)
        both = nfc(base + marks)
        made.append(both.upper() if letter.isupper() else both)
        place += 2 if marks else 1
    return "".join(made)


def _from_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in nfc(word))


def _from_double(text: str) -> str:
    """The text whose bytes were shown as letters; the same text where its letters are no such bytes."""
    try:
        return nfc(b"".join(map(_byte_of, text)).decode("utf-8"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _byte_of(letter: str) -> bytes:
    # five bytes have no letter in windows-1252 and stay as they are
    return letter.encode("latin-1") if ord(letter) < 0xA0 else letter.encode("cp1252", "surrogatepass")


_CONVERTERS: Mapping[OldCode, Callable[[str], str]] = {
    OldCode.VNI: _from_vni,
    OldCode.TCVN3: _from_tcvn3,
    OldCode.DOUBLE: _from_double,
}


def converted(text: str, code: OldCode) -> str:
    """The text in Unicode that was written in `code`."""
    return _CONVERTERS[code](text)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether one word, in any case, is built as Vietnamese syllables are: at most one tone, on a known rhyme."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    bare = nfc("".join(mark for mark in parts if mark not in _TONES))
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(bare)
    if found is None:
        return False
    return found[1] not in ("c", "ch", "p", "t", "k") or (bool(tones) and tones[0] in _STOPPED) or bare == word.lower()


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _reads_well(text: str) -> bool:
    """Whether every word of the text that has a letter beyond ASCII is a Vietnamese syllable."""
    # what a code turned into a sign is no letter any more and parts the word
    return all(map(is_syllable, _words(text))) and not any(map(_is_sign, text))


@lru_cache(maxsize=10_000)
def _is_sign(letter: str) -> bool:
    """Whether a letter beyond ASCII is a sign, as a code shown without its typeface is full of."""
    if letter.isascii():
        return False
    return unicodedata.category(letter) in ("Cc", "Cf", "Sk", "So", "Sc", "Sm", "No") or letter in "§¡¢ªº·¦"


_FEWEST_OLD = 0.5
_FEWEST_MADE_WELL = 0.9
_FEWEST_TO_MIND = 0.02


class LettersUnclear(Exception):
    """Some texts of a column are in an old code, and which one holds for all of it is not to be told."""


def code_of(texts: Iterable[str]) -> OldCode | None:
    """The old code that a whole column is written in, None when it is in Unicode.

    Raises `LettersUnclear` when a part of it is in an old code, or several codes would do.
    """
    beyond = {text for text in texts if not text.isascii()}
    odd = {text for text in beyond if not _reads_well(text)}
    if not odd:
        return None
    made_well = {code: {text for text in odd if _gains(text, code)} for code in OldCode}
    if max(map(len, made_well.values())) < len(beyond) * _FEWEST_TO_MIND or not any(made_well.values()):
        if sum(_IN_NO_WORD.search(text) is not None for text in odd) >= len(beyond) * _FEWEST_OLD:
            raise LettersUnclear
        # foreign names, signs, slips: no code would make Vietnamese of them, but for a word by chance
        return None
    fitting = [code for code, well in made_well.items() if len(well) >= len(odd) * _FEWEST_MADE_WELL]
    if len(odd) < len(beyond) * _FEWEST_OLD or len(fitting) != 1:
        raise LettersUnclear
    return fitting[0]


_IN_NO_WORD = re.compile("[\x80-\x9f]|[^\\W\\d_][\u00a6-\u00a9\u00ac\u00ae\u00b5-\u00b8\u00bb-\u00bf]|\u00ad")
"""Signs that stand in words only where bytes were read in the wrong code."""


def _gains(text: str, code: OldCode) -> bool:
    made = converted(text, code)
    return made != text and _reads_well(made)


_LOST = re.compile(r"[^\W\d_][?\ufffd](?=[^\W\d_])|(?<!\S)[?\ufffd](?=[^\W\d_]{2})|\ufffd")


def has_lost_letters(text: str) -> bool:
    """Whether question marks stand inside words: letters that no code can bring back."""
    return ("?" in text or "\ufffd" in text) and _LOST.search(text) is not None
