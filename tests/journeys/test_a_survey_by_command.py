"""The whole life of a survey by command alone: from the list of finished dossiers to the hub's result sheet."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.cli import main

DATA = Path(__file__).parents[1] / "data"
PERIOD = "26Q3"

EXPECTED = """
TC1 1 3 18 98 30 0 0 0 0 0 85.33 4.0200
TC2 0 4 21 95 30 0 0 0 0 0 83.33 4.0067
TC3 2 5 30 88 25 0 0 0 0 0 75.33 3.8600
TC4 0 2 16 102 28 1 1 0 0 0 87.84 4.0541
TT1 0 2 14 104 28 1 1 0 0 0 89.19 4.0676
TT2 0 3 17 101 25 2 0 1 1 0 86.30 4.0137
TT3 1 3 20 97 24 2 1 0 2 0 83.45 3.9655
TT4 2 4 19 93 27 1 1 1 2 0 82.76 3.9586
TT5 2 6 22 90 26 2 1 0 1 0 79.45 3.9041
CC1 1 2 15 95 35 1 1 0 0 0 87.84 4.0878
CC2 1 3 18 92 33 2 0 1 0 0 85.03 4.0408
CC3 1 4 20 91 30 2 1 1 0 0 82.88 3.9932
CC4 2 3 19 90 32 3 0 1 0 0 83.56 4.0068
CC5 0 4 23 92 27 2 1 0 1 0 81.51 3.9726
CC6 0 2 16 98 30 2 1 0 1 0 87.67 4.0685
KQ1 0 1 12 110 24 2 1 0 0 0 91.16 4.0680
KQ2 0 2 15 106 25 1 0 1 0 0 88.51 4.0405
KQ3 1 2 19 101 24 1 1 0 1 0 85.03 3.9864
PA1 0 1 5 22 7 1 0 0 1 113 82.86 4.0000
PA2 1 2 7 20 5 1 1 0 0 113 71.43 3.7429
PA3 1 1 6 19 6 1 0 1 2 113 75.76 3.8485
PA4 1 2 4 20 5 2 0 0 3 113 78.13 3.8125
D0 0 3 19 99 27 1 1 0 0 0 85.14 4.0135
"""
"""Counts per level, blank, two boxes, unreadable, không biết, không áp dụng, index, mean; computed outside this program."""

COUNTS = ("n1", "n2", "n3", "n4", "n5", "blank", "double", "unreadable", "dont_know", "not_applicable")


class Office:
    """One station's folder and the commands typed at it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def run(self, *words: object, code: int = 0) -> dict[str, Any]:
        """Run one command, expect its exit code, and read its JSON answer."""
        self._capsys.readouterr()
        ended = main([*map(str, words), "--data", str(self.folder), "--json"])
        out, err = self._capsys.readouterr()
        assert ended == code, (words, out, err)
        assert "Traceback" not in err
        answer: dict[str, Any] = json.loads(out)
        return answer


def sample_rows() -> list[dict[str, str]]:
    with (DATA / "tra-loi-mau.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_table(path: Path, serials: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Path:
    lines = [{"serial": serial, **row} for serial, row in zip(serials, rows, strict=True)]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(lines[0]))
        table.writeheader()
        table.writerows(lines)
    return path


def test_the_sample_answers_give_the_expected_table_to_the_last_digit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ward = Office(tmp_path / "ward", capsys)
    ward.run("init", "--unit", "00004")
    ward.run("period", "open", PERIOD, "--from", "01/07/2026", "--to", "30/09/2026")
    forms = ward.run("forms", "issue", "--period", PERIOD, "--variant", "CN", "--count", 150)["forms"]
    table = key_table(tmp_path / "keyed.csv", (form["serial"] for form in forms), sample_rows())

    assert ward.run("key", "import", table, "--period", PERIOD)["new"] == 150
    results = ward.run("results", "--period", PERIOD)

    found = {criterion["code"]: criterion for criterion in results["criteria"]}
    for line in EXPECTED.split("\n")[1:-1]:
        code, *figures = line.split()
        counts, (index, mean) = [int(figure) for figure in figures[:10]], map(float, figures[10:])
        assert [found[code][name] for name in COUNTS] == counts, code
        assert (found[code]["index"], found[code]["mean"]) == (index, mean), code
    factors = {factor["code"]: factor["index"] for factor in results["factors"]}
    assert factors == {"TC": 82.96, "TT": 84.23, "CC": 84.75, "KQ": 88.23, "PA": 77.04}
    assert (results["overall"], results["factors_mean"]) == (85.14, 83.44)
    ledger = ward.run("forms", "ledger", "--period", PERIOD)
    assert (ledger["issued"], ledger["returned"], ledger["valid"], ledger["alarms"]) == (150, 150, 150, [])


