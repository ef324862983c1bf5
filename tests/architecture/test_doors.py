"""What is refused is worded by the door that shows it: no sentence names what only the other door has."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache

import pytest

from desktop.screens import SCREENS
from desktop.screens.packages.sections import SECTIONS
from tests.builders.help_texts import helps
from tests.builders.marked import Marked, marked, nodes_of, sources

COMMAND = re.compile(r"\bsophieu\b|(?<!\w)--[a-z]")
KEY = re.compile(r"\bF\d{1,2}\b|\b(?:Ctrl|Alt|Shift)\b|\b(?:Enter|Esc|PgUp|PgDn)\b")
SCREEN = re.compile(
    r"(?!Windows\b)(?i:\b(?:screens?|windows?|tabs?|buttons?)\b|màn hình|cửa sổ|\b(?:thẻ|nút) “)|"
    + "|".join(re.escape(f"“{title}”") for each in (*SCREENS, *SECTIONS) for title in Marked("", each.title).both)
)
ABOUT_A_COMMAND_LINE = (
    "desktop/__main__.py",
    "desktop/cli.py",
    "desktop/usage.py",
    "desktop/commands/",
    "desktop/demo/",
)


def is_below(path: str) -> bool:
    return not path.startswith("desktop/")


def is_of_command_line(path: str) -> bool:
    """Its own files, and the words that it takes from elsewhere in the desktop."""
    return path.startswith(ABOUT_A_COMMAND_LINE) or path in _lent()


def is_of_window(path: str) -> bool:
    return path.startswith("desktop/") and not path.startswith(ABOUT_A_COMMAND_LINE)


@cache
def _lent() -> set[str]:
    """The files of the desktop that files of the command line import."""
    return {
        f"{node.module.replace('.', '/')}.py"
        for path, tree in sources().items()
        if path.startswith("desktop/commands/")
        for node in nodes_of(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("desktop.")
    }


@pytest.mark.parametrize(
    ("belongs", "never"),
    [(is_below, (COMMAND, KEY, SCREEN)), (is_of_window, (COMMAND,)), (is_of_command_line, (KEY,))],
    ids=["below the desktop", "of the window", "of the command line"],
)
def test_no_sentence_names_what_its_reader_does_not_have(
    belongs: Callable[[str], bool], never: tuple[re.Pattern[str], ...]
) -> None:
    said = [each for each in marked() if belongs(each.place.partition(":")[0])]
    slips = [
        f"{each.place}: {words}"
        for each in said
        for words in each.both
        if any(pattern.search(words) for pattern in never)
    ]
    assert len(said) > 50
    assert not slips, "give it a deed, or say it in other words:\n" + "\n".join(slips)


def test_the_help_of_commands_names_no_key() -> None:
    slips = [words for text in helps() for words in Marked("", text).both if KEY.search(words)]
    assert not slips
