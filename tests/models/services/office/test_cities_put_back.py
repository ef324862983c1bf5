"""Whoever looks after a server puts its data back in ways of his own: every desk notices, stops, and goes on as a new station."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exports.proof.verifying import verify_station
from models.services.office.cities import move_to_city
from models.services.office.city_copies import renew_desk
from models.services.office.stations import add_station, found_from_file
from models.store.address import Address, kept_address, note_address
from models.store.city_problems import BaseBroughtBack
from models.store.database import Station, open_station
from models.store.stations import predecessors
from tests.builders.acts import AT, act_of, person
from tests.builders.cities import HOW_TO_GET, Server, programs
from tests.builders.exchange import keyed_offices
from tests.builders.offices import Offices
from tests.models.services.office.test_cities import merge

pytestmark = pytest.mark.in_a_file


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that may be stopped and put back; the others of this run are not."""
    if programs() is None:
        pytest.skip(HOW_TO_GET)
    started = Server.start()
    yield started
    started.end()


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


def desks_in(offices: Offices, address: Address) -> tuple[Station, Station]:
    folder = offices.folder
    offices.hub.close()
    first = move_to_city(folder / "hub", address, chance="moved")
    add_station(first, out=folder / "desk.json", name="Bàn 2", act=act_of(person(first, "ha")))
    note_address(folder / "desk", address)
    return first, found_from_file(folder / "desk", file=folder / "desk.json", chance="desk")


def with_its_disk(server: Server, address: Address) -> Callable[[], None]:
    """A copy of the disk while the server stands still, as of a whole computer: same server, same tables, same line of time."""
    del address
    server.stop()
    kept = server.folder / "kept"
    subprocess.run(["cp", "-a", str(server.data), str(kept)], check=True)
    server.go_on()

    def back() -> None:
        server.kill()
        shutil.rmtree(server.data)
        subprocess.run(["cp", "-a", str(kept), str(server.data)], check=True)
        server.go_on()

    return back


def with_a_dump(server: Server, address: Address) -> Callable[[], None]:
    """The program of the server that writes a base out, and the one that reads it in again."""
    file = str(server.folder / "dump")
    where = ("-h", str(server.folder), "-U", "chief")
    server.run("pg_dump", *where, "-Fc", "-f", file, address.base)

    def back() -> None:
        server.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{address.base}'")
        server.say(f"DROP DATABASE {address.base}")
        server.say(f"CREATE DATABASE {address.base}")
        server.run("pg_restore", *where, "-d", address.base, file)

    return back


@pytest.mark.parametrize("put_back", [with_its_disk, with_a_dump])
def test_desks_of_a_base_that_the_server_s_own_means_put_back_go_on_as_new_stations(
    own_server: Server, offices: Offices, put_back: Callable[[Server, Address], Callable[[], None]]
) -> None:
    address = own_server.new_base()
    first, second = desks_in(offices, address)
    back = put_back(own_server, address)
    # both go on by themselves while nothing was put back
    act = act_of(person(first, "ha"))
    add_station(first, out=offices.folder / "third.json", name="Bàn 3", act=act)
    merge(second, offices)
    back()
    # a window that was open meanwhile writes nothing more, whatever it does next
    for desk in (first, second):
        with pytest.raises(BaseBroughtBack), desk.transaction():
            pytest.fail("an act began in a base that was put back")
        desk.close()
        with pytest.raises(BaseBroughtBack):
            open_station(desk.folder)
    # another desk goes on first: its acts do not hide from the second that its own are gone
    with closing(renew_desk(first.folder, address, chance="first", at=AT)) as renewed:
        assert predecessors(renewed.db)[renewed.id] == first.id
        for number in range(30):
            with renewed.transaction():
                renewed.db.ask("UPDATE setting SET value = value WHERE name = ?", (str(number),))
    with pytest.raises(BaseBroughtBack):
        open_station(second.folder)
    with closing(renew_desk(second.folder, address, chance="second", at=AT)) as other:
        assert predecessors(other.db)[other.id] == second.id
        merge(other, offices)
        assert {each.code for each in verify_station(other).problems} <= {"package_unnoted"}
    for desk in (first, second):
        assert kept_address(desk.folder) == address
        open_station(desk.folder).close()
