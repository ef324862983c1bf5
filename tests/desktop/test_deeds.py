"""Every next step is a command that exists at the one door, and a screen that exists at the other."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest

from desktop import cli
from desktop.commands.deeds import COMMANDS, commanded
from desktop.deeds import NAMES
from desktop.screens import SCREENS, START
from desktop.screens.deeds import PLACES, next_step
from desktop.screens.packages.sections import SECTIONS
from models.domain.basics.deeds import Deed
from models.language import LANGUAGES, load
from tests.builders.marked import nodes_of, tree_of
from tests.builders.problems import problem_classes

VALUES = {"period": "26Q3", "serial": "26Q3-00004-CN-100001-26", "station": "0123456789abcdef", "copy": "a.sqlite"}


def test_both_doors_know_every_deed() -> None:
    assert set(NAMES) == set(COMMANDS) == set(PLACES) == set(Deed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deed", Deed)
def test_the_command_of_a_deed_takes_these_words_and_options(deed: Deed, language: str) -> None:
    said = commanded(Path("my office"))(load(language), deed, VALUES)
    name, _, typed = said.partition(": sophieu ")
    assert name
    words = shlex.split(typed.replace("STATION:N", "0123:4").replace("TRẠM:N", "0123:4"))
    assert words[-2:] == ["--data", "my office"]
    command: click.Command = cli.office
    context = click.Context(command, obj=language)
    while isinstance(command, click.Group):
        inner = command.get_command(context, words[0])
        assert inner is not None, words
        command, words = inner, words[1:]
    command.make_context(str(command.name), words)


@pytest.mark.parametrize("deed", PLACES)
def test_the_screen_of_a_deed_exists(deed: Deed) -> None:
    assert PLACES[deed].screen in {each.code for each in (*SCREENS, START, *SECTIONS)}
    assert "sophieu" not in next_step(load("vi"), deed, VALUES)


def test_whoever_carries_a_deed_has_the_values_its_command_names() -> None:
    lacking = [
        f"{kind.__name__}: {kind.deed} needs {name}"
        for kind in problem_classes()
        if kind.deed is not None
        for _, name, _, _ in Formatter().parse(COMMANDS[kind.deed])
        if name and name not in kind.__dataclass_fields__
    ]
    assert not lacking


def test_every_deed_is_the_next_step_of_something() -> None:
    used = {kind.deed for kind in problem_classes()} | set(_deeds_in_code())
    assert set(Deed) <= used


def _deeds_in_code() -> Iterator[Deed]:
    root = Path(__file__).parents[2]
    for package in ("exports", "models", "printing"):
        for path in sorted((root / package).rglob("*.py")):
            for node in nodes_of(tree_of(path)):
                if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Deed":
                    yield Deed[node.attr]
