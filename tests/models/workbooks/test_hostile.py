"""A table that would stop the program for minutes is refused within seconds, and without filling the memory."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from models.workbooks import read_tables
from models.workbooks.problems import TableProblem, TableTooHeavy
from tests.benchmarks.bench_hostile import MOST_MEGABYTES, MOST_SECONDS, cost, station
from tests.builders.hostile import HOSTILE

CHEAP = ("1 million cells a row", "1 million merged ranges", "10,000 sheets", "1 million brackets deep")
CHEAP_OF_OTHER_KINDS = (
    "ods: cells repeated without end",
    "ods: 2 million brackets deep",
    "xlsb: two cells far apart",
    "xlsb: 119 MB of nothing",
    "html: a million tags that do not end",
    "html: a million tables in tables",
    "html: spans without end",
)


@pytest.mark.parametrize("name", CHEAP)
def test_a_small_file_that_unfolds_without_end_is_refused_at_once(name: str, tmp_path: Path) -> None:
    file = HOSTILE[name](tmp_path / "hostile.xlsx")
    begun = time.monotonic()
    with pytest.raises(TableTooHeavy):
        read_tables(file)
    assert time.monotonic() - begun < MOST_SECONDS


@pytest.mark.parametrize("name", CHEAP_OF_OTHER_KINDS)
def test_a_trap_of_another_kind_is_refused_at_once(name: str, tmp_path: Path) -> None:
    file = HOSTILE[name](tmp_path / "hostile")
    begun = time.monotonic()
    with pytest.raises(TableProblem):
        read_tables(file)
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_line_that_is_no_row_is_not_cut_into_cells(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for line in ("," * 1_000_001, '"' + "x" * 1_000_001, "x" * 1_000_001 + "\ra,b"):
        file.write_text("a,b\n" + line)
        with pytest.raises(TableProblem):
            read_tables(file)


def test_lines_end_as_every_system_ends_them(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for end in ("\n", "\r\n", "\r"):
        file.write_bytes(end.join(("a,b", '1,"x', 'y"', "2,z")).encode())
        (table,) = read_tables(file)
        assert [row[0] for row in table.rows] == ["a", "1", "2"]


@pytest.mark.nightly
@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_table_costs_seconds_and_little_memory(name: str, tmp_path: Path) -> None:
    file = tmp_path / ("hostile.csv" if "MB of" in name or "line" in name else "hostile.xlsx")
    found = cost(name, file, station(tmp_path / "station"))
    assert found.refusal != "taken"
    assert found.seconds <= MOST_SECONDS
    assert found.megabytes <= MOST_MEGABYTES
