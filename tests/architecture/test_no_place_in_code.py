"""What belongs to one place, one service or one survey stands in data: no line of code names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.builders.marked import ROOT, nodes_of, tree_of

FILES = sorted(
    path
    for room in ("models", "desktop", "printing", "exports")
    for path in (ROOT / room).rglob("*.py")
    # the demonstration is a survey of Hà Nội, invented words and all
    if "demo" not in path.relative_to(ROOT).parts
)
WORDS = re.compile(
    r"hà nội|hanoi|ubnd|ủy ban|việt nam|viet nam|hài lòng|hồ sơ|một cửa|phường|2025-07-01|30/06/2025", re.IGNORECASE
)
WHOLE = {"CN", "TC", "+07:00", "84"}
"""Constants that are these words and nothing else."""
ALLOWED = {
    # forms that were kept before kinds of respondents and scores were said are read as they were then
    "models/domain/questionnaire/xlsform.py": {
        "CN",
        "hài lòng",
        "không hài lòng",
        "chưa hài lòng",
        "không thật sự hài lòng",
    },
}


def test_no_line_of_code_names_a_place_or_a_survey() -> None:
    named = {str(path.relative_to(ROOT)): words for path in FILES if (words := foreign_to_code(path))}
    assert named == ALLOWED


def foreign_to_code(path: Path) -> set[str]:
    """The texts of a module that name a place, a service or a kind of respondents."""
    every = constants(tree_of(path))
    return {text for text in every if WORDS.search(text) or text in WHOLE}


def constants(tree: ast.Module) -> Iterator[str]:
    """The texts of a module that are no docstrings, and days and offsets as their source says them."""
    silent = {
        id(node.value) for node in nodes_of(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes_of(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in ("date", "timedelta")
            and ast.unparse(node) in ("date(2025, 7, 1)", "timedelta(hours=7)")
        ):
            yield "2025-07-01"
