"""One form after the other keyed at the screen of an office of any size, without a window."""

from __future__ import annotations

from pathlib import Path

from desktop.screens.keying.presenter import Presenter
from models.domain.basics.people import Person
from models.domain.book.facts import Keying, Kind, Stream
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from tests.builders.acts import AT, act_of
from tests.builders.desks import office_at
from tests.builders.forms import GOOD
from tests.builders.streams import heard_stream
from tests.builders.surveys import period_of, ward


def office_of(folder: Path, forms: int) -> Presenter:
    """The keying screen of an office in which nine of ten forms are keyed by two other people."""
    station = ward(folder / str(forms))
    period = period_of(station)
    lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(station, period, variant="CN", count=forms, act=act_of(lan))
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of(lan))
    questionnaire = questionnaire_for(station, period, "CN")
    marks = "4" * len(questionnaire.singles)
    with station.transaction():
        number = heard_stream(station, Stream("other", station.unit, period.key))
        keyed = list(batch.serials)[forms // 10 :]
        lines = (
            Keying(
                "other",
                n,
                str(serial),
                questionnaire.coding,
                marks,
                "{}",
                "",
                "",
                f"00004/{'an' if n % 2 else 'lan'}",
                AT,
                50,
            )
            for n, serial in enumerate(keyed, 1)
        )
        journal.put_lines(station.db, number, lines)
    made = Presenter(office_at(station))
    made.refresh()
    drawn(made)
    return made


def drawn(desk: Presenter) -> object:
    """All that the screen reads from its presenter when it is drawn."""
    return desk.obstacle, desk.day, desk.left, desk.next_form, desk.papers, desk.unfinished


def opens(desk: Presenter) -> None:
    assert desk.next_form is not None
    desk.open_typed(desk.next_form.short)
    drawn(desk)


def answers(desk: Presenter) -> None:
    for name, code in GOOD.items():
        desk.save(name, code)


def finishes(desk: Presenter) -> None:
    if desk.finish() is not None:
        desk.finish()
    desk.refresh()
    drawn(desk)
