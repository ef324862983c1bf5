"""How many packages of 300 forms a hub merges in a second, with full work, beside a raw floor without any checks.

`./check bench merge [PACKAGES]` (300 unless said). Full work: open, canonical zip, signature, hashes, every row checked,
chain, union, one durable transaction and one kept original for each package. The floor stores the same rows with
plain sqlite3, one transaction for each package, nothing checked.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from exports.packages.checking import open_returns
from exports.packages.descriptor import Descriptor, Receiver
from exports.packages.lines import write_lines
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from models.domain.branches import contents_by_n
from models.domain.facts import Fact, Keying, Kind, Line, PeriodKey, Stream, canonical
from models.domain.people import Person
from models.domain.serials import Serial
from models.domain.units import UnitKey
from models.security import load_keys, new_keys, to_text
from models.services.keying import text_digest
from models.services.stations import found_station
from models.store.journal import Text

CITY = UnitKey("01", date(2008, 8, 1))
PERIOD = PeriodKey(CITY, "26Q3")
FORMS, SINGLES = 300, 36
CODING = "ab" * 32
AT = "2026-08-01T09:00:00+07:00"


def ward_lines(unit: UnitKey, station: str, chance: random.Random, *, forms: int) -> tuple[list[Line], list[Text]]:
    """What a ward recorded: its issue, marks for batches, and one keying for each form (39 answers, some comments)."""
    first, last = (Serial("26Q3", unit.code, "CN", 100_000 + number) for number in (1, FORMS + 10))
    span = f"{first}..{last}"
    body = {"questionnaire": "q", "edition": "1", "coding": CODING, "paper": CODING, "agency": unit.code}
    by = f"{unit.code}/lan"
    lines: list[Line] = [
        Fact(station, 1, Kind.BOOK_ALLOTTED, "", by, AT, canonical({"book": 1, "station": station})),
        Fact(station, 2, Kind.ISSUED, span, by, AT, canonical(body)),
        Fact(station, 3, Kind.HANDED_OUT, span, by, AT, ""),
    ]
    texts: list[Text] = []
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
            texts.append(Text(n, "F", content, salt))
        lines.append(Keying(station, n, serial, CODING, marks, rest, promised, "", by, AT, chance.randint(20, 90)))
    return lines, texts


def write_packages(folder: Path, count: int, *, forms: int, number: int) -> list[Path]:
    """One package of each of `count` wards, signed by one key (the work of opening is the same)."""
    keys_folder = folder / "keys"
    if not keys_folder.exists():
        new_keys(keys_folder)
    keys = load_keys(keys_folder)
    paths = []
    for ward in range(count):
        unit = UnitKey(f"{10_000 + ward}", date(2025, 7, 1))
        stream = Stream(f"w{ward:05}", unit, PERIOD)
        lines, texts = ward_lines(unit, stream.station, random.Random(ward), forms=forms)
        written = write_lines([(stream, contents_by_n(lines), texts)])
        descriptor = Descriptor(
            kind="returns",
            station=stream.station,
            sender_unit=unit,
            key=to_text(keys.public),
            unit=unit,
            period=PERIOD,
            receiver=Receiver("unit", str(CITY)),
            number=number,
            at=AT,
            heads=written.heads,
            questionnaires=(),
            method="",
            program="0",
        )
        _, data = seal(descriptor, written.tables, keys)
        paths.append(folder / f"{number}-{ward:05}.zip")
        paths[-1].write_bytes(data)
    return paths


def timed(what: str, count: int, act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    seconds = time.perf_counter() - start
    print(f"{what:52} {count / seconds:8.0f} packages/s   {1000 * seconds / count:7.2f} ms each")
    return seconds


def floor(folder: Path, paths: list[Path]) -> Callable[[], None]:
    """The same rows without checks, without opening packages: they are in memory already."""
    opened = [open_returns(path.read_bytes()).streams for path in paths]
    rows = [[(0, line.n, 0, *line[2:]) for line in streams[0].lines] for streams in opened]
    base = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    base.execute("PRAGMA journal_mode = wal")
    base.execute("PRAGMA synchronous = full")
    base.execute(
        "CREATE TABLE journal (stream, n, twin, kind, serials, author, at, body, PRIMARY KEY (stream, n, twin))"
        " WITHOUT ROWID"
    )
    base.execute(
        "CREATE TABLE keying (stream, n, twin, serial, coding, marks, rest, texts, settles, author, at, seconds,"
        " PRIMARY KEY (stream, n, twin)) WITHOUT ROWID"
    )

    def store() -> None:
        for number, lines in enumerate(rows):
            base.execute("BEGIN IMMEDIATE")
            base.executemany(
                f"INSERT INTO journal VALUES ({number}, ?, ?, ?, ?, ?, ?, ?)",
                [row[1:] for row in lines if len(row) == 8],
            )
            base.executemany(
                f"INSERT INTO keying VALUES ({number}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [row[1:] for row in lines if len(row) > 8],
            )
            base.execute("COMMIT")
        base.close()

    return store


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        hub = found_station(
            folder / "hub", unit=CITY, name="hub", person=Person(CITY, "ha", "Hà"), station_id="hub", is_hub=True
        )
        first = write_packages(folder, count, forms=FORMS - 10, number=1)
        again = write_packages(folder, count, forms=FORMS, number=2)
        size = sum(path.stat().st_size for path in again) / count
        print(
            f"{count} packages × {FORMS} forms × {SINGLES + 3} answers, {size:.0f} bytes each ({size / FORMS:.1f} a form)"
        )
        raw = timed("floor: the same rows by plain sqlite3, no checks", count, floor(folder, again))
        timed("open and check only", count, lambda: [open_returns(path.read_bytes()) for path in again])
        new = timed("merge, all lines new", count, lambda: merge_packages(hub, first, at=AT))
        ten = timed("merge of whole packages with ten new forms", count, lambda: merge_packages(hub, again, at=AT))
        same = timed("merge of the same packages again", count, lambda: merge_packages(hub, again, at=AT))
        print(f"merge / floor {new / raw:.1f}×; ten new forms / first {ten / new:.2f}; again / first {same / new:.2f}")
        print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        hub.close()


if __name__ == "__main__":
    main()
