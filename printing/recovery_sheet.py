"""The recovery sheet: ten words that replace one forgotten PIN, once. The supervisor keeps it locked away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Sentence
from models.language import Language
from models.services.office.allowing import allow
from models.services.office.pins import new_recovery_sheet
from models.store.database import Station
from printing.blocks import Area, Block, Text
from printing.document import Paper, print_paper
from printing.fonts import clean, width
from printing.heading import heading_of

TITLE = N_("RECOVERY SHEET")

_EDGE, _ROWS, _STEP, _COLUMN = 6.0, 5, 11.0, 80.0
_SIZE = 12.5
_WORDS = 20.0


def print_recovery_sheet(station: Station, *, language: Language, to: Path, act: Act) -> None:
    """Make new words and write their sheet; the words of an earlier sheet are worth nothing from then on.

    Nothing is kept where the paper could not be written. Refuses as `new_recovery_sheet` does.
    """
    allow(station, act, Duty.RECOVERY)
    with station.transaction():
        words = new_recovery_sheet(station, act=act)
        _print(station, words, printed=act.at, language=language, to=to)


def _print(station: Station, words: str, *, printed: str, language: Language, to: Path) -> None:
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), say(N_("for a forgotten PIN")))
        facts = N_("Office: {office}. Computer: {computer}, book {book}. Printed on {printed}.")
        paper.paragraph(
            say(
                facts,
                office=station.catalogue.unit_named(station.unit).agency,
                computer=station.name,
                book=station.book,
                printed=datetime.fromisoformat(printed),
            ),
            size=_SIZE,
        )
        paper.gap(1.5)
        used = language.sentence(Sentence("", deed=Deed.USE_RECOVERY_SHEET))
        for said in (
            say(N_("1. At the computer, say whose PIN is forgotten. {where}."), where=used),
            say(
                N_(
                    "2. Type the ten words below. Tones and capitals do not matter. Then the person types a new PIN twice."
                )
            ),
            say(N_("3. The words work once. Print a new sheet at once, and destroy this one.")),
        ):
            paper.paragraph(said, size=_SIZE)
        paper.gap(4)
        paper.block(_framed(paper, words))
        paper.gap(2)
        paper.paragraph(
            say(
                N_(
                    "Keep this sheet locked away with whoever is in charge. Who holds it can act in everybody's name at this "
                    "computer. Do not photograph it. If it may have been seen, print a new one: earlier sheets are worth nothing."
                )
            ),
            size=_SIZE,
            bold=True,
        )

    footer = (say(N_("Secret. It works at the computer named above alone, until it is used or a new one is printed.")),)
    print_paper(to=to, title=say(TITLE), language=language, compose=compose, footer=footer)


def _framed(paper: Paper, words: str) -> Block:
    """In a frame the ten words in two columns."""
    left, face = paper.left + _EDGE, paper.face
    texts = []
    for place, word in enumerate(words.split()):
        x, y = left + (place // _ROWS) * _COLUMN, _EDGE + 7.0 + (place % _ROWS) * _STEP
        number = f"{place + 1}."
        texts.append(Text(x + 8 - width(number, face.regular, 12), y, number, face.regular, 12))
        texts.append(Text(x + 11, y, clean(word), face.bold, _WORDS))
    high = _EDGE + _ROWS * _STEP + 4.0
    return Block(
        high + 1, texts=tuple(texts), areas=(Area(paper.left, 0.0, paper.right - paper.left, high, None, 0.9),)
    )
