"""The slip that goes with a batch of forms: which serials, how many, what came back; no names of respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.months import month_told
from models.domain.book.periods import Period
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.forms.issuing import batches as batches_of
from models.services.office.questionnaires import questionnaires
from models.store.database import Station
from printing.blocks import Block, Box, Rule, Text
from printing.document import Heading, Paper, Signature, a_page_each, print_paper
from printing.fonts import clean, width, wrap
from printing.heading import heading_of, procedure_words
from printing.questionnaire_form import NothingToPrint

SLIP = N_("SLIP FOR A BATCH OF FORMS")

HAND_COUNTS = (
    N_("Forms received with this slip"),
    N_("Handed out"),
    N_("Returned"),
    N_("Refused"),
    N_("Lost"),
    N_("Spoiled"),
    N_("Left over, given back"),
)
"""What is counted by hand, one row each."""

_SIZE = 12.0
_LEADING = 5.2


@dataclass(frozen=True, slots=True)
class BatchSlip:
    """One batch as issued: its first and last serial, how many, and what is known of it (empty: not known)."""

    first: str
    last: str
    issued: int
    period: str
    questionnaire: str
    sector: str = ""
    procedure: str = ""
    month: str = ""
    number: int = 1
    of: int = 1


def print_slips(
    *,
    batches: Sequence[BatchSlip],
    heading: Heading,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """One page per batch: what was issued, boxes for the hand count, and the two signatures. Names no respondent."""
    print_paper(
        to=to,
        title=language.say(SLIP),
        language=language,
        compose=a_page_each(batches, lambda paper, batch: _compose_slip(paper, batch, heading)),
        footer=(language.say(N_("Keep this slip with its forms. Write no name of a respondent on it.")),),
        progress=progress,
    )


def _compose_slip(paper: Paper, batch: BatchSlip, heading: Heading) -> None:
    say = paper.language.say
    paper.header(heading)
    paper.title(say(SLIP), say(N_("Batch {number} of {total}"), number=batch.number, total=batch.of))
    facts = [
        (N_("Period:"), batch.period),
        (N_("Questionnaire:"), batch.questionnaire),
        (N_("From serial:"), batch.first),
        (N_("To serial:"), batch.last),
        (N_("Forms issued:"), paper.language.number(batch.issued)),
        (N_("Field:"), batch.sector),
        (N_("Procedure:"), batch.procedure),
    ]
    if batch.month:
        facts.append((N_("Counted in the month:"), batch.month))
    labels = [clean(say(label)) for label, _ in facts]
    start = paper.left + max(width(label, paper.face.regular, _SIZE) for label in labels) + 3
    for label, (_, words) in zip(labels, facts, strict=True):
        lines = wrap(words, paper.face.bold, _SIZE, paper.right - start) or ("",)
        down = [5.6 + n * _LEADING for n in range(len(lines))]
        paper.block(
            Block(
                down[-1] + 2.6,
                texts=(
                    Text(paper.left, 5.6, label, paper.face.regular, _SIZE),
                    *(Text(start, y, line, paper.face.bold, _SIZE) for y, line in zip(down, lines, strict=True)),
                ),
                rules=(Rule(start, down[-1] + 1.3, paper.right, down[-1] + 1.3, 0.6, dotted=True),),
            )
        )
    paper.heading(say(N_("Counted by hand")), size=_SIZE)
    paper.gap(1)
    for count in HAND_COUNTS:
        paper.block(_counted(paper, clean(say(count))))
    paper.gap(2)
    paper.heading(say(N_("Serials that were spoiled, lost or refused")), size=_SIZE)
    for _ in range(3):
        paper.block(Block(8.5, rules=(Rule(paper.left, 8, paper.right, 8, 0.6, dotted=True),)))
    hint = say(N_("(signature, full name, day)"))
    paper.signatures(Signature((say(N_("HANDED OVER BY")),), hint), Signature((say(N_("RECEIVED BY")),), hint))


def _counted(paper: Paper, label: str) -> Block:
    """A label and four boxes for one number."""
    boxes = tuple(Box("", str(n + 1), paper.left + 85 + n * 8, 0.8, 8, 8) for n in range(4))
    return Block(9.8, texts=(Text(paper.left, 6.2, label, paper.face.regular, _SIZE),), boxes=boxes)


def print_batch_slips(
    station: Station, period: Period, *, language: Language, to: Path, progress: Progress = NO_PROGRESS
) -> int:
    """Print the slip of every batch of this office; answers how many."""
    made = batches_of(station, period)
    if not made:
        raise NothingToPrint
    titles = {each.id: each.title for each in sorted(questionnaires(station), key=lambda each: each.edition)}
    slips = [
        BatchSlip(
            first=str(batch.serials.first),
            last=str(batch.serials.last),
            issued=batch.count,
            period=_period_dates(period, language),
            questionnaire=titles.get(batch.questionnaire, batch.questionnaire),
            sector=batch.sector,
            procedure=procedure_words(station.catalogue, batch.procedure),
            month=month_told(batch.month) if batch.month else "",
            number=number,
            of=len(made),
        )
        for number, batch in enumerate(made, 1)
    ]
    print_slips(batches=slips, heading=heading_of(station), language=language, to=to, progress=progress)
    return len(slips)


def _period_dates(period: Period, language: Language) -> str:
    """Code, name and evaluated dates, for a line that is already called "period"."""
    first, last = language.date(period.evaluated_from), language.date(period.evaluated_to)
    return f"{period.code} – {period.name} ({first} – {last})"