def test_from_the_list_of_dossiers_to_the_hub_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A city hub, a ward with two computers and a ward with one; one form is keyed on both computers of the first."""
    hub, one, two, other = (Office(tmp_path / name, capsys) for name in ("hub", "one", "two", "other"))
    hub.run("init", "--unit", "01", "--name", "Phạm Minh Thu")
    hub.run("period", "open", PERIOD, "--name", "Quý III/2026", "--from", "01/07/2026", "--to", "30/09/2026")
    (tmp_path / "out").mkdir()
    campaign = hub.run("package", "campaign", "--period", PERIOD, "--out", tmp_path / "out")["file"]

    one.run("init", "--unit", "00004", "--name", "Nguyễn Thị Lan")
    one.run("person", "add", "minh", "--name", "Trần Quang Minh")
    one.run("campaign", "open", campaign)
    compare_keys(one, hub)
    station = tmp_path / "may-2.station"
    assert one.run("station", "add", "--out", station)["book"] == 2
    second = two.run("init", "--station", station)
    assert second["book"] == 2
    two.run("campaign", "open", campaign)
    other.run("init", "--unit", "00008")
    other.run("campaign", "open", campaign)
    compare_keys(other, hub)

    frame = one.run("frame", "import", DATA / "danh-sach-mot-cua.xlsx", "--period", PERIOD)
    assert (frame["rows"], frame["eligible"]) == (620, 547)
    drawn = one.run("sample", "draw", "--period", PERIOD, "--seed", "a", "--size", 30)
    assert drawn["dossiers"] == one.run("sample", "draw", "--period", PERIOD, "--seed", "a", "--size", 30)["dossiers"]
    one.run("sample", "list", "--period", PERIOD, "--pdf", tmp_path / "visits.pdf", "--xlsx", tmp_path / "visits.xlsx")

    mine = issue(one, 30)
    theirs = issue(two, 10)
    elsewhere = issue(other, 20)
    one.run("forms", "print", "--period", PERIOD, "--out", tmp_path / "forms.pdf")
    assert len(pypdfium2.PdfDocument(tmp_path / "forms.pdf")) == 60
    one.run("forms", "slip", "--period", PERIOD, "--out", tmp_path / "slips.pdf")
    one.run("forms", "mark", "handed-out", f"{mine[0]}..{mine[-1]}", "--period", PERIOD)
    one.run("forms", "mark", "lost", mine[28], "--period", PERIOD)
    one.run("forms", "mark", "spoiled", mine[29], "--period", PERIOD)

    rows = sample_rows()
    first = rows[:28]
    import_rows(one, tmp_path, mine[:28], first)
    # computer 2 keys its own forms and, without knowing of the first keying, one of computer 1's; and the other way round
    import_rows(two, tmp_path, [*theirs, mine[0]], [*rows[40:50], first[0]], by="minh")
    import_rows(one, tmp_path, theirs[:1], [rows[40] | {"TC1": "1"}])
    import_rows(other, tmp_path, elsewhere, rows[60:80])

    stick = tmp_path / "stick"
    stick.mkdir()
    to_two = one.run("package", "send", "--period", PERIOD, "--out", stick, "--to", second["station"])["file"]
    to_one = two.run("package", "send", "--period", PERIOD, "--out", stick, "--to", station_of(one))["file"]
    assert two.run("package", "merge", to_two)["clashing"] == 0
    assert one.run("package", "merge", to_one)["clashing"] == 0
    books = [office.run("forms", "ledger", "--period", PERIOD) for office in (one, two)]
    assert books[0] == books[1]
    assert (books[0]["issued"], books[0]["disputed"], books[0]["valid"]) == (40, 1, 37)

    one.run("person", "add", "hoa", "--name", "Lê Thị Hoa")
    one.run("key", "rule", theirs[0], f"TC1={rows[40]['TC1']}", "--period", PERIOD, "--by", "hoa")
    one.run("period", "close", PERIOD)
    refused = one.run("key", "void", mine[1], "--period", PERIOD, code=1)
    assert refused["error"] == "period_closed"

    returns = tmp_path / "returns"
    returns.mkdir()
    for office in (one, two, other):
        office.run("package", "send", "--period", PERIOD, "--out", returns)
    merged = hub.run("package", "merge", returns)
    assert merged["facts"] == merged["new"] + merged["already_here"] + merged["clashing"] + merged["refused"]
    assert hub.run("package", "merge", returns)["new"] == 0

    waiting = hub.run("results", "--period", PERIOD)
    assert ({unit["forms"] for unit in waiting["units"]}, waiting["unconfirmed"]) == (
        {0},
        ["00004@2025-07-01", "00008@2025-07-01"],
    )
    compare_keys(hub, one)
    assert hub.run("results", "--period", PERIOD)["unconfirmed"] == ["00008@2025-07-01"], (
        "what vouches for its mate is confirmed"
    )
    compare_keys(hub, other)
    whole = hub.run("results", "--period", PERIOD, "--pdf", tmp_path / "hub.pdf", "--xlsx", tmp_path / "hub.xlsx")
    assert {unit["forms"] for unit in whole["units"]} == {38, 20}
    answered = [row["D0"] for row in (*first, *rows[40:50], *rows[60:80]) if row["D0"].isdecimal()]
    satisfied = sum(int(code) >= 4 for code in answered)
    assert whole["overall"] == pytest.approx(float(Fraction(satisfied * 100, len(answered))), abs=0.005)
    assert "00004" in str(whole["units"])
    ward = one.run("results", "--period", PERIOD)
    at_hub = hub.run("results", "--period", PERIOD, "--unit", "00004", "--pdf", tmp_path / "ward.pdf")
    assert at_hub["fingerprint"] == ward["fingerprint"]
    assert at_hub["edition"] == 1
    text = pypdfium2.PdfDocument(tmp_path / "ward.pdf")[0].get_textpage().get_text_range()
    assert "PHƯỜNG BA ĐÌNH" in text.upper()

    before = hub.run("results", "--period", PERIOD)
    hub.run("rebuild")
    assert hub.run("results", "--period", PERIOD) == before
    for office in (hub, one, two, other):
        assert office.run("verify")["whole"]


def issue(office: Office, count: int) -> list[str]:
    words = ("forms", "issue", "--period", PERIOD, "--variant", "CN", "--count", count)
    return [form["serial"] for form in office.run(*words)["forms"]]


def import_rows(
    office: Office, folder: Path, serials: list[str], rows: list[dict[str, str]], *, by: str | None = None
) -> None:
    table = key_table(folder / "keyed.csv", serials, rows)
    words = ["key", "import", table, "--period", PERIOD, *(["--by", by] if by else [])]
    answer = office.run(*words)
    assert answer["refused"] == []
    assert answer["new"] == len(rows)


def compare_keys(place: Office, holder: Office) -> None:
    """Over the telephone one office reads out the words of its key, and the other types them."""
    own = holder.run("package", "keys")["own"]
    assert place.run("package", "confirm", own["station"], "--fingerprint", own["words"])["trust"] == "confirmed"


def station_of(office: Office) -> str:
    packages = office.run("package", "list")["packages"]
    return next(str(package["station"]) for package in packages if package["own"])


def test_the_whole_job_runs_without_the_toolkit_of_the_window(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['tkinter'] = None\n"
        "from desktop.cli import main\n"
        f"sys.exit(main(['demo', {str(tmp_path / 'demo')!r}, '--wards', '1', '--forms', '5', '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == {"period", "hub", "hub_before", "packages", "questionnaires", "results"}
    for file in (*told["packages"], *told["questionnaires"], *told["results"], told["hub"], told["hub_before"]):
        assert Path(file).exists()
