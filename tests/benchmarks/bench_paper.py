"""How fast the papers of a city are: profiles, report, document, cross-table.

Run it from the root of the project: `python -m tests.benchmarks.bench_paper [UNITS] [FORMS]`. Wanted: a profile in 25 ms, the
report of 126 wards in 1.5 s, its document in 3 s, a cross-table of 300,000 forms (600 500) in 1 s, the first one of a program that
starts too, where what may be told of each office was worked out after its package came.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from models.language import load
from models.services.figures.crossing import crossed
from models.services.figures.profiles import profiles_of
from models.services.figures.reporting import report_of
from models.services.figures.told_offices import keep_all_told
from models.services.office.periods import periods
from models.store.database import open_station
from printing.editable.papers import PaperKind, write_editable
from printing.sheets.profile import print_profiles
from printing.sheets.report import print_report
from tests.benchmarks.bench_results import AT, city, timed
from tests.builders.surveys import closed_by_hub, of_hub


def main(units: int = 126, forms: int = 60) -> None:
    """Print every figure once."""
    language = load("vi")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        station, period, offices = city(folder / "hub", units, forms)
        with closing(station):
            closed_by_hub(station, period)
            subject = of_hub(station)
            print(f"{len(offices)} offices, {len(offices) * forms} forms")
            timed("report counted, cold", lambda: report_of(station, period, subject))
            made = report_of(station, period, subject)
            timed("report counted, warm", lambda: report_of(station, period, subject))
            timed(
                "report printed",
                lambda: print_report(station, period, made, language=language, to=folder / "a.pdf", at=AT),
            )
            timed(
                "document written",
                lambda: write_editable(
                    station, period, made, PaperKind.REPORT, language=language, to=folder / "a.docx", at=AT
                ),
            )
            timed("profiles counted", lambda: list(profiles_of(station, period)), len(offices), "office")
            to = folder / "profiles"
            to.mkdir()
            timed(
                "profiles printed",
                lambda: print_profiles(station, period, to, language=language, at=AT),
                len(offices),
                "office",
            )
            timed("what may be told of each office", lambda: keep_all_told(station), len(offices), "office")
            started = [sys.executable, "-m", "tests.benchmarks.bench_paper", "--first", str(folder / "hub")]
            subprocess.run(started, check=True)
            for told, by in (("another one", "A2"), ("by office", "unit")):
                timed(f"cross-table, {told}", lambda by=by: crossed(station, period, subject, question="C2", by=by))  # type: ignore[misc]  # the default binds it now


def first(folder: Path) -> None:
    """Print how long the first cross-table takes a program that has just started."""
    with closing(open_station(folder)) as station:
        (period,) = periods(station)
        used = time.process_time()
        timed(
            "cross-table, the first of a program",
            lambda: crossed(station, period, of_hub(station), question="C2", by="A1"),
        )
        print(f"{'  of the processor':<62} {time.process_time() - used:8.3f} s", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--first"]:
        first(Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
