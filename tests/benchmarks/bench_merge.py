"""How fast a hub merges the wards' packages with full work, beside a raw floor, Excel files and sqlite-utils.

`./check bench merge [PACKAGES]` (600 unless said) of 300 forms × 39 answers. Full work: open, canonical zip, signature,
hashes, every row checked, chain, union, durable transactions and kept originals, then accepted answers and tallies.

The floor stores the same rows of the same tables with plain sqlite3, already in memory, nothing checked, once with as
many durable transactions as we make and once with one for each package. Excel: pandas (when installed) or openpyxl alone
reads the same answers from one workbook for each ward, a sample of them, and does nothing else. sqlite-utils (when
installed) upserts the same keyings. Nothing of these two is a dependency: `pip install pandas sqlite-utils`.
"""

from __future__ import annotations

import importlib.util
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from exports.packages.batches import BATCH
from exports.packages.checking import open_returns
from exports.packages.lines import write_lines
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from models.catalogue.questionnaires import built_in
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import station_of
from models.domain.book.facts import Fact, Keying, Kind, Line, Stream, canonical
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.security import StationKeys, certified, keys_made_of, seal_for
from models.services.figures.deriving import derived_all
from models.services.figures.told_offices import keep_told
from models.services.keying.keying import text_digest
from models.services.office.known_keys import settle_keys
from models.services.office.periods import open_period
from models.services.office.stations import found_station
from models.store.database import Station
from models.store.journal import FreeText
from models.store.keys import put_certificates
from models.store.sql import rows
from tests.builders.acts import AT, CITY, HA, act_of
from tests.builders.sealed import description, signed

QUESTIONNAIRE = built_in()[0]
FORMS, SINGLES = 300, len(QUESTIONNAIRE.singles)
TABLES = ("journal", "keying", "text", "package", "accepted", "tally", "derived")
EXCEL_SAMPLE = 8
FLOOR_SAMPLE = 600


def hub_in(folder: Path, wards: int) -> tuple[Station, Period]:
    """A hub with an open period of the built-in questionnaires that has compared the keys of all wards."""
    person = HA
    hub = found_station(folder, unit=CITY, name="hub", person=person, chance="hub", is_hub=True)
    period = open_period(
        hub,
        code="26Q3",
        name="Quý III năm 2026",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=(date(2026, 7, 1), date(2026, 12, 31)),
        seed="do-toc-do",
        act=act_of(),
    )
    confirm_all(hub, wards)
    return hub, period


def unit_of(ward: int) -> UnitKey:
    return UnitKey(f"{10_000 + ward}", date(2025, 7, 1))


def ward_lines(unit: UnitKey, station: str, chance: random.Random, *, forms: int) -> tuple[list[Line], list[FreeText]]:
    """What a ward recorded: its issue, marks for batches, and one keying for each form (39 answers, some comments)."""
    first, last = (Serial("26Q3", unit.code, "CN", 100_000 + number) for number in (1, FORMS + 10))
    span = f"{first}..{last}"
    body = {
        "questionnaire": QUESTIONNAIRE.id,
        "edition": QUESTIONNAIRE.edition,
        "coding": QUESTIONNAIRE.coding,
        "paper": QUESTIONNAIRE.paper,
        "agency": unit.code,
    }
    by = f"{unit.code}/lan"
    lines: list[Line] = [
        Fact(station, 1, Kind.BOOK_ALLOTTED, "", by, AT, canonical({"book": 1, "station": station})),
        Fact(station, 2, Kind.ISSUED, span, by, AT, canonical(body)),
        Fact(station, 3, Kind.HANDED_OUT, span, by, AT, ""),
    ]
    texts: list[FreeText] = []
    for number in range(1, forms + 1):
        n = number + 3
        serial = str(Serial("26Q3", unit.code, "CN", 100_000 + number))
        marks = "".join(chance.choices("54321.*k", (50, 30, 10, 4, 2, 2, 1, 1), k=SINGLES))
        rest = canonical({"C1": chance.choice(("1", "1 4", "2", "3 5")), "E": chance.choice(("1 2 3", "4", "7 9"))})
        promised = ""
        if number % 10 == 0:
            salt = f"{chance.getrandbits(128):032x}"
            content = "Cán bộ hướng dẫn tận tình, đề nghị bố trí thêm ghế chờ."
            promised = canonical({"F": text_digest(content, salt)})
            texts.append(FreeText(n, "F", content, salt))
        seconds = chance.randint(20, 90)
        lines.append(Keying(station, n, serial, QUESTIONNAIRE.coding, marks, rest, promised, "", by, AT, seconds))
    return lines, texts


