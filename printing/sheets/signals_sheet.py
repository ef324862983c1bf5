"""B11, signals of irregularity: for the office's own eyes, never a part of the report that is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from models.domain.problems import N_
from models.domain.quality_tables import Signals, signal_tables
from models.domain.units import Unit
from models.language import Language
from models.language.tables import words
from printing.document import Paper, print_paper
from printing.fonts import Face
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import put_table

CODE = "signals"
TITLE = N_("SIGNALS OF IRREGULARITY")
SUBJECT = N_("in the survey forms of {agency}")


def print_signals(signals: Signals, imprint: Imprint, *, language: Language, to: BinaryIO | Path) -> None:
    """Write the sheet as PDF. The same signals give the same bytes; refuses letters that the face lacks."""
    say, number = language.say, language.number

    def compose(paper: Paper) -> None:
        about = (say(SUBJECT, agency=signals.unit.agency),)
        opening(paper, imprint, kind=say(TITLE), about=about, is_reference=False)
        told = N_(
            "Valid forms looked at: {forms}. Signals that ask for a look at the paper: {striking}; forms named: {serials}."
        )
        sentence = say(
            told,
            forms=number(signals.forms),
            striking=number(len(signals.striking)),
            serials=number(len(signals.serials)),
        )
        paper.paragraph(f"{sentence} {say(INTERNAL)}", indent=10)
        for table in signal_tables(signals):
            paper.gap(3)
            paper.heading(words(language, table.title))
            put_table(paper, table, size=9.5)

    title = f"{say(TITLE)} – {signals.unit.full_name}"
    print_paper(
        to=to,
        title=title,
        language=language,
        compose=compose,
        footer=simple_footer(imprint, signals.unit, signals.period, language),
    )


INTERNAL = N_("For internal use: it names persons who keyed.")


def simple_footer(imprint: Imprint, unit: Unit, period: str, language: Language) -> Callable[[Face], Sequence[str]]:
    """The footer of a sheet that has no figures to be proven."""

    def lines(face: Face) -> Sequence[str]:
        told = N_("Period {period} · {code} {unit} · Sổ Phiếu {version} · typeface {face}")
        return (
            language.say(
                told, period=period, code=unit.key.code, unit=unit.full_name, version=imprint.version, face=face.name
            ),
        )

    return lines
