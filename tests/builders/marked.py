"""The sentences that people see: what is marked in the code, and how the Vietnamese catalogue says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.language import load

ROOT = Path(__file__).parents[2]
PACKAGES = ("desktop", "exports", "models", "printing")
MARKERS = {"N_", "say"}


class Marked(NamedTuple):
    """One marked sentence and its place, `models/files.py:68`."""

    place: str
    english: str

    @property
    def both(self) -> tuple[str, str]:
        """In English and in Vietnamese."""
        return self.english, load("vi").words(self.english)


@cache
def tree_of(path: Path) -> ast.Module:
    """A source file, read; once, as every rule about the code looks at all of them."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Everything that stands in a tree."""
    return tuple(ast.walk(tree))


def calls_in(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """The calls `N_(…)` and `….say(…)` of a module with what they say."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in MARKERS:
                yield node, node.args[0]


@cache
def sources() -> dict[str, ast.Module]:
    """Every source file of the program by its path from the root, read."""
    return {
        path.relative_to(ROOT).as_posix(): tree_of(path)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def marked() -> tuple[Marked, ...]:
    """Every marked sentence of the program that is written out, in the order of the files."""
    return tuple(
        Marked(f"{path}:{call.lineno}", said.value)
        for path, tree in sources().items()
        for call, said in calls_in(tree)
        if isinstance(said, ast.Constant) and isinstance(said.value, str)
    )
