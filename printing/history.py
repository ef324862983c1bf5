"""The history of an office on paper: who did what, when, and at which computer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.language import Language
from models.services.exchange.history import Happened, computer_told
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.heading import heading_of
from printing.tables import PaperColumn, PaperRow

TITLE = N_("HISTORY OF WHAT WAS DONE")


def print_history(
    station: Station, acts: Sequence[Happened], *, asked: str, language: Language, to: BinaryIO | Path
) -> int:
    """Print the acts in the order given, upright, under what was asked for; answers how many."""
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), asked)
        if not acts:
            paper.paragraph(say(N_("Nothing of this kind was done.")), size=11)
            return
        columns = [
            PaperColumn(say(N_("No.")), 10, "centre"),
            PaperColumn(say(N_("When")), 23),
            PaperColumn(say(N_("Who did it")), 31),
            PaperColumn(say(N_("Computer")), 24),
            PaperColumn(say(N_("What was done, why")), 76),
        ]
        rows = [
            PaperRow(
                (
                    str(place),
                    language.datetime(datetime.fromisoformat(each.at)),
                    each.name,
                    language.sentence(computer_told(station, each.station)),
                    act_told(station, each, language),
                )
            )
            for place, each in enumerate(acts, 1)
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose)
    return len(acts)


def act_told(station: Station, done: Happened, language: Language) -> str:
    """What was done, about which period and which other office, with the reason in brackets."""
    told = language.sentence(done.told)
    places = [done.period] if done.period else []
    if done.unit is not None and done.unit != station.unit:
        places.append(station.catalogue.unit_named(done.unit).full_name)
    where = f"{' · '.join(places)}: " if places else ""
    why = language.sentence(done.reason)
    return f"{where}{told} ({why})" if why else f"{where}{told}"
