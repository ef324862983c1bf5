"""Signals of irregularity on paper: for the office's own eyes, never a part of the report that is published."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.sheets.signals import Signals, signal_tables
from models.language import Language
from models.language.tables import words
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.sheets.frame import imprint_of, opening, simple_footer
from printing.sheets.paper_tables import put_table

TITLE = N_("SIGNALS OF IRREGULARITY")
ABOUT = N_("in the survey forms of {agency}")
ABOUT_OFFICES = N_("in the survey forms of the offices of {agency}")
INTERNAL = N_("For internal use: it names persons who keyed.")


def print_signals(
    station: Station, period: Period, signals: Signals, *, language: Language, to: BinaryIO | Path
) -> None:
    """Write the signals as PDF. The same signals give the same bytes; refuses letters that the face lacks."""
    say, unit = language.say, signals.unit
    imprint = imprint_of(station, period)

    def compose(paper: Paper) -> None:
        about = say(ABOUT_OFFICES if signals.by_office else ABOUT, agency=unit.agency)
        opening(paper, imprint, kind=say(TITLE), about=(about,), is_reference=False)
        paper.paragraph(sentence(signals, language), indent=10)
        for table in signal_tables(signals):
            paper.gap(3)
            paper.heading(words(language, table.title))
            put_table(paper, table, size=9.5)

    print_paper(
        to=to,
        title=f"{say(TITLE)} – {unit.full_name}",
        language=language,
        compose=compose,
        footer=simple_footer(imprint, unit, language),
    )


def sentence(signals: Signals, language: Language) -> str:
    """What the sheet says before its tables."""
    say, number = language.say, language.number
    if signals.by_office:
        told = N_("Offices looked at: {offices}; offices with something to look at: {striking}; valid forms: {forms}.")
        facts = {"offices": len(signals.offices), "striking": len(signals.striking), "forms": signals.forms}
        return say(told, **{name: number(value) for name, value in facts.items()})
    told = N_(
        "Valid forms looked at: {forms}. Signals that ask for a look at the paper: {striking}; forms named: {serials}."
    )
    own = signals.offices[0]
    facts = {"forms": own.forms, "striking": len(own.striking), "serials": len(own.serials)}
    return f"{say(told, **{name: number(value) for name, value in facts.items()})} {say(INTERNAL)}"
