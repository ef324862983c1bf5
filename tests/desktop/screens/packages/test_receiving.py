"""Receiving: a preview that changes nothing, then the deed, and what waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.screens.packages.receiving.presenter import Presenter
from desktop.tasks import ImmediateTasks
from exports.packages.receipt import write_receipt
from exports.packages.receive import NoPackages, merge_packages
from models.progress import Cancelled
from models.services.exchange.packages import packages
from models.services.forms.issuing import issue_forms
from models.services.office.backups import backups
from models.services.office.periods import find_period
from models.store import derived
from tests.builders.acts import WARD, act_of
from tests.builders.exchange import refounded, section, send, serials
from tests.builders.forms import alike, key
from tests.builders.offices import Offices
from tests.builders.surveys import closed_by_hub

LATER = "2026-10-06T09:00:00+07:00"


def test_a_preview_tells_office_by_office_and_changes_nothing(strangers: Offices) -> None:
    hub = section(Presenter, strangers.hub)
    hub.preview((send(strangers, is_sealed=False),))
    office, period, packages_, new, *rest = hub.unit_rows()[0]
    assert (office, period, packages_) == ("Phường Ba Đình", "26Q3", "1")
    assert int(new) > 0
    assert rest == ["0", "0", "0", "0", "0"]
    assert hub.file_rows()[0][1] == "can be taken in"
    assert "Nobody here has confirmed the key" in hub.unit_told(0)[0]
    assert [each.kind for each in packages(strangers.hub)] == ["campaign"]
    assert not backups(strangers.hub)
    assert not hub.rows()


def test_one_key_takes_in_what_was_looked_at_after_a_backup(strangers: Offices) -> None:
    hub = section(Presenter, strangers.hub)
    hub.preview((send(strangers, is_sealed=False),))
    hub.take_in()
    assert hub.laid is not None
    assert hub.laid.is_done
    assert hub.file_rows()[0][1] == "taken in"
    assert [copy.reason for copy in backups(strangers.hub)] == ["merge"]
    assert hub.key_to_compare == strangers.first.id
    hub.take_in()
    assert len(backups(strangers.hub)) == 1


def test_going_back_leaves_everything_as_it_was(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.preview((send(offices, is_sealed=False),))
    hub.put_away()
    hub.take_in()
    assert hub.laid is None
    assert hub.unit_rows() == hub.file_rows() == hub.change_rows() == []
    assert len(packages(offices.hub)) == 1


def test_the_forms_whose_answers_change_are_listed(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.preview((send(offices, is_sealed=False),))
    hub.take_in()
    assert hub.unit_rows()[0][-1] == "0 → 3"
    serial = serials(offices)[0]
    key(offices.first, serial, alike(offices.first, "2"), by="mai", second=True)
    hub.preview((send(offices, at=LATER, is_sealed=False),))
    assert hub.unit_rows()[0][-1] == "1"
    assert hub.change_rows() == [(str(serial), "Phường Ba Đình", "26Q3", "valid", "disputed")]


def test_what_is_taken_in_is_told_in_forms_and_that_it_counts_from_the_next_edition(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    told: list[str] = []
    hub.office.tell = told.append
    closed_by_hub(arrived.hub, find_period(arrived.hub, "26Q3"))
    key(arrived.first, serials(arrived)[0], alike(arrived.first, "2"), by="mai", second=True)
    hub.preview((send(arrived, at=LATER, is_sealed=False),))
    hub.take_in()
    assert hub.unit_rows()[0][-1] == "3 → 2"
    assert told == ["Valid forms of these offices: 3 → 2. Edition 1 stays as it is; this counts from edition 2."]


def test_what_a_cross_table_needs_of_an_office_is_worked_out_once_its_package_is_in(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    titles: list[str] = []
    hub.office.tasks = ImmediateTasks(lambda step: titles.append(step.title))
    hub.preview((send(offices, is_sealed=False),))
    assert not derived.told(offices.hub.db, offices.period.key, None)
    hub.take_in()
    assert list(derived.told(offices.hub.db, offices.period.key, None)) == [str(WARD)]
    assert titles[-1] == "Preparing cross-tables and exports"
    titles.clear()
    hub.preview((send(offices, at=LATER, is_sealed=False),))
    hub.take_in()
    assert "Preparing cross-tables and exports" not in titles, "nothing came"


def test_a_damaged_file_is_told_with_its_next_step_and_the_others_go_in(offices: Offices) -> None:
    path = send(offices, is_sealed=False)
    (path.parent / "a-hong.zip").write_bytes(path.read_bytes()[:900])
    hub = section(Presenter, offices.hub)
    hub.preview((path.parent,))
    assert [row[1] for row in hub.file_rows()] == ["can be taken in", "turned back"]
    assert "again" in hub.file_told(1)[0]
    assert "2 packages, 1 of them not to be taken in" in hub.summary()
    hub.take_in()
    assert [row[1:3] for row in hub.rows()] == [("turned back", "a-hong.zip")]
    assert "again" in hub.kept_reasons(0)[0]
    assert hub.waiting == 0


def test_another_key_comes_in_without_effect_and_leads_to_the_keys(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.preview((send(offices, is_sealed=False),))
    hub.take_in()
    changed = replace(offices, first=refounded(offices.first))
    led: list[tuple[str, str]] = []
    hub.lead = lambda code, about: led.append((code, about))
    issue_forms(changed.first, changed.period, variant="CN", count=2, act=act_of())
    hub.preview((send(changed, at=LATER, is_sealed=False),))
    assert [row[1] for row in hub.file_rows()] == ["can be taken in"]
    assert "no computer of that office known here vouches for" in hub.file_told(0)[0]
    hub.take_in()
    assert (hub.waiting, hub.rows()) == (0, [])
    assert hub.key_to_compare == changed.first.id
    hub.compare_key(hub.key_to_compare)
    assert led == [("packages.keys", changed.first.id)]
    changed.first.close()


def test_stopping_a_preview_takes_nothing_in(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    tasks = ImmediateTasks(lambda step: tasks.cancel() if step.done == 0 else None)
    hub.office.tasks = tasks
    with pytest.raises(Cancelled):
        hub.preview((send(offices, is_sealed=False), send(offices, at=LATER, is_sealed=False)))
    assert hub.laid is None
    assert len(packages(offices.hub)) == 1


def test_an_empty_folder_is_refused(offices: Offices) -> None:
    (offices.folder / "leer").mkdir()
    with pytest.raises(NoPackages):
        section(Presenter, offices.hub).preview((offices.folder / "leer",))


def test_a_receipt_is_taken_in_although_it_brings_no_line(offices: Offices) -> None:
    merge_packages(offices.hub, [send(offices, is_sealed=False)], act=act_of())
    receipt = write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of())
    ward = section(Presenter, offices.first)
    ward.preview((receipt.path,))
    assert ward.file_rows()[0][1] == "can be taken in"
    assert "3 of 3 keyed forms are received" in ward.unit_told(0)[-1]
    ward.take_in()
    assert ward.file_rows()[0][1] == "taken in"
