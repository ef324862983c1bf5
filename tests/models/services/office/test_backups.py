"""Copies that read back, and coming back from one as a new station."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from models import files
from models.domain.basics.problems import Problem
from models.domain.book.certificates import station_of
from models.files import FileLocked, FileMissing, private_folder
from models.security import from_text
from models.services.forms.frames import import_frame
from models.services.forms.ledger import read_book
from models.services.office.backups import (
    BackupDamaged,
    BaseInUse,
    back_up,
    backups,
    copies_without_base,
    predecessor_of,
    require_sound,
    restore,
)
from models.services.office.stations import add_station
from models.store import sqlite
from models.store.arriving import arriving_in
from models.store.database import BASE_FILE, Station, open_station
from models.store.drafts import Draft, Drafts
from tests.builders.acts import AT, act_of
from tests.builders.files import content
from tests.builders.forms import issued, key
from tests.builders.held_files import held_open
from tests.builders.surveys import period_26q3

LATER = "2026-10-06T09:30:00+07:00"
LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"


def valid(station: Station) -> int:
    return read_book(station, period_26q3(station), station.unit).ledger.totals["valid"]


def restored(station: Station, file: Path, *, id_: str = "new", at: str = LATER) -> Station:
    station.close()
    return restore(station.folder, file=file, chance=id_, at=at)


def test_a_copy_is_named_by_the_clocks_of_the_office_whatever_the_zone_of_the_computer(station: Station) -> None:
    file = back_up(station, reason="asked", act=act_of(at="2026-10-05T20:30:00+00:00"))
    assert file.name == "20261006033000-asked.sqlite"
    (noted,) = backups(station)
    (named,) = copies_without_base(station.folder)
    assert datetime.fromisoformat(named.at) == datetime.fromisoformat(noted.at)


def test_a_copy_holds_everything_and_is_noted(station: Station) -> None:
    key(station, issued(station, 1)[0])
    file = back_up(station, reason="asked", act=act_of())
    assert [line for line in content(file) if 'INTO "backup"' not in line] == [
        line for line in content(station.base_file) if 'INTO "backup"' not in line
    ]
    assert [(copy.file, copy.reason, copy.at) for copy in backups(station)] == [(file, "asked", AT)]
    assert sorted(path.suffix for path in station.backups.iterdir()) == [".sha256", ".sqlite"]


def test_copies_of_one_second_stand_beside_each_other(station: Station) -> None:
    assert len({back_up(station, reason="asked", act=act_of()) for _ in range(3)}) == 3
    assert len(backups(station)) == 3


def test_a_restored_copy_is_a_new_station_with_a_book_from_nine_downward(station: Station) -> None:
    key(station, issued(station, 2)[0])
    file = back_up(station, reason="asked", act=act_of())
    issued(station, 5)
    new = restored(station, file)
    assert (new.id, new.book, new.unit, valid(new)) == (station_of(from_text(new.public_key)), 9, station.unit, 1)
    assert new.public_key != station.public_key
    assert predecessor_of(new) == (station.id, {"1": 3})
    assert issued(new, 1)[0].number == 900_001
    new.close()
    old = open_station(station.folder / "before-restore-20261006093000")
    assert (old.id, read_book(old, period_26q3(old), old.unit).ledger.totals["issued"]) == (station.id, 7)
    old.close()


def test_restoring_one_copy_again_takes_the_next_book(station: Station) -> None:
    file = back_up(station, reason="asked", act=act_of())
    first = restored(station, file)
    issued(first, 1)
    second = restored(first, file, id_="newer")
    assert second.book == 8
    second.close()
    assert len(list(station.folder.glob("before-restore-*"))) == 2


def test_a_restored_first_computer_gives_out_the_next_book_upward(station: Station, tmp_path: Path) -> None:
    new = restored(station, back_up(station, reason="asked", act=act_of()))
    assert add_station(new, out=tmp_path / "2.json", name="Máy 2", act=act_of()) == 2
    new.close()


def test_the_forms_on_the_screen_are_kept_beside(station: Station) -> None:
    file = back_up(station, reason="asked", act=act_of())
    drafts = Drafts(station.folder)
    drafts.save(Draft("26Q3-00004-CN-100123-48", "lan", "first", {"TC1": "4"}, "TC2", AT, 3))
    drafts.close()
    new = restored(station, file)
    beside = Drafts(station.folder / "before-restore-20261006093000")
    assert [draft.codes for draft in beside.of("lan")] == [{"TC1": "4"}]
    beside.close()
    here = Drafts(new.folder)
    assert here.of("lan") == ()
    here.close()
    new.close()


def test_a_copy_comes_back_into_an_empty_folder(station: Station, tmp_path: Path) -> None:
    file = back_up(station, reason="asked", act=act_of())
    new = restore(tmp_path / "elsewhere", file=file, chance="new", at=LATER)
    assert new.folder == tmp_path / "elsewhere"
    new.close()
    assert not list(tmp_path.glob("elsewhere/before-restore-*"))


def test_the_base_itself_comes_back_with_its_last_lines(station: Station, tmp_path: Path) -> None:
    key(station, issued(station, 1)[0])
    new = restore(tmp_path / "elsewhere", file=station.base_file, chance="new", at=LATER)
    assert valid(new) == 1
    new.close()


def test_every_flipped_byte_of_a_copy_is_found(station: Station) -> None:
    key(station, issued(station, 1)[0], F="Cần thêm ghế")
    file = back_up(station, reason="asked", act=act_of())
    whole = file.read_bytes()
    before = content(station.base_file)
    station.close()
    for place in [*range(0, len(whole), len(whole) // 40), whole.index("thêm".encode())]:
        flipped = bytearray(whole)
        flipped[place] ^= 1
        file.write_bytes(flipped)
        with pytest.raises(BackupDamaged):
            require_sound(file)
        with pytest.raises(BackupDamaged):
            restore(station.folder, file=file, chance="new", at=LATER)
    assert content(station.base_file) == before
    file.write_bytes(whole)
    require_sound(file)


def _missing(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3000])


def _text(file: Path) -> None:
    file.write_text("không phải bản sao\n" * 500, encoding="utf-8")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _other_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE station (id INTEGER)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [_missing, _empty, _truncated, _text, _folder, _other_program, _newer])
@pytest.mark.parametrize("with_digest", [True, False])
def test_what_is_no_copy_is_refused_and_changes_nothing(
    *, station: Station, damage: Callable[[Path], None], with_digest: bool
) -> None:
    file = back_up(station, reason="asked", act=act_of())
    if not with_digest:
        file.with_name(f"{file.name}.sha256").unlink()
    damage(file)
    before = content(station.base_file)
    with pytest.raises((BackupDamaged, FileMissing)):
        restored(station, file)
    assert content(station.base_file) == before
    assert not list(station.folder.glob("before-restore-*"))
    assert not list(station.folder.glob("*.part*"))


def test_a_copy_that_cannot_be_written_is_a_problem(station: Station) -> None:
    before = content(station.base_file)
    station.backups.rmdir()
    station.backups.write_text("a file where the folder should be")
    with pytest.raises(Problem):
        back_up(station, reason="asked", act=act_of())
    assert content(station.base_file) == before


def test_a_base_that_cannot_come_back_leaves_the_old_one(station: Station) -> None:
    file = back_up(station, reason="asked", act=act_of())
    before = content(station.base_file)
    station.close()
    (station.folder / "before-restore-20261006093000").write_text("in the way")
    new = restore(station.folder, file=file, chance="new", at=LATER)
    new.close()
    old = open_station(station.folder / "before-restore-20261006093000-2")
    old.close()
    made = ('INSERT INTO "backup"', 'INSERT INTO "setting"')
    assert [line for line in content(old.base_file) if not line.startswith(made)] == [
        line for line in before if not line.startswith(made)
    ]


def test_a_base_that_somebody_has_open_is_not_moved(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "OPEN_SECONDS", 0.1)
    file = back_up(station, reason="asked", act=act_of())
    with pytest.raises(BaseInUse):
        restore(station.folder, file=file, chance="new", at=LATER)
    assert not list(station.folder.glob("before-restore-*"))
    assert valid(station) == 0
    restored(station, file).close()


def _standing(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, save the copies and who holds it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.parent.name != "backups"
        and path.suffix not in {".lock", ".sqlite-shm", ".sqlite-wal"}
        and not path.name.startswith(BASE_FILE)
    }


@pytest.mark.parametrize("name", ["drafts.sqlite", "keys"])
def test_a_file_that_cannot_be_moved_leaves_the_station_whole(
    station: Station, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner or a sync client has it open for longer than anybody waits: what was moved already goes back."""
    monkeypatch.setattr(files, "RENAME_PAUSES", (0.001,))
    file, folder, own = back_up(station, reason="asked", act=act_of()), station.folder, station.id
    with closing(Drafts(folder)) as drafts:
        drafts.save(Draft("26Q3-00004-CN-100123-48", "lan", "first", {"TC1": "4"}, "TC2", AT, 3))
    issued(station, 1)
    before = content(station.base_file)
    station.close()
    stood = _standing(folder)
    with held_open(folder / name), pytest.raises(FileLocked):
        restore(folder, file=file, chance="new", at=LATER)
    assert _standing(folder) == stood
    assert not list(folder.glob("before-restore-*"))
    assert not list(folder.glob("arriving*"))
    opened = open_station(folder)
    assert (opened.id, opened.signer.public) == (own, opened.signer.public)
    opened.close()
    made = ('INSERT INTO "backup"', 'INSERT INTO "setting"')
    assert [line for line in content(opened.base_file) if not line.startswith(made)] == [
        line for line in before if not line.startswith(made)
    ]
    restored(opened, file).close()


