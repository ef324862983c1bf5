"""What all tests share: profiles of hypothesis, one display for each test process, and no leaks."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.store.database import Station, open_station
from tests.builders.absurd import strange_offices
from tests.builders.cities import Server, copied, moved
from tests.builders.offices import Offices, make_offices
from tests.builders.surveys import period_of, ward

settings.register_profile(
    "daily", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("server", settings.get_profile("daily"), max_examples=5)
settings.register_profile("nightly", settings.get_profile("daily"), max_examples=2000)
settings.load_profile("daily")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-server", action="store_true", help="every station that a test opens has its base on a server"
    )
    parser.addoption("--golden-update", action="store_true", help="write the golden pages anew; look at the difference")


def pytest_configure(config: pytest.Config) -> None:
    # the folders that tests work in are not to be remembered among those of whoever runs them
    folder = tempfile.mkdtemp(prefix="sophieu-config")
    os.environ["XDG_CONFIG_HOME"] = folder
    config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
    if config.getoption("--on-server"):
        settings.load_profile("server")
        # a test that leaves a station open minds it no more than with a file
        config.addinivalue_line(
            "filterwarnings", "ignore:.*BaseConnection.__del__:pytest.PytestUnraisableExceptionWarning"
        )
    displays = os.environ.get("TEST_DISPLAYS", "").split()
    if displays:
        number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        os.environ["DISPLAY"] = displays[number % len(displays)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = set() if "nightly" in str(config.option.markexpr) else {"nightly"}
    if config.getoption("--on-server"):
        others |= {"in_a_file", "window"}
    left_out = [item for item in items if any(map(item.get_closest_marker, others))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stands now stays to the end: nothing is gained by looking at it in every collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_is_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a thread running or a window open fails itself and not the next one."""
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("window"):
        # what is left of a window must not be collected on a later test's thread: Tcl would abort
        gc.collect()
        gc.freeze()  # and what still stands need not be looked at when the next window closes
    patience = time.monotonic() + 2
    while (left := _own_threads() - before) and time.monotonic() < patience:
        time.sleep(0.01)
    assert not left, f"threads left running: {sorted(thread.name for thread in left)}"
    tkinter = sys.modules.get("tkinter")
    root = getattr(tkinter, "_default_root", None)
    if root is not None:
        root.destroy()
        pytest.fail("a window was left open: destroy its root at the end of the test")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private server of PostgreSQL; where there is none, the test is not run and says how to get it."""
    started = Server.start()
    yield started
    started.end()


@pytest.fixture(scope="session", autouse=True)
def on_server(request: pytest.FixtureRequest) -> Iterator[None]:
    """With `--on-server` the base of every station goes to the server before it is opened."""
    if not request.config.getoption("--on-server"):
        yield
        return
    server = request.getfixturevalue("server")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("models.store.database.kept_address", partial(moved, server))
        patched.setattr("shutil.copytree", partial(copied, server))
        yield


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with one person and the open period 26Q3, made once and only copied."""
    station = ward(tmp_path_factory.mktemp("office") / "office")
    period_of(station)
    station.close()
    return station.folder


@pytest.fixture
def office(made_office: Path, tmp_path: Path) -> Path:
    """The folder of a station of one's own."""
    return Path(shutil.copytree(made_office, tmp_path / "office"))


@pytest.fixture
def station(office: Path) -> Iterator[Station]:
    """An open station with the open period 26Q3 and nothing issued."""
    opened = open_station(office)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def strange_towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Offices]]:
    """Offices that took in every strange line, made once for each way that is asked for; tests only look at them."""
    made: dict[str, Offices] = {}

    def town(way: str) -> Offices:
        if way not in made:
            made[way] = strange_offices(tmp_path_factory.mktemp("strange"), way)
        return made[way]

    yield town
    for offices in made.values():
        offices.close()


def _own_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if not thread.name.startswith("execnet")}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """A hub and two computers of one ward, with a period that all know."""
    made = make_offices(tmp_path)
    yield made
    made.close()
