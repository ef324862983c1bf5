"""Whatever width a window has, what is chosen stands inside of it, and sentences break where their room ends."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tkinter import ttk

import pytest

from desktop.app import App
from exports.packages.receive import merge_packages
from models.settings import Settings
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices, send
from tests.windows.pressing import settled

WIDTHS = {"100": range(860, 1366, 28), "150": range(860, 1366, 84)}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub that took the package of an office in, so that it has figures."""
    with closing(keyed_offices(tmp_path_factory.mktemp("offices"), forms=12)) as offices:
        merge_packages(offices.hub, [send(offices)], act=act_of())
        return offices.hub.folder


def _seen(widget: tk.Misc) -> Iterator[ttk.Label | ttk.Combobox]:
    for child in widget.winfo_children():
        if isinstance(child, ttk.Label | ttk.Combobox) and child.winfo_viewable():
            yield child
        yield from _seen(child)


@pytest.mark.parametrize("size", WIDTHS)
def test_nothing_stands_outside_of_the_window_and_no_sentence_is_cut(size: str, hub: Path) -> None:
    found = []
    with closing(App(hub, settings=Settings(language="vi", text_size=size))) as app:
        app.root.attributes("-zoomed", False)
        app.window.go("results")
        for width in WIDTHS[size]:
            app.root.geometry(f"{width}x640+0+0")
            settled(app)
            settled(app)
            assert app.root.winfo_width() == width
            view = app.window.view
            assert view is not None
            for part in _seen(view):
                beyond = part.winfo_rootx() + part.winfo_reqwidth() - app.root.winfo_rootx() - width
                short = part.winfo_reqwidth() - part.winfo_width() if isinstance(part, ttk.Label) else 0
                told = part.get() if isinstance(part, ttk.Combobox) else str(part.cget("text"))
                found += [f"{told} at {width}: {beyond} {short}"] if beyond > 0 or short > 3 else []
    assert not found