@pytest.mark.parametrize("moved", [(), ("so-phieu.sqlite",), ("so-phieu.sqlite", "keys")])
def test_a_station_that_was_cut_off_on_its_arrival_finishes_it(station: Station, moved: tuple[str, ...]) -> None:
    """Whatever had moved before the cut: the former station stands aside whole, and the new one takes the next book."""
    file, folder, at = back_up(station, reason="asked", act=act_of()), station.folder, station.folder / "arriving"
    first = restored(station, file)
    issued(first, 1)
    first.close()
    stands = {name: (folder / name).read_bytes() for name in (BASE_FILE, "keys/station.key")}
    with arriving_in(folder / "elsewhere") as place:
        newer = restore(place, file=file, chance="newer", at=LATER)
        newer.close()
        at = Path(shutil.copytree(place, folder / "arriving", ignore=shutil.ignore_patterns("so-phieu.lock", "*ers*")))
    (at / "aside").write_text("before-restore-x")
    for name in moved:
        private_folder(folder / "before-restore-x")
        (folder / name).rename(folder / "before-restore-x" / name)
        (at / name).rename(folder / name)
    opened = open_station(folder)
    assert (opened.id, valid(opened)) == (newer.id, 0)
    opened.close()
    assert {name: (folder / "before-restore-x" / name).read_bytes() for name in stands} == stands
    assert not at.exists()


def test_a_station_that_was_not_whole_leaves_nothing(station: Station) -> None:
    station.close()
    before = content(station.base_file)
    private_folder(station.folder / "arriving.part" / "keys")
    opened = open_station(station.folder)
    opened.close()
    assert content(station.base_file) == before
    assert not (station.folder / "arriving.part").exists()


def test_a_list_of_people_is_copied_with_the_base(station: Station) -> None:
    import_frame(station, period_26q3(station), LIST, act=act_of())
    assert any("frame_entry" in line for line in content(back_up(station, reason="asked", act=act_of())))
    assert (station.folder / BASE_FILE).exists()
