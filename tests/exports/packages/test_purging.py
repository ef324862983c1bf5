"""Purging free texts: they leave the base, the kept packages and the backups, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.checking import check_package, open_returns
from exports.packages.findings import PackageBroken
from exports.packages.forward import forward
from exports.packages.purging import KeptUnreadable, Purged, purge
from exports.packages.receive import merge_packages
from exports.packages.sealing import cut_texts
from exports.packages.send import send_returns
from exports.proof.rebuilding import rebuild
from models.domain.basics.units import UnitKey
from models.services.figures.deriving import rebuild_all
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.keying.keying import key_form
from models.services.office.backups import back_up, backups
from models.services.office.periods import find_period
from models.store.database import Station
from models.store.sql import rows
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import alike
from tests.builders.offices import Offices

WORDS = "Chờ lâu quá"


def keyed(offices: Offices, text: str = WORDS) -> Path:
    """Two forms more, one of them with a comment; the package that the ward then keeps of what it sent."""
    station, period = offices.first, offices.period
    by = person(station, "lan")
    for serial, said in zip(
        issue_forms(station, period, variant="CN", count=2, act=act_of(by)).serials, (text, ""), strict=True
    ):
        given = alike(station, text=said)
        key_form(station, period, serial=serial, answers=given, seconds=30, act=act_of(by, salt=str(serial)))
    sent = send_returns(station, period, out=offices.folder, act=act_of()).path
    return station.packages / sent.name.removesuffix(".age")


def texts(station: Station) -> list[str]:
    return sorted(row[0] for row in rows(station.db, "SELECT content FROM text"))


def purged(offices: Offices) -> Purged:
    return purge(offices.hub, find_period(offices.hub, "26Q3"), WARD, act=act_of(person(offices.hub, "ha")))


def figures(station: Station) -> object:
    book = read_book(station, find_period(station, "26Q3"), WARD)
    return {serial: (form.state, form.settled) for serial, form in book.ledger.forms.items()}, book.ledger.totals


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_a_purged_text_is_nowhere_in_the_folder_of_the_station(offices: Offices) -> None:
    merge_packages(offices.hub, [keyed(offices)], act=act_of())
    back_up(offices.hub, reason="asked", act=act_of())
    before = figures(offices.hub)
    assert WORDS.encode() in everything_in(offices.hub.folder)
    assert purged(offices) == Purged(texts=1, packages=1)
    assert figures(offices.hub) == before
    assert WORDS.encode() not in everything_in(offices.hub.folder)
    for file in offices.hub.packages.glob("*-returns-*.zip"):
        assert open_returns(file.read_bytes()).streams[0].texts == ()
    assert [backup.reason for backup in backups(offices.hub)] == ["purge"]


def test_a_cut_package_is_the_same_package_and_still_proven(offices: Offices) -> None:
    path = keyed(offices)
    whole = check_package(path)
    path.write_bytes(cut_texts(path.read_bytes()))
    cut = check_package(path)
    assert cut.is_right
    assert (cut.id, cut.facts, cut.descriptor) == (whole.id, whole.facts, whole.descriptor)


def test_every_changed_byte_of_a_cut_package_is_refused(offices: Offices) -> None:
    data = cut_texts(keyed(offices).read_bytes())
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x15
        with pytest.raises(PackageBroken):
            open_returns(bytes(changed))


def test_a_cut_package_is_taken_in_with_a_notice_and_the_whole_one_brings_the_texts_later(offices: Offices) -> None:
    path = keyed(offices)
    whole = path.read_bytes()
    path.write_bytes(cut_texts(whole))
    (merged,) = merge_packages(offices.hub, [path], act=act_of()).packages
    assert "texts_cut" in {notice.kind for notice in merged.notices}
    assert texts(offices.hub) == []
    path.write_bytes(whole)
    assert merge_packages(offices.hub, [path], act=act_of()).total("new") == 0
    assert texts(offices.hub) == [WORDS]
    (kept,) = offices.hub.packages.glob("*-returns-*.zip")
    assert kept.read_bytes() == whole


def test_after_a_purge_only_later_texts_are_taken_and_no_purged_one_is_kept(offices: Offices) -> None:
    first = keyed(offices)
    merge_packages(offices.hub, [first], act=act_of())
    purged(offices)
    merge_packages(offices.hub, [first, keyed(offices, "Nhân viên tận tình")], act=act_of())
    assert texts(offices.hub) == ["Nhân viên tận tình"]
    assert WORDS.encode() not in everything_in(offices.hub.folder)
    for file in offices.hub.packages.glob("*-returns-*.zip"):
        assert open_returns(file.read_bytes()).streams[0].texts == ()


def test_a_rebuild_keeps_the_texts_that_no_kept_package_holds(offices: Offices) -> None:
    merge_packages(offices.hub, [keyed(offices)], act=act_of())
    purged(offices)
    merge_packages(offices.hub, [keyed(offices, "Nhân viên tận tình")], act=act_of())
    before = figures(offices.hub)
    rebuild(offices.hub, act=act_of())
    rebuild_all(offices.hub)
    assert texts(offices.hub) == ["Nhân viên tận tình"]
    assert figures(offices.hub) == before


def test_a_hub_forwards_the_cut_package(offices: Offices, tmp_path: Path) -> None:
    merge_packages(offices.hub, [keyed(offices)], act=act_of())
    purged(offices)
    period = find_period(offices.hub, "26Q3")
    above = UnitKey.parse("00@2008-08-01")
    made = forward(offices.hub, period, out=tmp_path, to=above, act=act_of())
    assert [check_package(path).is_right for path in made.originals] == [True]
    assert open_returns(made.originals[0].read_bytes()).sealed.is_cut


@pytest.mark.in_a_file
def test_a_kept_package_that_does_not_read_stops_the_purge(offices: Offices) -> None:
    merge_packages(offices.hub, [keyed(offices)], act=act_of())
    (kept,) = offices.hub.packages.glob("*-returns-*.zip")
    kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(KeptUnreadable):
        purged(offices)
    assert texts(offices.hub) == [WORDS]
