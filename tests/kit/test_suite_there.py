"""The tests can be read by the Python of the kit: what they import when they are read is on it (`./check windows suite` runs them)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from kit.sources import pins
from tests.windows_kit.suite import HALVES, LEFT_OUT, files_of

ROOT = Path(__file__).parents[2]
OWN = {"desktop", "exports", "kit", "models", "printing", "tests"}
NOT_ON_WINDOWS = {
    "crypt",
    "curses",
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
}


def imported(module: str) -> Iterator[str]:
    """The modules that reading this one of ours imports; an import within a function or behind an `if` is not done then."""
    file = ROOT / f"{module.replace('.', '/')}.py"
    if not file.is_file():
        file = ROOT / module.replace(".", "/") / "__init__.py"
    if not file.is_file():
        return
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def reached(*modules: str) -> set[str]:
    """These modules of ours and all that reading them imports."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            if module.partition(".")[0] in OWN:
                waiting += imported(module)
    return found


def test_whatever_the_tests_import_is_on_the_python_of_the_kit() -> None:
    carried = {pin.name for name in ("windows-parts.txt", "test-parts.txt") for pin in pins(name)}
    brought_by = packages_distributions()
    files = [file for half in HALVES for file in files_of(*half)]
    assert len(files) > 200
    roots = {
        name.partition(".")[0] for name in reached("tests.conftest", *(file[:-3].replace("/", ".") for file in files))
    }
    lacking = {
        name
        for name in roots - OWN
        if (
            name in NOT_ON_WINDOWS
            if name in sys.stdlib_module_names
            else not _is_carried(brought_by.get(name, ()), carried)
        )
    }
    assert not lacking


def _is_carried(distributions: object, carried: set[str]) -> bool:
    assert isinstance(distributions, list | tuple)
    return any(re.sub("[-_.]+", "-", each).lower() in carried for each in distributions)


def test_whatever_is_left_out_by_name_is_there() -> None:
    for name, why in LEFT_OUT.items():
        file, _, test = name.partition("::")
        assert f"def {test.partition('[')[0]}(" in (ROOT / file).read_text(encoding="utf-8") or not test, name
        assert why
