"""When the list of dossiers is deleted, no name of it stays in any file that the program made; the rest is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exports.proof.verifying import verify_station
from exports.visit_workbook import write_visits
from models.language import load
from models.services.forms.frames import PurgedFrame, entries, import_frame, purge_frame
from models.services.forms.sampling import draw, drawn_people
from models.services.office.backups import back_up, restore
from models.services.office.remains import note_list_written, remains
from models.services.office.second_place import choose_second_place
from models.store.database import Station
from printing.visit_list import print_visits
from tests.builders.acts import act_of
from tests.builders.surveys import period_26q3

LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"
LATER = "2026-10-06T08:00:00+07:00"


def taken(station: Station, file: Path = LIST) -> bytes:
    """A list is taken in and people are drawn; one of their names."""
    period = period_26q3(station)
    import_frame(station, period, file, act=act_of())
    draw(station, period, seed="x", size=20, margin=None, act=act_of())  # type: ignore[arg-type]  # not used with a size
    return entries(station, period)[7].name.encode()


def holding(name: bytes, *places: Path) -> list[str]:
    """The files in which a name stands."""
    return sorted(
        str(path.relative_to(place))
        for place in places
        for path in place.rglob("*")
        if path.is_file() and name in path.read_bytes()
    )


def purged(station: Station) -> PurgedFrame:
    return purge_frame(station, act=act_of())


def test_no_copy_of_a_name_stays(station: Station, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    choose_second_place(station, stick, act=act_of())
    name = taken(station)
    copy = back_up(station, reason="asked", act=act_of())
    station.close()
    back = restore(station.folder, file=copy, chance="new", at=LATER)
    back_up(back, reason="asked", act=act_of(at=LATER))
    for left in ("backups/x.part", "packages/.12-0.part"):
        (back.folder / left).write_bytes(name)
    (back.folder / "rehearsal.part").mkdir()
    (back.folder / "rehearsal.part" / "so-phieu.sqlite").write_bytes(name)
    assert len(holding(name, station.folder)) >= 6
    assert len(holding(name, stick)) >= 2
    done = purged(back)
    assert done.dossiers == 547
    assert holding(name, station.folder, stick) == []
    assert [each.file for each in done.remains] == [LIST]
    back.close()


def test_lists_that_were_written_go_too_unless_somebody_changed_them(station: Station, tmp_path: Path) -> None:
    source = Path(shutil.copy(LIST, tmp_path / "list.xlsx"))
    name, period, language = taken(station, source), period_26q3(station), load("vi")
    pdf, same, changed = (tmp_path / each for each in ("visits.pdf", "same.xlsx", "changed.xlsx"))
    print_visits(station, period, language=language, to=pdf)
    for file in (same, changed):
        write_visits(*drawn_people(station, period), language=language, to=file)
        note_list_written(station, file)
    changed.write_bytes(changed.read_bytes() + b"!")
    source.unlink()
    done = purged(station)
    assert not pdf.exists()
    assert not same.exists()
    assert [each.file for each in done.remains] == [changed]
    found = verify_station(station)
    assert [each.file for each in found.remains] == [str(changed)]
    assert found.problems == ()
    changed.unlink()
    assert purged(station).remains == ()
    assert verify_station(station).remains == ()
    assert holding(name, station.folder) == []


def test_a_stick_that_is_out_is_named(station: Station, tmp_path: Path) -> None:
    stick, source = tmp_path / "usb", Path(shutil.copy(LIST, tmp_path / "list.xlsx"))
    stick.mkdir()
    choose_second_place(station, stick, act=act_of())
    taken(station, source)
    source.unlink()
    write_visits((), (), language=load("vi"), to=stick / "visits.xlsx")
    note_list_written(station, stick / "visits.xlsx")
    back_up(station, reason="asked", act=act_of())
    stick.rename(tmp_path / "elsewhere")
    assert {each.file for each in purged(station).remains} == {stick, stick / "visits.xlsx"}
    (tmp_path / "elsewhere").rename(stick)
    assert len(remains(station)) == 2
    assert purged(station).remains == ()


@pytest.mark.parametrize("harm", [b"", b"not a base"])
def test_data_set_aside_that_do_not_read_are_named(station: Station, tmp_path: Path, harm: bytes) -> None:
    source = Path(shutil.copy(LIST, tmp_path / "list.xlsx"))
    taken(station, source)
    source.unlink()
    aside = station.folder / "before-restore-1" / "so-phieu.sqlite"
    aside.parent.mkdir()
    aside.write_bytes(harm)
    assert [each.file for each in purged(station).remains] == [aside]


def test_while_there_is_a_list_nothing_remains(station: Station) -> None:
    taken(station)
    back_up(station, reason="asked", act=act_of())
    assert remains(station) == ()
