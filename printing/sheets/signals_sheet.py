"""B11, signals of irregularity: for the office's own eyes, never a part of the report that is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.basics.units import Unit
from models.domain.signals.hub_signals import HubSignals, hub_signal_tables
from models.domain.signals.quality_tables import Signals, signal_tables
from models.language import Language
from models.language.tables import words
from printing.document import Paper, print_paper
from printing.fonts import Face
from printing.sheets.frame import Imprint, opening
from printing.sheets.paper_tables import put_table

CODE = "signals"
TITLE = N_("SIGNALS OF IRREGULARITY")
SUBJECT = N_("in the survey forms of {agency}")
HUB_SUBJECT = N_("in the survey forms of the offices of {agency}")


def print_signals(signals: Signals | HubSignals, imprint: Imprint, *, language: Language, to: BinaryIO | Path) -> None:
    """Write the sheet of an office, or of a hub about all its offices, as PDF.

    The same signals give the same bytes; refuses letters that the face lacks.
    """
    say = language.say
    if isinstance(signals, HubSignals):
        unit, tables, about = signals.hub, hub_signal_tables(signals), say(HUB_SUBJECT, agency=signals.hub.agency)
    else:
        unit, tables, about = signals.unit, signal_tables(signals), say(SUBJECT, agency=signals.unit.agency)

    def compose(paper: Paper) -> None:
        opening(paper, imprint, kind=say(TITLE), about=(about,), is_reference=False)
        paper.paragraph(sentence(signals, language), indent=10)
        for table in tables:
            paper.gap(3)
            paper.heading(words(language, table.title))
            put_table(paper, table, size=9.5)

    print_paper(
        to=to,
        title=f"{say(TITLE)} – {unit.full_name}",
        language=language,
        compose=compose,
        footer=simple_footer(imprint, unit, signals.period, language),
    )


def sentence(signals: Signals | HubSignals, language: Language) -> str:
    """What the sheet says before its tables."""
    say, number = language.say, language.number
    if isinstance(signals, HubSignals):
        told = N_("Offices looked at: {offices}; offices with something to look at: {striking}; valid forms: {forms}.")
        facts = {"offices": len(signals.every), "striking": len(signals.striking), "forms": signals.forms}
        return say(told, **{name: number(value) for name, value in facts.items()})
    told = N_(
        "Valid forms looked at: {forms}. Signals that ask for a look at the paper: {striking}; forms named: {serials}."
    )
    facts = {"forms": signals.forms, "striking": len(signals.striking), "serials": len(signals.serials)}
    return f"{say(told, **{name: number(value) for name, value in facts.items()})} {say(INTERNAL)}"


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
