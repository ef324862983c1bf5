"""What the window says of a next step is so: the screen has this button, and this key presses it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from desktop.screens import SCREENS, START
from desktop.screens.deeds import PLACES, next_step
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.presenting import Screen, key_name
from desktop.screens.viewing import ScreenView
from desktop.theme import Root
from models.language import LANGUAGES, load
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    # some of what is next is done at a hub alone
    made = ward(tmp_path / "ward", is_hub=True)
    keyed(made, period_of(made), sample_rows()[:2])
    yield made
    made.close()


def below(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from below(child)


def shown(root: Root, station: Station, screen: Screen) -> ScreenView[Any]:
    presenter = screen.present(office_at(station))
    presenter.refresh()
    view = screen.show(root, presenter)
    view.pack(fill="both", expand=True)
    root.update()
    return view


def is_pressed_by(press: Callable[[str], None], button: ttk.Button, key: str) -> bool:
    pressed: list[str] = []
    button.configure(command=lambda: pressed.append(key))
    button.state(["!disabled"])
    press(key)
    return pressed == [key]


@pytest.mark.parametrize("code", sorted({place.screen for place in PLACES.values()}))
def test_every_place_is_on_its_screen(root: Root, press: Callable[[str], None], station: Station, code: str) -> None:
    screen = next(each for each in (*SCREENS, START, *SECTIONS) if each.code == code)
    view = shown(root, station, screen)
    view.first_focus()
    buttons = [widget for widget in below(view) if isinstance(widget, ttk.Button)]
    say = view.presenter.office.say
    for place in PLACES.values():
        if place.screen != code or not place.action:
            continue
        label = f"{say(place.action)}  ({key_name(place.key)})" if place.key else say(place.action)
        named = [button for button in buttons if str(button["text"]) == label]
        assert len(named) == 1, (label, [str(button["text"]) for button in buttons])
        if place.key:
            assert is_pressed_by(press, named[0], place.key), label


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_named_by_the_words_on_the_screen(language: str) -> None:
    vi = load(language)
    for deed, place in PLACES.items():
        told = next_step(vi, deed, {})
        screen = next(each for each in (*SCREENS, START) if each.code == place.screen.partition(".")[0])
        assert f"“{vi.say(screen.title)}”" in told
        assert not place.key or told.endswith(key_name(place.key))