def write_package(folder: Path, period: Period, ward: int, *, forms: int, number: int) -> Path:
    """The package of one ward, signed with the key of its computer."""
    unit, keys = unit_of(ward), keys_of(ward)
    stream = Stream(station_of(keys.public), unit, period.key)
    lines, texts = ward_lines(unit, stream.station, random.Random(ward), forms=forms)
    written = write_lines([signed(stream, lines, by=keys, texts=texts)])
    sender = replace(description(keys, stream, written), number=number, method=period.method.fingerprint)
    path = folder / f"{number}-{ward:05}.zip"
    path.write_bytes(seal(sender, written.tables, keys)[1])
    return path


def keys_of(ward: int) -> StationKeys:
    return keys_made_of(f"w{ward:05}")


def confirm_all(hub: Station, count: int) -> None:
    """The hub has compared the keys of all wards."""
    with hub.transaction():
        roots = (certified(unit_of(ward), keys_of(ward).public, by=keys_of(ward)) for ward in range(count))
        put_certificates(hub.db, roots, is_own=True)
        settle_keys(hub)


def write_packages(folder: Path, period: Period, count: int, *, forms: int, number: int) -> list[Path]:
    return [write_package(folder, period, ward, forms=forms, number=number) for ward in range(count)]


class Spent(NamedTuple):
    """Milliseconds for each package: by the clock, and of the processor (which other programs disturb less)."""

    wall: float
    cpu: float

    def times(self, other: Spent) -> str:
        """How many times as long as the other, by the clock and of the processor."""
        return f"{self.wall / other.wall:.2f}× ({self.cpu / other.cpu:.2f}×)"


def timed(what: str, count: int, act: Callable[[], object]) -> Spent:
    """Do `act` once and print how long it took for each of `count` packages."""
    start, used = time.perf_counter(), time.process_time()
    act()
    spent = Spent(1000 * (time.perf_counter() - start) / count, 1000 * (time.process_time() - used) / count)
    rate = 1000 / spent.wall
    print(f"{what:62} {rate:7.0f} /s {spent.wall:8.2f} ms each ({spent.cpu:.2f} of processor)", flush=True)
    return spent


