"""A base on a server that several desks share: who may enter it, who writes when, and what a broken connection costs."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from peewee import PostgresqlDatabase

from models.acts import Topic
from models.domain.basics.problems import Problem
from models.domain.book.facts import Kind, PeriodKey, Stream
from models.services.office.closing import journal_facts
from models.services.office.periods import find_period
from models.services.office.stations import add_station, found_from_file, found_station
from models.store import journal
from models.store.address import (
    Address,
    AddressMalformed,
    AddressUnsealed,
    PasswordInAddress,
    desk_folder,
    kept_address,
    note_address,
    read_address,
)
from models.store.city_problems import (
    BaseBusy,
    BaseOutOfReach,
    CityEmpty,
    CityFounded,
    CityOfOther,
    CityPartsMissing,
    DeskNotEntered,
)
from models.store.database import SCHEMA, BaseTooNew, NoStation, Station, open_station
from models.store.journal import FreeText
from models.store.news import news_of
from models.store.pen import Pen
from models.store.sql import columns_of, into, into_unless_there, many, name_of, rows
from models.store.stations import own_station, stations_of_base
from models.store.tables import TABLES, PersonRow, SettingRow, TextRow
from tests.builders.acts import CITY, HA, LAN, WARD, act_of
from tests.builders.cities import Server
from tests.builders.surveys import period_of
from tests.models.store.desk_lines import printed


def test_an_address_means_the_folder_whose_desk_works_there(first: Station, address: Address, tmp_path: Path) -> None:
    assert desk_folder(address, within=first.folder) == first.folder
    elsewhere = desk_folder(address, within=tmp_path / "user")
    assert elsewhere.parent == tmp_path / "user" / "cities"
    assert kept_address(elsewhere) == address


def lines(desk: Station) -> int:
    return len(journal_facts(desk, find_period(desk, "26Q3"), desk.unit))


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://lan@may-chu:5433/sophieu",
        "postgresql://lan@/sophieu?host=/run/postgresql",
        "postgresql://lan@127.0.0.1/sophieu",
        "postgresql://lan@[::1]/sophieu",
        "postgresql://lan@may-chu/sophieu?sslmode=verify-full&sslrootcert=/home/lan/goc.pem",
    ],
)
def test_an_address_is_read_and_written_the_same(text: str) -> None:
    address = read_address(text)
    assert str(address) == text
    assert read_address(str(address)) == address


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("postgresql://lan:bimat@may-chu/sophieu", PasswordInAddress),
        ("postgresql://lan@may-chu/sophieu?password=bimat", PasswordInAddress),
        ("postgresql://lan@may-chu/sophieu?sslmode=disable", AddressUnsealed),
        ("postgresql://lan@may-chu/sophieu?sslmode=prefer", AddressUnsealed),
        ("postgresql://lan@may-chu", AddressMalformed),
        ("postgresql://lan@may-chu/a/b", AddressMalformed),
        ('postgresql://lan@may-chu/so"phieu', AddressMalformed),
        ("postgresql://lan@may-chu:port/sophieu", AddressMalformed),
        ("postgresql://lan@may-chu/sophieu?options=-csearch_path", AddressMalformed),
    ],
)
def test_an_address_that_says_too_much_or_too_little_is_refused_without_telling_a_password(
    text: str, meant: type[Problem]
) -> None:
    with pytest.raises(meant) as refused:
        read_address(text)
    assert "bimat" not in str(refused.value)


def test_off_this_computer_the_server_has_to_prove_who_it_is() -> None:
    far, near = read_address("postgresql://lan@may-chu/sophieu"), read_address("postgresql://lan@localhost/sophieu")
    assert (far.connecting["sslmode"], far.connecting["sslrootcert"]) == ("verify-full", "system")
    assert "sslmode" not in near.connecting


def test_one_base_has_one_folder_of_a_user_however_one_signs_in(tmp_path: Path) -> None:
    folders = {
        desk_folder(read_address(text), within=tmp_path)
        for text in ("postgresql://a@may-chu/x", "postgresql://b@may-chu:5432/x?sslmode=verify-ca")
    }
    (folder,) = folders
    kept = kept_address(folder)
    assert kept is not None
    assert kept.user == "b"


def test_a_city_has_every_table_in_the_newest_shape_and_letters_in_their_order(first: Station) -> None:
    assert {table for table, _ in first.db.columns()} == {*map(name_of, TABLES), "base", "desk", "original"}
    assert rows(first.db, "SELECT shape FROM base") == [(SCHEMA,)]
    with first.db.atomic():
        many(first.db, into_unless_there(SettingRow), [(f"chữ {sign}", "") for sign in "zaĐAđZ"])
    found = [name for (name,) in rows(first.db, "SELECT name FROM setting WHERE name LIKE 'chữ%' ORDER BY name")]
    assert found == sorted(found)


def test_the_keys_of_a_desk_lie_in_its_folder_and_nowhere_in_the_base(first: Station) -> None:
    told = str([rows(first.db, f"SELECT * FROM {name_of(table)}") for table in TABLES])
    content = (first.keys / "station.key").read_text(encoding="utf-8")
    secrets = [word for word in content.split('"') if len(word) > 30 and word != first.public_key]
    assert secrets
    assert not [word for word in secrets if word in told]


def test_a_further_desk_works_in_the_same_base_as_a_station_of_its_own(first: Station, second: Station) -> None:
    assert (second.unit, second.is_hub, second.book) == (first.unit, True, 2)
    assert second.id != first.id
    assert find_period(second, "26Q3") == find_period(first, "26Q3")
    for desk in (first, second, first, second):
        printed(desk)
    assert lines(first) == lines(second) == 4
    assert stations_of_base(first.db) == {first.id, second.id}
    (own, other) = (own_station(desk.db) for desk in (first, second))
    assert own is not None
    assert other is not None
    assert (own.id, other.id) == (first.id, second.id)


def test_nobody_founds_a_base_twice_or_joins_the_base_of_others(
    first: Station, address: Address, server: Server, tmp_path: Path
) -> None:
    note_address(tmp_path / "again", address)
    with pytest.raises(CityFounded):
        found_station(tmp_path / "again", unit=CITY, name="Bàn 9", person=HA, chance="again", is_hub=True)
    with pytest.raises(NoStation):
        open_station(tmp_path / "again")
    elsewhere = found_station(tmp_path / "ward", unit=WARD, name="Máy 1", person=LAN, chance="ward")
    add_station(elsewhere, out=tmp_path / "ward.json", name="Máy 2", act=act_of(LAN))
    elsewhere.close()
    for place, meant in ((address, CityOfOther), (server.new_base(), CityEmpty)):
        note_address(tmp_path / "again", place)
        with pytest.raises(meant):
            found_from_file(tmp_path / "again", file=tmp_path / "ward.json", chance="again")
    assert [path.name for path in (tmp_path / "again").iterdir() if path.is_dir()] == []


def test_two_first_desks_at_once_are_one_first_desk(server: Server, tmp_path: Path) -> None:
    address = server.new_base()

    def found(name: str) -> str:
        note_address(tmp_path / name, address)
        try:
            found_station(tmp_path / name, unit=CITY, name=name, person=HA, chance=name, is_hub=True).close()
        except CityFounded:
            return "refused"
        return "founded"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(found, ("one", "two"))) == ["founded", "refused"]


def test_a_desk_that_its_base_does_not_know_is_told_and_may_be_set_up_anew(
    first: Station, second: Station, tmp_path: Path
) -> None:
    second.close()
    rows(first.db, "DELETE FROM station WHERE id = ?", (second.id,))
    with pytest.raises(DeskNotEntered):
        open_station(second.folder)
    add_station(first, out=tmp_path / "third.json", name="Bàn 3", act=act_of(HA))
    third = found_from_file(second.folder, file=tmp_path / "third.json", chance="third")
    assert third.id not in (first.id, second.id)
    printed(third)
    third.close()


def test_without_the_part_for_a_server_that_is_a_sentence(first: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    first.close()
    monkeypatch.setitem(sys.modules, "models.store.postgres", None)
    with pytest.raises(CityPartsMissing):
        open_station(first.folder)


def test_a_base_of_a_newer_program_is_refused(first: Station) -> None:
    first.db.note_shape(SCHEMA + 1)
    with pytest.raises(BaseTooNew):
        open_station(first.folder)


def test_desks_that_write_at_once_number_their_lines_without_gaps(first: Station, second: Station) -> None:
    def write(desk: Station) -> None:
        try:
            for _ in range(15):
                printed(desk)
        finally:
            desk.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, (first, second, first, second)))
    period = find_period(first, "26Q3")
    for desk in (first, second):
        number = journal.find_stream(first.db, Stream(desk.id, CITY, period.key))
        assert number is not None
        assert [line.n for line in journal.lines_of(first.db, number, desk.id)] == list(range(1, 31))


def test_who_reads_never_waits_and_who_writes_says_that_it_waits(
    first: Station, second: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.postgres.SILENT_MILLISECONDS", 50)
    told: list[bool] = []
    second.when_waiting(told.append)
    let_go = threading.Event()

    def hold() -> None:
        with first.transaction():
            Pen(first, first.unit, find_period(first, "26Q3").key, act=act_of(HA)).fact(Kind.PRINTED)
            let_go.wait(10)
        first.close()

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        while not rows(second.db, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"):
            pass
        assert lines(second) == 0, "what is not confirmed is not read, and nobody waits for it"
        threading.Timer(0.3, let_go.set).start()
        printed(second)
        held.result()
    assert told == [True, False]
    assert lines(second) == 2


def test_one_who_waits_too_long_is_refused_and_nothing_is_changed(
    first: Station, second: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.postgres.SILENT_MILLISECONDS", 20)
    monkeypatch.setattr("models.store.postgres.PATIENCE_SECONDS", 0.05)
    with first.transaction():
        with pytest.raises(BaseBusy):
            printed(second)
        printed(first)
    assert lines(second) == 1
    printed(second)


def test_a_failing_act_leaves_nothing_and_the_next_one_goes_on(first: Station) -> None:
    def fail() -> None:
        with first.transaction():
            printed(first)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert lines(first) == 0
    printed(first)
    assert lines(first) == 1


def test_an_open_screen_hears_what_the_others_wrote_and_not_what_it_wrote_itself(
    first: Station, second: Station
) -> None:
    assert news_of(first) == frozenset()
    printed(first)
    assert news_of(first) == frozenset()
    printed(second)
    assert Topic.FORMS in heard(first)
    assert news_of(first) == frozenset()


def test_after_a_lost_connection_everything_is_read_again(first: Station, server: Server) -> None:
    news_of(first)
    server.say(_END_ALL)
    assert heard(first) == frozenset(Topic)


def heard(desk: Station) -> frozenset[Topic]:
    """What is told next, within a few seconds."""
    patience = time.monotonic() + 5
    while not (told := news_of(desk)) and time.monotonic() < patience:
        time.sleep(0.01)
    return told


_END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'city%'"


def test_a_connection_that_was_lost_between_two_acts_is_opened_anew(first: Station, server: Server) -> None:
    printed(first)
    server.say(_END_ALL)
    assert lines(first) == 1
    server.say(_END_ALL)
    printed(first)
    assert lines(first) == 2


def test_a_connection_that_is_lost_within_an_act_takes_it_back_and_is_told(first: Station, server: Server) -> None:
    def lost() -> None:
        with first.transaction():
            printed(first)
            server.say(_END_ALL)
            printed(first)

    with pytest.raises(BaseOutOfReach):
        lost()
    assert lines(first) == 0
    printed(first)
    assert lines(first) == 1


def test_an_act_whose_confirmation_was_lost_is_asked_for_and_stands_or_not(
    first: Station, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm = PostgresqlDatabase.commit

    def broken(when: str) -> None:
        def commit(db: PostgresqlDatabase) -> None:
            if when == "after":
                confirm(db)
            server.say(_END_ALL)
            db.connection().execute("SELECT 1")

        monkeypatch.setattr(PostgresqlDatabase, "commit", commit)

    broken("after")
    printed(first)
    monkeypatch.undo()
    assert lines(first) == 1, "confirmed, only nobody heard of it"
    broken("before")
    with pytest.raises(BaseOutOfReach):
        printed(first)
    monkeypatch.undo()
    assert lines(first) == 1


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    server = Server.start()
    try:
        note_address(tmp_path / "desk", server.new_base())
        with closing(found_station(tmp_path / "desk", unit=CITY, name="1", person=HA, chance="x", is_hub=True)) as desk:
            period_of(desk)
            for _ in range(3):
                printed(desk)
            server.kill()
            for _ in range(2):
                with pytest.raises(BaseOutOfReach):
                    printed(desk)
            server.go_on()
            assert lines(desk) == 3
            printed(desk)
            assert lines(desk) == 4
    finally:
        server.end()


def test_many_rows_are_copied_in_and_those_that_are_there_stay(first: Station) -> None:
    period = find_period(first, "26Q3").key
    number = journal.stream_id(first.db, Stream(first.id, CITY, PeriodKey(CITY, period.code)))
    texts = [FreeText(n, "gop_y", f"Ý kiến {n}\twith\\signs\n", "00") for n in range(1, 301)]
    with first.db.atomic():
        journal.put_texts(first.db, number, texts[:150])
        journal.put_texts(first.db, number, texts)
    assert journal.texts_of(first.db, number) == texts
    names = ("unit", "code", "name", "roles")
    assert columns_of(PersonRow) == names
    with first.db.atomic():
        many(first.db, into(PersonRow), [("u", f"p{n:03}", "", "") for n in range(200)])
    listed = [code for (code,) in rows(first.db, "SELECT code FROM person WHERE unit = 'u' ORDER BY position")]
    assert listed == sorted(listed)
    assert name_of(TextRow) == "text"


def test_a_server_that_is_away_is_a_sentence_that_says_where(tmp_path: Path) -> None:
    note_address(tmp_path / "desk", read_address("postgresql://lan@127.0.0.1:1/sophieu"))
    with pytest.raises(BaseOutOfReach, match=r"127\.0\.0\.1:1/sophieu"):
        found_station(tmp_path / "desk", unit=CITY, name="1", person=HA, chance="x")
