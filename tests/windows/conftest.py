"""A dressed root for each test, gone at its end, and keys pressed as a person presses them."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator

import pytest

tkinter = pytest.importorskip("tkinter", reason="this Python has no tkinter")

from desktop.theme import Root, dress  # noqa: E402 -- Tk must be there first

KEYSYMS = {
    " ": "space", "*": "asterisk", "?": "question", "-": "minus", "\n": "Return", "<": "BackSpace", "^": "Up",
    "v": "Down", "[": "Prior", "]": "Next", ",": "comma", ".": "period",
}  # fmt: skip
"""One character a key, so that a row of keys reads as a word; letters and digits are themselves."""

Press = Callable[[str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    has_display = sys.platform in ("win32", "darwin") or "DISPLAY" in os.environ
    for item in items:
        if "windows" in item.path.parts and "tests" in item.path.parts:
            item.add_marker("window")
            if not has_display:
                item.add_marker(pytest.mark.skip(reason="no display here; ./check brings one"))


@pytest.fixture
def root() -> Iterator[Root]:
    """An empty window at 100 %; what goes wrong in a callback fails the test."""
    wrong: list[BaseException] = []
    made = _opened(wrong)
    dress(made, 100)
    made.geometry("1300x680+0+0")
    made.update()
    yield made
    made.destroy()
    if wrong:
        raise wrong[0]


def _opened(wrong: list[BaseException]) -> Root:
    """Wine at times hands an empty first file to the Tcl of a further window in one process; asked again, it hands the whole."""
    for _ in range(9):
        try:
            return Root(wrong.append)
        except tkinter.TclError as error:
            if "couldn't read file" not in str(error) or ": Success" not in str(error):
                raise
            gc.collect()
            time.sleep(0.5)
    return Root(wrong.append)


@pytest.fixture
def press(root: Root) -> Press:
    """Press keys in whatever has the keyboard; `<Control-Return>` and the like are given whole."""

    def do(keys: str) -> None:
        names = [keys] if len(keys) > 2 and keys[0] == "<" and keys[-1] == ">" else [
            f"<Key-{KEYSYMS.get(key, key)}>" for key in keys]  # fmt: skip
        for name in names:
            focused = root.focus_lastfor()
            assert focused is not None
            focused.focus_force()
            focused.event_generate(name)
            root.update()

    return do
