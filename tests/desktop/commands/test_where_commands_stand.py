"""Whoever looks for a command finds it by its words, and calling one loads no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import cli, commands
from desktop.commands import COMMANDS
from desktop.commands.word import Word
from tests.builders.commands import leaves

SHARED = {"account", "deeds", "session", "word", "progress", "units"}
HERE = Path(commands.__path__[0])


def test_every_command_stands_in_the_file_or_folder_of_its_word() -> None:
    assert isinstance(cli.office, Word)
    for words, command in leaves(cli.office):
        assert command.callback is not None
        assert command.callback.__module__.split(".")[:3] == ["desktop", "commands", words[0]], words


def test_no_option_of_a_command_takes_the_place_of_another() -> None:
    for words, command in leaves(cli.office):
        names = [each.name for each in command.params]
        assert len(names) == len(set(names)), (words, names)


def test_nothing_else_stands_there() -> None:
    beside = {path.stem for path in HERE.iterdir() if path.name not in {"__init__.py", "__pycache__"}}
    assert beside == set(COMMANDS) | SHARED


@pytest.mark.parametrize("words", [("package", "board", "--help"), ("key", "amend", "--help")])
def test_calling_a_command_loads_no_other(words: tuple[str, ...]) -> None:
    told = (
        "import sys; from desktop import cli; cli.main(sys.argv[1:]);"
        "print(*(name for name in sys.modules if name.startswith('desktop.commands.')), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", told, *words], capture_output=True, encoding="utf-8", check=True)
    loaded = {name.removeprefix("desktop.commands.") for name in ran.stderr.splitlines()[-1].split()}
    assert loaded <= {words[0], ".".join(words[:2])} | SHARED, loaded
