"""Keying the rows of a table at once, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.office import Office, Topic
from models.domain.basics.problems import N_
from models.progress import Progress
from models.services.keying.key_import import KeyImport, import_keyings


def key_table(office: Office, file: Path, *, second: bool, then: Callable[[KeyImport], None]) -> None:
    """Key the rows of a csv or xlsx table as the person at the desk; hands over what became of them."""
    station, period = office.here, office.chosen_period

    def work(progress: Progress) -> KeyImport:
        return import_keyings(station, period, file, second=second, act=office.act(progress))

    def done(made: KeyImport) -> None:
        office.announce(Topic.KEYINGS, Topic.FORMS, Topic.RESULTS)
        then(made)

    office.tasks.run(work, then=done, title=office.say(N_("Keying the table")))


def what_became(made: KeyImport, office: Office) -> str:
    """The table in one sentence."""
    number = office.language.number
    said = N_("{rows} rows: {new} keyed, {here} here already, {refused} refused.")
    return office.say(said, rows=number(made.rows), new=number(made.new), here=number(made.already_here),
                      refused=number(len(made.refused)))  # fmt: skip


def refused_rows(made: KeyImport, office: Office) -> list[tuple[str, ...]]:
    """Row of the file, form number, and why it was not keyed."""
    return [(str(each.row), each.serial, office.language.problem(each.problem)) for each in made.refused]
