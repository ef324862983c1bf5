"""The board says which edition holds, and how many offices have changed since."""

from __future__ import annotations

from pathlib import Path

from desktop.screens.board.presenter import Presenter
from models.domain.book.activity import Span
from models.services.exchange.withdrawing import propose_lines, withdraw
from tests.builders.acts import WARD, act_of, person
from tests.builders.desks import office_at
from tests.builders.exchange import arrived_offices
from tests.builders.surveys import closed_by_hub


def test_the_board_says_which_edition_holds_and_how_many_offices_have_changed_since(tmp_path: Path) -> None:
    town = arrived_offices(tmp_path)
    presenter = Presenter(office_at(town.hub))
    presenter.refresh()
    assert "Edition" not in presenter.summary()
    closed_by_hub(town.hub, town.period)
    presenter.refresh()
    assert presenter.summary().startswith("1 of 1 offices have sent"), "a hub that closed is no office by that"
    assert "Edition 1 was closed on 05/10/2026; offices that have changed since: 0." in presenter.summary()
    lines = propose_lines(town.hub, WARD, town.period.key, [Span(town.first.id, 3, 3)])
    withdraw(town.hub, lines, reason="thử", act=act_of(person(town.hub, "ha"), salt="h"))
    presenter.refresh()
    assert "offices that have changed since: 1." in presenter.summary()
    town.close()
