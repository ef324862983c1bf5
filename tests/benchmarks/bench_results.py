"""How fast a city's results are: from the facts (cold), from the tables (warm), after one office's new line, on paper.

Run it from the root of the project: `python -m tests.benchmarks.bench_results [UNITS] [FORMS]`.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from exports.formats import format_of
from exports.tables import AnswerTable, Sort, answer_table
from models.catalogue.units import find_unit, units_valid_on
from models.domain.facts import Stream, canonical
from models.domain.periods import Period
from models.domain.questionnaire import Questionnaire
from models.domain.results import Results
from models.domain.serials import Serial, SerialRange
from models.domain.units import UnitKey
from models.language import Language, load
from models.services.periods import open_period
from models.services.quality import signals_of
from models.services.questionnaires import questionnaire_for
from models.services.results import consolidated, results_of, results_of_all
from models.store import journal
from models.store.database import Station
from models.store.sql import many, rows
from printing.jobs import imprint_of
from printing.sheets.frame import Imprint
from printing.sheets.hub_sheet import print_hub_sheet
from printing.sheets.unit_sheet import print_unit_sheet
from tests.benchmarks.naive_sheet import naive_sheet
from tests.builders.surveys import ward

DAY = date(2024, 9, 30)
AT = "2024-10-05T08:00:00+07:00"
MARKS = "45445434453.44k54?*"


def city(folder: Path, units: int, forms: int) -> tuple[Station, Period, tuple[UnitKey, ...]]:
    """A hub that holds the facts of `units` communes of 2024 with `forms` keyed forms each."""
    station = ward(folder, unit=find_unit("01", DAY).key, is_hub=True)
    offices = tuple(unit.key for unit in units_valid_on(DAY) if unit.parent is not None)[:units]
    period = open_period(
        station,
        code="24Q3",
        name="Quý III năm 2024",
        evaluated=(date(2024, 7, 1), DAY),
        survey=(date(2024, 9, 1), date(2024, 12, 31)),
        seed="do-toc-do",
        units=offices,
    )
    questionnaire = questionnaire_for(station, period, "CN")
    chance = random.Random(7)
    with station.transaction():
        for office in offices:
            _facts(station, period, office, forms, questionnaire, chance)
    return station, period, offices


def _facts(
    station: Station, period: Period, office: UnitKey, forms: int, questionnaire: Questionnaire, chance: random.Random
) -> None:
    stream = journal.stream_id(station.db, Stream(f"may-{office.code}", office, period.key))
    first = Serial(period.code, office.code, "CN", 100_001)
    serials = SerialRange(first, first._replace(number=100_000 + forms))
    body = canonical(
        {"questionnaire": questionnaire.id, "coding": questionnaire.coding, "agency": office.code, "sector": "Hộ tịch"}
    )
    by = f"{office.code}/lan"
    row = (stream, 1, 0, "issued", str(serials), by, AT, body)
    rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    width = len(questionnaire.singles)
    keyings = (
        (stream, n, 0, str(serial), questionnaire.coding, "".join(chance.choices(MARKS, k=width)), '{"C1":"1 2"}',
         "", "", by, AT, 60)
        for n, serial in enumerate(serials, 2)
    )  # fmt: skip
    many(station.db, "INSERT INTO keying VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", keyings)
    _reach(station, stream, forms + 1)


def _reach(station: Station, stream: int, n: int) -> None:
    """Note how far a stream goes, as taking in its package does."""
    journal.set_taken_head(station.db, stream, n, f"{n:064x}")


def timed(what: str, work: Callable[[], object], per: int = 0, unit: str = "") -> float:
    """Do `work` once, print how long it took, and answer it in seconds."""
    start = time.perf_counter()
    work()
    spent = time.perf_counter() - start
    each = f"  ({1000 * spent / per:.2f} ms a {unit})" if per else ""
    print(f"{what:<62} {spent:8.3f} s{each}", flush=True)
    return spent


def main(units: int = 600, forms: int = 300) -> None:
    """Print every figure once."""
    language = load("vi")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        station, period, offices = city(folder / "hub", units, forms)
        total = units * forms
        print(f"{units} offices x {forms} forms = {total} forms; base {station.base_file.stat().st_size / 1e6:.0f} MB")
        imprint = imprint_of(station, period)
        cold = timed(
            "cold: ranking of all offices from the facts", lambda: consolidated(station, period), total, "form"
        )
        timed("warm: every figure of every office", lambda: results_of_all(station, period))
        warm = timed("warm: all offices from the tables", lambda: results_of_all(station, period))
        _another_line(station, offices[0])
        timed("warm: that office alone after its new line", lambda: results_of(station, period, offices[0]))
        _another_line(station, offices[1])
        timed("warm: ranking of all offices after one office's new line", lambda: consolidated(station, period))
        timed("warm: ranking with nothing new", lambda: consolidated(station, period))
        timed("signals of one office", lambda: signals_of(station, period, offices[0]))
        every = results_of_all(station, period)[:100]
        ours = timed(
            f"{len(every)} sheets of offices as PDF",
            lambda: _print_all(every, imprint, language),
            len(every),
            "sheet",
        )
        few = every[:20]
        naive = timed(
            f"  {len(few)} of them by reportlab platypus, without chart",
            lambda: _print_naively(few, language),
            len(few),
            "sheet",
        )
        print(f"  platypus takes {naive / len(few) / (ours / len(every)):.1f} times as long a sheet")
        whole = consolidated(station, period)
        timed("consolidated sheet as PDF", lambda: print_hub_sheet(whole, imprint, language=language, to=io.BytesIO()))
        table = answer_table(station, period, offices[: max(1, 20_000 // forms)])
        print(f"answers: {len(table.rows)} rows x {len(table.fields)} columns")
        _others(table, folder, cold * len(table.rows) / total, warm * len(table.rows) / total)
        for code in ("xlsx", "csv", "datapackage"):
            made = format_of(code)
            file = folder / f"answers{made.suffix}"
            timed(f"  as {code}", lambda made=made, file=file: made.write(table, language=language, to=file))  # type: ignore[misc]
        station.close()
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _others(table: AnswerTable, folder: Path, cold: float, warm: float) -> None:
    """The same counts by other programs, over the same answers as csv; those that are not installed are named.

    `cold` is what the figures of so many forms take here from the facts, `warm` when they were counted before.
    """

    def compare(what: str, work: Callable[[], object]) -> None:
        spent = timed(f"  {what}", work, len(table.rows), "form")
        print(
            f"    {spent / cold:.2f} times our {cold:.3f} s from the facts, {spent / warm:.1f} times our {warm:.3f} s warm"
        )

    file = folder / "others.csv"
    format_of("csv").write(table, language=load("vi"), to=file)
    names = [field.name for field in table.fields if field.sort is Sort.CODE]

    def counted() -> dict[tuple[str, str], Counter[str]]:
        found: dict[tuple[str, str], Counter[str]] = {}
        with file.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.DictReader(source):
                for name in names:
                    found.setdefault((row["unit"], name), Counter())[row[name]] += 1
        return found

    compare("counts by csv and Counter", counted)
    try:
        import pandas as pd
    except ImportError:
        print("  pandas is not installed")
    else:

        def grouped() -> None:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
            for name in names:
                frame.groupby(["unit", name]).size()

        compare("counts by pandas group-by", grouped)
    pspp = shutil.which("pspp")
    if pspp is None:
        print("  PSPP is not installed")
        return
    columns = " ".join(f"{field.name} A200" for field in table.fields)
    script = folder / "others.sps"
    script.write_text(
        f"GET DATA /TYPE=TXT /FILE='{file}' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'\n"
        f" /VARIABLES={columns}.\nFREQUENCIES /VARIABLES={' '.join(names)}.\n",
        encoding="utf-8",
    )
    compare(
        "frequencies by PSPP (all offices together)",
        lambda: subprocess.run([pspp, str(script), "-o", str(folder / "others.txt")], check=True, capture_output=True),
    )


def _print_all(every: Sequence[Results], imprint: Imprint, language: Language) -> None:
    for each in every:
        print_unit_sheet(each, imprint, language=language, to=io.BytesIO())


def _print_naively(every: Sequence[Results], language: Language) -> None:
    for each in every:
        naive_sheet(each, language, to=io.BytesIO())


def _another_line(station: Station, office: UnitKey) -> None:
    number = rows(station.db, "SELECT id FROM stream WHERE unit = ?", (str(office),))[0][0]
    n = journal.last_n(station.db, number) + 1
    with station.transaction():
        row = (number, n, 0, "printed", "", f"{office.code}/lan", AT, "")
        rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        _reach(station, number, n)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
