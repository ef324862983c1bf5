"""How fast a city's results are: from the facts (cold), from the tables (warm), after one office's new line, on paper.

Run it from the root of the project: `python -m tests.benchmarks.bench_results [UNITS] [FORMS]`. What is compared is
done in turns on the same machine, and the figures at the end are ratios of medians.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from exports.formats import format_of
from exports.tables import answer_table
from models.catalogue import BUILT_IN
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind, Stream, canonical
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange
from models.domain.figures.figures import Figures
from models.domain.questionnaire.questionnaire import Questionnaire
from models.language import Language, load
from models.services.figures.footing import RUNNING
from models.services.figures.recounting import require_as_counted
from models.services.figures.results import figures_of, figures_of_each_office
from models.services.figures.signals import signals_of
from models.services.office.periods import open_period
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.branches import set_head
from models.store.database import Station
from models.store.pen import Pen
from models.store.sql import many, rows
from printing.sheets.result_sheet import print_result_sheet
from tests.benchmarks.counting_by_others import compare_others
from tests.benchmarks.naive_sheet import naive_sheet
from tests.builders.acts import act_of, person
from tests.builders.streams import speaking_for
from tests.builders.surveys import closed_by_hub, of_hub, of_office, ward

DAY = date(2024, 9, 30)
AT = "2024-10-05T08:00:00+07:00"
MARKS = "45445434453.44k54?*"
COLD_RUNS = 5
GROWTH = ((150, 125), (300, 125), (600, 125), (600, 250), (600, 500))
"""Offices and forms of each: from 18,750 to 300,000 forms."""


def city(folder: Path, units: int, forms: int) -> tuple[Station, Period, tuple[UnitKey, ...]]:
    """A hub that holds the facts of `units` communes of 2024 with `forms` keyed forms each."""
    station = ward(folder, unit=BUILT_IN.find_unit("01", DAY).key, is_hub=True)
    offices = tuple(unit.key for unit in BUILT_IN.units_valid_on(DAY) if unit.parent is not None)[:units]
    period = open_period(
        station,
        code="24Q3",
        name="Quý III năm 2024",
        evaluated=(date(2024, 7, 1), DAY),
        survey=(date(2024, 9, 1), date(2024, 12, 31)),
        seed="do-toc-do",
        units=offices,
        act=act_of(),
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
    stream = journal.stream_id(
        station.db, Stream(speaking_for(station, office, f"may-{office.code}").id, office, period.key)
    )
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
    set_head(station.db, stream, n=n, chain=f"{n:064x}", signature="")


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
        cold = _cold(station, period, total)
        timed("warm: every figure of every office", lambda: figures_of_each_office(station, period))
        warm = timed("warm: all offices from the tables", lambda: figures_of_each_office(station, period))
        _another_line(station, offices[0])
        timed("warm: that office alone after its new line", lambda: figures_of(station, period, of_office(offices[0])))
        _another_line(station, offices[1])
        timed(
            "warm: ranking of all offices after one office's new line",
            lambda: figures_of(station, period, of_hub(station)),
        )
        timed("warm: ranking with nothing new", lambda: figures_of(station, period, of_hub(station)))
        _edition(station, period, offices)
        timed("signals of one office", lambda: signals_of(station, period, of_office(offices[0])))
        _sheets(station, period, figures_of_each_office(station, period), language)
        whole = figures_of(station, period, of_hub(station))
        timed(
            "consolidated sheet as PDF",
            lambda: print_result_sheet(station, period, whole, language=language, to=io.BytesIO(), at=AT),
        )
        table = answer_table(station, period, offices[: max(1, 20_000 // forms)])
        print(f"answers: {len(table.rows)} rows x {len(table.fields)} columns")
        compare_others(table, folder, cold * len(table.rows) / total, warm * len(table.rows) / total)
        for code in ("xlsx", "csv", "datapackage"):
            made = format_of(code)
            file = folder / f"answers{made.suffix}"
            timed(f"  as {code}", lambda made=made, file=file: made.write(table, language=language, to=file))  # type: ignore[misc]  # the default binds it now
        station.close()
        print(f"most memory: {_memory():.0f} MB")
        _growth(folder)


def _edition(station: Station, period: Period, offices: tuple[UnitKey, ...]) -> None:
    """Closing everything as an edition, the edition after acts of the hub, and the recount before it is printed."""
    hub = of_hub(station)
    timed("closing the figures of all offices as an edition", lambda: closed_by_hub(station, period))
    timed("edition: ranking, first time", lambda: figures_of(station, period, hub))
    timed("edition: ranking, warm", lambda: figures_of(station, period, hub))
    for office in offices[2:5]:
        with station.transaction():
            pen = Pen(station, office, period.key, act=act_of(person(station)))
            there = speaking_for(station, office, f"may-{office.code}").id
            pen.fact(Kind.WITHDRAWN, body={"lines": [[there, 2, 3]], "reason": "đo", "package": ""})
        timed("edition: ranking after an act of the hub", lambda: figures_of(station, period, hub))
        timed("  what counts now, after it", lambda: figures_of(station, period, hub, footing=RUNNING))
    timed("edition: counted once more from the lines, as for paper", lambda: require_as_counted(station, period, hub))


def _cold(station: Station, period: Period, total: int) -> float:
    """The median of counting everything from the facts, several times from nothing; seconds."""
    spent = []
    for _ in range(COLD_RUNS):
        _forget(station)
        start = time.perf_counter()
        figures_of(station, period, of_hub(station))
        spent.append(time.perf_counter() - start)
    told = "cold: ranking of all offices from the facts, median"
    print(f"{told:<62} {median(spent):8.3f} s  ({1e6 * median(spent) / total:.1f} µs a form; {_listed(spent)})")
    return median(spent)


def _forget(station: Station) -> None:
    """Take away everything that is counted from the facts."""
    with station.transaction():
        for table in ("accepted", "tally", "derived", "whole"):
            rows(station.db, f"DELETE FROM {table}")


def _sheets(station: Station, period: Period, every: Sequence[Figures], language: Language) -> None:
    """Every sheet by us and by reportlab platypus, in turns; one figure a sheet."""
    ours, naive = [], []
    for each in every:
        start = time.perf_counter()
        print_result_sheet(station, period, each, language=language, to=io.BytesIO(), at=AT)
        between = time.perf_counter()
        naive_sheet(each, language, to=io.BytesIO())
        ours.append(between - start)
        naive.append(time.perf_counter() - between)
    for what, spent in (
        ("sheets of offices as PDF, with chart", ours),
        ("  the same by platypus, without chart", naive),
    ):
        each_ms = f"median {1000 * median(spent):.1f} ms, slowest {1000 * max(spent):.1f} ms a sheet"
        print(f"{f'{len(spent)} {what}':<62} {sum(spent):8.3f} s  ({each_ms})", flush=True)
    ratios = sorted(them / us for us, them in zip(ours, naive, strict=True))
    told = "  platypus takes times as long: median, least, most"
    print(f"{told:<62} {median(ratios):8.1f}    {ratios[0]:.1f}    {ratios[-1]:.1f}")


def _growth(folder: Path) -> None:
    """Cold counting of ever more forms, each in a process of its own, so that its memory is seen alone."""
    print("growth: cold counting of so many forms, in a process of its own")
    for units, forms in GROWTH:
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_results", "--cold", str(folder), str(units), str(forms)],
            check=True,
        )


def grow(folder: Path, units: int, forms: int) -> None:
    """Print time and memory of one cold count; the base is made before the memory is looked at."""
    station, period, _ = city(folder / f"{units}-{forms}", units, forms)
    before = _memory()
    start = time.perf_counter()
    figures_of(station, period, of_hub(station))
    spent, total = time.perf_counter() - start, units * forms
    told = f"  {total} forms ({units} offices x {forms})"
    memory = f"{1e6 * spent / total:.1f} µs a form; most memory {_memory():.0f} MB, {before:.0f} MB before"
    print(f"{told:<62} {spent:8.3f} s  ({memory})", flush=True)
    station.close()


def _memory() -> float:
    """The most memory this process ever had, in MB; the kernel's own count, as `getrusage` takes over the parent's."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) / 1024


def _listed(spent: Sequence[float]) -> str:
    return ", ".join(f"{each:.2f}" for each in spent)


def _another_line(station: Station, office: UnitKey) -> None:
    number = rows(station.db, "SELECT id FROM stream WHERE unit = ?", (str(office),))[0][0]
    n = journal.last_n(station.db, number) + 1
    with station.transaction():
        row = (number, n, 0, "printed", "", f"{office.code}/lan", AT, "")
        rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        _reach(station, number, n)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--cold"]:
        grow(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))
