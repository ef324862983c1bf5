"""Paper that leads to the form on the network: a poster for the counter, and slips with a number each, for one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.channels import ONLINE
from models.domain.book.periods import Period
from models.language import Language
from models.services.forms.issuing import issue_forms
from models.services.office.allowing import allow
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station
from printing.blocks import Area, Block, Rule, Text
from printing.document import Paper, print_paper
from printing.fonts import clean, wrap
from printing.heading import asked_by, heading_of, period_words
from printing.qr import squares

POSTER = N_("YOUR OPINION COUNTS")
_SIDE, _SLIP_SIDE, _SLIP_HIGH = 90.0, 34.0, 45.0
_LONGEST = 500


@dataclass(eq=False)
class AddressWrong(Problem):
    """What was given is no address of a page."""

    address: str
    code = "address_wrong"
    says = N_("“{address}” is no address of a page. Copy it from the form program; it begins with https:// or http://.")


def print_poster(station: Station, period: Period, *, address: str, language: Language, to: Path) -> None:
    """One page for the counter: what is asked for, the square code of the address, and the address in letters."""
    require_address(address)

    def compose(paper: Paper) -> None:
        say = language.say
        paper.header(heading_of(station))
        # the words of its own where the survey is about something else than procedures
        usual = say(N_("on how you were served when your procedure was dealt with"))
        papers = questionnaires_of(station, period)
        is_other = bool(asked_by(papers).event)
        paper.title(say(POSTER), *(dict.fromkeys(each.title for each in papers) if is_other else (usual,)))
        paper.paragraph(period_words(station, period, language), size=13)
        paper.paragraph(
            say(
                N_(
                    "Point the camera of your telephone at the square. Answering is voluntary and takes a few minutes; no name is "
                    "asked, and it makes no difference to how you are served."
                )
            ),
            size=15,
        )
        paper.gap(4)
        middle = (paper.left + paper.right - _SIDE) / 2
        paper.block(Block(_SIDE + 4, areas=squares(address, x=middle, y=0, side=_SIDE)))
        for line in wrap(address, paper.face.regular, 12, paper.right - paper.left):
            paper.block(
                Block(6, texts=(Text((paper.left + paper.right) / 2, 4.5, line, paper.face.regular, 12, "centre"),))
            )
        paper.gap(3)
        paper.paragraph(
            say(N_("Who prefers paper asks for a form at the desk. Please answer once, on paper or on the network.")),
            size=13,
        )

    print_paper(to=to, title=language.say(POSTER), language=language, compose=compose)


def print_online_slips(
    station: Station, period: Period, *, variant: str, count: int, address: str, language: Language, to: Path, act: Act
) -> tuple[str, ...]:
    """Issue numbers for so many online answers and print a slip for each; the numbers. An answer with a number is taken once.

    The slips go with the papers that people are given at the desk; nobody writes down who got which.
    """
    allow(station, act, Duty.ISSUE)
    require_address(address)
    with station.transaction():
        batch = issue_forms(station, period, variant=variant, count=count, channel=ONLINE, act=act)
        numbers = tuple(str(serial) for serial in batch.serials)

        def compose(paper: Paper) -> None:
            for number in numbers:
                paper.block(_slip(paper, number, address))

        print_paper(
            to=to,
            title=language.say(N_("Slips for online answers")),
            language=language,
            compose=compose,
            progress=act.progress,
        )
    return numbers


def require_address(address: str) -> None:
    """Refuse (`AddressWrong`) what no telephone would open."""
    is_page = (
        address.startswith(("https://", "http://")) and len(address) <= _LONGEST and not any(map(str.isspace, address))
    )
    if not is_page or "." not in address:
        raise AddressWrong(address)


def _slip(paper: Paper, number: str, address: str) -> Block:
    say = paper.language.say
    start = paper.left + _SLIP_SIDE + 10
    told: Sequence[tuple[str, float, bool]] = (
        (say(N_("How were you served? Please tell us on your telephone.")), 12, True),
        (
            say(N_("Type this number into the field for it; it is for one answer and tells nobody who you are:")),
            11,
            False,
        ),
        (number, 15, True),
    )
    texts: list[Text] = []
    down = 7.0
    for words, size, is_bold in told:
        face = paper.face.bold if is_bold else paper.face.regular
        for line in wrap(clean(words), face, size, paper.right - start - 3):
            texts.append(Text(start, down, line, face, size))
            down += size * 0.42 + 0.6
        down += 1.5
    cut = Rule(paper.left, _SLIP_HIGH - 1, paper.right, _SLIP_HIGH - 1, 0.6, dotted=True)
    areas: tuple[Area, ...] = squares(address, x=paper.left + 4, y=(_SLIP_HIGH - 2 - _SLIP_SIDE) / 2, side=_SLIP_SIDE)
    return Block(_SLIP_HIGH, texts=tuple(texts), rules=(cut,), areas=areas)
