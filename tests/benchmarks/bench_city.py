"""What eight desks do at once in one base on a server, and that nothing is lost or done twice when desks and server are killed.

`./check bench city [SECONDS] [PACKAGES]` (60 s and 200 packages of 60 forms, unless said; 600 s and 600 packages at most). A server of
its own on this computer writes durably. Eight desks in eight processes take in packages (each lies at two desks), rule on
disputed forms (every desk tries every one), print the hub's sheet and read the board. In the middle one desk and then the
server are killed (-9) and started again. Afterwards what each desk wrote down as done is looked for in the base, and the whole
is carried into a base file and counted anew there by SQLite.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from exports.packages.descriptor import Asked
from exports.packages.lines import write_lines
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from exports.proof.verifying import verify_station
from models.catalogue.questionnaires import built_in
from models.domain.basics.problems import Problem
from models.domain.book.certificates import station_of
from models.domain.book.facts import Keying, Kind, Stream
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.language import load
from models.services.exchange.board import board
from models.services.exchange.packages import packages
from models.services.figures.deriving import rebuild_all
from models.services.figures.explaining import FiguresOutdated
from models.services.figures.results import figures_of
from models.services.keying.keying import NotDisputed, rule
from models.services.office.cities import leave_city, move_to_city
from models.services.office.periods import find_period
from models.services.office.stations import add_station, found_from_file
from models.store import journal
from models.store.address import note_address
from models.store.city_problems import BaseBusy, BaseOutOfReach, OutcomeUnknown
from models.store.database import Station, open_station
from models.store.desks import city_of
from printing.sheets.result_sheet import print_result_sheet
from tests.benchmarks.bench_merge import hub_in, keys_of, unit_of, ward_lines
from tests.builders.acts import AT, HA, act_of
from tests.builders.cities import HOW_TO_GET, Server, programs
from tests.builders.forms import alike
from tests.builders.sealed import description, signed
from tests.builders.surveys import of_hub

DESKS, FORMS, DISPUTED, AT_ONCE = 8, 60, 2, 5
TODAY = date(2026, 10, 5)
TRIES = 3
"""A sheet that others' lines made outdated is counted again so often."""
_GO_ON = 0.5
"""Seconds until a desk tries again that was told that the base is away."""


def package_of(folder: Path, period: Period, ward: int) -> Path:
    """The package of a ward in which two people keyed some forms unlike each other."""
    unit, keys = unit_of(ward), keys_of(ward)
    stream = Stream(station_of(keys.public), unit, period.key)
    lines, texts = ward_lines(unit, stream.station, random.Random(ward), forms=FORMS)
    for line in [each for each in lines if isinstance(each, Keying)][:DISPUTED]:
        other = "1" if line.marks[0] != "1" else "2"
        lines.append(
            line._replace(
                n=len(lines) + 1, marks=other + line.marks[1:], by=f"{unit.code}/hoa", texts="", rest=line.rest
            )
        )
    written = write_lines([signed(stream, lines, by=keys, texts=texts)])
    asked = tuple(Asked(each.id, each.edition, each.coding, each.paper) for each in built_in()[:2])
    told = replace(description(keys, stream, written), method=period.method.fingerprint, questionnaires=asked)
    path = folder / f"{ward:05}.zip"
    path.write_bytes(seal(told, written.tables, keys)[1])
    return path


def disputed_forms(wards: int) -> list[tuple[int, Serial]]:
    return [
        (ward, Serial("26Q3", unit_of(ward).code, "CN", 100_000 + number))
        for ward in range(wards)
        for number in range(1, DISPUTED + 1)
    ]


