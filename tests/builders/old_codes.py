"""Vietnamese written in the codes of old: the tables that read them, turned round."""

from __future__ import annotations

import unicodedata

from models.domain.basics import old_letters

VNI = {
    unicodedata.normalize("NFC", letter + marks): letter + follower
    for letter in "aeouy"
    for follower, marks in old_letters._VNI_FOLLOWERS[letter].items()  # noqa: SLF001 -- the table itself, turned round
} | {"đ": "ñ", "ơ": "ô", "ư": "ö", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
VNI |= {
    unicodedata.normalize("NFC", letter + mark): old + follower
    for letter, old in (("ơ", "ô"), ("ư", "ö"))
    for follower, mark in old_letters._VNI_MARKS.items()  # noqa: SLF001
}
TCVN3 = {letter: old for old, letter in old_letters._TCVN3.items()}  # noqa: SLF001


def in_vni(text: str) -> str:
    return "".join(
        VNI[small].capitalize() if letter.isupper() and small in VNI else VNI.get(letter, letter)
        for letter in text
        for small in (letter.lower(),)
    )


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def in_double(text: str) -> str:
    return text.encode().decode("latin-1")
