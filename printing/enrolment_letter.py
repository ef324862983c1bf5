"""The letters with which a hub hands its offices their enrolment codes: one page each, to go in an envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Sentence
from models.domain.book.enrolment import digits_of, grouped, words_of
from models.domain.book.periods import Period
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.office.allowing import allow
from models.services.office.enrolment import codes_of
from models.store.database import Station
from printing.blocks import Area, Block, Text
from printing.document import Heading, Paper, a_page_each, print_paper
from printing.fonts import clean, width
from printing.heading import heading_of, period_words
from printing.qr import squares

LETTER = N_("LETTER OF ENROLMENT")

_SIDE = 34.0
_WORDS = 20.0
_DIGITS = 15.0
_ROWS, _STEP, _COLUMN = 5, 11.0, 58.0
_EDGE = 5.0
_SIZE = 12.5


@dataclass(frozen=True, slots=True)
class EnrolmentLetter:
    """To whom, from whom, for which period, and the code as words and as digits without spaces."""

    office: str
    hub: str
    period: str
    words: str
    digits: str


def print_letters(
    *,
    letters: Sequence[EnrolmentLetter],
    heading: Heading,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """One page for each office: what to do in three steps, the code large, and that it goes in an envelope of its own."""
    print_paper(
        to=to,
        title=language.say(LETTER),
        language=language,
        compose=a_page_each(letters, lambda paper, letter: _compose(paper, letter, heading)),
        footer=(language.say(N_("Secret until it was used. For the office named above alone; keep it locked away.")),),
        progress=progress,
    )


def _compose(paper: Paper, letter: EnrolmentLetter, heading: Heading) -> None:
    language = paper.language
    say = language.say
    paper.header(heading)
    paper.title(say(LETTER), say(N_("for the exchange of packages of the survey of satisfaction")))
    paper.paragraph(say(N_("To: {office}"), office=letter.office), size=14, bold=True)
    paper.paragraph(letter.period, size=_SIZE)
    paper.paragraph(
        say(
            N_(
                "With the code below, the program at your office knows that the campaign file comes from {hub}, and {hub} knows "
                "that your packages come from you. Nobody has to telephone to compare words."
            ),
            hub=letter.hub,
        ),
        size=_SIZE,
    )
    paper.gap(1.5)
    opened = language.sentence(Sentence("", deed=Deed.OPEN_CAMPAIGN))
    for step in (
        say(N_("1. Take the campaign file that you received by another way. {where}."), where=opened),
        say(
            N_(
                "2. The program asks for the enrolment code. Type the ten words, or the digits, or scan the square code. Tones and "
                "capitals do not matter."
            )
        ),
        say(
            N_(
                "3. If the code fits, work and send as usual: nothing else has to be done. If the program says that it does not "
                "fit, do not use the file, and telephone {hub} on a number that you know."
            ),
            hub=letter.hub,
        ),
    ):
        paper.paragraph(step, size=_SIZE)
    paper.gap(4)
    paper.block(_code(paper, letter))
    paper.gap(2)
    paper.paragraph(
        say(
            N_(
                "This letter is handed over in a closed envelope, to the person in charge, and never by the same way as the "
                "campaign file: not by the same mail, not on the same stick. Who knows the code can pass for your office."
            )
        ),
        size=_SIZE,
        bold=True,
    )
    paper.paragraph(
        say(
            N_(
                "Type it once, on the office's first computer. Then keep the letter locked away, and do not photograph it or read "
                "it out. If the envelope was open, or the letter is lost, tell {hub} at once."
            ),
            hub=letter.hub,
        ),
        size=_SIZE,
    )


def _code(paper: Paper, letter: EnrolmentLetter) -> Block:
    """In a frame the ten words in two columns, the QR code at their right, and the digits under them."""
    left, face = paper.left + _EDGE, paper.face
    texts = []
    for place, word in enumerate(letter.words.split()):
        x, y = left + (place // _ROWS) * _COLUMN, _EDGE + 7.0 + (place % _ROWS) * _STEP
        number = f"{place + 1}."
        texts.append(Text(x + 8 - width(number, face.regular, 12), y, number, face.regular, 12))
        texts.append(Text(x + 11, y, clean(word), face.bold, _WORDS))
    under = _EDGE + _ROWS * _STEP + 6.0
    label = clean(paper.language.say(N_("The same as digits:")))
    texts.append(Text(left, under, label, face.regular, _SIZE))
    texts.append(Text(left, under + 8.5, grouped(letter.digits), face.bold, _DIGITS))
    high = under + 13.0
    frame = Area(paper.left, 0.0, paper.right - paper.left, high, None, 0.9)
    areas = squares(letter.digits, x=paper.right - _EDGE - _SIDE, y=_EDGE + 4.0, side=_SIDE)
    return Block(high + 1, texts=tuple(texts), areas=(frame, *areas))


def print_enrolment_letters(
    station: Station, period: Period, *, language: Language, to: Path, act: Act, progress: Progress = NO_PROGRESS
) -> int:
    """Write the letters of all offices asked in a period that this office opened; answers how many.

    The codes are the same every time. Refuses as `codes_of` does.
    """
    allow(station, act, Duty.GUIDE)
    codes = codes_of(station, period, act=act)
    catalogue = station.catalogue
    letters = [
        EnrolmentLetter(
            office=f"{catalogue.unit_named(each.unit).agency} ({each.unit.code})",
            hub=catalogue.unit_named(station.unit).agency,
            period=period_words(station, period, language),
            words=words_of(each.code),
            digits=digits_of(each.code),
        )
        for each in codes
    ]
    print_letters(letters=letters, heading=heading_of(station), language=language, to=to, progress=progress)
    return len(letters)
