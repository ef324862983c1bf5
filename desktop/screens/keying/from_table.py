"""Keying the rows of a table at once, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.office import Office
from desktop.screens.taken_in import TakenIn
from models.acts import Act
from models.domain.basics.problems import N_
from models.services.keying.key_import import KeyImport, import_keyings


def key_table(office: Office, file: Path, *, second: bool, then: Callable[[TakenIn], None]) -> None:
    """Key the rows of a csv or xlsx table as the person at the desk; hands over what became of them."""
    station, period = office.here, office.chosen_period

    def work(act: Act) -> KeyImport:
        return import_keyings(station, period, file, second=second, act=act)

    def done(made: KeyImport) -> None:
        mend = N_(
            "Correct the rows that are listed and choose the file again: what is here already is not keyed twice."
        )
        then(TakenIn(_what_became(made, office), made.account, file, office.say(mend) if made.refused else ""))

    office.run(work, then=done, title=office.say(N_("Keying the table")))


def _what_became(made: KeyImport, office: Office) -> str:
    """The table in one sentence."""
    number = office.language.number
    said = N_("{rows} rows: {new} keyed, {here} here already, {refused} refused.")
    return office.say(said, rows=number(made.rows), new=number(made.new), here=number(made.already_here),
                      refused=number(len(made.refused)))  # fmt: skip