def growing(hub: Station, paths: Sequence[Path]) -> None:
    """Merge all and print what a package costs while the base is nearly empty, and at the end."""
    tenth = max(1, len(paths) // 10)
    spent = []
    for start in range(0, len(paths), tenth):
        portion = paths[start : start + tenth]
        used = time.process_time()
        merge_packages(hub, portion, act=act_of())
        spent.append(1000 * (time.process_time() - used) / len(portion))
    print(
        f"  of the processor, the first tenth {spent[0]:.2f} ms each, the last {spent[-1]:.2f} ms; {memory():.0f} MiB"
    )


def memory() -> float:
    """The largest memory of this process so far, in MiB."""
    if sys.platform == "win32":
        raise NotImplementedError
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows_of(hub: Station, paths: Sequence[Path]) -> list[dict[str, list[tuple[object, ...]]]]:
    """Per package the rows that merging it left in the tables."""
    found = []
    for ward in range(len(paths)):
        unit = str(unit_of(ward))
        stream = rows(hub.db, "SELECT id FROM stream WHERE unit = ?", (unit,))[0][0]
        of_ward = {}
        for table in TABLES:
            by_stream = table in ("journal", "keying", "text")
            where = "stream = ?" if by_stream else "unit = ?"
            of_ward[table] = rows(hub.db, f"SELECT * FROM {table} WHERE {where}", (stream if by_stream else unit,))
        found.append(of_ward)
    return found


def floor(file: Path, hub: Station, packages: Sequence[dict[str, list[tuple[object, ...]]]], batch: int) -> None:
    """Store the same rows in the same tables, `batch` packages in each durable transaction."""
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA journal_mode = wal")
    base.execute("PRAGMA synchronous = full")
    for (made,) in rows(hub.db, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        base.execute(made)
    for start in range(0, len(packages), batch):
        base.execute("BEGIN IMMEDIATE")
        for package in packages[start : start + batch]:
            for table, values in package.items():
                if values:
                    base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        base.execute("COMMIT")
    base.close()


def excel(folder: Path, packages: Sequence[dict[str, list[tuple[object, ...]]]]) -> tuple[str, Callable[[], object]]:
    """Reading the answers of a sample of wards from workbooks, a cell for each answer, as a person would keep them."""
    from openpyxl import Workbook, load_workbook

    files = []
    for place, package in enumerate(packages[:EXCEL_SAMPLE]):
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["serial", *(question.name for question in QUESTIONNAIRE.singles), "rest"])
        for keying in package["keying"]:
            sheet.append([keying[3], *str(keying[5]), keying[6]])
        files.append(folder / f"{place}.xlsx")
        book.save(files[-1])
    if importlib.util.find_spec("pandas"):
        import pandas as pd

        return "pandas + openpyxl reading the same answers", lambda: [pd.read_excel(file) for file in files]

    def read() -> None:
        for file in files:
            opened = load_workbook(file, read_only=True)
            for _ in opened.active.iter_rows(values_only=True):  # type: ignore[union-attr]  # a new workbook has a sheet
                pass
            opened.close()

    return "openpyxl alone (read only) reading the same answers", read


def upserts(
    file: Path, hub: Station, packages: Sequence[dict[str, list[tuple[object, ...]]]]
) -> Callable[[], object] | None:
    """sqlite-utils upserting the same keyings; None when it is not installed."""
    if not importlib.util.find_spec("sqlite_utils"):
        return None
    import sqlite_utils

    names = tuple(row[1] for row in rows(hub.db, "PRAGMA table_info(keying)"))
    records = [[dict(zip(names, row, strict=True)) for row in package["keying"]] for package in packages]

    def store() -> None:
        base = sqlite_utils.Database(file)
        for each in records:
            sqlite_utils.db.Table(base, "keying").upsert_all(each, pk=("stream", "n", "twin"))

    return store


def main(count: int = 600) -> None:
    """Print every figure once, then the ratios that are promised."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        hub, period = hub_in(folder / "hub", count)
        first = write_packages(folder, period, count, forms=FORMS - 10, number=1)
        again = write_packages(folder, period, count, forms=FORMS, number=2)
        units = tuple(map(unit_of, range(count)))
        size = sum(path.stat().st_size for path in again) / count
        sealed = len(seal_for(again[0].read_bytes(), (hub.signer.recipient,)))
        print(
            f"{count} packages × {FORMS} forms × {SINGLES + 3} answers, {size:.0f} bytes ({size / FORMS:.1f} a form,"
            f" {sealed / FORMS:.1f} sealed)"
        )
        checked = timed(
            "open and check only", count, lambda: [len(open_returns(path.read_bytes()).streams) for path in again]
        )
        new = timed("merge, all lines new", count, lambda: growing(hub, first))
        derive = timed("  accepted answers and tallies of these", count, lambda: derived_all(hub, period, units))
        timed("  what may be told of these", count, lambda: keep_told(hub, period, units))
        print(f"largest memory until here {memory():.0f} MiB; the rest keeps all rows in memory, for the floor")
        packages = rows_of(hub, first[:FLOOR_SAMPLE])
        raw = timed(
            f"floor: the same rows by sqlite3, {BATCH} a transaction",
            len(packages),
            lambda: floor(folder / "floor", hub, packages, BATCH),
        )
        single = timed(
            "floor: the same, a transaction for each", len(packages), lambda: floor(folder / "single", hub, packages, 1)
        )
        ten = timed(
            "merge of whole packages with ten new forms", count, lambda: merge_packages(hub, again, act=act_of())
        )
        timed("  accepted answers and tallies of these", count, lambda: derived_all(hub, period, units))
        same = timed("merge of the same packages again", count, lambda: merge_packages(hub, again, act=act_of()))
        what, read = excel(folder, packages)
        sheets = timed(what, min(count, EXCEL_SAMPLE), read)
        full = Spent(new.wall + derive.wall, new.cpu + derive.cpu)
        print("by the clock (of the processor):")
        print(f"  full work / floor {full.times(raw)}, with single transactions {full.times(single)}")
        print(f"  taking in alone / floor with single transactions {new.times(single)}")
        print(
            f"  ten new forms / all new {ten.times(new)}, / full work {ten.times(full)}; the same again {same.times(new)}"
        )
        print(f"  reading workbooks / full work {sheets.times(full)}, / opening and checking {sheets.times(checked)}")
        store = upserts(folder / "upserts", hub, packages)
        if store is None:
            print("sqlite-utils is not installed here, so it was not measured")
        else:
            upsert = timed("sqlite-utils upserting the keyings", len(packages), store)
            print(f"  sqlite-utils / taking in {upsert.times(new)}")
        hub.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
