"""The stations of the harness, each made once and only copied, the commands that are cut, and what a folder says afterwards."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from desktop import cli
from exports.packages.batches import MergeRound  # noqa: F401 -- what the children need is loaded before they are born
from exports.proof.verifying import place_of, verify_station
from models.domain.basics.problems import Problem
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.services.exchange.packages import packages
from models.services.figures.results import figures_of
from models.services.forms.frames import entries
from models.services.forms.ledger import read_book
from models.services.office.periods import periods
from models.services.office.stations import people
from models.store.database import NoStation, Station, open_station
from tests.builders.forms import GOOD
from tests.builders.offices import confirm

PERIOD = ("--period", "26Q3")
FORMS, FIRST_KEYED, DOSSIERS = 24, 10, 150
_HEADER = "Mã hồ sơ,Lĩnh vực,Tên thủ tục,Chủ hồ sơ,CCCD/MST,Điện thoại,Địa chỉ,Ngày tiếp nhận,Ngày trả kết quả"

Words = Sequence[object]


def run(*words: object) -> tuple[int, dict[str, Any]]:
    """The exit code of a command and what it answered as JSON."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.main([*map(str, words), "--json"])
    told = out.getvalue().strip().splitlines()
    return code, json.loads(told[-1]) if told else {"error": "nothing", "message": err.getvalue()[-500:]}


def must(*words: object) -> dict[str, Any]:
    code, told = run(*words)
    if code:
        raise AssertionError((words, told))
    return told


@dataclass
class Stage:
    """Where the templates are; `serials` are the forms of the ward, `files` what is handed to commands."""

    at: Path
    serials: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    packages: list[Path] = field(default_factory=list)


def set_stage(at: Path) -> Stage:
    """Make every template under `at`, by commands."""
    stage = Stage(at)
    frame, answers, fewer = (at / f"{name}.csv" for name in ("frame", "answers", "fewer"))
    _write_frame(frame)
    hub = at / "hub"
    must("init", "--unit", "01", "--name", "Hà", "--data", hub)
    must("period", "open", "26Q3", "--name", "Q", "--from", "01/07/2026", "--to", "30/09/2026", "--data", hub)
    must("package", "campaign", *PERIOD, "--out", at, "--data", hub)
    stage.files |= {"campaign": next(at.glob("*-campaign-*.zip")), "frame": frame, "answers": answers}
    for unit in ("00004", "00008"):
        ward = at / f"ward-{unit}"
        must("init", "--unit", unit, "--name", "Lan", "--data", ward)
        _keep(stage, ward, "fresh")
        if unit == "00004":
            must("station", "add", "--out", at / "second.json", "--name", "Máy 2", "--data", ward)
            stage.files["station"] = at / "second.json"
        must("campaign", "open", stage.files["campaign"], "--data", ward)
        _keep(stage, ward, "opened")
        must("frame", "import", frame, *PERIOD, "--data", ward)
        _keep(stage, ward, "listed")
        must("sample", "draw", *PERIOD, "--size", "20", "--data", ward)
        _keep(stage, ward, "drawn")
        told = must("forms", "issue", *PERIOD, "--variant", "CN", "--count", FORMS, "--data", ward)
        serials = [form["serial"] for form in told["forms"]]
        _keep(stage, ward, "issued")
        must("forms", "mark", "handed-out", f"{serials[0]}..{serials[-1]}", *PERIOD, "--data", ward)
        _write_answers(answers, serials, seed=unit)
        _write_answers(fewer, serials[:FIRST_KEYED], seed=unit)
        must("key", "import", fewer, *PERIOD, "--data", ward)
        _keep(stage, ward, "half")
        must("key", "import", answers, *PERIOD, "--data", ward)
        must("backup", "now", "--data", ward)
        _keep(stage, ward, "keyed")
        stage.packages.append(Path(must("package", "send", *PERIOD, "--out", at, "--data", ward)["file"]))
        if unit == "00004":
            stage.serials = serials
            shutil.copy(answers, at / "answers-first.csv")
    stage.files["answers"] = at / "answers-first.csv"
    shutil.copytree(hub, at / "merged")
    must("package", "merge", *stage.packages, "--data", at / "merged")
    with closing(open_station(at / "merged")) as hub_of_both:
        for ward in sorted(at.glob("ward-*")):
            with closing(open_station(ward)) as other:
                confirm(hub_of_both, other)
    return stage


def _keep(stage: Stage, ward: Path, name: str) -> None:
    if ward.name == "ward-00004":
        shutil.copytree(ward, stage.at / name)


@dataclass(frozen=True)
class Operation:
    """A command that is cut: on which template it begins (none: an empty place), and its words for a folder."""

    name: str
    template: str
    words: Callable[[Stage, Path], Words]


