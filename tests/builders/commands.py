"""Running commands as a person at a terminal does, within this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import cli


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
