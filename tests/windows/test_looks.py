"""Words can be read on the ground they stand on, what has the keyboard is seen, and no ground is a patch on another."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from desktop import theme
from desktop.app import App
from desktop.file_box import FileBox, Wanted
from desktop.menu import Menu
from desktop.screens import SCREENS
from desktop.theme import Root
from desktop.widgets.question_row import QuestionRow
from desktop.widgets.table_tree import TableTree
from models.settings import Settings
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_of, ward

DESKTOP = Path(theme.__file__).parent
WORDS, SIGNS = 4.5, 3.0
"""WCAG 2.1 AA: what is read, and what is only seen (borders, marks, what is switched off)."""

GROUNDS = (theme.PAGE, theme.CARD, theme.STRIPE, theme.BAND, theme.ACCENT_PALE, theme.FOCUS_PALE, theme.HEADING)
PAIRS = (
    *((ink, ground, WORDS) for ink in (theme.INK, theme.QUIET, theme.ACCENT_DEEP, theme.BAD, theme.GOOD, theme.ACCENT)
      for ground in GROUNDS),
    *((sign, ground, SIGNS) for sign in (theme.FAINT, theme.FOCUS, theme.EDGE_STRONG) for ground in GROUNDS),
    *((theme.NAV_INK, ground, WORDS) for ground in (theme.NAV, theme.NAV_HOVER, theme.ACCENT)),
    *((theme.NAV_QUIET, ground, WORDS) for ground in (theme.NAV, theme.NAV_HOVER)),
    *((theme.CARD, ground, WORDS) for ground in (theme.ACCENT, theme.ACCENT_DEEP, theme.BAD, theme.GOOD)),
    (theme.CARD, theme.FOCUS, SIGNS),
    *((theme.INK, ground, WORDS) for ground in (theme.CHOSEN, theme.MISSING, theme.GOOD_PALE, theme.BAD_PALE)),
    *((theme.BRIGHT, ground, SIGNS) for ground in (theme.NAV, theme.ACCENT, theme.ACCENT_DEEP)),
    (theme.THUMB, theme.TROUGH, SIGNS), (theme.QUIET, theme.TROUGH, SIGNS), (theme.QUIET, theme.THUMB, 1.4),
    (theme.BAD, theme.BAD_PALE, SIGNS),
)  # fmt: skip

STATES = ((), ("active",), ("focus",), ("pressed",), ("selected",), ("readonly",), ("disabled",))


def contrast(one: str, other: str) -> float:
    """How many times lighter one colour is than the other, as WCAG reckons."""
    dark, light = sorted(map(_lightness, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _lightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_drawn_stands_out_from_its_ground(ink: str, ground: str, least: float) -> None:
    assert contrast(ink, ground) >= least


def test_colours_stand_in_the_theme_alone() -> None:
    found = [
        f"{path.relative_to(DESKTOP)}: {colour}"
        for path in sorted(DESKTOP.rglob("*.py"))
        if path != Path(theme.__file__)
        for colour in re.findall(r'"#[0-9a-fA-F]{6}"', path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_every_style_can_be_read_in_every_state(root: Root) -> None:
    style = ttk.Style(root)
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(DESKTOP.rglob("*.py")))
    names = set(re.findall(r'"((?:\w+\.)*T(?:Button|Label|Entry|Combobox|Checkbutton|Radiobutton))"', source))
    assert {"TButton", "Accent.TButton", "TEntry", "Told.TLabel"} <= names
    pale = [
        f"{name} {state}: {ink} on {ground}"
        for name in sorted(names)
        for state in STATES
        for ink in [style.lookup(name, "foreground", state)]
        for ground in [
            style.lookup(name, "fieldbackground" if "Entry" in name or "box" in name else "background", state)
        ]
        if contrast(ink, ground) < (SIGNS if "disabled" in state else WORDS)
    ]
    assert not pale


@pytest.mark.parametrize("name", ["TButton", "Accent.TButton", "Tool.TButton", "Quiet.TButton", "Head.TButton", "TEntry",
                                  "TCombobox", "Table.TFrame"])  # fmt: skip
def test_what_has_the_keyboard_has_a_ring_that_is_seen(root: Root, name: str) -> None:
    style = ttk.Style(root)
    ring = {style.lookup(name, option, ("focus",)) for option in ("bordercolor", "lightcolor")}
    ground = style.lookup(name, "background", ("focus",))
    assert all(contrast(colour, theme.PAGE) >= SIGNS or contrast(colour, ground) >= SIGNS for colour in ring)
    assert ring != {style.lookup(name, option) for option in ("bordercolor", "lightcolor")}


# --- on the screens ---


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    station = ward(tmp_path / "ward")
    period = period_of(station)
    keyed(station, period, sample_rows()[:3])
    made = App(station.folder, settings=Settings(text_size="100"))
    made.root.update()
    yield made
    made.close()
    station.close()


def below(widget: tk.Misc) -> Iterator[tk.Misc]:
    yield widget
    for child in widget.winfo_children():
        yield from below(child)


def ground_of(widget: tk.Misc) -> str:
    """The colour behind what stands in a widget."""
    if isinstance(widget, ttk.Widget):
        style = str(widget.cget("style")) or widget.winfo_class()
        return str(ttk.Style(widget).lookup(style, "background"))
    return str(widget.cget("background"))


def patches(top: tk.Misc) -> list[str]:
    """What is seen under `top` and stands on another ground than what it stands in."""
    return [
        f"{each} {each.cget('style')!r}"
        for parent in below(top)
        for each in parent.winfo_children()
        if each.winfo_viewable()
        and isinstance(each, ttk.Label | ttk.Checkbutton | ttk.Radiobutton)
        and ground_of(each) != ground_of(parent)
    ]


def test_no_word_stands_on_a_patch_of_another_ground(app: App) -> None:
    found = []
    for screen in (each for each in SCREENS if not each.hub_only):
        app.window.go(screen.code)
        app.root.update()
        found += patches(app.window)
    box = FileBox(app.root, app.office.language, app.root.folders, Wanted(title="Tệp", purpose="x"))
    box.deiconify()
    box.update()
    found += patches(box)
    box.destroy()
    assert not found


def shows_focus(widget: tk.Misc) -> bool:
    """Whether a widget looks otherwise while it has the keyboard."""
    if isinstance(widget, TableTree | Menu | QuestionRow):
        return True
    if not isinstance(widget, ttk.Widget):
        return int(str(widget.cget("highlightthickness"))) > 0 and widget.cget("highlightcolor") == theme.FOCUS
    style, name = ttk.Style(widget), str(widget.cget("style")) or widget.winfo_class()
    return any(
        style.lookup(name, option, ("focus",)) != style.lookup(name, option)
        for option in ("bordercolor", "lightcolor", "background", "fieldbackground")
    )


def test_every_place_that_takes_the_keyboard_shows_it(app: App) -> None:
    hidden = []
    seen = 0
    for screen in (each for each in SCREENS if not each.hub_only):
        app.window.go(screen.code)
        app.root.update()
        stops = [each for each in below(app.window) if int(each.tk.call("tk::FocusOK", str(each)))]
        seen += len(stops)
        hidden += [f"{screen.code}: {each} {each.winfo_class()}" for each in stops if not shows_focus(each)]
    assert seen > 60
    assert not hidden
