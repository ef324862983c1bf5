"""The page on a stick for offices without a network: how to install the program and open the campaign file, with pictures."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Sentence
from models.domain.book.periods import Period
from models.language import Language
from models.store.database import Station
from printing.blocks import Block, Picture, Text
from printing.document import Heading, Paper, print_paper
from printing.fonts import clean, wrap
from printing.heading import heading_of, period_words

TITLE = N_("HOW TO BEGIN")
PICTURES = Path(__file__).parent / "pictures"
_SIZE, _LEADING = 12.0, 5.4
_WIDE, _BESIDE = 72.0, 6.0
"""Width of a picture at the right, and the white between it and the words."""


class _Step(NamedTuple):
    words: str
    picture: str = ""


def print_stick_page(
    station: Station,
    period: Period,
    *,
    setup: str,
    unpacked: str,
    campaign: str,
    language: Language,
    to: BinaryIO | Path,
) -> None:
    """One page for whoever finds the stick: what to click, in order; `setup` or `unpacked` is empty where the kit has none."""
    hub = station.catalogue.unit_named(station.unit).agency
    steps = _steps(language, hub=hub, setup=setup, unpacked=unpacked, campaign=campaign)
    print_paper(
        to=to,
        title=language.say(TITLE),
        language=language,
        compose=lambda paper: _compose(paper, heading_of(station), period_words(station, period, language), steps),
        footer=(language.say(N_("The files on this stick and their digests: SHA256SUMS. Nothing on it is secret.")),),
    )


def _steps(language: Language, *, hub: str, setup: str, unpacked: str, campaign: str) -> list[_Step]:
    say = language.say
    opened = language.sentence(Sentence("", deed=Deed.OPEN_CAMPAIGN))
    install = N_(
        "Plug the stick into a computer with Windows 10 or 11 (64 bit) and double-click {file}. Neither a network nor the rights of an "
        "administrator are needed. If a blue page of Windows comes first: “More info”, then “Run anyway”."
    )
    unpack = N_("If this computer forbids to install: unpack {file} onto its disk and double-click “So Phieu.cmd”.")
    found = [
        *([_Step(say(install, file=setup), "setup.png")] if setup else []),
        *([_Step(say(unpack, file=unpacked))] if unpacked else []),
        _Step(
            say(
                N_(
                    "Double-click the sign of Sổ Phiếu. Type some letters of the office's name, choose it, and type your own name."
                )
            ),
            "start.png",
        ),
        _Step(
            say(N_("Open the campaign file {file} from this stick. {where}."), file=campaign, where=opened),
            "campaign.png",
        ),
        _Step(
            say(
                N_(
                    "The program asks for the enrolment code. It stands in the letter that {hub} hands over by itself, not on this "
                    "stick; without a letter leave it empty and telephone afterwards."
                ),
                hub=hub,
            )
        ),
        _Step(say(N_("From here on the program says what comes next. Its guide is inside it and needs no network."))),
    ]
    return [_Step(f"{number}. {step.words}", step.picture) for number, step in enumerate(found, start=1)]


def _compose(paper: Paper, heading: Heading, period: str, steps: Sequence[_Step]) -> None:
    say = paper.language.say
    paper.header(heading)
    paper.title(say(TITLE), say(N_("for an office that takes part in the survey of satisfaction")))
    paper.paragraph(period, size=_SIZE, bold=True)
    paper.gap(2)
    for step in steps:
        paper.block(_step(paper, step))
        paper.gap(3)


def _step(paper: Paper, step: _Step) -> Block:
    """The words, and at their right the picture of what then shows."""
    room = paper.width - (_WIDE + _BESIDE if step.picture else 0)
    lines = wrap(clean(step.words), paper.face.regular, _SIZE, room)
    texts = tuple(
        Text(paper.left, 4.5 + place * _LEADING, line, paper.face.regular, _SIZE) for place, line in enumerate(lines)
    )
    high = len(lines) * _LEADING + 1
    if not step.picture:
        return Block(high, texts=texts)
    file = PICTURES / step.picture
    across, down = _dots(file)
    picture = Picture(file, paper.right - _WIDE, 0.5, _WIDE, _WIDE * down / across)
    return Block(max(high, picture.height + 1), texts=texts, pictures=(picture,))


def _dots(file: Path) -> tuple[int, int]:
    """Width and height, as the head of a PNG says."""
    across, down = struct.unpack(">II", file.read_bytes()[16:24])
    return across, down
