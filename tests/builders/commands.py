"""Running commands as a person at a terminal does, within this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from desktop import cli
from desktop.commands.word import Word
from models.domain.book.ledger import State
from models.store.database import BASE_FILE
from tests.builders.files import content, csv_file

PERIOD = ("--period", "26Q3")
STATES = [state.value for state in State]
TOTALS = ["issued", "handed_out", "returned", *STATES]


@dataclass(frozen=True)
class Ran:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    """A function that runs the words of a command on the station in `folder`."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = cli.main([*map(str, words), "--data", str(folder)])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def kept(office: Path) -> list[str]:
    """What the base says, but for what is worked out again at every reading, and the list of backups."""
    passing = tuple(
        f'INSERT INTO "{table}"'
        for table in ("accepted", "derived", "tally", "told", "backup", "setting", "sqlite_sequence")
    )
    return [line for line in content(office / BASE_FILE) if not line.startswith(passing)]


def done(ran: Ran) -> Ran:
    assert (ran.code, ran.err) == (0, ""), ran
    return ran


def refused(ran: Ran, reason: str) -> Ran:
    """A refusal is exit code 1, one sentence on standard error, and the reason as JSON."""
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert ran.answer["error"] == reason, ran
    assert ran.answer["message"] == ran.err.strip()
    return ran


def issue(run: Run, count: int = 3, variant: str = "CN") -> list[str]:
    answer = done(run("forms", "issue", *PERIOD, "--variant", variant, "--count", count, "--json")).answer
    return [form["serial"] for form in answer["forms"]]


def keyed(run: Run, tmp_path: Path, *rows: tuple[str, ...], by: str = "lan", second: bool = False) -> Ran:
    file = csv_file(tmp_path / "keyed.csv", ("serial", "TC1", "TC2"), *rows)
    return run("key", "import", file, *PERIOD, "--by", by, "--json", *(["--second"] if second else []))


def leaves(group: Word, *words: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its words."""
    found: list[tuple[tuple[str, ...], click.Command]] = []
    context = click.Context(group, obj="en")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group) and not isinstance(command, Word):
            found += [((*words, name, each), inner) for each, inner in command.commands.items()]
        else:
            found += leaves(command, *words, name) if isinstance(command, Word) else [((*words, name), command)]
    return found
