"""Before anything is taken in: what would come of each office, and which accepted answers would change."""

from __future__ import annotations

from pathlib import Path

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.ledger import State
from models.domain.book.serials import Serial
from models.services.exchange.packages import packages
from models.services.forms.issuing import issue_forms
from models.store import journal
from models.store.database import Station
from tests.builders.acts import WARD, act_of
from tests.builders.forms import alike, key
from tests.builders.offices import Offices


def keyed(offices: Offices) -> tuple[Serial, ...]:
    """Two forms, issued and keyed on the first computer and taken in by the hub."""
    batch = issue_forms(offices.first, offices.period, variant="CN", count=2, act=act_of())
    for serial in batch.serials:
        key(offices.first, serial, alike(offices.first, "4"))
    merge_packages(offices.hub, [sent(offices.first, offices)], act=act_of())
    return tuple(batch.serials)


def sent(station: Station, offices: Offices) -> Path:
    return send_returns(station, offices.period, out=offices.folder, act=act_of()).path


def lines(station: Station) -> int:
    return sum(
        len(journal.every_content(station.db, number, stream.station))
        for number, stream in journal.all_streams(station.db).items()
    )


def test_a_preview_names_the_forms_whose_answers_would_change_and_keeps_nothing(offices: Offices) -> None:
    serials = keyed(offices)
    key(offices.second, serials[0], alike(offices.second, "2"), by="minh")
    key(offices.second, serials[1], alike(offices.second, "4"), by="minh")
    file, before = sent(offices.second, offices), (lines(offices.hub), packages(offices.hub))

    report = merge_packages(offices.hub, [file], preview=True, act=act_of())

    assert [(each.serial, each.before, each.after) for each in report.changes] == [
        (str(serials[0]), State.VALID, State.DISPUTED)
    ]
    (unit,) = report.by_unit()
    assert (unit.unit, unit.new, unit.already_here, unit.changes) == (str(WARD), 2, 0, report.changes)
    assert (lines(offices.hub), packages(offices.hub)) == before
    assert merge_packages(offices.hub, [file], act=act_of()).total("new") == report.total("new")


def test_the_same_again_changes_no_answer(offices: Offices) -> None:
    keyed(offices)
    report = merge_packages(offices.hub, [sent(offices.first, offices)], preview=True, act=act_of())
    assert (report.changes, report.total("new"), report.total("already_here")) == ((), 0, 4)


def test_a_file_nobody_can_read_stands_apart(offices: Offices, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"nothing")
    report = merge_packages(offices.hub, [broken], preview=True, act=act_of())
    assert [(each.unit, each.packages) for each in report.by_unit()] == [("", 1)]
