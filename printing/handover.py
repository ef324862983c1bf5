"""The record of handing over a package (biên bản bàn giao): what is in it, how it is known again, and who gave it to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.ledger import State
from models.language import Language
from models.security import fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.packages import carried, check_number
from models.services.forms.ledger import read_book
from models.services.office.periods import periods
from models.services.office.pins import NOBODY_INDEPENDENT, lacks_independence
from models.store.database import Station
from models.store.packages import Package
from printing.blocks import Block, Rule, Text
from printing.document import Heading, Paper, PaperColumn, PaperRow, Signature, print_paper
from printing.fonts import clean, width, wrap
from printing.heading import heading_of, period_words
from printing.qr import squares

RECORD = N_("RECORD OF HANDING OVER")

TOTALS = (
    ("issued", N_("Forms issued")),
    (State.IN_STOCK.value, N_("In stock")),
    (State.SPOILED.value, N_("Spoiled")),
    ("handed_out", N_("Handed out")),
    (State.STILL_OUT.value, N_("Still out")),
    (State.REFUSED.value, N_("Refused")),
    (State.LOST.value, N_("Lost")),
    ("returned", N_("Returned")),
    (State.VALID.value, N_("Valid")),
    (State.INVALID.value, N_("Invalid")),
    (State.AWAITING_SECOND.value, N_("Awaiting the second keying")),
    (State.DISPUTED.value, N_("Disputed")),
    (State.NOT_KEYED.value, N_("Not keyed yet")),
)
"""The control totals in the order of the paper, by their words in the book of forms."""

_SIZE = 12.0
_SIDE = 22.0


@dataclass(frozen=True, slots=True)
class Handover:
    """One package as it is handed over; `totals` are the balance of the office's book of forms when the record is made.

    `id` and `check` name the package: `check` is what the receiver's program shows for the same file,
    `key` are the short words of the key that signed it, `key_digits` what the QR code of that key says.
    """

    period: str
    giver: str
    receiver: str
    about: str
    number: int
    file: str
    size: int
    lines: int
    keyings: int
    texts: int
    id: str
    key: str
    key_digits: str
    check: str
    totals: dict[str, int]
    remark: str = ""


def print_handover_record(*, handed: Handover, heading: Heading, language: Language, to: BinaryIO | Path) -> None:
    """One page: both sides, the package with its check number and QR, control totals, two signatures."""
    print_paper(
        to=to,
        title=language.say(RECORD),
        language=language,
        compose=lambda paper: _compose(paper, handed, heading),
        footer=(language.say(N_("Package {id}, no. {number}. Made in two copies, one for each side."),
                             id=handed.id, number=handed.number),),
    )  # fmt: skip


def _compose(paper: Paper, handed: Handover, heading: Heading) -> None:
    say, number = paper.language.say, paper.language.number
    paper.header(heading)
    paper.title(say(RECORD), say(N_("of a data package of the survey of satisfaction")))
    paper.block(_to_fill_in(paper, say(N_("Today, day …… month …… year ………, at")), say(N_("we are:"))))
    for side, office in ((N_("Handing over:"), handed.giver), (N_("Receiving:"), handed.receiver)):
        paper.paragraph(f"{say(side)} {office}", size=_SIZE, bold=True)
        paper.block(_to_fill_in(paper, say(N_("Mr/Mrs")), say(N_("Post:")), room=55))
    paper.gap(2)
    facts = (
        (N_("Period"), handed.period),
        *([(N_("Figures of"), handed.about)] if handed.about != handed.giver else []),
        (N_("Package no."), say(N_("{number} (id {id})"), number=number(handed.number), id=grouped(handed.id))),
        (N_("File"), f"{handed.file} ({say(N_('{size} bytes'), size=number(handed.size))})"),
        (N_("Lines"), say(N_("{lines}, of them {keyings} keyings; {texts} free texts"), lines=number(handed.lines),
                          keyings=number(handed.keyings), texts=number(handed.texts))),
    )  # fmt: skip
    paper.table(
        (PaperColumn(say(N_("The package")), 32), PaperColumn(say(N_("What the sender states")), 132)),
        [PaperRow((say(label), words)) for label, words in facts],
        size=11,
    )
    paper.gap(2)
    paper.block(_check(paper, handed.check))
    paper.gap(1.5)
    paper.block(_key(paper, handed))
    paper.gap(2)
    paper.table(_total_columns(paper), _total_rows(paper, handed.totals), size=10.5)
    if handed.remark:
        paper.gap(1)
        paper.paragraph(handed.remark, size=10)
    hint = say(N_("(signature, full name)"))
    paper.signatures(Signature((say(N_("HANDED OVER BY")),), hint), Signature((say(N_("RECEIVED BY")),), hint))


def _to_fill_in(paper: Paper, first: str, second: str, *, room: float = 0.0) -> Block:
    """Two labels with a dotted line to write on after the first, and after the second `room` millimetres of one."""
    font = paper.face.regular
    first, second = clean(first), clean(second)
    middle = paper.right - room - width(second, font, _SIZE)
    rules = [Rule(paper.left + width(first, font, _SIZE) + 1, 6.2, middle - 1.5, 6.2, 0.6, dotted=True)]
    if room:
        rules.append(Rule(paper.right - room + 1, 6.2, paper.right, 6.2, 0.6, dotted=True))
    texts = (Text(paper.left, 5.6, first, font, _SIZE), Text(middle, 5.6, second, font, _SIZE))
    return Block(7.4, texts=texts, rules=tuple(rules))


def grouped(text: str, by: int = 4) -> str:
    """Letters or digits in groups that an eye can compare: `1a2b 3c4d 5e6f 7081`."""
    return " ".join(text[start : start + by] for start in range(0, len(text), by))


def _check(paper: Paper, check: str) -> Block:
    """How the receiver knows that the file is the one of this record."""
    said = N_(
        "The receiver's program shows this number before anything is taken in. "
        "Another number: not the package of this record."
    )
    return _coded(paper, N_("Check number"), grouped(check), said, check)


def _key(paper: Paper, handed: Handover) -> Block:
    """How the receiver knows, once, that the key that signed is the sender's."""
    said = N_(
        "When this computer sends for the first time, the receiver types these words or scans the code: "
        "then the key is confirmed."
    )
    return _coded(paper, N_("Key of the sender"), handed.key, said, handed.key_digits)


