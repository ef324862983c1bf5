"""How the analysis of exported answers grows: DuckDB and Spark from a million forms to ten, pandas and our own counting at 300,000.

Run by `./check bench analysis [MILLIONS…]` (default: 1 10; the turn of 0.3 comes first). Every count runs in a process of its own, so
that its memory is its own; DuckDB may take 2 GB and two cores, Spark runs as local[2] and is left out where it is not installed.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from exports.analysis.engines import Means, engine_of
from exports.analysis.figures import analysed
from exports.analysis.surveys import read_surveys
from models.domain.figures.measures import Counted, measure
from models.domain.figures.tallies import AnswerColumns, added, count
from models.domain.questionnaire.filters import filters
from tests.builders.country import FOUNDED, METHOD, PAPER, QUESTIONS, Country, write

COMMUNES, PROVINCES, PERIODS = 98, 34, 4
MEGABYTES = 2000


def country_of(millions: float) -> Country:
    """34 provinces with 98 communes each (3,332 of 3,321 in truth) over four periods."""
    return Country(PROVINCES, COMMUNES, max(6, round(millions * 1e6 / (PROVINCES * COMMUNES * PERIODS))), PERIODS)


def main() -> None:
    """Print a line for each size and engine, with the index that it found."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))))
        return
    sizes = [float(word) for word in sys.argv[1:]] or [1.0, 10.0]
    top = Path(tempfile.mkdtemp(prefix="sophieu-country-"))
    try:
        for millions in (0.3, *sizes):
            country, folder = country_of(millions), top / str(millions)
            begun = time.perf_counter()
            write(country, folder)
            size = sum(file.stat().st_size for file in folder.rglob("*.parquet")) / 1e6
            print(f"{country.size:>10,} forms written in {time.perf_counter() - begun:.0f} s, {size:.0f} MB in "
                  f"{PROVINCES * PERIODS:,} files", flush=True)  # fmt: skip
            for way in ("duckdb", "spark", *(("pandas", "own") if millions == 0.3 else ())):
                print("   ", _in_a_process(way, folder, millions), flush=True)
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _in_a_process(way: str, folder: Path, millions: float) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_analysis", "--one", way, str(folder), str(millions)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return f"{way:<7} not run: {done.stderr.strip().splitlines()[-1][:100] if done.stderr.strip() else '?'}"
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return f"{way:<7} {told['seconds']:7.1f} s, {told['megabytes']:6.0f} MB, index {told['index']}"


def measured(way: str, folder: Path, millions: float) -> dict[str, object]:
    """Seconds, the most memory of this process (of Spark: with its Java), and the overall index of the last period as a fraction."""
    begun = time.perf_counter()
    index = {"pandas": _pandas, "own": _own}.get(way, _engine)(way, folder, millions)
    if sys.platform == "win32":
        raise NotImplementedError
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"seconds": time.perf_counter() - begun, "megabytes": most, "index": index}


def _engine(way: str, folder: Path, _: float) -> str:
    """The whole report: figures, ranking and trend of four periods."""
    with tempfile.TemporaryDirectory() as scratch, engine_of(way, Means(MEGABYTES, 2, Path(scratch))) as engine:
        surveys = read_surveys(folder)
        return str(analysed(engine, surveys, period=surveys.periods()[-1]).figures.measure.overall)


def _pandas(_: str, folder: Path, millions: float) -> str:
    """The counts that the report stands on, of all files."""
    import pandas as pd

    files = sorted((folder / "answers").rglob("*.parquet"))
    names = [question.name for question in QUESTIONS]
    frames = []
    for file in files:
        period, province = (part.partition("=")[2] for part in file.parts[-3:-1])
        read = pd.read_parquet(file, columns=["unit", *names]).astype(str)
        frames.append(read.assign(period=period, province=province))
    every = pd.concat(frames)
    found = {name: every.groupby(["period", "province", "unit", name]).size() for name in names}
    last = found["D0"].groupby(level=["period", "D0"]).sum()[country_of(millions).codes()[-1]]
    levels = [int(last.get(str(n), 0)) for n in range(1, 6)]
    return _share(sum(levels[3:]), sum(levels))


def _share(satisfied: int, valid: int) -> str:
    from fractions import Fraction

    return str(Fraction(100 * satisfied, valid))


def _own(_: str, folder: Path, millions: float) -> str:
    """Our own counting and figures of every commune, province and the country, from answers in memory."""
    del folder
    country, compiled = country_of(millions), filters(PAPER, day=FOUNDED)
    last: list[Counted] = []
    for code in country.codes():
        last = []
        for province in range(country.provinces):
            own = []
            for unit in country.units(province):
                answers = country.answers(code, unit)
                columns = ([value or "." for value in answers[question.name]] for question in QUESTIONS)
                forms = ["".join(marks) for marks in zip(*columns, strict=True)]
                own.append(
                    Counted(PAPER, len(forms), count(compiled, AnswerColumns("".join(forms), [""] * len(forms))))
                )
                measure(own[-1:], METHOD)
            last.append(Counted(PAPER, sum(each.forms for each in own), added(each.counts for each in own)))
            measure(last[-1:], METHOD)
    return str(measure([Counted(PAPER, 0, added(each.counts for each in last))], METHOD).overall)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