OPERATIONS = (
    Operation("init", "", lambda _, at: ("init", "--unit", "00004", "--name", "Lan", "--data", at)),
    Operation("init --station", "", lambda s, at: ("init", "--station", s.files["station"], "--data", at)),
    Operation("campaign open", "fresh", lambda s, at: ("campaign", "open", s.files["campaign"], "--data", at)),
    Operation("frame import", "opened", lambda s, at: ("frame", "import", s.files["frame"], *PERIOD, "--data", at)),
    Operation("frame purge", "drawn", lambda _, at: ("frame", "purge", "--data", at)),
    Operation("sample draw", "listed", lambda _, at: ("sample", "draw", *PERIOD, "--size", 20, "--seed", "x", "--data", at)),
    Operation("forms issue", "drawn",
              lambda _, at: ("forms", "issue", *PERIOD, "--variant", "CN", "--count", FORMS, "--data", at)),
    Operation("forms mark", "issued", lambda s, at: (
        "forms", "mark", "handed-out", f"{s.serials[0]}..{s.serials[-1]}", *PERIOD, "--data", at)),
    Operation("forms print", "issued", lambda _, at: ("forms", "print", *PERIOD, "--out", at / "forms.pdf", "--data", at)),
    Operation("key import", "half", lambda s, at: ("key", "import", s.files["answers"], *PERIOD, "--data", at)),
    Operation("key amend", "half", lambda s, at: ("key", "amend", s.serials[0], "CC1=1", *PERIOD, "--data", at)),
    Operation("person add", "half", lambda _, at: ("person", "add", "minh", "--name", "Minh", "--data", at)),
    Operation("package send", "keyed", lambda _, at: ("package", "send", *PERIOD, "--out", at / "packages", "--data", at)),
    Operation("package merge", "hub", lambda s, at: ("package", "merge", *s.packages, "--data", at)),
    Operation("period close", "keyed", lambda _, at: ("period", "close", "26Q3", "--data", at)),
    Operation("backup now", "half", lambda _, at: ("backup", "now", "--data", at)),
    Operation("backup restore", "keyed",
              lambda _, at: ("backup", "restore", min((at / "backups").glob("*.sqlite")), "--data", at)),
    Operation("backup try", "keyed", lambda _, at: ("backup", "try", "--data", at)),
    Operation("rebuild", "merged", lambda _, at: ("rebuild", "--data", at)),
    Operation("results pdf", "merged", lambda _, at: ("results", *PERIOD, "--pdf", at / "results.pdf", "--data", at)),
    Operation("export", "merged", lambda _, at: (
        "export", *PERIOD, "--format", "xlsx", "--out", at / "answers.xlsx", "--data", at)),
)  # fmt: skip


def said_by(folder: Path) -> dict[str, Any]:
    """What a folder says after a cut: nothing there, or what its station holds and whether that is whole."""
    try:
        opened = open_station(folder)
    except NoStation:
        return {"station": None}
    except Problem as problem:
        return {"refused": problem.code}
    with closing(opened) as station:
        whole = verify_station(station)
        return {
            "station": [station.book, str(station.unit)],
            # the list itself, which no program made, stays where it was taken in from
            "wrong": sorted(
                {
                    f"{each.code} {place_of(each)}"
                    for each in whole.problems
                    if not place_of(each).endswith("/frame.csv")
                }
            ),
            "people": [person.code for person in people(station)],
            "packages": sorted(f"{each.kind} {each.is_own}" for each in packages(station)),
            "periods": {period.code: _of_period(station, period) for period in periods(station)},
        }


def _of_period(station: Station, period: Period) -> dict[str, Any]:
    book = read_book(station, period, station.unit)
    totals = dict(book.ledger.totals)
    listed = entries(station, period)
    reach = Reach.HUB if station.is_hub else Reach.OFFICE
    figures = ""
    # without answers they hold little but the moment of the draw
    if totals["valid"] or station.is_hub:
        figures = figures_of(station, period, Subject(station.unit, reach)).fingerprint
    return {
        "totals": totals,
        "listed": len(listed),
        "kinds": sorted(str(fact.kind) for fact in book.facts),
        "figures": figures,
    }


def balanced(said: dict[str, Any]) -> bool:
    """Whether every issued form is in exactly one place."""
    for period in said.get("periods", {}).values():
        count = period["totals"]
        handed_out = count["still_out"] + count["returned"] + count["refused"] + count["lost"]
        keyed = count["valid"] + count["invalid"] + count["awaiting_second"] + count["disputed"] + count["not_keyed"]
        if count["issued"] != count["in_stock"] + count["handed_out"] + count["spoiled"]:
            return False
        if count["handed_out"] != handed_out or count["returned"] != keyed:
            return False
    return True


def _write_answers(path: Path, serials: Sequence[str], *, seed: str) -> None:
    dice = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["serial", *GOOD])
        for serial in serials:
            writer.writerow([serial, *(str(dice.randint(1, 5)) if len(q) == 3 else code for q, code in GOOD.items())])


def _write_frame(path: Path) -> None:
    dice = random.Random(1)
    rows = [_HEADER]
    for number in range(DOSSIERS):
        sector = dice.choice(["Hộ tịch", "Chứng thực", "Đất đai"])
        rows.append(
            f"000.01.04.H26-260703-{number:05},{sector},Khai sinh,Nguyễn Văn {number},{1_000_000_000 + number:012},"
            f"09{number:08},Số {number} phố Mẫu,03/07/2026,09/07/2026"
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
