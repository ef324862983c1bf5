"""A base that moves to a city's server, works there at several desks, is copied and brought back, and comes home: equal at each step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.screens.packages.receiving.presenter import Presenter as Receiving
from exports.packages.descriptor import Receiver
from exports.packages.quarantine import QUARANTINE, quarantined, quarantined_elsewhere
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages, retry_packages
from exports.packages.send import send_returns
from exports.proof.rebuilding import rebuild
from exports.proof.rehearsing import rehearse
from exports.proof.verifying import verify_station
from models.acts import Topic
from models.domain.basics.pins import PinWrong
from models.files import private_folder
from models.services.figures.results import figures_of
from models.services.office.backups import back_up, backups, restore
from models.services.office.cities import BEFORE, leave_city, move_to_city, share_out
from models.services.office.city_copies import renew_desk
from models.services.office.number_turns import take_numbers
from models.services.office.numbers import NumbersLeft
from models.services.office.periods import PeriodEditedMeanwhile, edit_period, find_period
from models.services.office.pins import give_pin, set_pin
from models.services.office.safekeeping import has_something_new, keep_safe
from models.services.office.stations import add_station, found_from_file
from models.store.address import ADDRESS_FILE, DeskLeft, desk_folder, kept_address, note_address
from models.store.city_problems import BaseBroughtBack, CityFounded, DeskAlready, DeskNotEntered, NoDesk
from models.store.database import BASE_FILE, Station, open_station
from models.store.sqlite import look_at
from models.store.stations import predecessors, stations_of_base
from tests.builders.acts import AT, act_of, person
from tests.builders.cities import Server
from tests.builders.desks import office_at
from tests.builders.exchange import keyed_offices, send, valid
from tests.builders.offices import Offices
from tests.builders.surveys import of_hub
from tests.exports.packages.test_exchange import everything

pytestmark = pytest.mark.in_a_file


HIDDEN = ("frame_entry", "text", "person", "pin", "recovery", "setting", "station", "known_key", "certificate", "journal", "original",
          "vouched", "home_act", "recheck", "printed", "full_export", "backup", "package")  # fmt: skip


class Desks(NamedTuple):
    """Two desks of the hub, and the ward that sends to it."""

    first: Station
    second: Station
    offices: Offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desks(offices: Offices, server: Server) -> Iterator[Desks]:
    """A hub that moved to a server, and a further desk of it."""
    folder, address = offices.folder, server.new_base()
    offices.hub.close()
    first = move_to_city(folder / "hub", address, chance="moved")
    add_station(first, out=folder / "desk.json", name="Bàn 2", act=act_of(person(first, "ha")))
    note_address(folder / "desk", address)
    second = found_from_file(folder / "desk", file=folder / "desk.json", chance="desk")
    yield Desks(first, second, offices)
    first.close()
    second.close()


def merge(desk: Station, offices: Offices) -> None:
    report = merge_packages(desk, [send(offices)], act=act_of(person(desk, "ha")))
    assert [each.new > 0 for each in report.packages] == [True]


def told(desk: Station) -> tuple[object, ...]:
    """What a desk holds and shows of the period."""
    figures = figures_of(desk, find_period(desk, "26Q3"), of_hub(desk))
    return figures.fingerprint, valid(desk, find_period(desk, "26Q3")), everything(desk)


def test_a_base_that_moves_to_a_server_and_home_again_shows_the_same(offices: Offices, server: Server) -> None:
    merge(offices.hub, offices)
    before, folder = told(offices.hub), offices.hub.folder
    offices.hub.close()
    with closing(move_to_city(folder, server.new_base(), chance="moved")) as desk:
        assert (desk.id, desk.is_desk) == (offices.hub.id, True)
        assert told(desk) == before
        assert verify_station(desk).problems == ()
        assert (folder / BEFORE / BASE_FILE).is_file()
        assert not (folder / BASE_FILE).exists()
    with pytest.raises(DeskAlready):
        move_to_city(folder, server.new_base(), chance="moved")
    with closing(leave_city(folder)) as home:
        assert (home.id, home.is_desk) == (offices.hub.id, False)
        assert kept_address(folder) is None
        assert told(home) == before
        assert verify_station(home).problems == ()
    with pytest.raises(NoDesk):
        leave_city(folder)


def test_a_desk_that_left_comes_back_by_no_address_and_its_lines_stay_known(desks: Desks, tmp_path: Path) -> None:
    first, second, _ = desks
    address = kept_address(second.folder)
    assert address is not None
    folder = desk_folder(address, within=tmp_path)
    second.close()
    second.folder.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").rename(folder.with_name("former"))
    (folder / ADDRESS_FILE).unlink()
    folder.rmdir()
    folder.with_name("former").rename(folder)
    leave_city(folder).close()
    with pytest.raises(DeskLeft):
        desk_folder(address, within=tmp_path)
    note_address(folder, address)
    with pytest.raises(DeskNotEntered):
        open_station(folder)
    assert second.id in stations_of_base(first.db)


def test_a_move_that_was_cut_off_is_finished_and_never_done_twice(
    offices: Offices, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, address = offices.hub.folder, server.new_base()
    offices.hub.close()

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("models.services.office.cities.note_address", cut)
        with pytest.raises(KeyboardInterrupt):
            move_to_city(folder, address, chance="moved")
    with closing(open_station(folder)) as still_here:
        assert not still_here.is_desk
    with closing(move_to_city(folder, address, chance="again")) as desk:
        assert desk.is_desk
    offices.first.close()
    with pytest.raises(CityFounded):
        move_to_city(offices.first.folder, address, chance="other")


def test_what_one_desk_takes_in_is_at_every_desk_with_the_package_itself(desks: Desks) -> None:
    merge(desks.first, desks.offices)
    assert told(desks.first) == told(desks.second)
    assert verify_station(desks.second).problems == ()
    names = [{file.name for file in desk.packages.glob("*.zip")} for desk in (desks.first, desks.second)]
    assert names[0] == names[1]
    assert any("returns" in name for name in names[1])


def test_what_one_desk_keeps_in_quarantine_is_seen_at_the_others_with_the_place_where_it_lies(desks: Desks) -> None:
    first, second, offices = desks
    sent = send_returns(
        offices.first,
        offices.period,
        out=offices.folder / "stick",
        to=Receiver("unit", "00008@2025-07-01"),
        act=act_of(),
    )
    merge_packages(second, [sent.path], act=act_of(person(second, "ha")))
    (told,) = quarantined_elsewhere(first)
    assert (told.computer, told.kept) == ("Bàn 2", quarantined(second)[0])
    assert not quarantined_elsewhere(second)
    assert not quarantined(first)
    screen = Receiving(office_at(first))
    screen.glance()
    assert screen.waiting == len(screen.rows()) == 1
    assert "Bàn 2" in screen.kept_reasons(0)[0]
    for page in (second.packages / QUARANTINE).iterdir():
        page.unlink()
    retry_packages(second, act=act_of(person(second, "ha")))
    assert not quarantined_elsewhere(first)


def test_the_same_package_at_two_desks_counts_once(desks: Desks) -> None:
    package = send(desks.offices)
    reports = [merge_packages(desk, [package], act=act_of(person(desk, "ha"))) for desk in (desks.first, desks.second)]
    assert [each.packages[0].new > 0 for each in reports] == [True, False]
    assert told(desks.first) == told(desks.second)


def test_a_rebuild_at_one_desk_leaves_what_the_others_wrote(desks: Desks) -> None:
    merge(desks.first, desks.offices)
    edit_period(desks.second, find_period(desks.second, "26Q3"), name="Quý ba", act=act_of(person(desks.second, "ha")))
    before = told(desks.first)
    done = rebuild(desks.second, act=act_of(person(desks.second, "ha")))
    assert not done.unreadable
    assert told(desks.first) == told(desks.second) == before
    assert verify_station(desks.first).problems == ()


def test_a_period_that_was_changed_at_another_desk_is_not_changed_over_it(desks: Desks) -> None:
    period = find_period(desks.first, "26Q3")
    edit_period(desks.second, period, name="Quý ba", act=act_of(person(desks.second, "ha")))
    with pytest.raises(PeriodEditedMeanwhile):
        edit_period(desks.first, period, name="Quý 3", act=act_of(person(desks.first, "ha")))
    assert find_period(desks.first, "26Q3").name == "Quý ba"


@pytest.mark.parametrize("turns", ["121", "212", "2211"])
def test_the_desks_of_a_base_number_receipts_one_after_the_other(desks: Desks, turns: str) -> None:
    merge(desks.first, desks.offices)
    unit, period = desks.offices.first.unit, desks.offices.period.key
    given: list[int] = []
    for turn in turns:
        desk = desks.first if turn == "1" else desks.second
        out = private_folder(desks.offices.folder / f"receipts-{len(given)}")
        given.append(write_receipt(desk, unit=unit, period=period, out=out, act=act_of(person(desk, "ha"))).number)
    assert given == list(range(1, len(turns) + 1))


def test_a_base_that_was_brought_back_numbers_nothing_before_somebody_takes_the_book_over(desks: Desks) -> None:
    """What was numbered after the copy is not known there."""
    merge(desks.first, desks.offices)
    copy = back_up(desks.first, reason="asked", act=act_of(person(desks.first, "ha")))
    desks.first.close()
    desks.second.close()
    with closing(restore(desks.first.folder, file=copy, chance="back", at=AT)) as brought:
        period = find_period(brought, "26Q3")
        with pytest.raises(NumbersLeft):
            edit_period(brought, period, name="Quý ba", act=act_of(person(brought, "ha")))
        take_numbers(brought, reason="máy chủ hỏng, khôi phục từ bản sao", act=act_of(person(brought, "ha")))
        edit_period(brought, period, name="Quý ba", act=act_of(person(brought, "ha")))
        assert find_period(brought, "26Q3").name == "Quý ba"


def test_a_pin_holds_at_every_desk_of_a_base(desks: Desks) -> None:
    set_pin(desks.first, "ha", "4711", act=act_of(person(desks.first, "ha")))
    ha = person(desks.second, "ha")
    assert give_pin(desks.second, ha, "4711", at=AT).author == ha.author
    with pytest.raises(PinWrong):
        give_pin(desks.second, ha, "4712", at=AT)


def test_a_copy_of_the_base_is_a_base_file_that_comes_back_on_any_computer(desks: Desks, tmp_path: Path) -> None:
    merge(desks.first, desks.offices)
    before = told(desks.second)
    copy = back_up(desks.second, reason="asked", act=act_of(person(desks.second, "ha")))
    assert [each.file for each in backups(desks.second)] == [copy]
    assert rehearse(desks.second, act=act_of(person(desks.second, "ha"), salt="trial")).wrong == ""
    with closing(restore(tmp_path / "elsewhere", file=copy, chance="elsewhere", at=AT)) as alone:
        assert not alone.is_desk
        assert told(alone)[:2] == before[:2]
        assert predecessors(alone.db)[alone.id] == desks.second.id


def test_a_copy_that_was_cut_off_is_in_nobody_s_way(desks: Desks) -> None:
    first = desks.first
    again = [back_up(first, reason="asked", act=act_of(person(first, "ha")))]
    cut = again[0].with_suffix(".part")
    for file in (cut, cut.with_name(f"{cut.name}-wal")):
        file.write_bytes(again[0].read_bytes())
    again[0].unlink()
    again.append(back_up(first, reason="asked", act=act_of(person(first, "ha"))))
    assert again[0] == again[1], "it is made in the place where the other was cut off"
    assert look_at(again[1]).complaint == ""
    assert not list(cut.parent.glob("*.part*"))


def test_by_itself_a_desk_copies_the_base_once_a_day(desks: Desks) -> None:
    first, second, offices = desks
    act = act_of(person(first, "ha"))
    assert keep_safe(first, reason="start", act=act) is not None
    merge(second, offices)
    assert has_something_new(first)
    assert keep_safe(first, reason="keying", act=act) is None
    assert keep_safe(first, reason="start", act=replace(act, at="2026-10-07T08:00:00+07:00")) is not None


def test_a_window_hears_of_the_period_that_another_desk_opened(desks: Desks) -> None:
    first, second, _ = desks
    office = office_at(first)
    office.hear_others()
    heard: list[frozenset[Topic]] = []
    office.listen(heard.append)
    edit_period(second, find_period(second, "26Q3"), name="Quý ba", act=act_of(person(second, "ha")))
    patience = time.monotonic() + 5
    while not heard and time.monotonic() < patience:
        office.hear_others()
    assert Topic.PERIOD in frozenset().union(*heard)
    assert office.chosen_period.name == "Quý ba"


def test_a_base_that_is_brought_back_makes_every_desk_a_new_station(desks: Desks, server: Server) -> None:
    first, second, offices = desks
    copy = back_up(first, reason="asked", act=act_of(person(first, "ha")))
    before = told(first)
    merge(second, offices)
    first.close()
    second.close()
    with closing(restore(first.folder, file=copy, chance="back", at=AT)) as brought:
        assert brought.id != first.id
        assert predecessors(brought.db)[brought.id] == first.id
        assert told(brought)[:2] == before[:2]
        with pytest.raises(BaseBroughtBack):
            open_station(second.folder)
        address = kept_address(second.folder)
        assert address is not None
        with closing(renew_desk(second.folder, address, chance="renewed", at=AT)) as renewed:
            assert renewed.id not in (brought.id, second.id)
            assert predecessors(renewed.db)[renewed.id] == second.id
            assert {brought.book, renewed.book} == {9, 8}
            merge(renewed, offices)
            assert told(renewed) == told(brought)
            # what was taken in after the copy is still in the folder, and may be taken in again
            assert {each.code for each in verify_station(renewed).problems} <= {"package_unnoted"}
            with closing(renew_desk(second.folder, address, chance="again", at=AT)) as same:
                assert same.id == renewed.id
    aside = server.say("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'", base=address.base)
    assert aside.startswith("before_restore_"), "what was there is kept"


def test_a_desk_that_is_younger_than_the_copy_is_set_up_anew(desks: Desks) -> None:
    first, second, offices = desks
    copy = back_up(first, reason="asked", act=act_of(person(first, "ha")))
    add_station(first, out=offices.folder / "third.json", name="Bàn 3", act=act_of(person(first, "ha")))
    address = kept_address(first.folder)
    assert address is not None
    note_address(offices.folder / "third", address)
    found_from_file(offices.folder / "third", file=offices.folder / "third.json", chance="third").close()
    first.close()
    second.close()
    with closing(restore(first.folder, file=copy, chance="back", at=AT)), pytest.raises(DeskNotEntered):
        renew_desk(offices.folder / "third", address, chance="renewed", at=AT)


def test_a_server_that_is_lost_with_all_its_data_is_made_again_from_the_folder_of_one_desk(
    desks: Desks, server: Server
) -> None:
    first, second, offices = desks
    merge(second, offices)
    before = told(first)
    copy = back_up(first, reason="asked", act=act_of(person(first, "ha")))
    first.close()
    second.close()
    note_address(first.folder, server.new_base())
    with closing(restore(first.folder, file=copy, chance="back", at=AT)) as brought:
        assert told(brought)[:2] == before[:2]
        assert verify_station(brought).problems == ()


def test_analysts_see_answers_and_neither_people_nor_texts_nor_keys(desks: Desks, server: Server) -> None:
    merge(desks.first, desks.offices)
    roles = share_out(desks.first, act=act_of(person(desks.first, "ha")))
    address = kept_address(desks.first.folder)
    assert address is not None
    for name, of in (("lan", roles.desks), ("chuyen_vien", roles.analysts)):
        server.say(f"DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN IN ROLE {of}")

    def asked(statement: str, user: str) -> list[str]:
        return server.say(statement, base=address.base, user=user).splitlines()

    assert int(asked("SELECT count(marks) FROM sophieu.keying", "chuyen_vien")[0]) > 0
    assert asked("SELECT key FROM sophieu.period", "chuyen_vien") == [str(desks.offices.period.key)]
    for table in HIDDEN:
        with pytest.raises(AssertionError, match="permission denied"):
            asked(f"SELECT * FROM sophieu.{table}", "chuyen_vien")
    with pytest.raises(AssertionError, match="permission denied"):
        asked("SELECT by FROM sophieu.keying", "chuyen_vien")
    with pytest.raises(AssertionError, match="permission denied"):
        asked("DELETE FROM sophieu.keying", "chuyen_vien")
    desks.second.close()
    note_address(desks.second.folder, server.address(address.base, user="lan"))
    with closing(open_station(desks.second.folder)) as second:
        edit_period(second, find_period(second, "26Q3"), name="Quý ba", act=act_of(person(second, "ha")))
        second.db.wipe_deleted()
        copy = back_up(second, reason="asked", act=act_of(person(second, "ha")))
    desks.first.close()
    restore(desks.second.folder, file=copy, chance="back", at=AT).close()
    with closing(renew_desk(desks.first.folder, address, chance="renewed", at=AT)) as first:
        assert find_period(first, "26Q3").name == "Quý ba"
    assert int(asked("SELECT count(marks) FROM sophieu.keying", "chuyen_vien")[0]) > 0
