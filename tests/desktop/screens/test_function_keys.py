"""A function key means one thing on every screen: the users' guide has one table of them, and the screens hold to it."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module

import pytest

pytest.importorskip("tkinter", reason="this Python has no tkinter")

from desktop.screens import SCREENS, START
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.viewing import ScreenView
from models.language import load
from tests.builders.marked import ROOT

GUIDE = ROOT / "docs" / "huong-dan" / "index.md"
ROW = re.compile(r"\| (F\d+) \| ([^|]*)\| ([^|]*)\|")
OF_WINDOW = {"F1", "F6", "F7", "F8", "F9", "F10"}
"""What the window takes for itself, whatever is shown in it."""


def used() -> dict[str, str]:
    """What each function key does, screen by screen, in the words of the buttons."""
    say = load("vi").say
    found = defaultdict(list)
    for screen in (START, *SCREENS, *SECTIONS):
        view = import_module(f"desktop.screens.{screen.code}.view").View
        assert issubclass(view, ScreenView)
        for each in view.all_actions():
            if re.fullmatch(r"<F\d+>", each.key):
                found[each.key.strip("<>")].append(f"{say(screen.title)}: {say(each.text).rstrip('…')}")
    return {key: " · ".join(words) for key, words in found.items()}


def written_anew(text: str) -> str:
    words = used()

    def row(found: re.Match[str]) -> str:
        key, meaning, here = found.groups()
        told = words[key] if key in words and key != "F4" else here.strip()
        return f"| {key} | {meaning.strip()} | {told} |"

    return ROW.sub(row, text)


def test_the_guide_tells_what_every_function_key_does_on_every_screen(request: pytest.FixtureRequest) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    if request.config.getoption("--golden-update"):
        GUIDE.write_text(written_anew(text), encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == written_anew(text)


def test_every_function_key_of_a_screen_stands_in_the_table_with_a_meaning() -> None:
    meanings = {key: meaning.strip() for key, meaning, _ in ROW.findall(GUIDE.read_text(encoding="utf-8"))}
    assert set(used()) <= set(meanings)
    assert not set(used()) & OF_WINDOW, "the window takes these on every screen"
    assert all(meanings.values())