class Told:
    """What a desk writes down as done, on the disk before the next act; it survives whatever happens to the desk."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8")

    def note(self, what: str, **facts: object) -> None:
        self._file.write(json.dumps({"what": what, **facts}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def at_desk(folder: Path, told: Path, files: list[Path], wards: int, seconds: float, seed: int) -> None:
    """The day of one desk: whatever is next, until the time is over; a base that is away is waited for."""
    if sys.platform == "win32":
        raise NotImplementedError
    book, chance, end = Told(told), random.Random(seed), time.monotonic() + seconds
    forms = disputed_forms(wards)
    chance.shuffle(forms)
    waiting = list(files)
    desk: Station | None = None
    while time.monotonic() < end:
        try:
            if desk is None:
                desk = open_station(folder)
            period = find_period(desk, "26Q3")
            if waiting and chance.random() < 0.5:
                portion = waiting[:AT_ONCE]
                report = merge_packages(desk, portion, act=replace(act_of(HA), backs_up=False))
                for merged in report.packages:
                    book.note("merged", id=merged.id, new=merged.new, refused=merged.refused)
                waiting = waiting[AT_ONCE:]
            elif forms and chance.random() < 0.6:
                ward, serial = forms.pop()
                act = act_of(HA, salt=f"{chance.getrandbits(128):032x}")
                with suppress(NotDisputed):
                    answers = alike(desk, "4")
                    ref = rule(
                        desk, period, serial=serial, answers=answers, reason="paper", act=act, unit=unit_of(ward)
                    )
                    book.note("ruled", ref=str(ref), serial=str(serial))
            elif chance.random() < 0.1:
                book.note("printed", tries=print_sheet(desk, period))
            begun = time.perf_counter()
            board(desk, period, today=TODAY)
            book.note("looked", ms=1000 * (time.perf_counter() - begun), load=os.getloadavg()[0])
        except (BaseOutOfReach, OutcomeUnknown, BaseBusy) as away:
            book.note("away", why=away.code)
            time.sleep(_GO_ON)
        except Problem as problem:
            book.note("refused", why=problem.code)
    if desk is not None:
        book.note("waited", times=city_of(desk).waited)
        desk.close()


def print_sheet(desk: Station, period: Period) -> int:
    """Count and print the hub's sheet; when others wrote in between, again, at last while nobody else writes. Answers how often."""
    for tries in range(1, TRIES + 1):
        with desk.working_out() if tries == TRIES else nullcontext(), suppress(FiguresOutdated):
            figures = figures_of(desk, period, of_hub(desk))
            print_result_sheet(desk, period, figures, language=load("vi"), to=BytesIO(), at=AT)
            return tries
    raise AssertionError("nothing comes in while nobody else writes")


def main(seconds: float, count: int) -> None:
    if programs() is None:
        print(HOW_TO_GET)
        sys.exit(1)
    with tempfile.TemporaryDirectory(prefix="bench-city") as name:
        work(Path(name), seconds, count)


def work(folder: Path, seconds: float, count: int) -> None:
    server = Server.start(is_durable=True)
    try:
        hub, period = hub_in(folder / "desk0", count)
        begun = time.perf_counter()
        files = [package_of(folder, period, ward) for ward in range(count)]
        print(f"{count} packages of {FORMS} forms made in {time.perf_counter() - begun:.0f} s", flush=True)
        hub.close()
        address = server.new_base()
        with closing(move_to_city(folder / "desk0", address, chance="city")) as first:
            for number in range(1, DESKS):
                add_station(first, out=folder / f"{number}.json", name=f"Bàn {number + 1}", act=act_of(HA))
                note_address(folder / f"desk{number}", address)
                found_from_file(folder / f"desk{number}", file=folder / f"{number}.json", chance=f"d{number}").close()
        day(server, folder, files, seconds)
        judge(folder, files, seconds)
    finally:
        server.end()


