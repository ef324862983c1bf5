"""The key sheet of a computer: its short words and QR code, to hang beside the telephone or to hand over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.language import Language
from models.security import fingerprint, fingerprint_digits, fingerprint_words, from_text
from models.store.database import Station
from printing.blocks import Block, Text
from printing.document import Heading, Paper, PaperColumn, PaperRow, print_paper
from printing.fonts import clean
from printing.heading import heading_of
from printing.qr import squares

TITLE = N_("KEY OF A COMPUTER")

_SIDE = 46.0
_WORDS = 20.0
_STEP = 15.0


@dataclass(frozen=True, slots=True)
class KeySheet:
    """One computer and its key: six short words, the fingerprint in hex, and as the digits of the QR code."""

    office: str
    computer: str
    words: str
    fingerprint: str
    digits: str


def print_key_sheet(*, sheet: KeySheet, heading: Heading, language: Language, to: BinaryIO | Path) -> None:
    """One page; nothing on it is secret."""

    def compose(paper: Paper) -> None:
        say = language.say
        paper.header(heading)
        paper.title(say(TITLE), say(N_("for the exchange of packages of the survey of satisfaction")))
        facts = (
            (N_("Office"), sheet.office),
            (N_("Computer"), sheet.computer),
            (N_("Fingerprint"), sheet.fingerprint),
        )
        paper.table(
            (PaperColumn(say(N_("Item")), 32), PaperColumn(say(N_("Whose key this is")), 132)),
            [PaperRow((say(label), words)) for label, words in facts],
            size=11,
        )
        paper.gap(5)
        paper.block(_words(paper, sheet))
        paper.gap(4)
        for said in (
            N_("1. Who is asked on the telephone reads the six words from this page or from the program, one by one."),
            N_("2. Who has telephoned types them into the program (or scans the code). Tones and case do not matter."),
            N_(
                "3. The program says whether it is the key that signed. This is done once; another key is noticed by itself."
            ),
            N_("Telephone a number that you know, not one that came with the package. The words are not secret."),
        ):
            paper.paragraph(say(said))

    print_paper(to=to, title=language.say(TITLE), language=language, compose=compose)


def _words(paper: Paper, sheet: KeySheet) -> Block:
    """The six words large, one below the other in two columns, and the QR code at their right."""
    texts = []
    for place, word in enumerate(sheet.words.split()):
        x = paper.left + (place // 3) * 52
        y = 9.0 + (place % 3) * _STEP
        texts.append(Text(x, y, f"{place + 1}.", paper.face.regular, 12))
        texts.append(Text(x + 8, y, clean(word), paper.face.bold, _WORDS))
    areas = squares(sheet.digits, x=paper.right - _SIDE, y=0.0, side=_SIDE)
    return Block(_SIDE + 1, texts=tuple(texts), areas=areas)


def print_own_key(station: Station, *, language: Language, to: Path) -> None:
    """Write the sheet with the words and the QR code of this computer's own key."""
    key = from_text(station.public_key)
    sheet = KeySheet(
        office=station.catalogue.unit_named(station.unit).agency,
        computer=f"{station.name} ({station.id})" if station.name else station.id,
        words=fingerprint_words(key),
        fingerprint=fingerprint(key),
        digits=fingerprint_digits(key),
    )
    print_key_sheet(sheet=sheet, heading=heading_of(station), language=language, to=to)
