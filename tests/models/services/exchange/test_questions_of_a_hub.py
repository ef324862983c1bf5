"""What a screen of a hub asks its base does not grow with the offices: one question for all of them, on a file and on a server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from models.domain.book.periods import Period
from models.services.exchange.before_signing import before_signing
from models.services.exchange.board import board
from models.services.exchange.outlook import outlook
from models.services.exchange.receipts import receipt_states
from models.services.exchange.withdrawing import withdrawals_here
from models.services.figures.results import figures_of, figures_of_each_office
from models.services.office.known_keys import known_keys
from models.store.database import Station, open_station
from tests.benchmarks.bench_merge import hub_in, write_packages
from tests.builders.acts import act_of
from tests.builders.surveys import of_hub

FEW, MANY = 4, 12

SCREENS: dict[str, Callable[[Station, Period], object]] = {
    "the board": lambda hub, period: board(hub, period, today=date(2026, 10, 5)),
    "the figures with their ranking": lambda hub, period: figures_of(hub, period, of_hub(hub)),
    "the figures of each office": figures_of_each_office,
    "what stands open before signing": before_signing,
    "the receipts": lambda hub, period: receipt_states(hub, period.key),
    "what is sent on": outlook,
    "the withdrawals": lambda hub, _: withdrawals_here(hub),
    "the keys": lambda hub, _: known_keys(hub),
}


def asked(hub: Station, screen: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many statements a screen says to its base."""
    said: list[object] = []
    with monkeypatch.context() as patched:
        for verb in ("ask", "ask_many", "ask_through", "execute_sql"):
            own = getattr(type(hub.db), verb)

            def heard(*words: object, own: Callable[..., object] = own) -> object:
                said.append(words[1])
                return own(*words)

            patched.setattr(type(hub.db), verb, heard)
        screen()
    return len(said)


def hub_with(folder: Path, offices: int) -> tuple[Station, Period]:
    hub, period = hub_in(folder / f"hub{offices}", offices)
    merge_packages(hub, write_packages(folder, period, offices, forms=3, number=1), act=act_of())
    return hub, period


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, Period]]:
    made = {}
    for offices in (FEW, MANY):
        hub, period = hub_with(tmp_path_factory.mktemp("hubs"), offices)
        hub.close()
        made[offices] = (hub.folder, period)
    return made


@pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))
def test_a_screen_asks_as_much_of_many_offices_as_of_few(
    folders: dict[int, tuple[Path, Period]],
    screen: Callable[[Station, Period], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {}
    for offices, (folder, period) in folders.items():
        with closing(open_station(folder)) as hub:
            # what lines that came made stale is made again first
            screen(hub, period)
            found[offices] = asked(hub, lambda: screen(hub, period), monkeypatch)  # noqa: B023 -- called at once
    assert found[FEW] == found[MANY] > 0


def test_counts_that_lines_made_stale_are_kept_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the lines of an office that changed costs some questions for each; what is kept of them all, none more."""
    hub, period = hub_with(tmp_path, FEW)
    with closing(hub):
        whole = asked(hub, lambda: SCREENS["the board"](hub, period), monkeypatch)
        again = asked(hub, lambda: SCREENS["the board"](hub, period), monkeypatch)
        offices = len(board(hub, period, today=date(2026, 10, 5)))
        assert again < whole <= again + 3 * offices + 3 * FEW + 20
