"""One table: what SQLite, PostgreSQL, DuckDB and Spark each make of the same answers, to the last digit.

`./check bench engines`: a city of two periods with small offices, organisations and answers behind filters is counted in a base file;
carried to a private server and counted anew there, where its answers are exported again too; and analysed from the exported files by
DuckDB and by Spark. Of each table of results that all of them have, the table shows a digest of its cells; the overall index stands
there as a fraction. Whatever is not installed is named and left out. Ends non-zero when two of them differ.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from exports.analysis.engines import EngineNotStarted, Means, engine_of
from exports.analysis.figures import analysed
from exports.analysis.surveys import read_surveys
from exports.formats.contract import ExtraMissing
from models.domain.sheets import report_tables
from models.domain.sheets.report import Report
from models.services.figures.deriving import rebuild_all
from models.services.office.cities import move_to_city
from tests.builders.cities import HOW_TO_GET, Server, programs
from tests.builders.exported import exported, surveyed_city

TABLES = ("B1", "B2", "B3", "B8", "B10", "B10b")
"""Forms, index by factor, criteria, ranking, and the trend with its offices that stand in both periods."""
PERIOD = "26Q3"


def column(report: Report) -> dict[str, str]:
    """What one engine found, row by row."""
    measure = report.figures.measure
    tables = {table.name: table for table in report_tables(report)}
    digests = {name: hashlib.sha256(repr(tables[name]).encode()).hexdigest()[:12] for name in TABLES}
    return {"forms": str(measure.forms), "overall index": str(measure.overall), **digests}


def in_a_file(place: Path) -> Report:
    with closing(surveyed_city(place / "hub")) as hub:
        return exported(hub, place / "answers")[PERIOD]


def on_a_server(place: Path) -> Report:
    server = Server.start()
    try:
        with closing(move_to_city(place / "hub", server.new_base(), chance="engines")) as desk:
            rebuild_all(desk)
            return exported(desk, place / "answers-of-server")[PERIOD]
    finally:
        server.end()


def by_engine(code: str, folder: Path) -> Report:
    with engine_of(code, Means()) as engine:
        return analysed(engine, read_surveys(folder), period=PERIOD)


def same_files(one: Path, other: Path) -> bool:
    """Whether two exports are equal byte by byte."""
    files = {file.relative_to(one): file.read_bytes() for file in one.rglob("*") if file.is_file()}
    return files == {file.relative_to(other): file.read_bytes() for file in other.rglob("*") if file.is_file()}


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        ways: dict[str, Callable[[], Report]] = {"SQLite": lambda: in_a_file(place)}
        if programs() is not None:
            ways["PostgreSQL"] = lambda: on_a_server(place)
        else:
            print(HOW_TO_GET)
        ways |= {
            "DuckDB": lambda: by_engine("duckdb", place / "answers"),
            "Spark": lambda: by_engine("spark", place / "answers"),
        }
        found: dict[str, dict[str, str]] = {}
        for way, count in ways.items():
            try:
                found[way] = column(count())
            except (ExtraMissing, EngineNotStarted) as missing:
                print(f"{way}: not counted: {missing}")
        print_table(found)
        is_same = "PostgreSQL" not in found or same_files(place / "answers", place / "answers-of-server")
        if "PostgreSQL" in found:
            print(
                f"files exported from SQLite and from PostgreSQL: {'equal' if is_same else 'NOT EQUAL'}, byte by byte"
            )
    first = next(iter(found.values()))
    return 0 if is_same and all(each == first for each in found.values()) else 1


def print_table(found: dict[str, dict[str, str]]) -> None:
    print(f"{'':<14}" + "".join(f"{way:>16}" for way in found) + "   equal")
    for row in next(iter(found.values())):
        cells = [told[row] for told in found.values()]
        print(f"{row:<14}" + "".join(f"{cell:>16}" for cell in cells) + f"   {'yes' if len(set(cells)) == 1 else 'NO'}")


if __name__ == "__main__":
    sys.exit(main())
