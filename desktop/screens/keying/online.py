"""Taking in answers from the network at the window: which questionnaire, what unknown columns hold, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.office import Office
from desktop.screens.taken_in import TakenIn
from models.acts import Act
from models.domain.basics.problems import N_
from models.domain.book.online_columns import IGNORED, OnlineColumns
from models.progress import Progress
from models.services.keying.online_import import OnlineImport, import_online, online_columns
from models.services.office.questionnaires import questionnaire_for


def look_at(office: Office, file: Path, variant: str, then: Callable[[OnlineColumns], None]) -> None:
    """Read the header of a file and hand over what its columns hold."""
    station, period = office.here, office.chosen_period

    def work(_: Progress) -> OnlineColumns:
        return online_columns(station, period, file, variant=variant)

    office.tasks.run(work, then=then, title=office.say(N_("Reading the answers")))


def take_in(
    office: Office, file: Path, variant: str, chosen: Mapping[str, str], then: Callable[[TakenIn], None]
) -> None:
    """Take in the answers as the person at the desk; hands over what became of them."""
    station, period = office.here, office.chosen_period

    def work(act: Act) -> OnlineImport:
        return import_online(station, period, file, variant=variant, chosen=chosen, act=act)

    def done(made: OnlineImport) -> None:
        mend = N_(
            "Correct the rows that are listed and choose the file again: what is here already is not taken twice."
        )
        then(TakenIn(_what_became(made, office), made.account, file, office.say(mend) if made.refused else ""))

    office.run(work, then=done, title=office.say(N_("Taking in the answers")))


def choices_for(office: Office, variant: str) -> list[tuple[str, str]]:
    """What an unknown column may hold: no answers, or one of the questions."""
    questionnaire = questionnaire_for(office.here, office.chosen_period, variant)
    asked = [(each.name, f"{each.number or each.name}. {each.label}"[:90]) for each in questionnaire.asked]
    return [(IGNORED, office.say(N_("holds no answers"))), *asked]


def _what_became(made: OnlineImport, office: Office) -> str:
    """The file in one sentence."""
    number = office.language.number
    said = N_("{rows} answers: {new} taken in, {here} here already, {refused} refused.")
    return office.say(said, rows=number(made.rows), new=number(made.new), here=number(made.already_here),
                      refused=number(len(made.refused)))  # fmt: skip
