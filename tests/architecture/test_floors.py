"""Imports go downwards only, and what belongs to one floor is used on no other."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.marked import nodes_of, tree_of

ROOT = Path(__file__).parents[2]
PACKAGES = ("desktop", "exports", "models", "printing")

WINDOW = ("tkinter", "PIL.ImageTk")
STORE = ("peewee", "playhouse", "sqlite3")
CLOCK_AND_CHANCE = ("random",)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    for node in nodes_of(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def uses(paths: list[Path], parts: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in paths
        for line, name in imports_of(path)
        if any(name == part or name.startswith(part + ".") for part in parts)
    ]


def test_imports_go_downwards_only() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (
        "A lower floor reaches up. Move the function to the floor of what it leaves behind (rows: models/services, "
        "paper: printing, files: exports), into the room of its topic, or hand in what it needs as a value:\n"
        + done.stdout
        + done.stderr
    )


def test_every_room_of_the_models_stands_on_a_floor() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    floors = settings["importlinter:contract:floors"]["layers"]
    rooms = {
        path.stem for path in (ROOT / "models").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    homeless = {room for room in rooms - {"__init__"} if f"models.{room}" not in floors}
    assert not homeless, f"name their floor in setup.cfg: {sorted(homeless)}"


@pytest.mark.parametrize(("contract", "floor"), [("rules", "models/domain"), ("verbs", "models/services")])
def test_every_room_of_a_floor_has_its_place_above_or_below_its_neighbours(contract: str, floor: str) -> None:
    """What a room may build on is seen in one place; the tool refuses an import that goes the other way."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    placed = {room.strip() for room in re.split(r"[\n|]", settings[f"importlinter:contract:{contract}"]["layers"])}
    rooms = {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}
    assert placed - {""} == rooms, f"give each room of {floor} its line in setup.cfg"


def test_the_window_kit_stays_in_the_desktop() -> None:
    found = uses(sources("models", "printing", "exports"), WINDOW)
    assert not found, "tkinter belongs to desktop (the office works with the lights off):\n" + "\n".join(found)


@pytest.mark.parametrize("part", ["presenter.py", "tasks.py", "cli.py", "__main__.py"])
def test_what_works_without_a_display_imports_no_window_kit(part: str) -> None:
    paths = [path for path in sources("desktop") if path.name == part]
    found = [] if part == "__main__.py" else uses(paths, WINDOW)
    assert not found, "a presenter knows what a screen does; widgets stand in its view:\n" + "\n".join(found)


def test_time_and_chance_are_handed_in() -> None:
    paths = sources("models", "printing", "exports")
    found = uses(paths, CLOCK_AND_CHANCE)
    for path in paths:
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} reads the clock")
    assert not found, "take at=, seed= or path= from the caller (the doors know them):\n" + "\n".join(found)


def test_what_leaves_the_office_is_dated_by_the_clocks_of_its_place() -> None:
    read = re.compile(r"fromisoformat\([^()]*\)\.date\(\)")
    found = [
        str(path.relative_to(ROOT)) for path in sources("printing", "exports") if read.search(path.read_text("utf-8"))
    ]
    assert not found, "a moment is of another day elsewhere: ask language.day_of or place.day_of:\n" + "\n".join(found)