def day(server: Server, folder: Path, files: list[Path], seconds: float) -> None:
    """Eight desks at work; one of them and then the server die in the middle."""
    context = multiprocessing.get_context("spawn")

    def start(number: int, left: float) -> multiprocessing.process.BaseProcess:
        # each package lies at two desks
        mine = [file for at, file in enumerate(files) if number in (at % DESKS, (at + 1) % DESKS)]
        words = (folder / f"desk{number}", folder / f"told{number}.jsonl", mine, len(files), left, number)
        process = context.Process(target=at_desk, args=words)
        process.start()
        return process

    desks = [start(number, seconds) for number in range(DESKS)]
    begun = time.monotonic()
    time.sleep(seconds / 3)
    pid = desks[3].pid
    assert pid is not None
    if sys.platform == "win32":
        raise NotImplementedError
    os.kill(pid, signal.SIGKILL)
    desks[3].join()
    desks[3] = start(3, seconds - (time.monotonic() - begun))
    time.sleep(seconds / 6)
    server.kill()
    time.sleep(1)
    server.go_on()
    for desk in desks:
        desk.join(seconds * 2 + 120)
        assert desk.exitcode == 0, f"a desk ended with {desk.exitcode}"


def judge(folder: Path, files: list[Path], seconds: float) -> None:
    """Compare what the desks wrote down with what the base holds, and with what SQLite counts of it."""
    told = [
        json.loads(line)
        for number in range(DESKS)
        for line in (folder / f"told{number}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    kinds = Counter(each["what"] for each in told)
    looked = sorted(each["ms"] for each in told if each["what"] == "looked")
    waited = sum(each["times"] for each in told if each["what"] == "waited")
    with closing(open_station(folder / "desk0")) as desk:
        period = find_period(desk, "26Q3")
        known = {package.id for package in packages(desk)}
        merged = {each["id"] for each in told if each["what"] == "merged" and not each["refused"]}
        lost = len(merged - known)
        rulings = Counter(
            fact.serials
            for unit in {unit_of(ward) for ward in range(len(files))}
            for fact in journal.facts_of_kinds(desk, period.key, unit, (Kind.RULED,))
        )
        acknowledged = {each["serial"] for each in told if each["what"] == "ruled"}
        lost += len(acknowledged - set(rulings))
        doubled = sum(times - 1 for times in rulings.values())
        holes = sum(
            [line.n for line in lines] != list(range(1, len(lines) + 1))
            for lines in (
                journal.lines_of(desk.db, number, stream.station)
                for number, stream in journal.all_streams(desk.db).items()
            )
        )
        on_server = figures_of(desk, period, of_hub(desk)).fingerprint
        problems = [problem.code for problem in verify_station(desk).problems]
    with closing(leave_city(folder / "desk0")) as alone:
        rebuild_all(alone)
        in_a_file = figures_of(alone, find_period(alone, "26Q3"), of_hub(alone)).fingerprint
    why = Counter(each["why"] for each in told if "why" in each)
    beside = [each["load"] for each in told if each["what"] == "looked"]
    print(
        f"{DESKS} desks for {seconds:.0f} s on {os.cpu_count()} cores, load average {min(beside):.1f} to {max(beside):.1f}"
    )
    print(f"  done {dict(kinds)}; told {dict(why)}")
    print(f"  packages taken in, by whoever came first {len(merged)} of {len(files)}; {len(merged) / seconds:.1f} /s")
    tries = [each["tries"] for each in told if each["what"] == "printed"]
    print(f"  sheets printed {len(tries)}, counted again because of others' lines {sum(tries) - len(tries)} times")
    print(f"  forms ruled on {len(rulings)}; transactions that waited for another desk longer than 1,5 s: {waited}")
    print(
        f"  the board, read at every step: median {looked[len(looked) // 2]:.0f} ms, p99 {looked[len(looked) * 99 // 100]:.0f} ms"
    )
    print(
        f"  acknowledged and not there {lost}, done twice {doubled}, streams with holes {holes}, found by verify {problems or 0}"
    )
    print(f"  figures on the server {on_server[:12]}, counted anew by SQLite {in_a_file[:12]}")
    assert (lost, doubled, holes, problems) == (0, 0, 0, [])
    assert on_server == in_a_file, "the engines count unlike each other"


if __name__ == "__main__":
    main(
        min(600.0, float(sys.argv[1]) if len(sys.argv) > 1 else 60.0),
        min(600, int(sys.argv[2]) if len(sys.argv) > 2 else 200),
    )
