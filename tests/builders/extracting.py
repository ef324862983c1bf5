"""What `pybabel extract` finds, and the Vietnamese catalogue brought up to date with it: `./check words`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from babel.messages.frontend import CommandLineInterface

from tests.builders.help_texts import helps
from tests.builders.marked import PACKAGES, ROOT, calls_in, tree_of

CATALOGUE = ROOT / "models" / "language" / "vi.po"
Found = tuple[int, None, str, list[str]]


def words_in(file: IO[bytes], _keywords: object, _comment_tags: object, options: object) -> Iterator[Found]:
    """Every marked sentence of a file, and in that of the command line all help texts; babel.cfg names this function."""
    for call, said in calls_in(tree_of(Path(file.name))):
        if isinstance(said, ast.Constant) and said.value:
            yield call.lineno, None, str(said.value), []
    if Path(file.name).parts[-2:] == ("desktop", "cli.py"):
        yield from ((1, None, words, []) for words in sorted(helps()))


def bring_up_to_date(catalogue: Path) -> None:
    """Put what is new in the code into the catalogue, without a translation yet, and take out what nothing says any more.

    The header stays as it is: Babel's own would change with every minute and every version of it.
    """
    header, gap, _ = catalogue.read_text(encoding="utf-8").partition("\n\n")
    with TemporaryDirectory() as folder:
        template = str(Path(folder) / "sophieu.pot")
        _pybabel(
            "extract",
            *["-F", str(ROOT / "babel.cfg"), "--sort-output", "--no-location", "-o"],
            template,
            *(str(ROOT / package) for package in PACKAGES),
        )
        _pybabel(
            "update", *["-l", "vi", "--no-fuzzy-matching", "--ignore-obsolete", "-i"], template, "-o", str(catalogue)
        )
    entries = catalogue.read_text(encoding="utf-8").strip("\n")
    catalogue.write_text(f"{header}{gap}{entries}\n", encoding="utf-8")


def _pybabel(act: str, *words: str) -> None:
    command_line = CommandLineInterface()
    command_line.run(["pybabel", "-q", act, "--no-wrap", "--omit-header", *words])  # type: ignore[no-untyped-call]  # no types


if __name__ == "__main__":
    bring_up_to_date(CATALOGUE)
