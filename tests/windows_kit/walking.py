"""The walk of the README, command by command as it is typed there; and forms keyed in a real window."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from tests.windows_kit import suite
from tests.windows_kit.installed import Installed, require

ROOT = Path(__file__).parents[2]
_PROGRAM = "./sophieu"


def walk(program: Installed, _: Path) -> str:
    """Every command answers 0; what its shell would put in is asked of the program first, stars are left to the program."""
    return walk_in(program, program.wine.disk / "readme")


def walk_in(program: Installed, at: Path) -> str:
    """The same in a folder of one's choice."""
    shutil.copytree(ROOT / "docs" / "huong-dan", at / "docs" / "huong-dan")
    commands = typed()
    for words in commands:
        ended = program.command(*(_put_in(program, word, at) for word in words), at=at)
        require(ended.code == 0, f"{' '.join(words)}: {ended.code} {ended.said}")
    made = [
        at / "walk" / name
        for name in ("visits.pdf", "forms.pdf", "slips.pdf", "ward.pdf", "city.pdf", "city.xlsx", "answers.csv")
    ]
    require(all(file.is_file() for file in made), f"not made: {[file.name for file in made if not file.is_file()]}")
    told = program.answer("results", "--period", "26Q3", "--data", "walk/hub", at=at)
    return f"{len(commands)} commands; overall {told['overall']:.2f}"


def typed() -> list[list[str]]:
    """The words of each command of the walk, without the program's name."""
    block = (ROOT / "README.md").read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]
    lines = [line for line in block.splitlines() if line.startswith(_PROGRAM)]
    return [shlex.split(line)[1:] for line in lines]


def _put_in(program: Installed, word: str, at: Path) -> str:
    if not word.startswith("$("):
        return word
    inner = shlex.split(word.removeprefix("$(").removesuffix(")"))
    ended = program.command(*inner[1:], at=at)
    require(inner[0] == _PROGRAM and ended.code == 0, f"{word}: {ended.said}")
    return ended.said.strip()


def windows(program: Installed, _: Path) -> str:
    """The tests of the keying desk and of the preview, in a real window."""
    return suite.run_some(
        program, "tests/windows/test_keying_screen.py", "tests/windows/test_pdf_preview.py", seconds=600
    )