def _coded(paper: Paper, label: str, words: str, said: str, code: str) -> Block:
    """A QR at the left; beside it the same as words that an eye can compare, and what the receiver does with them."""
    say, face = paper.language.say, paper.face
    left = paper.left + _SIDE + 6
    wide = paper.right - left
    texts = [
        Text(left, 4.2, clean(say(label)), face.bold, _SIZE),
        Text(left, 10.2, clean(words), face.bold, 14),
    ]
    for place, line in enumerate(wrap(say(said), face.regular, 10, wide)):
        texts.append(Text(left, 15.2 + place * 4.4, line, face.regular, 10))
    return Block(_SIDE + 1, texts=tuple(texts), areas=squares(code, x=paper.left, y=0.5, side=_SIDE))


def _total_columns(paper: Paper) -> tuple[PaperColumn, ...]:
    say = paper.language.say
    what, count = say(N_("Totals to compare")), say(N_("Number"))
    return (
        PaperColumn(what, 58),
        PaperColumn(count, 24, "right"),
        PaperColumn(what, 58),
        PaperColumn(count, 24, "right"),
    )


def _total_rows(paper: Paper, totals: dict[str, int]) -> Sequence[PaperRow]:
    say, number = paper.language.say, paper.language.number
    cells = [(say(words), number(totals.get(name, 0))) for name, words in TOTALS]
    cells += [("", "")] * (len(cells) % 2)
    half = len(cells) // 2
    return [PaperRow((*left, *right)) for left, right in zip(cells[:half], cells[half:], strict=True)]


def record_beside(package: Path) -> Path:
    """Where the record stands: `26Q3-00004-returns-0001-1a2b3c4d.zip` → `26Q3-00004-0001-1a2b3c4d-ban-giao.pdf` beside it.

    Without the word for the kind, so that who names all returns by a pattern does not name the records with them.
    """
    period, unit, _, *rest = package.name.partition(".")[0].split("-")
    return package.with_name("-".join((period, unit, *rest, "ban-giao.pdf")))


def print_handover(station: Station, package: Package, file: Path, *, language: Language, to: Path) -> None:
    """Print the record of handing over `file`, the written package; the control totals are those of now."""
    period = next(each for each in periods(station) if each.key == package.period)
    kind, _, name = package.receiver.partition(":")
    receiver = station.catalogue.unit_named(UnitKey.parse(name)).agency if kind == "unit" else name
    counts = carried(station, package)
    handed = Handover(
        period=period_words(station, period, language),
        giver=station.catalogue.unit_named(station.unit).agency,
        receiver=receiver,
        about=station.catalogue.unit_named(package.unit).agency,
        number=package.number,
        file=file.name,
        size=file.stat().st_size,
        lines=counts.lines,
        keyings=counts.keyings,
        texts=counts.texts,
        id=package.id,
        key=fingerprint_words(from_text(station.public_key)),
        key_digits=fingerprint_digits(from_text(station.public_key)),
        check=check_number(package.id),
        totals=dict(read_book(station, period, package.unit, late=True).ledger.totals),
        remark=language.say(NOBODY_INDEPENDENT) if lacks_independence(station, period.code) else "",
    )
    print_handover_record(handed=handed, heading=heading_of(station), language=language, to=to)
