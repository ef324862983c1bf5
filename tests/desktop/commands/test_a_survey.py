"""The command line from the first form to the figures, and the papers it writes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.builders.commands import PERIOD, STATES, TOTALS, Run, done, issue
from tests.builders.forms import ANSWERS, sample_rows

DATA = Path(__file__).parents[2] / "data"
LIST = DATA / "danh-sach-mot-cua.xlsx"


def test_the_whole_life_of_a_survey(run: Run, tmp_path: Path) -> None:
    serials = issue(run, 150)
    rows = list(csv.reader(io.StringIO(ANSWERS.read_text(encoding="utf-8"), newline="")))
    file = tmp_path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(
            [["serial", *rows[0]], *([serial, *row] for serial, row in zip(serials, rows[1:], strict=True))]
        )
    answer = done(run("key", "import", file, *PERIOD, "--json")).answer
    assert {name: answer[name] for name in ("rows", "new", "already_here", "refused")} == {
        "rows": 150,
        "new": 150,
        "already_here": 0,
        "refused": [],
    }
    book = done(run("forms", "ledger", *PERIOD, "--json")).answer
    assert [book[name] for name in TOTALS] == [150, 150, 150, *(150 if state == "valid" else 0 for state in STATES)]
    figures = done(run("results", *PERIOD, "--json")).answer
    assert (figures["overall"], len(figures["criteria"]), len(figures["factors"])) == (85.14, 23, 5)
    closed = done(run("period", "close", "26Q3", "--json")).answer
    sealed = done(run("results", *PERIOD, "--json")).answer
    assert (sealed["edition"], sealed["late"], sealed["closing"]) == (1, 0, closed["closing"])
    assert sealed["fingerprint"] == figures["fingerprint"]
    assert len(sample_rows()) == 150


def test_papers_and_files_are_written(run: Run, tmp_path: Path) -> None:
    issue(run, 2)
    issue(run, 1, "TC")
    done(run("frame", "import", LIST, *PERIOD))
    done(run("sample", "draw", *PERIOD, "--size", 5))
    out = tmp_path / "out"
    out.mkdir()
    done(run("forms", "print", *PERIOD, "--out", out / "forms.pdf"))
    done(run("forms", "slip", *PERIOD, "--out", out / "slips.pdf"))
    done(run("sample", "list", *PERIOD, "--pdf", out / "visits.pdf", "--xlsx", out / "visits.xlsx"))
    done(run("questionnaire", "export", "hailong_cn", out / "cn.xlsx"))
    done(run("station", "add", "--out", out / "2.json"))
    done(run("results", *PERIOD, "--pdf", out / "results.pdf", "--xlsx", out / "results.xlsx"))
    assert sorted(file.name for file in out.iterdir()) == [
        "2.json",
        "cn.xlsx",
        "forms-CN.pdf",
        "forms-TC.pdf",
        "results.pdf",
        "results.xlsx",
        "slips.pdf",
        "visits.pdf",
        "visits.xlsx",
    ]
    assert all(file.stat().st_size > 100 for file in out.iterdir())
